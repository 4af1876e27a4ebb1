"""A Word document -> its article, or those of the Nexis export that it is."""

import io
import re

import docx
from docx.opc.exceptions import PackageNotFoundError

import archived
import limits
import nexis
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


def articles(data):
    archived.opened(data)
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = document.paragraphs
        if len(paragraphs) > limits.CHILDREN:
            raise Fault(f"the document has more than {limits.CHILDREN} paragraphs", "split it")
        lines = [(paragraph.text.strip(), style_of(paragraph) if number < HEADS else "") for number, paragraph in enumerate(paragraphs)]
        about = document.core_properties
        author, title = about.author, about.title
    except (PackageNotFoundError, *archived.DAMAGED):
        raise Fault("it is a Word document that is damaged", "save it again, or as plain text") from None
    text = "\n".join(line for line, _ in lines)
    if nexis.is_so(text):
        return nexis.of_text(text)
    lines = [(part.strip(), style) for line, style in lines for part in line.split("\n") if part.strip()]
    head = next((line for line, style in lines[:HEADS] if style.startswith(("Heading", "Title"))), None)
    body = [line for line, _ in lines]
    author = author if author and author.lower() not in MADE_BY else None
    title = None if UNTITLED.match(title or "") else title
    first = body[0] if len(body) > 1 and len(body[0]) < TITLE else None
    return [record("\n\n".join(body), head or title or first, author=author)] if body else []
