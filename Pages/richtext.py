"""Rich text (RTF) -> its article, or those of the Nexis or Factiva export that it is."""

import re

from striprtf.striprtf import rtf_to_text

import factiva
import nexis
from fault import Fault
from forms import record

TAKEN_BACK = re.compile(rb"\{[^{}]*\\(?:deleted|v|strike|striked1)(?![a-z0-9])[^{}]*\}")
r"""A group of words that are struck out or hidden; `\strike0` ends what was struck."""
NESTED = 20
"""How deep such groups are looked for within each other."""


CELL = re.compile(rb"\\(?:nest)?cell(?![a-z])")
NOTE = re.compile(rb"\{\s*(?:\\\*)?\\footnote(?![a-z])(?:\\ftnalt)?")
BRACE = re.compile(rb"\\.|[{}]", re.S)


def with_notes_behind(data):
    """Rich text with its notes, at the foot of pages and at the end, as paragraphs behind the text; elsewhere they would be left out."""
    kept, notes, place = [], [], 0
    while begin := NOTE.search(data, place):
        depth, end = 0, None
        for sign in BRACE.finditer(data, begin.start()):
            depth += {b"{": 1, b"}": -1}.get(sign[0], 0)
            if depth == 0 and sign[0] == b"}":
                end = sign.end()
                break
        if end is None:
            break
        kept.append(data[place:begin.start()])
        notes.append(b"\\par {" + data[begin.end():end])
        place = end
    rest = data[place:]
    last = rest.rfind(b"}")
    return b"".join([*kept, rest[:last], *notes, rest[last:]]) if notes and last >= 0 else data


def articles(data):
    for _ in range(NESTED):
        data, count = TAKEN_BACK.subn(b"{}", data)
        if not count:
            break
    data = with_notes_behind(CELL.sub(rb"\\par", data))
    found = re.search(rb"\\ansicpg(\d{3,5})", data[:2048])
    try:
        text = rtf_to_text(data.decode("latin-1"), encoding=f"cp{found[1].decode()}" if found else "cp1252", errors="replace")
    except (OverflowError, ValueError, LookupError):
        raise Fault("it is rich text that is damaged", "save it again, or as plain text") from None
    if nexis.is_so(text):
        return nexis.of_text(text)
    if factiva.is_so(text):
        return factiva.of_text(text)
    paragraphs = [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]
    if headed := nexis.headed(paragraphs):
        return [headed]
    title = paragraphs[0] if len(paragraphs) > 1 and len(paragraphs[0]) < 150 and not paragraphs[0].endswith(".") else None
    return [record("\n\n".join(paragraphs), title)] if paragraphs else []
