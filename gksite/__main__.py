"""`python -m gksite` is the same program as `gksite`."""

from gksite.cli import main

if __name__ == "__main__":
    main()
