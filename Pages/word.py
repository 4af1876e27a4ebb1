"""A Word document -> its article, or those of the Nexis export that it is."""

import io
import re
from itertools import islice

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph
from lxml import etree

import archived
import dates
import limits
import nexis
import people
import strangers
import trimming
from fault import Fault
from forms import record

MADE_BY = ("python-docx", "microsoft", "author", "user", "admin", "unknown")
UNTITLED = re.compile(r"(?:microsoft )?(?:word )?(?:document|dokument|untitled|title|unknown)? ?\d*$|.*\.docx?$", re.I)
"""What programs put where a title is wanted."""
TITLE = 200
"""Letters that a first line may have that is a title."""


HEADS = 3
"""Paragraphs among which the title may be, by its style; finding a style takes long."""


def style_of(paragraph):
    return (paragraph.style.name or "") if paragraph.style is not None else ""


NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPEATED = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TAKEN_BACK = {NAMESPACE + "del", NAMESPACE + "moveFrom", REPEATED}
SIGNS = {NAMESPACE + "tab": "\t", NAMESPACE + "br": "\n", NAMESPACE + "cr": "\n", NAMESPACE + "noBreakHyphen": "-"}


def shown(element):
    """The paragraphs below an element as they are read, in tables and boxes too, without what was taken back and what stands twice for older programs."""
    for child in element:
        if child.tag in TAKEN_BACK:
            continue
        if child.tag == NAMESPACE + "p":
            yield child
        yield from shown(child)


def words(element):
    """The words of a paragraph as they are read: what was inserted, not what is struck out, nor marks of notes; raised figures that count are such."""
    text = ""
    for run, is_raised in runs(element):
        lowered = trimming.lowered(run.strip(), text[-12:], 0) if is_raised else None
        text += run if lowered is None else lowered
    return text


def runs(element, is_raised=False):
    """The pieces of a paragraph, and whether each is raised."""
    for child in element:
        if child.tag in TAKEN_BACK or child.tag == NAMESPACE + "p" or child.tag == NAMESPACE + "r" and is_struck(child):
            continue
        if child.tag == NAMESPACE + "t":
            yield child.text or "", is_raised
        elif child.tag in SIGNS:
            yield SIGNS[child.tag], False
        yield from runs(child, child.tag == NAMESPACE + "r" and (raised := child.find(f"{NAMESPACE}rPr/{NAMESPACE}vertAlign")) is not None and raised.get(NAMESPACE + "val") == "superscript" or is_raised)


def is_struck(run):
    """Whether a run is struck out, or hidden."""
    marks = run.find(NAMESPACE + "rPr")
    found = [] if marks is None else [mark for name in ("strike", "dstrike", "vanish") for mark in marks.iterfind(NAMESPACE + name)]
    return any(mark.get(NAMESPACE + "val", "1") not in ("0", "false", "off") for mark in found)


def notes(archive):
    """The paragraphs of the notes at the foot of pages and at the end, in their order."""
    parser = strangers.parser()
    for name, tag in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        held = etree.fromstring(archive.read(name), parser) if name in archive.namelist() else ()
        for note in islice(held, limits.CHILDREN):
            if note.tag == NAMESPACE + tag and note.get(NAMESPACE + "type") is None:  # the others are lines between text and notes
                yield from (words(paragraph).strip() for paragraph in shown(note))


def articles(data):
    archive = archived.opened(data)
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = list(islice(shown(document.element.body), limits.CHILDREN + 1))
        if len(paragraphs) > limits.CHILDREN:
            raise Fault(f"the document has more than {limits.CHILDREN} paragraphs", "split it")
        lines = [(words(paragraph).strip(), style_of(Paragraph(paragraph, document)) if number < HEADS else "") for number, paragraph in enumerate(paragraphs)]
        about = document.core_properties
        author, title = about.author, about.title
        behind = [text for text in notes(archive) if text]
    except (PackageNotFoundError, *archived.DAMAGED):
        raise Fault("it is a Word document that is damaged", "save it again, or as plain text") from None
    text = "\n".join(line for line, _ in lines)
    if nexis.is_so(text):
        return nexis.of_text(text)
    lines = [(part.strip(), style) for line, style in lines for part in line.split("\n") if part.strip()]
    head = next((line for line, style in lines[:HEADS] if style.startswith(("Heading", "Title"))), None)
    body = [line for line, _ in lines]
    if headed := nexis.headed(body + behind):
        return [headed]
    author = author if author and author.lower() not in MADE_BY else None
    title = None if UNTITLED.match(title or "") or not is_of(title, text) else title
    first = body[0] if len(body) > 1 and len(body[0]) < TITLE and not body[0].endswith(".") else None
    title = head or title or first
    above, rest = (body[:1], body[1:]) if title and body[:1] == [title] else ([], body)
    rest, signed = people.without_byline(rest, [])
    rest, day = without_day(rest)
    return [record("\n\n".join(above + rest + behind), title, author=signed or author, published=day) | {"published_by": "text" if day else None}] if body else []


def is_of(title, text):
    """Whether a document's own title is of what it holds, and not of what it was made from: half of its words are in the text."""
    wanted, known = set(re.findall(r"\w{3,}", title.lower())), set(re.findall(r"\w{3,}", text.lower()))
    return bool(wanted) and len(wanted & known) >= len(wanted) / 2


def without_day(paragraphs):
    """The paragraphs without one among the first that is a date and nothing else, above all sentences, and that day; None where there is none."""
    for place, text in enumerate(paragraphs[:HEADS]):
        if trimming.SENTENCE.search(text):
            break
        if len(text) < 40 and (found := dates.DATES.search(text)) and not re.search(r"[^\W\d]", nexis.WEEKDAY.sub("", text[: found.start()] + text[found.end():])):
            return paragraphs[:place] + paragraphs[place + 1:], dates.iso(found[0])
    return paragraphs, None
