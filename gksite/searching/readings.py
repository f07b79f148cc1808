"""How names are read, so that czj and caizhengju find 财政局: a reading of each character, and names read otherwise."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from gksite.text.pinyin import syllables


def readings(names: Iterable[str], stated: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The characters of names, each with its usual reading behind it: 财cai政zheng; and the names read otherwise.

    `stated` are the readings that editors have written, by name. A name's syllables are divided by blanks.
    """
    spelt = {name: stated[name].split() if name in stated else syllables(name) for name in dict.fromkeys(names)}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, read in spelt.items():
        for character, syllable in zip(name, read, strict=False):
            if character != syllable and syllable.isascii():
                counts[character][syllable] += 1
    usual = {character: min(found, key=lambda s: (-found[s], s)) for character, found in sorted(counts.items())}
    otherwise = {}
    for name, read in spelt.items():
        if read != [usual.get(character, character) for character in name]:
            otherwise[name] = " ".join(read)
    return "".join(map("".join, usual.items())), otherwise
