"""When a page's article was published and updated, by what the page says; nothing where it does not say it.

No date is better than a made-up one, so that years in scripts, in the text, in footers and beside other stories do not count. Trusted are,
in this order: the page's structured data about this article ("meta"); a date that stands by itself between the headline and the first paragraph
("text"); year, month and day in the address ("address"); and words such as "Published on" before a date, elsewhere on the page ("text").
"""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

PUBLISHED = ["article:published_time", "og:article:published_time", "datePublished", "og:published_time", "parsely-pub-date", "sailthru.date", "publish-date", "publish_date",
    "publication_date", "pubdate", "DC.date.issued", "dc.date", "dcterms.created", "dcterms.date", "date", "cXenseParse:recs:publishtime", "article.published", "published_time"]
UPDATED = ["article:modified_time", "og:updated_time", "dateModified", "lastmod", "last-modified", "dcterms.modified"]


def dated(tree, linked, url, title):
    """(published, by what it is known, updated), each None where the page does not say it."""
    order = order_of(tree, url)
    given = [*metas(tree, PUBLISHED[:1]), linked.get("datePublished"), *metas(tree, PUBLISHED[1:])]
    given += tree.xpath('//*[@itemprop="datePublished"]/@datetime')[:1] + tree.xpath("//time[@pubdate]/@datetime")[:1]
    given += tree.xpath('//*[@itemprop="datePublished"][not(@datetime) and not(@content)]/text()')[:1]
    published = best(given + [linked.get("dateCreated")], order)
    if published and "T" in published and not zoned(published):  # the page's own element may know the zone
        published = best([published, *tree.xpath("(//article//time | //header//time)/@datetime")[:1]], order)
    updated = best([*metas(tree, UPDATED), linked.get("dateModified")], order)
    by = "meta" if published else None
    if not published:
        zone = byline(tree, title)
        published, also = told(zone, order)
        updated, by = updated or also, "text" if published else None
    if not published and (published := of_address(url)):
        by = "address"
    if not published and (published := labelled(tree, order)):
        by = "text"
    return published, by, updated if updated != published else None


def metas(tree, names):
    return [value for name in names for value in tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name)[:1]]


def best(given, order):
    """The first date that is one; of the same moment, the one whose zone is known."""
    moments = [moment for moment in (iso(value, order) for value in given if isinstance(value, str | int)) if moment]
    if not moments:
        return None
    return next((moment for moment in moments if zoned(moment) and same_day(moment, moments[0])), moments[0])


# Which comes first, day or month

DAY_FIRST = {"gb", "uk", "au", "nz", "ie", "in", "za", "sg", "hk", "mt", "jm", "ng", "ke", "gh", "pk", "bd", "lk"}
MONTH_FIRST = {"us", "ph"}


def order_of(tree, url):
    """"dmy" or "mdy", by the page's language and region; None where they do not tell."""
    for told in [tree.get("lang"), *tree.xpath('//meta[@property="og:locale" or @http-equiv="content-language"]/@content')[:2]]:
        words = re.split(r"[-_]", (told or "").strip().lower())
        if len(words) > 1 and words[1] in DAY_FIRST | MONTH_FIRST:
            return "dmy" if words[1] in DAY_FIRST else "mdy"
        if words[0] and len(words[0]) == 2 and words[0] != "en":
            return "dmy"
    country = (urlsplit(url or "").hostname or "").rpartition(".")[2]
    return "dmy" if country in DAY_FIRST else "mdy" if country in MONTH_FIRST | {"gov", "mil"} else None


# A date that stands somewhere -> ISO 8601

MONTHS = {name: number for number, names in enumerate((
    "january jan januar janvier janv enero ene gennaio gen janeiro januari января",
    "february feb februar février fevrier févr febrero febbraio fevereiro fev februari февраля",
    "march mar märz marz mars marzo março maart mrt марта",
    "april apr avril avr abril abr aprile апреля",
    "may mai mayo maggio mag maio mei мая",
    "june jun juni juin junio giugno giu junho июня",
    "july jul juli juillet juil julio luglio lug julho июля",
    "august aug août aout agosto ago augustus августа",
    "september sept sep septembre septiembre settembre set setembro сентября",
    "october oct oktober okt octobre octubre ottobre ott outubro out октября",
    "november nov novembre noviembre novembro ноября",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro december декабря"), 1) for name in names.split()}
MONTH = "(?P<month{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DATES = re.compile(
    rf"(?<!\d)(?P<y5>\d{{4}})\s?年\s?(?P<m5>\d{{1,2}})\s?月\s?(?P<d5>\d{{1,2}})\s?日"
    rf"|(?<![\w/.-])(?:(?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})(?![\d/-])"
    rf"|(?P<a>\d{{1,2}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep)(?P<y2>\d{{4}}|\d\d)(?![\w/-])"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s-]+(?:of |de |d’)?{MONTH.format(3)},?[\s-]+(?:de |del )?(?P<y3>\d{{4}})(?!\d)(?:\s?г\b\.?)?"
    rf"|{MONTH.format(4)}[\s-]+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<y4>\d{{4}})(?!\d))", re.I)
"""A date in a line of text: 2024-03-05, 5/3/2024, 5.3.24, 5th March 2024, 5 de março de 2024, March 5, 2024, 2024年3月5日."""


def iso(value, order=None):
    """A date as ISO 8601, its time and zone kept; as it was given where it may be one of two days; None where it is none, or none of ours.

    - order: "dmy", "mdy", or None where nobody knows.
    """
    if isinstance(value, int) or re.fullmatch(r"\d{10}|\d{13}", value.strip()):
        return of_epoch(int(value))
    value = " ".join(value.split())[:60]
    for read in (datetime.fromisoformat, mailed):
        try:
            return shown(read(value), value)
        except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
            continue
    found = DATES.match(re.sub(r"^\W*(?:\w+day|[a-z]{2,3}|[a-zé]+-feira|\w+tag|mittwoch)\b\.?,?\s+(?=\d|[a-z])", "", value, flags=re.I))
    if found is None:
        return loosely(value)
    day = day_of(found, order)
    if isinstance(day, str):
        return value
    if day is None:
        return None
    moment = loosely(re.sub(r"^[\s,|·]*(?:um |at |à |às )?", f"{day:%Y-%m-%d} ", found.string[found.end():])) if re.search(r"\d[:.h]\d\d|\d ?[ap]\.?m", found.string[found.end():], re.I) else None
    return moment or shown(day, f"{day:%Y-%m-%d}")


def day_of(found, order):
    """The moment of a match of DATES; "unclear" where day and month, or day and year (24-03-05), may be swapped; None where there is no such day."""
    if found["y1"]:
        year, month, day = int(found["y1"]), int(found["m1"]), int(found["d1"])
    elif found["a"]:
        first, second, year = int(found["a"]), int(found["b"]), int(found["y2"])
        if found["sep"] == "-" and year < 100:
            return "unclear"
        year += (2000 if year < 70 else 1900) * (year < 100)
        if found["sep"] == "." or first > 12 or first == second:
            day, month = first, second
        elif second > 12:
            month, day = first, second
        elif order is None:
            return "unclear"
        else:
            day, month = (first, second) if order == "dmy" else (second, first)
    elif found["y5"]:
        year, month, day = int(found["y5"]), int(found["m5"]), int(found["d5"])
    else:
        way = "3" if found["d3"] else "4"
        year, month, day = int(found["y" + way]), MONTHS[found["month" + way].lower()], int(found["d" + way])
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


EARLIEST = 1600
"""The year before the first newspapers."""


def shown(moment, value):
    """A moment as ISO 8601: a day where `value` gives no time. None in the future, or where it is the beginning of time of a computer or a spreadsheet."""
    ahead = moment.replace(tzinfo=moment.tzinfo or UTC) > datetime.now(UTC) + timedelta(days=1)
    if ahead or moment.year < EARLIEST or (moment.year, moment.month, moment.day) in ((1970, 1, 1), (1969, 12, 31), (1899, 12, 30)):
        return None
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", value) or not re.search(r"\d[:.h]\d\d|T\d|\d ?[ap]\.?m\b", value, re.I):
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat()


def of_epoch(number):
    try:
        return shown(datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC), "T0")
    except (ValueError, OverflowError, OSError):
        return None


def mailed(value):
    """The dates of mail and RSS, "Sat, 03 Apr 2021 21:30:00 +0530"; Python's reader takes others too, and gets them wrong."""
    if not re.match(r"(?:\w{3}, *)?\d{1,2} \w{3} (?:\d{4}|\d\d) \d\d:\d\d(?::\d\d)? \S+$", value):
        raise ValueError(value)
    from email.utils import parsedate_to_datetime

    return parsedate_to_datetime(value)


ZONES = {name: hours * 3600 for name, hours in {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3}.items()}
"""Names of zones that mean one thing in news in English and its neighbours; of others, such as IST, the zone stays unknown."""


def loosely(value):
    """Dates in words with a time: "November 19, 2019 8:44 pm"; a number alone, or one without a year, is none, nor is a month or a year without its day."""
    import warnings

    from dateutil import parser

    warnings.simplefilter("ignore")
    if not re.search(r"1[6-9]\d\d|20\d\d", value) or value.isdigit():
        return None
    try:
        moment, other = (parser.parse(value.replace(" Uhr", ""), tzinfos=ZONES, default=missing) for missing in MISSING)
        return shown(moment, value) if moment == other else None
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None


MISSING = datetime(1, 1, 1), datetime(2, 2, 2)
"""What stands, once and once again, for the parts that a date does not name; the years are none of ours."""


def zoned(moment):
    return "T" in moment and datetime.fromisoformat(moment).tzinfo is not None


def same_day(one, other):
    """Whether two moments may be the same one: a zone moves one by less than a day."""
    try:
        days = [datetime.fromisoformat(moment[:10]) for moment in (one, other)]
    except ValueError:
        return False
    return abs(days[0] - days[1]) <= timedelta(days=1)


# The lines between the headline and the first paragraph

BESIDE = {"nav", "aside", "footer", "script", "style", "noscript", "template", "form", "select", "figcaption"}
FIRST_PARAGRAPH = 120
"""Letters of a paragraph that surely is the article's."""
SENTENCE = re.compile(r"(?=(?:[\W\d_]*+[^\W\d_]){40}).*[.!?][”\"’»)]*$", re.S)
"""A paragraph of 40 letters or more that is a sentence. Above the date stands one at most, which tells what the article is about."""


def byline(tree, title):
    """The lines from the headline to the first paragraph: (text, datetime of a time element, or None). Above it stands the day of the newspaper, or of another story."""
    lines, headline, sentences = [], None, 0
    wanted = letters(title or "")
    body = tree.find("body") if tree.tag == "html" else tree
    for text, moment, kind in pieces(body if body is not None else tree):
        if kind == "h1" or wanted and letters(text) == wanted:
            headline = len(lines)
        elif headline is not None and sum(map(str.isalpha, text)) >= FIRST_PARAGRAPH and moment is None:
            break
        elif headline is not None and moment is None and SENTENCE.match(text) and (sentences := sentences + 1) > 1:
            break
        else:
            lines.append((text, moment))
        if len(lines) > 3000:
            break
    if headline is None:
        return []
    return lines[headline:][:60]


def pieces(body):
    """The texts of a page in their order, blocks and marked parts apart: (text, datetime, tag)."""
    stack = [(body, False)]
    while stack:
        element, is_tail = stack.pop()
        if is_tail:
            if text := " ".join((element.tail or "").split()):
                yield text, None, None
            continue
        stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in BESIDE:
            continue
        if element.tag in ("p", "h1", "h2", "h3", "time", "span", "a", "li") and not element.xpath(".//time | .//div | .//p"):
            if text := " ".join("".join(element.itertext()).split()) or element.get("datetime"):
                yield text, element.get("datetime") if element.tag == "time" else None, element.tag
            continue
        if text := " ".join((element.text or "").split()):
            yield text, None, None
        stack += [(child, False) for child in reversed(element)]


NEW = re.compile(r"(?:updated|modified|last (?:update|edited|changed|reviewed)|edited|aktualisiert|mis à jour|modifié|actualizado|aggiornato|atualizado)\b[^\d]{0,25}$", re.I)
FIRST = re.compile(r"(?:publish(?:ed)?|posted|issued|released|first (?:published|posted)|publication date|veröffentlicht|erschienen|publié|publicado|pubblicato|^\W*(?:date|datum|fecha|data))\b[^\d.]{0,25}$", re.I)
ELSEWHERE = re.compile(r"\bfirst (?:published|printed|appeared) in\b", re.I)
"""What is printed again was not published on this day."""
SPAN = re.compile(rf"\d{{4}}\s*[-–—]\s*(?:\d{{1,2}}\.? (?:de )?{MONTH.format(1)}|{MONTH.format(2)} \d)", re.I)
"""From one day to another: the life of somebody, an exhibition."""
BY = re.compile(r"(?:by|von|par|por|di)\b[^.!?]{3,80}$", re.I)


def told(lines, order):
    """(published, updated) of lines: a date counts that stands apart from other words, or behind "published"."""
    published = updated = None
    for text, moment in lines:
        if moment is not None and (day := iso(moment, order)):
            is_new = NEW.search(text) or re.match(r"\W*(?:updated|modified|last)", text, re.I)
            updated, published = (updated or day, published) if is_new else (updated, published or day)
            continue
        if len(text) > 300:
            continue
        for found in [] if SPAN.search(text) else DATES.finditer(text):
            before, behind = text[:found.start()], text[found.end():]
            day = day_of(found, order)
            day = found[0] if isinstance(day, str) else day and shown(day, f"{day:%Y-%m-%d}")
            before = re.sub(r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:mon|tue|wed|thu|fri|sat|sun)\b|\w+tag|mittwoch|\b(?:on|at|le|am|den|el|il)\b)[\s,.]*$", "", before, flags=re.I)
            before = re.sub(r"(?:\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?|\bon\b)[\s,.]*$", "", before, flags=re.I)
            if day and NEW.search(before):
                updated = updated or day
            elif day and not ELSEWHERE.search(before) and (FIRST.search(before) or stands_apart(before, behind) or BY.match(before) and stands_apart("", behind)):
                published = published or day
    return published, updated


def stands_apart(before, behind):
    """Whether nothing goes on into a date or on from it: it begins its line or stands behind a sign, and ends it or stands before one. Behind a colon it is of what the colon names."""
    return re.search(r"(?:^|[|·•–—,/;)>-])\s*$", before) is not None and len(before) < 100 and re.match(r"\s*(?:$|[|·•–—,/;(<-]|\d{1,2}[:.h]\d\d|at\b|um\b|à\b|-)", behind) is not None


def labelled(tree, order):
    """The one date of the page that stands behind "published", outside of what stands beside articles; None where there are several."""
    days = set()
    for text, moment, _ in pieces(tree):
        label = LABELLED.match(text) if moment is None and len(text) < 120 else None
        found = label and DATES.match(text, label.end())
        if found and len(re.sub(r"[^a-z]+", "", text[found.end():], flags=re.I)) < 12:
            days.add(told([(text[:found.end()], None)], order)[0])
    days.discard(None)
    return days.pop() if len(days) == 1 else None


LABELLED = re.compile(r"\W*(?:first |originally )?(?:published|posted|issued|date of (?:publication|issue))\b(?: on)?[:\s]{0,3}(?:\w+day,? )?", re.I)
"""How a line begins that tells a date of publication."""

IN_PATH = re.compile(r"(?:/|[_-](?=\d{4}[_-]))(?P<year>(?:1[6-9]|20)\d\d)[/_-](?P<month>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)|[/_-](?P<whole>20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=[/_.-]|$)", re.I)


def of_address(url):
    """The day that an address names with year, month and day."""
    found = IN_PATH.search(urlsplit(url or "").path)
    if found is None:
        return None
    if found["whole"]:
        return iso(found["whole"])
    month = MONTHS.get(found["month"].lower()) or int(found["month"])
    return iso(f"{found['year']}-{month:02}-{int(found['day']):02}")


def letters(text):
    return re.sub(r"\W+", "", text).lower()
