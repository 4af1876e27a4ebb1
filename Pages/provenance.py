"""The credit line: whose report an article says it is. It becomes provenance and leaves the text."""

import re

AGENCIES = r"(?:Reuters|AFP|Agence France[- ]Presse|AP|Associated Press|The Associated Press|DPA|dpa|UPI|Xinhua|TASS|Interfax|ANSA|EFE|PTI|IANS|Bloomberg|Kyodo|Yonhap|Anadolu Agency)"
LINES = [
    re.compile(r"^\W*(?:source|sources|quelle|fuente)\s*:\s*(?P<name>.{2,120}?)\W*$", re.I),
    re.compile(rf"^\W*(?P<name>{AGENCIES}(?:\s*(?:,|/|and|&)\s*{AGENCIES}){{0,3}})\W*$"),
    re.compile(r"^\W*(?P<name>(?:additional |with )?reporting (?:and writing )?by .{2,300}?)\W*$", re.I),
    re.compile(r"^\W*(?P<name>.{2,200}? contributed (?:to this (?:story|report|article|piece)|reporting|to the (?:story|report|reporting|article))\b.{0,80}?)\W*$"),
    re.compile(r"^\W*(?P<name>(?:with (?:files|reporting|material|information) from|this (?:article|story|report) (?:was )?(?:first|originally) (?:appeared|published)) .{2,200}?)\W*$", re.I),
]
DATELINE = re.compile(rf"^[A-Z][^.!?]{{0,60}}?\(({AGENCIES})\)\s*[-–—]")
CLOSING = re.compile(rf"\s*[(\[—–-]+\s*(?P<name>{AGENCIES}(?:\s*/\s*{AGENCIES})?)\s*[)\]]?\s*$")
CLOSING_LENGTH = 120
"""Letters at a text's end that may hold a closing credit; searching all of a long one takes time that grows with its square."""
NEAR_END = 4


def split(paragraphs):
    """The paragraphs without credit lines among the last ones or as the first; and what those say, None where there is none.

    An agency in brackets behind a last sentence, or in the dateline before the first, is provenance too; a dateline stays in the text.
    """
    kept, credits = list(paragraphs), []
    for place in sorted({0, *range(max(0, len(kept) - NEAR_END), len(kept))}, reverse=True):
        if place >= len(kept) or len(kept) < 2:
            continue
        name = credited(kept[place])
        if name:
            credits.insert(0, name)
            del kept[place]
    if kept:
        last = CLOSING.search(kept[-1], max(0, len(kept[-1]) - CLOSING_LENGTH))
        if last and last.start() > 20:
            credits.append(last["name"])
            kept[-1] = kept[-1][: last.start()].rstrip()
        dateline = DATELINE.match(kept[0])
        if dateline:
            credits.insert(0, dateline[1])
    return kept, "; ".join(dict.fromkeys(credits)) or None


def credited(paragraph):
    """What a credit line says; None where the paragraph is none."""
    if len(paragraph) > 400 or "“" in paragraph or '"' in paragraph:
        return None
    name = next((found["name"].strip() for found in (line.match(paragraph) for line in LINES) if found), None)
    return None if name and paragraph[-1:] in ".!?" and is_told(name) else name


OF_CREDITS = frozenset("a additional and at based by contributed contributing contributions desk edited editing editor editors for files first for from in information material of on originally photography published reporting "
    "report reports service services staff story article piece text the this to video was appeared with writing written agencies agency wire news bin da de del der di du el la le van von y e et und".split())


def is_told(name):
    """Whether what stands in the place of a credit is prose: words with small letters that credits have not, more than one."""
    others = [word for word in re.findall(r"[^\W\d_]+", name) if word[0].islower() and word not in OF_CREDITS]
    return len(others) > 1
