"""`python -m gksite` is the same program as `gksite`."""

import signal

if signal.getsignal(signal.SIGINT) == signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C while all this is loaded ends it without a traceback

from gksite.cli import main

if __name__ == "__main__":
    main()
