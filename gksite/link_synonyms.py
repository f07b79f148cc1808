"""The groups of words of content/synonyms.yaml: held to rules, for the search to join to its own."""

from gksite.documents.shapes import Entry
from gksite.model.synonyms import SynonymsRecord
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Problems

LONGEST = 16
"""Characters of a word: what is longer is a sentence, which nobody types as another."""
_DIGITS = 6
"""Digits of a word that is a number, such as 12345: longer ones are somebody's."""

TOO_FEW = Code(
    "GK240",
    "这一组同义词只有 {count} 个词",
    why="一组里的词可以互相代替着找；只有一个词，没有可以代替的。",
    mend="再写上意思相同的词；没有时删去这一组。",
)
IN_TWO_GROUPS = Code(
    "GK241",
    "同义词“{word}”已经写过（{first}）",
    why="一个词只在一组里，才看得出它可以换成哪些词。",
    mend="意思相同的，把两组合成一组；否则删去一处。",
)
NO_WORD = Code(
    "GK242",
    "同义词“{word}”不是一个词",
    why="读者输入的文字里有这个词，才会换成别的词再找；空格、标点、整句话和长的号码换不了。同义词随搜索的文件公布。",
    mend="只写汉字、字母和数字，不超过 16 个字；数字不超过 6 位。",
)


def link_synonyms(entry: Entry[SynonymsRecord] | None, problems: Problems) -> tuple[tuple[str, ...], ...]:
    """The groups; what is wrong with one is noted."""
    if entry is None:
        return ()
    document, seen = entry.document, dict[str, KeyPath]()
    for i, group in enumerate(entry.record.synonyms):
        if len(group) < 2:
            problems.add(TOO_FEW, document.location(("synonyms", i)), count=len(group))
        for j, word in enumerate(group):
            place: KeyPath = ("synonyms", i, j)
            if not _is_word(word):
                problems.add(NO_WORD, document.location(place), word=word)
            first = seen.setdefault(word.casefold(), place)
            if first != place:
                problems.add(IN_TWO_GROUPS, document.location(place), word=word, first=document.location(first))
    return entry.record.synonyms


def _is_word(text: str) -> bool:
    return text.isalnum() and len(text) <= (_DIGITS if text.isdigit() else LONGEST)
