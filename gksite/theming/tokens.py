"""The theme's tokens: the colours and fonts that a portal sets in site.yaml, as a style sheet, held to contrasts."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gksite.documents.shapes import Entry
from gksite.model.look import Colours, Fonts, Look
from gksite.model.settings import Config
from gksite.problems.problem import Code, Phrase, Problem, Problems
from gksite.text.styles import rules
from gksite.theming.colours import contrast, mixed, nearest, parts_of
from gksite.theming.theme import Theme

LOW_CONTRAST = Code(
    "GK404",
    "{front}在{ground}上的对比度是 {ratio}，不到 {least}（{mode}）{hint}",
    why="对比度不够，视力不好的读者、在阳光下看手机的读者就看不清；网站的各种颜色要一起算。",
    mend="把这个颜色改成提示的那一种，或者自己选深一些、浅一些的，再检查一次。",
    clause="WCAG 2.2 1.4.3、1.4.11；GB/T 37668-2019",
)
TEXTS = {
    "text": ("page", "soft", "softer", "note-soft", "alert-soft", "mark", "paper"),
    "muted": ("page", "soft", "paper"),
    "link": ("page", "soft", "note-soft", "alert-soft", "paper"),
    "link-strong": ("page", "soft", "paper"),
    "note": ("page", "note-soft"),
    "alert": ("page", "alert-soft"),
    "seal": ("paper",),
    "on-brand": ("brand",),
    "on-button": ("button",),
}
"""The tokens of texts, each with those of the grounds that it stands on."""
SHAPES = {
    "edge": ("page", "soft", "paper"),
    "focus": ("page", "soft", "softer", "paper"),
    "focus-on-brand": ("brand",),
    "link": ("soft",),
}
"""The tokens of edges and of the focus, each with those of what is beside them."""
OF_TEXT, OF_SHAPE = 4.5, 3.0
"""The least contrasts (WCAG 2.2 AA, 1.4.3 and 1.4.11)."""
PAIRS = (
    *((front, ground, OF_TEXT) for front, grounds in TEXTS.items() for ground in grounds),
    *((front, ground, OF_SHAPE) for front, grounds in SHAPES.items() for ground in grounds),
)
"""What is seen on what, and the least contrast of it."""
NAMES = {
    "text": "正文",
    "muted": "次要的文字",
    "link": "链接",
    "link-strong": "指着的链接",
    "seal": "原文的标题",
    "on-brand": "页首的文字",
    "on-button": "按钮上的文字",
    "edge": "边框",
    "focus": "焦点框",
    "focus-on-brand": "页首的焦点框",
    "page": "页面的底色",
    "soft": "浅底色",
    "softer": "表头的底色",
    "note-soft": "提示的底色",
    "alert-soft": "警告的底色",
    "brand": "页首的底色",
    "button": "按钮的底色",
    "paper": "原文的底色",
}
"""The tokens that can be told of, as editors read them."""
ORDER = ("brand", "paper", "soft", "link")
"""The colours that can be set; links are held to the grounds before them."""
MODES = {"light": "浅色", "dark": "深色"}
"""The modes whose colours can be set; high contrast, asked for on the page or of the system, keeps the theme's."""
SELECTORS = {"light": ":root", "dark": ':root[data-theme="dark"]'}
"""Where the theme sets a mode's tokens; what a mode does not set is as in the first."""
_STRONGER, _DEEPER = 0.3, 0.06
"""The share of the text's colour in that of links that are pointed at, and in the ground of heads of tables."""


def tokens_of(css: str) -> dict[str, dict[str, str]]:
    """The tokens of a style sheet's modes by their names, without the dashes."""
    found: dict[str, dict[str, str]] = {}
    for mode, selector in SELECTORS.items():
        found[mode] = dict(found.get("light", {}))
        for rule in rules(css):
            if selector in rule.selectors and not rule.around:
                found[mode] |= {name[2:]: value for name, value in rule.sets.items() if name.startswith("--")}
    return found


def dressed(theme: Theme, settings: Entry[Config], problems: Problems) -> Theme:
    """A theme with the colours and fonts of a portal; colours that cannot be told apart are noted."""
    look, path = settings.record.theme, theme.path("assets/tokens.css")
    if look.colours == Colours() and look.fonts == Fonts():
        return theme
    tokens = tokens_of(path.read_text(encoding="utf-8", errors="replace") if path.is_file() else "")
    problems.found += _check(settings, tokens)
    return replace(theme, tokens=_sheet(look, tokens).encode())


def _chosen(colours: Colours, mode: str) -> dict[str, str]:
    """The colours that a portal sets for a mode."""
    told = {key: getattr(colours, key) for key in ORDER}
    return {key: getattr(shades, mode) for key, shades in told.items() if shades is not None}


def made(key: str, colour: str, text: str) -> dict[str, str]:
    """The tokens that a colour sets, by the colour of the text."""
    if key == "link":
        return {"link": colour, "link-strong": mixed(colour, text, _STRONGER), "button": colour}
    if key == "soft":
        return {"soft": colour, "softer": mixed(colour, text, _DEEPER)}
    return {key: colour}


@dataclass(frozen=True, slots=True)
class Pair:
    """What is seen on what, with too little contrast."""

    front: str
    ground: str
    ratio: float
    least: float


def _check(settings: Entry[Config], tokens: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    """The pairs of each mode that contrast too little, each at the colour that has to change, with one that will do."""
    for mode, name in MODES.items():
        colours, waiting = dict(tokens[mode]), _chosen(settings.record.theme.colours, mode)
        while waiting:
            key = next(iter(waiting))
            colour = waiting.pop(key)
            found = failing(key, colour, colours, waiting)
            shade = shade_for(key, colour, colours, waiting) if found else None
            place = settings.document.location(("theme", "colours", key, mode))
            for pair in found:
                yield Problem(
                    LOW_CONTRAST,
                    place,
                    front=Phrase(NAMES[pair.front]),
                    ground=Phrase(NAMES[pair.ground]),
                    ratio=math.floor(pair.ratio * 100) / 100,
                    least=pair.least,
                    mode=Phrase(name),
                    hint=Phrase("；色调不变，最接近而够格的是 {shade}", shade=shade) if shade else Phrase(""),
                )
            colours |= made(key, shade or colour, _text(colours))


def shade_for(key: str, colour: str, colours: Mapping[str, str], waiting: Mapping[str, str]) -> str | None:
    """The nearest shade of a colour with which every pair is told apart that is not held to one of those waiting."""
    return nearest(colour, lambda tried: not failing(key, tried, colours, waiting))


def failing(key: str, colour: str, colours: Mapping[str, str], waiting: Mapping[str, str]) -> list[Pair]:
    """The pairs of a colour, and of what is made of it, that contrast too little."""
    text = _text(colours)
    own = made(key, colour, text)
    later = {name for other, its in waiting.items() for name in made(other, its, text)}
    now, found = {**colours, **own}, []
    for front, ground, least in PAIRS:
        if (front in own or ground in own) and not {front, ground} & later and _is_told(now, front, ground):
            ratio = contrast(now[front], now[ground])
            if ratio < least:
                found.append(Pair(front, ground, ratio, least))
    return found


def _text(colours: Mapping[str, str]) -> str:
    """The colour of texts; black where a theme does not say it in figures."""
    return colours["text"] if _is_told(colours, "text") else "#000000"


def _is_told(colours: Mapping[str, str], *names: str) -> bool:
    """Whether a theme has colours under these names, in figures."""
    try:
        for name in names:
            parts_of(colours.get(name, ""))
    except ValueError:
        return False
    return True


def _sheet(look: Look, tokens: Mapping[str, Mapping[str, str]]) -> str:
    """The style sheet of a portal's own tokens, to stand behind the theme's.

    Who asks the system for more contrast gets the theme's colours, which are made for it.
    """
    lines = ["/* site.yaml */"]
    fonts = {"font": (look.fonts.sans, "sans-serif"), "font-paper": (look.fonts.paper, "serif")}
    chosen = {
        name: ", ".join([*(f'"{family}"' for family in families), tokens["light"].get(name, rest)])
        for name, (families, rest) in fonts.items()
        if families
    }
    lines += _rule(":root", chosen)
    light, dark = (_all_made(look.colours, mode, _text(tokens[mode])) for mode in MODES)
    if light:
        night = _rule(":root:not([data-theme])", dark)
        inside = [*_rule(":root", light), *_rule(SELECTORS["dark"], dark)]
        inside += ["@media (prefers-color-scheme: dark) {", *night, "}"]
        lines += ["@media not all and (prefers-contrast: more) {", *inside, "}"]
    return "\n".join([*lines, ""])


def _all_made(colours: Colours, mode: str, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, colour in _chosen(colours, mode).items():
        found |= made(key, colour, text)
    return found


def _rule(selector: str, sets: Mapping[str, str]) -> list[str]:
    """The lines of a rule; none where it sets nothing."""
    if not sets:
        return []
    return [f"{selector} {{", *(f"  --{name}: {value};" for name, value in sets.items()), "}"]
