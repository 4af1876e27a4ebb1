"""A date, as pages, feeds and documents write it -> ISO 8601."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

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


def order_among(given):
    """"dmy" or "mdy", by those of some dates that can be read in one way alone; None where none can, or they contradict each other."""
    found = set()
    for value in given:
        date = DATES.match(value.strip()) if isinstance(value, str) else None
        if date and date["a"] and date["sep"] != ".":
            found |= {"dmy"} if int(date["a"]) > 12 else {"mdy"} if int(date["b"]) > 12 else set()
    return found.pop() if len(found) == 1 else None


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
    for read in (() if WEEK.fullmatch(value) else (datetime.fromisoformat, mailed)):
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


WEEK = re.compile(r"\d{4}-?W\d\d")
"""A week, which is no day."""


def doubt(published):
    """What is to be said of a date that was kept as it was given: pairs of reason and remedy."""
    if not published or re.match(r"\d{4}-\d\d-\d\d", published):
        return []
    return [(f"its date “{published}” may be two days, and is kept as given", "dixit article correct says which, once it is in a ledger")]


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


EPOCH = 631_152_000
"""The year 1990, in seconds since 1970: what is smaller counts something else."""


def of_epoch(number):
    try:
        if (number / 1000 if number > 1e11 else number) < EPOCH:
            return None
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


def letters(text):
    return re.sub(r"\W+", "", text).lower()
