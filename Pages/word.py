"""A Word document -> its article, or those of the Nexis export that it is."""

import io

import docx
from docx.opc.exceptions import PackageNotFoundError

import archived
import nexis
from fault import Fault
from forms import record

MADE_BY = ("python-docx", "microsoft", "author", "user", "admin", "unknown")


def articles(data):
    archived.opened(data)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = [(paragraph.text.strip(), (paragraph.style.name or "") if paragraph.style is not None else "") for paragraph in document.paragraphs]
        about = document.core_properties
        author, title = about.author, about.title
    except (PackageNotFoundError, KeyError, ValueError, AttributeError):
        raise Fault("it is a Word document that is damaged", "save it again, or as plain text") from None
    text = "\n".join(line for line, _ in lines)
    if nexis.is_so(text):
        return nexis.of_text(text)
    lines = [(part.strip(), style) for line, style in lines for part in line.split("\n") if part.strip()]
    head = next((line for line, style in lines[:3] if style.startswith(("Heading", "Title"))), None)
    body = [line for line, _ in lines]
    author = author if author and author.lower() not in MADE_BY else None
    return [record("\n\n".join(body), head or title or None, author=author)] if body else []
