"""Where a user's own keys are kept."""

import os
from pathlib import Path


def key_folder() -> Path:
    """The folder of keys in the user's configuration (XDG Base Directory Specification)."""
    stated = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(stated) if os.path.isabs(stated) else Path.home() / ".config"
    return base / "gksite" / "keys"
