"""An OpenDocument text, as LibreOffice writes it -> its article."""

from lxml import etree

import archived
import strangers
from fault import Fault
from forms import record

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LEFT_OUT = {TEXT + name for name in ("note", "tracked-changes", "table-of-content", "sequence-decls")} | {"{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"}


def articles(data):
    parser = strangers.parser()
    try:
        tree = etree.fromstring(archived.opened(data).read("content.xml"), parser)
    except archived.DAMAGED:
        raise Fault("it is an OpenDocument text that is damaged", "save it again, or as plain text") from None
    notes = [" ".join("".join(pieces(paragraph)).split()) for note in tree.iter(TEXT + "note-body") for paragraph in note.iter(TEXT + "p")]
    for element in [element for element in tree.iter() if element.tag in LEFT_OUT]:
        keep = element.tail or ""
        before, parent = element.getprevious(), element.getparent()
        if before is not None:
            before.tail = (before.tail or "") + keep
        else:
            parent.text = (parent.text or "") + keep
        parent.remove(element)
    blocks = [(element.tag, " ".join("".join(pieces(element)).split())) for element in tree.iter(TEXT + "p", TEXT + "h")]
    blocks = [(tag, text) for tag, text in blocks if text]
    title = next((text for tag, text in blocks[:3] if tag == TEXT + "h"), None)
    return [record("\n\n".join([*(text for _, text in blocks), *filter(None, notes)]), title)] if blocks else []


def pieces(element):
    """A paragraph's words; spaces, tabs and line ends are elements in it."""
    yield element.text or ""
    for child in element:
        yield " " if child.tag in (TEXT + "s", TEXT + "tab", TEXT + "line-break") else ""
        if child.tag not in (TEXT + "p", TEXT + "h"):  # a box in it, whose paragraphs stand for themselves
            yield from pieces(child)
        yield child.tail or ""
