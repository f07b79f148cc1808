"""Addresses as QR codes, which bring a page from a screen to a phone; the only door to `segno`."""

import segno

MASK = 2
"""Any of the eight masks can be read; to weigh all of them takes five times as long (ISO/IEC 18004, 7.8)."""
BORDER = 4
"""Modules of white around a code (ISO/IEC 18004, 5.3.8)."""


def qr_code(address: str) -> str:
    """An address as inline SVG, black on white in any colours of the page; what it is stands beside it."""
    code = segno.make(address, error="l", boost_error=False, micro=False, mask=MASK)
    return code.svg_inline(border=BORDER, omitsize=True, svgclass="qr-code", lineclass=None, light="#fff")
