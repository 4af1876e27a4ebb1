"""The lists of English words that the program reads too: Sources/English/Words, a concept a file, a word a line, its attributes behind tabs."""

from functools import cache
from pathlib import Path

WORDS = Path(__file__).resolve().parents[1] / "Sources/English/Words"


@cache
def attributes(name):
    """The words of a list with their attributes: {"he": ["he", "subject"], …}, in the order of the file."""
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return {word: given for word, *given in cells}


def words(name, *having):
    """The words of a list, or those of them with one of some attributes: words("determiners", "article")."""
    return {word for word, given in attributes(name).items() if not having or not set(having).isdisjoint(given)}
