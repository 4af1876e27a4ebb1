"""A file of another program -> the articles in it; what is of no form that is read is refused by what it is.

`FORMS` tells each form by its first bytes or, where these are a text's, by the words that the program writes; one file of Pages reads it, which is
imported when it is met. `OTHERS` are known and not read.
"""

import importlib
import re

import dates
import limits
from fault import Fault, mib
from unpacking import decoded, unpacked

HEAD = 16 << 10
"""Bytes that show what a file is."""


def taken(data, name=""):
    """{"articles": [...], "passed": [(reason, remedy)]} of a file; articles are as those of pages, see README.md.

    - name: what the file is called, which tells forms apart that begin alike.
    """
    if len(data) > limits.DOCUMENT:
        raise Fault(f"the file is longer than {mib(limits.DOCUMENT)}", "split it")
    data = unpacked(data)
    form = form_of(data, name)
    found = importlib.import_module(form).articles(data)
    if not found:
        raise Fault(f"it holds no article ({FORMS[form][0]})", "look whether it is the file you meant")
    for article in found:
        if len(article["text"].encode()) > limits.ARTICLE:
            raise Fault(f"an article in it is longer than {mib(limits.ARTICLE)}", "split it")
    return {"articles": found[: limits.FEED_ITEMS], "passed": [("it holds more than " f"{limits.FEED_ITEMS} articles", "split it")] * (len(found) > limits.FEED_ITEMS)}


FACTIVA = re.compile(r"<b>HD</b>(?s:.*)<b>(?:WC|PD|LP)</b>|class=\"article \w{2}Article\"|<ppsarticle|^HD(?:[ \t]*\r?$|[ \t]{2,}\S)(?s:.*)^(?:LP|TD)(?:[ \t]*\r?$|[ \t]{2,}\S)"
    r"|^[\d,]+ words[ \t]*\r?\n\s*\d{1,2} [A-Z][a-z]+ \d{4}[ \t]*\r?$(?:\r?\n.*){1,10}?\r?\n[ \t]*(?i:\(c\)|©|copyright\b|english[ \t]*\r?$)", re.M)
NEXIS = re.compile(r"^\s*\d+ of \d+ DOCUMENTS\s*$|^Length:\s*[\d,]+ words\s*$(?s:.*)^Body\s*$", re.M)

FORMS = {
    "word": ("a Word document", lambda data, text: data[:2] == b"PK" and b"word/" in data),
    "opendocument": ("an OpenDocument text", lambda data, text: data[:2] == b"PK" and b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]),
    "epub": ("an EPUB book", lambda data, text: data[:2] == b"PK" and b"application/epub+zip" in data[:200]),
    "richtext": ("rich text (RTF)", lambda data, text: data[:5] == b"{\\rtf"),
    "webarchive": ("a web archive of Safari", lambda data, text: data[:8] == b"bplist00" and b"WebMainResource" in data),
    "europresse": ("an export of Europresse", lambda data, text: "DocPublicationName" in text and "<article" in text),
    "factiva": ("an export of Factiva", lambda data, text: FACTIVA.search(text)),
    "nexis": ("an export of Nexis", lambda data, text: NEXIS.search(text)),
    "proquest": ("an export of ProQuest", lambda data, text: re.match(r"\s*_{20,}", text) and re.search(r"^(?:Full text|ProQuest document ID|Publication title): ", text, re.M)),
    "newsxml": ("news in XML (NITF, NewsML-G2)", lambda data, text: re.search(r"<(?:\w+:)?(?:nitf|newsItem|newsMessage)\b", text)),
    "mail": ("an e-mail", lambda data, text: re.match(r"(?:[A-Za-z][\w-]*: ?[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", text.replace("\r\n", "\n")) and re.search(r"^(?:mime-version|content-type|received|message-id): |^from: .*[@<]|^date: .*\d{4}", text, re.I | re.M)),
}
"""The forms that are read, by the file of Pages that does: (what people call it, how it is known)."""

OPML = ("it is a list of feeds (OPML)", "dixit watch add with its name watches the feeds in it")
SITEMAP = ("it is a sitemap", "dixit watch add with its address watches it; or give a list of the addresses in it, one a line")

OTHERS = [
    (lambda data, name, text: data[:2] == b"PK" and b"xl/" in data, "it is an Excel workbook", "name it .xlsx"),
    (lambda data, name, text: data[:4] == b"\xd0\xcf\x11\xe0", "it is a document of an old version of Word or Excel", "save it as .docx, or name a workbook .xls"),
    (lambda data, name, text: data[:2] == b"PK", "it is a ZIP archive", "unpack it and add the folder"),
    (lambda data, name, text: text.startswith("filedesc://"), "it is an ARC archive, the form before WARC", "name it .arc"),
    (lambda data, name, text: re.match(r"\ufeff?\s*(?:WEBVTT|\d+\r?\n[\d:,.]+ --> )", text), "it is a file of subtitles", "save its words as plain text"),
    (lambda data, name, text: re.match(r"\ufeff?\s*TY  - ", text), "it is a bibliography (RIS)", "name it .ris"),
    (lambda data, name, text: data[:4] == b"\x28\xb5\x2f\xfd", "it is packed with Zstandard", "unpack it with zstd -d"),
    (lambda data, name, text: data[:6] in (b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c") or data[:3] == b"BZh" or data[:4] == b"Rar!", "it is a packed archive", "unpack it first"),
    (lambda data, name, text: data[:4] in (b"\x89PNG", b"GIF8") or data[:3] == b"\xff\xd8\xff" or data[:4] == b"RIFF", "it is a picture or a recording", "give its text"),
    (lambda data, name, text: data[:15] == b"SQLite format 3", "it is an SQLite database", "give --ledger with its name if it is a ledger of Dixit"),
    (lambda data, name, text: re.search(r"<opml[\s>]", text), *OPML),
    (lambda data, name, text: re.search(r"<(?:urlset|sitemapindex)[\s>]", text), *SITEMAP),
    (lambda data, name, text: text.lstrip("\ufeff \r\n\t").startswith("<?xml") or text.lstrip().startswith("<"), "it is XML of a form that is not known", "convert it to JSON Lines or plain text"),
]
"""Forms that are known and not read: (how they are known, what it is, what to do)."""


def form_of(data, name):
    """The file of Pages that reads the bytes; what none does is refused by what it is."""
    if not data:
        raise Fault("it is empty", "fetch or save it again")
    text = "" if b"\0" in data[:HEAD] and data[:2] not in (b"\xff\xfe", b"\xfe\xff") else decoded(data[:HEAD])[0]
    for form, (_, is_so) in FORMS.items():
        if is_so(data, text):
            return form
    for is_so, reason, remedy in OTHERS:
        if is_so(data, name.lower(), text):
            raise Fault(reason, remedy)
    if not text:
        raise Fault("it is not a text (a NUL byte stands near its start)", "give plain text in UTF-8, or JSON Lines")
    raise Fault("it is of a form that is not known", "give its text as plain text, named .txt")


def record(text, title=None, **about):
    """An article as the worker answers it."""
    from languages import language_of

    known = {"title": None, "author": None, "published": None, "outlet": None, "url": None, "credit": None, "replaced": 0} | {"title": title} | about
    known["remarks"] = known.get("remarks", []) + dates.doubt(known["published"])
    return {**known, "published_by": "file" if known["published"] else None, "language": language_of(text), "text": text}


def joined(lines):
    """Lines that a program has broken -> paragraphs: an empty line ends one."""
    found, current = [], []
    for line in [*lines, ""]:
        if line.strip():
            current.append(line.strip())
        elif current:
            found.append(" ".join(current))
            current = []
    return found


LABELLED = re.compile(r"[A-Z][A-Za-z /-]{2,30}:(?:\s|$)")
"""A line that may be a field of a database which this program does not know."""


def fields_from(lines, is_field):
    """The place in a text's lines where a database's fields begin, which stand behind it, one below the other down to its end: further up, a field's word begins a paragraph of the text.

    - is_field: whether a line begins a field; the lines behind it belong to it, up to an empty one.
    """
    place = found = len(lines)
    while place:
        start = place
        while start and lines[start - 1].strip():
            start -= 1
        if start == place:
            place -= 1
            continue
        if not is_field(lines[start]):
            while place > start and is_field(lines[place - 1]):  # right behind the text
                place = found = place - 1
            if place > start and not LABELLED.match(lines[start]):
                break
        else:
            found = start
        place = start
    return found


def by_first_name(name):
    """Lindqvist, Tova -> Tova Lindqvist; names that stand otherwise stay."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}".strip() if comma and "," not in first and len(first.split()) <= 3 else name.strip()
