"""A notice as an Excel workbook, and the cells that were changed there back in its YAML."""
