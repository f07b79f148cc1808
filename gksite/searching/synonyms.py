"""Words that mean the same in what citizens ask: by them the nearest pages are looked for, results never are."""

from gksite.text.listed import lines_of

SYNONYMS = tuple(tuple(line.split()) for line in lines_of("gksite.searching", "synonyms.txt"))
"""Groups of words that mean the same, a line of the list each."""
