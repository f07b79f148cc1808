"""Colours as numbers: how two contrast (WCAG 2), one mixed into another, the nearest shade that will do."""

import colorsys
from collections.abc import Callable

STEPS = 255
"""Shades of a hue from black to white that are tried."""


def parts_of(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of #rrggbb or #rgb, each from 0 to 1. Raises ValueError for any other text."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) != 6 or digits == colour:
        raise ValueError(colour)
    red, green, blue = bytes.fromhex(digits)
    return red / 255, green / 255, blue / 255


def written(parts: tuple[float, float, float]) -> str:
    """The colour of three parts as #rrggbb."""
    return "#" + bytes(round(part * 255) for part in parts).hex()


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2, relative luminance)."""
    red, green, blue = map(_linear, parts_of(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    if part <= 0.04045:
        return part / 12.92
    return float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2's ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share of another, from 0 to 1, in it."""
    red, green, blue = (a + (b - a) * share for a, b in zip(parts_of(colour), parts_of(other), strict=True))
    return written((red, green, blue))


def nearest(colour: str, passes: Callable[[str], bool]) -> str | None:
    """The shade of a colour's hue that is nearest to it and passes, the darker of two; None where none does."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*parts_of(colour))
    for step in range(1, STEPS + 1):
        for tried in (max(lightness - step / STEPS, 0.0), min(lightness + step / STEPS, 1.0)):
            shade = written(colorsys.hls_to_rgb(hue, tried, saturation))
            if passes(shade):
                return shade
    return None
