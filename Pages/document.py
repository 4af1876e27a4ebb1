"""A PDF's bytes -> its text, in paragraphs."""

import io
import logging
import re
from collections import Counter
from urllib.parse import urlsplit

import pypdf

import limits
from fault import Fault, mib
from headlines import line
from languages import language_of

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
        pages = [text_of(page) for page in reader.pages]
        about = reader.metadata or {}
    except (Fault, MemoryError):
        raise
    except Exception as error:
        raise Fault(f"the PDF is damaged ({type(error).__name__})", "save or fetch it again") from None
    pages = [without_marks([clean(text) for text in page.splitlines()]) for page in pages]
    printed = print_heads(pages)
    text = "\n\n".join(paragraphs(pages))
    if not text:
        raise Fault("the PDF holds no text", "scanned pages need text recognition first, for instance with ocrmypdf")
    if len(text.encode()) > limits.ARTICLE:
        raise Fault(f"the article is longer than {mib(limits.ARTICLE)}", "split it into articles")
    address = printed.get("url")
    return {
        "title": told(about, "/Title") or printed.get("title"), "author": told(about, "/Author"), "published": None, "outlet": (urlsplit(address or "").hostname or "").removeprefix("www.") or None,
        "url": address, "language": language_of(text), "credit": None, "replaced": 0, "text": text,
    }


def told(about, name):
    """What the file says of itself, unless that is a file's name or a program's."""
    try:
        value = line(str(about.get(name) or ""))
    except Exception:  # pypdf decodes these lazily
        return None
    return None if value and re.search(r"\.(?:docx?|indd|pdf|qxd|rtf|tex)\b|^\(?(?:microsoft|untitled|unknown|unspecified|anonymous|admin)", value, re.I) else value


LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}


def text_of(page):
    """A page's text, without the raised marks of footnotes, and with letters for ligatures."""
    rise = [0.0]

    def before(operator, operands, matrix, text_matrix):
        if operator == b"Ts" and operands:
            rise[0] = float(operands[0])
        elif operator == b"Tj" and rise[0] > 0 and operands and re.fullmatch(r"\s*\[?\d{1,3}\]?\s*", shown(operands[0])):
            operands[0] = type(operands[0])(b"" if isinstance(operands[0], bytes) else "")

    plain = page.extract_text(visitor_operand_before=before) or ""
    return "".join(LIGATURES.get(letter, letter) for letter in plain)


def shown(operand):
    return operand.decode("latin-1") if isinstance(operand, bytes) else str(operand)


NOTE = re.compile(r"(\d{1,3})[.)]? (?=[A-Z“‘])")


def without_marks(lines):
    """A page's lines, without the numbers glued to words that stand before notes on the same page."""
    notes = {found[1]: place for place, text in enumerate(lines) if (found := NOTE.match(text))}
    for number, place in notes.items():
        for above in range(place):
            lines[above] = re.sub(rf"([^\W\d_]{{2}}[.,;:]?[”\"’)]?)\[?{number}\]?(?![\d\w%])(?!\.\d)", r"\1", lines[above], count=1)
    return lines


# What a browser prints above and below a page

PRINTED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d(?: ?[AP]M)?")
EDGE = 4
"""Lines at a page's edges in which a browser prints what it prints."""


def print_heads(pages):
    """Takes out, in place, what a browser printed around each page: the moment, the title, the address and the page's number. Gives title and address."""
    found = {}
    for page in pages:
        places = [*range(min(EDGE, len(page))), *range(max(EDGE, len(page) - EDGE), len(page))]
        moments = [place for place in places if PRINTED.match(page[place])]
        numbers = [place for place in places if re.search(r"(?:^|\s)\d+/\d+$", page[place])]
        if not moments or not numbers:
            return {}
        for place in sorted({*moments, *numbers, *(place for place in places if re.match(r"(?:https?|file)://\S+", page[place]))}, reverse=True):
            address = re.match(r"https?://[^\s…]+", page[place])
            title = PRINTED.sub("", page[place]).strip() if place in moments else ""
            if place in moments and not title and place + 1 < len(page):
                title = page[place + 1]
            if address:
                found.setdefault("url", address[0])
            if title:
                found.setdefault("title", title)
        out = {*moments, *numbers, *(place for place in places if re.match(r"(?:https?|file)://\S+", page[place])), *(place for place in places if page[place] == found.get("title"))}
        page[:] = [text for place, text in enumerate(page) if place not in out]
    return found


# Lines -> paragraphs

def paragraphs(pages):
    """Lines of pages -> paragraphs: running heads and page numbers out, words that a line end cuts joined.

    A paragraph ends at an empty line, and where a line that closes a sentence is shorter than most.
    """
    running = Counter(key for page in pages for key in {numberless(text) for text in edges(page)})
    lines = []
    for page in pages:
        edge = set(edges(page))
        lines += [text for text in page if not (text in edge and (text.isdigit() or len(pages) > 2 and running[numberless(text)] > len(pages) / 2))]
    lengths = sorted(len(text) for text in lines if text)
    usual = lengths[int(0.75 * len(lengths))] if lengths else 0
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(lines).lower()))
    found, current = [], ""
    for text in [*lines, ""]:
        if not text:
            found, current = found + [current] * bool(current), ""
            continue
        current = joined(current, text, words)
        if re.search(r"[.!?][”\"’)]*$", text) and len(text) < 0.8 * usual:
            found, current = found + [current], ""
    return found


FIRST_PARTS = set("""all anti arms well self half part full long short high low cross co ex non pre post pro semi trade sub vice year law human world four five six seven eight nine ten two three one
    first second third ill so mid multi much by by-the by-and air sea land man war peace cease counter decision fact policy state left right far near north south east west anglo franco russo sino""".split())
"""Words that stand before a hyphen in compounds, where a line may end: trade-union, long-term, self-made."""


def joined(current, text, words):
    """A line behind the lines before it. A hyphen at a line's end stays where the word has one elsewhere in the document, or is a compound; else
    the word was cut there."""
    cut = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$", current)
    rest = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
    if not cut or not rest or not (text[0].islower() or cut[1][0].isupper()):
        return f"{current} {text}".strip()
    first, second = cut[1].lower(), rest[0].lower()
    if words[first + second] > words[f"{first}-{second}"]:
        return current[:-1] + text
    is_compound = words[f"{first}-{second}"] or first in FIRST_PARTS or first.rpartition("-")[0] or "-" in second or text[0].isupper()
    return current + text if is_compound else current[:-1] + text


def clean(text):
    return " ".join(re.sub(r"[\x00-\x1f\ud800-\udfff]", " ", text).split())


def edges(page):
    shown = [text for text in page if text]
    return shown[:1] + shown[-1:]


def numberless(text):
    return re.sub(r"\d+", "#", text)
