"""The numbers that Word shows before a paragraph but does not store in it: computed from numbering.xml and styles."""

from dataclasses import dataclass, field

from gksite.readers.package import Element, attribute, number

LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
ENDS_ITSELF = tuple("、．。）：】〕　")
"""After these no blank stands between number and text."""


def counted(value: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """A number of up to four digits in Chinese: 10 → 十, 21 → 二十一, 105 → 一百零五."""
    if not 0 < value < 10_000:
        return str(value)
    said, blank = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            said += (digits[0] if blank else "") + digits[digit] + (units[place - 1] if place else "")
        blank = bool(said) and not digit
    return said[1:] if digits is _DIGITS and 10 <= value < 20 else said


def _roman(value: int) -> str:
    said = ""
    for worth, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        while value >= worth and len(said) < 20:
            said, value = said + sign, value - worth
    return said


def shown(value: int, form: str) -> str:
    """A counter in one of Word's number forms; a form not known here counts in figures."""
    match form:
        case "none" | "bullet":
            return ""
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand":
            return counted(value)
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(max(value, 0)))
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return counted(value, _LEGAL, "拾佰仟")
        case "ideographTraditional":
            return _STEMS[(value - 1) % 10]
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 9)
            return letter if form == "lowerLetter" else letter.upper()
        case "lowerRoman":
            return _roman(value).lower()
        case "upperRoman":
            return _roman(value)
        case "decimalZero":
            return f"{value:02}"
        case "decimalFullWidth":
            return "".join(chr(ord("０") + int(digit)) for digit in str(max(value, 0)))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 1 <= value <= 20:
            return chr(ord("①") + value - 1)
    return str(value)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    figures: bool
    restart: int
    close: bool
    style: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted; `next` is called once per paragraph, in order."""

    _lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _nums: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def read(self, root: Element) -> None:
        """Take in a numbering part."""
        linked: dict[str, str] = {}
        styled: dict[str, str] = {}
        for abstract in root.iterchildren("{*}abstractNum"):
            name = attribute(abstract, "abstractNumId") or ""
            self._lists[name] = _levels(abstract)
            linked |= {name: style} if (style := _stated(abstract, "numStyleLink")) else {}
            styled |= {style: name} if (style := _stated(abstract, "styleLink")) else {}
        for num in root.iterchildren("{*}num"):
            name = _stated(num, "abstractNumId") or ""
            name = styled.get(linked.get(name, ""), name)
            id = attribute(num, "numId") or ""
            own = {i: level for over in num.iterchildren("{*}lvlOverride") for i, level in _levels(over).items()}
            if own:
                self._lists[f"{name}/{id}"], name = self._lists.get(name, {}) | own, f"{name}/{id}"
            self._nums[id] = (name, _starts(num))

    def level_of_style(self, num: str, style: str) -> int:
        """The level of a list that a paragraph style is tied to, 0 if none."""
        levels = self._lists.get(self._nums.get(num, ("", {}))[0], {})
        return next((i for i, level in levels.items() if style and level.style == style), 0)

    def next(self, num: str, ilvl: int) -> str:
        """The number shown before the next paragraph of a list, with the blank after it; empty for a bullet."""
        name, starts = self._nums.get(num, ("", {}))
        levels = self._lists.get(name, {})
        level = levels.get(ilvl)
        if level is None:
            return ""
        counts = self._counts.setdefault(name, {})
        if num not in self._begun:
            self._begun.add(num)
            for overridden in starts:
                counts.pop(overridden, None)
        counts[ilvl] = counts[ilvl] + 1 if ilvl in counts else starts.get(ilvl, level.start)
        for deeper in [i for i in counts if i > ilvl]:
            restart = levels[deeper].restart if deeper in levels else -1
            if restart < 0 or ilvl < restart:
                del counts[deeper]
        return self._said(level, levels, counts)

    def _said(self, level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
        if level.form == "bullet":
            return ""
        text = level.text
        for i in range(LEVELS):
            if f"%{i + 1}" in text and i in levels:
                value = counts.get(i, levels[i].start)
                text = text.replace(f"%{i + 1}", shown(value, "decimal" if level.figures else levels[i].form))
        return text if not text or level.close or text.endswith(ENDS_ITSELF) else text + " "


def _levels(element: Element) -> dict[int, _Level]:
    return {number(attribute(lvl, "ilvl")): _level(lvl) for lvl in element.iterchildren("{*}lvl")}


def _starts(num: Element) -> dict[int, int]:
    """Where a list begins to count at its levels, if it says so."""
    return {
        number(attribute(over, "ilvl")): number(attribute(start, "val"), 1)
        for over in num.iterchildren("{*}lvlOverride")
        if (start := over.find("{*}startOverride")) is not None
    }


def _stated(element: Element, name: str) -> str:
    found = element.find(f"{{*}}{name}")
    return "" if found is None else attribute(found, "val") or ""


def _level(lvl: Element) -> _Level:
    values = {
        name: attribute(found, "val") or ""
        for name in ("start", "numFmt", "lvlText", "suff", "lvlRestart", "pStyle")
        if (found := lvl.find(f"{{*}}{name}")) is not None
    }
    return _Level(
        number(values.get("start"), 1),
        values.get("numFmt", "decimal"),
        values.get("lvlText", "")[:50],
        lvl.find("{*}isLgl") is not None,
        number(values.get("lvlRestart"), -1),
        values.get("suff") == "nothing",
        values.get("pStyle", ""),
    )
