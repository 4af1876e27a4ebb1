"""A PDF's bytes -> its text, in paragraphs."""

import io
import logging
import re
from collections import Counter

import pypdf

import limits
from fault import Fault, mib
from languages import language_of
from page import line

logging.disable(logging.CRITICAL)


def document(data):
    """The article of a PDF. Scanned pages without text, and encrypted files, are refused."""
    if len(data) > limits.DOCUMENT:
        raise Fault(f"the PDF is longer than {mib(limits.DOCUMENT)}", "split it")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Fault("the PDF is encrypted", "save it without its password")
        if len(reader.pages) > limits.DOCUMENT_PAGES:
            raise Fault(f"the PDF has more than {limits.DOCUMENT_PAGES} pages", "split it")
        pages = [page.extract_text() or "" for page in reader.pages]
        about = reader.metadata or {}
    except (Fault, MemoryError):
        raise
    except Exception as error:
        raise Fault(f"the PDF is damaged ({type(error).__name__})", "save or fetch it again") from None
    text = "\n\n".join(paragraphs([page.splitlines() for page in pages]))
    if not text:
        raise Fault("the PDF holds no text", "scanned pages need text recognition first, for instance with ocrmypdf")
    if len(text.encode()) > limits.ARTICLE:
        raise Fault(f"the article is longer than {mib(limits.ARTICLE)}", "split it into articles")
    return {
        "title": told(about, "/Title"), "author": told(about, "/Author"), "published": None, "outlet": None, "url": None,
        "language": language_of(text), "credit": None, "replaced": 0, "text": text,
    }


def told(about, name):
    """What the file says of itself, unless that is a file's name or a program's."""
    try:
        value = line(str(about.get(name) or ""))
    except Exception:  # pypdf decodes these lazily
        return None
    return None if value and re.search(r"\.(?:docx?|indd|pdf|qxd|rtf|tex)\b|^(?:microsoft|untitled|unknown|admin)", value, re.I) else value


def paragraphs(pages):
    """Lines of pages -> paragraphs: running heads and page numbers out, words that a line end cuts joined.

    A paragraph ends at an empty line, and where a line that closes a sentence is shorter than most.
    """
    pages = [[clean(text) for text in page] for page in pages]
    running = Counter(key for page in pages for key in {numberless(text) for text in edges(page)})
    lines = []
    for page in pages:
        edge = set(edges(page))
        lines += [text for text in page if not (text in edge and (text.isdigit() or len(pages) > 2 and running[numberless(text)] > len(pages) / 2))]
    lengths = sorted(len(text) for text in lines if text)
    usual = lengths[int(0.75 * len(lengths))] if lengths else 0
    found, current = [], ""
    for text in [*lines, ""]:
        if not text:
            found, current = found + [current] * bool(current), ""
            continue
        if re.search(r"[a-zß-ÿ]-$", current) and text[0].islower():
            current = current[:-1] + text
        else:
            current = f"{current} {text}".strip()
        if re.search(r"[.!?][”\"’)]*$", text) and len(text) < 0.8 * usual:
            found, current = found + [current], ""
    return found


def clean(text):
    return " ".join(re.sub(r"[\x00-\x1f\ud800-\udfff]", " ", text).split())


def edges(page):
    shown = [text for text in page if text]
    return shown[:1] + shown[-1:]


def numberless(text):
    return re.sub(r"\d+", "#", text)
