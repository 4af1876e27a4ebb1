"""An export of Factiva, as HTML, RTF, text or XML -> its articles. Each line of an article has a code: HD is the headline, BY the author, PD the day,
SN the outlet, LP the first paragraphs and TD the others."""

import re

from lxml import etree, html

import dates
import strangers
from forms import FACTIVA, record
from unpacking import decoded

CODES = {"SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "ART", "RF", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN", "CT", "CLM", "CX"}
CODE = re.compile(r"^\s*(" + "|".join(sorted(CODES)) + r")(?:[ \t]*|[ \t]{2,}(\S.*))$")


def articles(data):
    text = decoded(data)[0]
    if "<ppsarticle" in text.lower():
        return of_xml(data)
    if re.search(r"<(?:div|table|html)\b", text, re.I):
        return of_html(text)
    return of_text(text)


def is_so(text):
    """Whether a text, of a document for instance, is an export of Factiva."""
    return FACTIVA.search(text) is not None


HEAD = re.compile(r"^[\d,]+ words[ \t]*\n\s*\d{1,2} [A-Z][a-z]+ \d{4}[ \t]*$", re.M)
END = re.compile(r"^Document [A-Z][A-Z0-9]{8,40}[a-z0-9]*[ \t]*$", re.M)
"""How an article without codes has its length and day one below the other, and what stands behind it."""


def made(about):
    """An article of fields, each a list of paragraphs; None where it has no text."""
    text = "\n\n".join(about.get("LP", []) + about.get("TD", []))
    if not text:
        return None
    told = {code: " ".join(value) for code, value in about.items()}
    author = re.sub(r"^by\s+", "", told.get("BY", ""), flags=re.I) or None
    return record(text, told.get("HD"), outlet=told.get("SN"), author=author, published=dates.iso(told["PD"], "dmy") if "PD" in told else None)


def of_text(text):
    """Lines with a code alone, and below each its words, a line a paragraph; or articles without codes."""
    found, about, code = [], {}, None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if HEAD.search(text):
        return [article for article in map(without_codes, END.split(text)) if article]
    for line in text.split("\n"):
        begins = CODE.match(line)
        if begins:
            if begins[1] == "HD" and "HD" in about:
                found, about = [*found, made(about)], {}
            code = begins[1]
            about.setdefault(code, [])
            line = begins[2] or ""
        if code and line.strip():
            about[code].append(" ".join(line.split()))
    return [article for article in [*found, made(about)] if article]


def without_codes(part):
    """The headline, the author, so many words, the day, the outlet, its code, a page, the language, whose right it is, and the text."""
    head = HEAD.search(part)
    if head is None:
        return None
    above = [line for line in (" ".join(line.split()) for line in part[: head.start()].split("\n")) if line]
    below = [" ".join(line.split()) for line in part[head.end():].split("\n")]
    below = below[next((place for place, line in enumerate(below) if line), 0):]
    if below and re.fullmatch(r"\d\d:\d\d", below[0]):
        below = below[1:]
    rights = next((place for place, line in enumerate(below[:12]) if re.match(r"(?:\(?c\)?|copyright|©)", line, re.I)), None)
    start = rights + 1 if rights is not None else next((place for place, line in enumerate(below) if not line), 0)
    about = {"HD": above[:1], "PD": [head[0].split("\n")[-1]], "SN": below[:1], "LP": [line for line in below[start:] if line]}
    return made(about | ({"BY": above[-1:]} if len(above) > 1 else {}))


def of_html(text):
    tree = html.fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text).encode(), parser=html.HTMLParser(encoding="utf-8"))
    found = []
    for part in tree.xpath('//div[contains(concat(" ", @class, " "), " article ")]') or [tree]:
        about = {}
        for row in part.iter("tr"):
            cells = row.findall("td")
            code = "".join(cells[0].itertext()).strip() if len(cells) == 2 else None
            if code in CODES:
                paragraphs = [" ".join("".join(element.itertext()).split()) for element in cells[1].iter("p")] or [" ".join("".join(cells[1].itertext()).split())]
                about.setdefault(code, []).extend(text for text in paragraphs if text)
        found.append(made(about or shown(part)))
    return [article for article in found if article]


def shown(part):
    """The fields of an article that Factiva displays without codes: the headline, the author, so many words, the day, the outlet, and paragraphs."""
    lines = [" ".join("".join(element.itertext()).split()) for element in part.iter("div") if element.find("div") is None and element is not part]
    about = {"LP": [" ".join("".join(element.itertext()).split()) for element in part.iter("p")]}
    words = next((place for place, line in enumerate(lines) if re.fullmatch(r"[\d,]+ words", line)), None)
    if words is not None and words + 2 < len(lines):
        about |= {"PD": [lines[words + 1]], "HD": [lines[0]]}
        about["SN"] = [lines[words + 3] if re.fullmatch(r"\d\d:\d\d", lines[words + 2]) and words + 3 < len(lines) else lines[words + 2]]
        if words > 1:
            about["BY"] = [lines[words - 1]]
    return about


def of_xml(data):
    parser = strangers.parser(recover=True)
    found = []
    for part in etree.fromstring(data, parser).iter("article"):
        words = {name: [" ".join("".join(p.itertext()).split()) for p in part.xpath(f".//*[local-name()='{name}']//*[local-name()='paragraph']")] for name in ("headline", "leadParagraph", "tailParagraphs", "byline")}
        about = {"HD": words["headline"], "LP": words["leadParagraph"], "TD": words["tailParagraphs"], "BY": words["byline"]}
        day = part.xpath("string(.//*[local-name()='publicationDate'])").strip()
        outlet = part.xpath("string(.//*[local-name()='sourceName'])").strip()
        found.append(made({code: value for code, value in about.items() if value} | ({"PD": [day]} if day else {}) | ({"SN": [outlet]} if outlet else {})))
    return [article for article in found if article]
