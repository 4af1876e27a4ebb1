"""When a page's article was published and updated, by what the page says; nothing where it does not say it.

No date is better than a made-up one, so that years in scripts, in the text, in footers and beside other stories do not count. Trusted are,
in this order: the page's structured data about this article ("meta"); a date that stands by itself between the headline and the first paragraph
("text"); year, month and day in the address ("address"); and words such as "Published on" before a date, elsewhere in the article ("text").
"""

import re
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from dates import DATES, MONTH, MONTHS, day_of, iso, letters, order_of, shown, zoned

PUBLISHED = ["article:published_time", "og:article:published_time", "datePublished", "og:published_time", "parsely-pub-date", "sailthru.date", "publish-date", "publish_date",
    "publication_date", "pubdate", "DC.date.issued", "dc.date", "dcterms.created", "dcterms.date", "date", "cXenseParse:recs:publishtime", "article.published", "published_time"]
UPDATED = ["article:modified_time", "og:updated_time", "dateModified", "lastmod", "last-modified", "dcterms.modified"]


def dated(tree, linked, url, title, properties):
    """(published, by what it is known, updated), each None where the page does not say it.

    - linked: the article's JSON-LD; `properties` gives the values of a property of the article in microdata.
    """
    order = order_of(tree, url)
    given = [*metas(tree, PUBLISHED[:1]), linked.get("datePublished"), *metas(tree, PUBLISHED[1:]), *properties("datePublished")]
    given += [time.get("datetime") for time in tree.xpath("//time[@pubdate and @datetime]")[:5] if not is_beside(time)][:1]
    published = best(given + [linked.get("dateCreated")], order)
    if published and "T" in published and not zoned(published):  # the page's own element may know the zone
        published = best([published, *tree.xpath("(//article//time | //header//time)/@datetime")[:1]], order)
    updated = best([*metas(tree, UPDATED), linked.get("dateModified"), *properties("dateModified")], order)
    by = "meta" if published else None
    if not published:
        zone = byline(tree, title)
        published, also = told(zone, order)
        updated, by = updated or also, "text" if published else None
    if not published and (published := of_address(url)):
        by = "address"
    if not published and (published := labelled(tree, title, order)):
        by = "text"
    return published, by, updated if updated != published else None


def metas(tree, names):
    return [value for name in names for value in tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)[:1]]


def best(given, order):
    """The first date that is one; of the same moment, the one whose zone is known."""
    moments = [moment for moment in (iso(value, order) for value in given if isinstance(value, str | int)) if moment]
    if not moments:
        return None
    return next((moment for moment in moments if zoned(moment) and is_same(moment, moments[0])), moments[0])


def is_same(zoned, other):
    """Whether a moment may be the other one, in words: that is its day alone, or says what clocks show, here or in Greenwich."""
    if "T" not in other or other == zoned:
        return zoned[:10] == other[:10]
    try:
        one, two = datetime.fromisoformat(zoned), datetime.fromisoformat(other)
    except ValueError:
        return False
    clocks = one.replace(tzinfo=None), one.astimezone(UTC).replace(tzinfo=None)
    return two.tzinfo is None and any(abs(clock - two) < timedelta(minutes=1) for clock in clocks)


# The lines between the headline and the first paragraph

BESIDE = {"nav", "aside", "footer", "script", "style", "noscript", "template", "form", "select", "figcaption", "blockquote"}
OF_OTHERS = re.compile(r"(?:^|[\s_-])(?:captions?|events?|calendar|weather|comments?|comment-?list|respond|related\w*|recommend\w*|latest(?!-?update)|teasers?|popular|most-?read)(?=$|[\s_-])", re.I)
"""Parts of classes and ids of what has days of its own beside an article."""
BOX = 1500
"""Letters of a part that may be such a one; what is longer may hold the article."""
FIRST_PARAGRAPH = 120
"""Letters of a paragraph that surely is the article's."""
SENTENCE = re.compile(r"(?=(?:[\W\d_]*+[^\W\d_]){40}).*[.!?][\"”’»)]*$", re.S)
"""A paragraph of 40 letters or more that is a sentence. Above the date stands one at most, which tells what the article is about."""


class Piece(NamedTuple):
    """A text of a page, block or marked part."""

    text: str
    moment: str | None
    """What a time element gives."""
    tag: str | None
    element: object
    """The one that the text is of, or the one that it stands behind."""


def byline(tree, title):
    """The pieces from the headline to the first paragraph. Above it stands the day of the newspaper, or of another story."""
    found, headline, sentences = [], None, 0
    wanted = letters(title or "")
    body = tree.find("body") if tree.tag == "html" else tree
    for piece in pieces(body if body is not None else tree):
        text, moment = piece.text, piece.moment
        if piece.tag == "h1" or wanted and letters(text) == wanted:
            headline = len(found)
        elif headline is not None and sum(map(str.isalpha, text)) >= FIRST_PARAGRAPH and moment is None:
            break
        elif headline is not None and moment is None and SENTENCE.match(text) and (sentences := sentences + 1) > 1:
            break
        else:
            found.append(piece)
        if len(found) > 3000:
            break
    if headline is None:
        return []
    return found[headline:][:60]


def pieces(body):
    """The texts of a page in their order, blocks and marked parts apart."""
    stack = [(body, False)]
    while stack:
        element, is_tail = stack.pop()
        if is_tail:
            if text := " ".join((element.tail or "").split()):
                yield Piece(text, None, None, element)
            continue
        stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in BESIDE or is_of_others(element):
            continue
        if element.tag in ("p", "h1", "h2", "h3", "time", "span", "a", "li") and not element.xpath(".//time | .//div | .//p"):
            text = " ".join("".join(element.itertext()).split()) or element.get("datetime")
            if text and len(text) < FIRST_PARAGRAPH and element.find("br") is not None:
                yield from (Piece(line, None, element.tag, element) for line in lines_of(element))
            elif text:
                yield Piece(text, element.get("datetime") if element.tag == "time" else None, element.tag, element)
            continue
        if text := " ".join((element.text or "").split()):
            yield Piece(text, None, None, element)
        stack += [(child, False) for child in reversed(element)]


def lines_of(element):
    """The lines of a short element, which line breaks part."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("")
        elif isinstance(child.tag, str):
            parts[-1] += "".join(child.itertext())
        parts[-1] += child.tail or ""
    return [line for line in (" ".join(part.split()) for part in parts) if line]


def is_of_others(element):
    """Whether an element is called a caption, an event, comments, …, and holds neither headline nor article."""
    if not OF_OTHERS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
        return False
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > BOX:
            return False
    return next(element.iter("h1"), None) is None


def is_beside(element):
    """Whether an element stands in something that has days of its own, or in a link or a list."""
    return any(holder.tag in BESIDE or holder.tag in ("a", "li", "td", "dd") or OF_OTHERS.search(f"{holder.get('class') or ''} {holder.get('id') or ''}") for holder in (element, *element.iterancestors()))


LABEL = 60
"""Letters of what may name a date that stands behind it."""


def label_of(piece, before):
    """What names a date: the cell of a table, or the line, in front of it, where that is short and ends in a colon; empty where nothing does."""
    cell = next((holder for holder in (piece.element, *piece.element.iterancestors()) if holder.tag in ("td", "dd")), None)
    if cell is not None and len("".join(cell.itertext())) < 2 * LABEL and (first := cell.getprevious()) is not None and first.tag in ("td", "th", "dt"):
        named = " ".join("".join(first.itertext()).split())
        if len(named) < LABEL and not re.match(r"by\b", named, re.I):
            return named
    named = before.text if before is not None and len(before.text) < LABEL else ""
    return named if named.endswith(":") or re.search(r"\bdate$", named, re.I) else ""


def is_one_of_several(element):
    """Whether an element is an item of a list or a row of a table, another of which has a date too, or is a headline that leads elsewhere."""
    item = next((holder for holder in (element, *element.iterancestors()) if holder.tag in ("li", "tr")), None)
    if item is None or item.getparent() is None:
        return False
    others = [other for other in item.getparent()[:SEVERAL] if other is not item and isinstance(other.tag, str)]
    texts = [" ".join("".join(islice(other.itertext(), 4 * SEVERAL)).split()) for other in others]
    if any(len(text) < 2 * LABEL and (found := DATES.search(text)) and not (NEW.search(text[:found.start()]) or FIRST.search(text[:found.start()])) for text in texts):
        return True
    links = (" ".join("".join(link.itertext()).split()) for other in others if other.tag == "li" for link in islice(other.iter("a"), SEVERAL))
    return any(re.search(r"\w \w+ \w", text) and not ACTION.match(text) and not text.istitle() for text in links)


SEVERAL = 20
"""Items of a list, or rows of a table, that are looked at."""


ACTION = re.compile(r"(?:leave|share|add|post|view|read|jump|print|e-?mail|\d+|no|be)\b|by\b", re.I)
"""How a link begins that does something with the article, or names who wrote it."""

NEW = re.compile(r"(?:updated|modified|last (?:update|edited|changed|reviewed)|edited|aktualisiert|mis à jour|modifié|actualizado|aggiornato|atualizado)\b[^\d]{0,25}$", re.I)
FIRST = re.compile(r"(?:publish(?:ed)?|posted|issued|first (?:published|posted)|publication date|immediate release|veröffentlicht|erschienen|publié|publicado|publicação|pubblicato|publicat|publicer\w+|publiser\w+|gepubliceerd|geplaatst|offentliggjort|udgivet|julkaistu|opublikowano|publikováno|yayınlanma|опубликовано|дата публикации|erstellt|created|creado|criado|^\W*(?:date|datum|fecha|data))\b[^\d.]{0,25}$", re.I)
ELSEWHERE = re.compile(r"\bfirst (?:published|printed|appeared) in\b|\barchives?\b|\bon this day\b|\byears? ago\b|\b(?:getty|shutterstock|photos?|images?|pictures?|version|lot|previous|vs?)\b", re.I)
"""What is printed again was not published on this day, nor are pictures, matches and editions of something else."""
SPAN = re.compile(rf"\d{{4}}\s*[-–—]\s*(?:\d{{1,2}}\.? (?:de )?{MONTH.format(1)}|{MONTH.format(2)} \d)", re.I)
"""From one day to another: the life of somebody, an exhibition."""
OTHER = re.compile(r"\d\s?°|©|\bcopyright\b", re.I)
"""What a line holds that tells the weather, or whose something is."""
BY = re.compile(r"(?i:by|von|par|por|di)\b[^.!?]{3,80}?(?:\b[^\W\d_a-zß-ÿ][\w.’'-]*|[|·•–—,/;)>-]|\b(?i:editors?|correspondents?|reporters?|writers?|staff|columnists?))\s*$")
"""Who wrote it: it ends in a name, what somebody is, or a sign."""
WRITER = re.compile(r"(?:(?:\w+ )?by|words|text|author|written by|reporter|von|par|por|di)\s*:", re.I)


GOES_ON = re.compile(r"\s*(?!(?i:share|print|(?:last )?(?:updated|modified|edited)|published|posted|written|reporting|filed|under|category|with|read\w*|minutes?|comments?|by|par|por|uhr|lese\w*|kommentar\w*|temps|from|leave|views?)\b)[^\W\d_]{3,} [a-z]")
"""Text behind a time element that tells what is then: "<time>1 September</time> Harbour feast"."""


def told(found, order):
    """(published, updated) of pieces: a date counts that stands apart from other words, or behind "published"."""
    published = updated = None
    for before, piece in zip([None, *found], found):
        text, moment = piece.text, piece.moment
        if moment is None and len(text) > 300 or is_one_of_several(piece.element):
            continue
        label = label_of(piece, before)
        if moment is not None and (day := iso(moment, order)):
            if NEW.search(f"{label} {text}") or re.match(r"\W*(?:updated|modified|last)", f"{label} {text}", re.I):
                updated = updated or day
            elif (not label or FIRST.search(label)) and not GOES_ON.match(piece.element.tail or ""):
                published = published or day
            continue
        for match in [] if SPAN.search(text) or OTHER.search(text) else DATES.finditer(text):
            first = f"{label.rstrip(': ')}: {text[:match.start()]}" if label else text[:match.start()]
            day, is_new = counted(match, first, text[match.end():], order)
            updated, published = (updated or day, published) if is_new else (updated, published or day)
    return published, updated


def counted(match, before, behind, order):
    """(the day of a match of DATES where it tells when an article appeared or was changed, whether it was changed)."""
    day = day_of(match, order)
    day = match[0] if isinstance(day, str) else day and shown(day, f"{day:%Y-%m-%d}")
    before = re.sub(r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:mon|tue|wed|thu|fri|sat|sun)\b|\w+tag|mittwoch|\b(?:on|at|le|am|den|el|il)\b)[\s,.]*$", "", before, flags=re.I)
    before = re.sub(r"(?:\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?|\bon\b)[\s,.]*$", "", before, flags=re.I)
    if NEW.search(before):
        return day, True
    if ELSEWHERE.search(before):
        return None, False
    is_by = BY.match(before) and stands_apart("", behind)
    return day if FIRST.search(before) or is_by or stands_apart(before, behind) else None, False


def stands_apart(before, behind):
    """Whether nothing goes on into a date or on from it: it begins its line or stands behind a sign, and ends it or stands before one. Behind a colon it is of what the colon names."""
    named = re.split(r"[|·•/;]|\s[–—-]\s", before)[-1]
    if re.search(r"[^\W\d_]\W?\s*:", named) and not WRITER.match(named.strip()):
        return False
    return re.search(r"(?:^|[|·•–—,/;)>-])\s*$", before) is not None and len(before) < 100 and re.match(r"\s*(?:$|,(?!\s*[a-zß-ÿ])|[|·•–—/;(<-]|,?\s*(?:\d{1,2}[:.h]\d\d|at\b|um\b|à\b)|-)", behind) is not None


def labelled(tree, title, order):
    """The one date of the article that stands behind "published" by itself, and in no list, table or box of something else; None where there are several."""
    found = []
    for piece in pieces(tree):
        label = LABELLED.match(piece.text) if piece.moment is None and piece.tag != "a" and len(piece.text) < 120 else None
        match = label and DATES.match(piece.text, label.end())
        if match and len(re.sub(r"[^a-z]+", "", piece.text[match.end():], flags=re.I)) < 12:
            found.append((piece, counted(match, piece.text[:match.start()], "", order)[0]))
    holder = holder_of(tree, title) if found else None
    days = {day for piece, day in found if holder in (*piece.element.iterancestors(),) and not is_beside(piece.element)} - {None}
    return days.pop() if len(days) == 1 else None


def holder_of(tree, title):
    """The smallest element that holds the headline and half of the words in paragraphs: the article; the whole page where there is no headline."""
    weight, wanted = {}, letters(title or "")
    for paragraph in tree.iter("p"):
        count = len("".join(paragraph.itertext()))
        for holder in (paragraph, *paragraph.iterancestors()):
            weight[holder] = weight.get(holder, 0) + count
    headline = next((element for element in tree.iter("h1", "h2") if element.tag == "h1" or wanted and letters("".join(element.itertext())) == wanted), None)
    around = headline.iterancestors() if headline is not None else ()
    return next((holder for holder in around if weight.get(holder, 0) >= weight.get(tree, 0) / 2), tree)


LABELLED = re.compile(r"\W*(?:first |originally )?(?:published|posted|issued|date of (?:publication|issue))\b(?: on)?[:\s]{0,3}(?:\w+day,? )?", re.I)
"""How a line begins that tells a date of publication."""

# The address

IN_PATH = re.compile(r"(?P<first>^/)?(?:(?<=/)|[_-](?=\d{4}[_-]))(?P<year>(?:1[6-9]|20)\d\d)[/_-](?P<month>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
    r"|(?<=/)(?P<whole>20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=/[\w%-]|[_-])", re.I)
"""Eight figures count where they begin a part of the address and something follows; elsewhere they may number articles."""
OF_THE_PAST = re.compile(r"/(?:[\w-]*history|on-?this-?day|timeline|events?|calendar|agenda|what-?s-?on|diary|almanac)/", re.I)
"""Parts of a site whose addresses name the day of what they tell."""
WEB = 1991
"""The year before which no page was published; what is older is a newspaper's archive, whose addresses begin with the day."""


def of_address(url):
    """The day that an address names with year, month and day."""
    path = urlsplit(url or "").path
    found = IN_PATH.search(path)
    if found is None or OF_THE_PAST.search(path[: found.start() + 1]):
        return None
    if found["whole"]:
        return iso(found["whole"])
    if int(found["year"]) < WEB and not found["first"]:
        return None
    month = MONTHS.get(found["month"].lower()) or int(found["month"])
    return iso(f"{found['year']}-{month:02}-{int(found['day']):02}")
