"""The catalogue of matters (底账): when each is due, its public forms, and its way out to a workbook and back."""
