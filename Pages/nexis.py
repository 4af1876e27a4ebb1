"""An export of Nexis, as text, RTF or Word document, of one article or many -> its articles.

Nexis UK and Academic write "2 of 9 DOCUMENTS", the outlet and the day in the middle of the line, the headline, fields in capitals (BYLINE, LENGTH),
the text and more fields (LOAD-DATE). Nexis Uni writes the headline, the outlet and the day, fields (Section, Length, Byline), "Body", the text, and "End of
Document" behind each.
"""

import re

import dates
import trimming
from forms import NEXIS, fields_from, joined, record
from unpacking import decoded

BEGIN = re.compile(r"^\s*\d+ of \d+ DOCUMENTS\s*$", re.M)
FIELD = re.compile(r"^(BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|DOCUMENT-TYPE|GRAPHIC|SUBJECT|ORGANIZATION|PERSON|GEOGRAPHIC|CITY|STATE|COUNTRY|COMPANY|TYPE|URL|JOURNAL-CODE|SERIES|CORRECTION(?:-DATE)?|NOTES|DISTRIBUTION|INDUSTRY|TICKER|HEADLINE|BODY|Byline|Section|Length|Dateline|Highlight|Load-Date|Graphic|Language|Publication-Type|Notes|Subject|Industry|Geographic|Person|Company|Correction(?:-Date)?|Series):\s*(.*)$")
BEHIND = {"load-date", "language", "publication-type", "document-type", "graphic", "subject", "organization", "person", "geographic", "city", "state", "country", "company", "type",
    "url", "journal-code", "series", "correction-date", "distribution", "industry", "ticker", "notes"}
"""Fields behind the text."""
RIGHTS = re.compile(r"^\s*(?:Copyright (?:©|\d|\(c\))|All Rights Reserved)", re.I)


def is_behind(line):
    """Whether a line is a field behind the text, and no sentence in which somebody says something."""
    field = FIELD.match(line)
    return field is not None and field[1].lower() in BEHIND and not (trimming.SENTENCE.search(line) and trimming.SAYS.search(line)) or RIGHTS.match(line) is not None


def articles(data):
    return of_text(decoded(data)[0])


def is_so(text):
    """Whether a text, of a document for instance, is an export of Nexis."""
    return NEXIS.search(text) is not None or re.search(r"^End of Document\s*$", text, re.M) is not None and re.search(r"^Body\s*$", text, re.M) is not None


def of_text(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    if BEGIN.search(text):
        found = [of_capitals(part.split("\n")) for part in BEGIN.split(text)[1:]]
    else:
        found = [of_uni(part.split("\n")) for part in re.split(r"^End of Document\s*$", text, flags=re.M)]
    return [article for article in found if article and article["text"]]


def day_in(line):
    """The day that a line says and little else does: "March 5, 2024 Tuesday"."""
    found = dates.DATES.search(line) if len(line) < 80 else None
    if found is None or len(re.sub(r"\W|\d", "", line[:found.start()] + line[found.end():])) > 24:
        return None
    return dates.iso(found[0])


def of_capitals(lines):
    """An article of the older form."""
    outlet = day = title = None
    about, body = {}, []
    state = "head"
    place = 0
    end = fields_from(lines, is_behind)
    while place < len(lines):
        line = lines[place]
        field = FIELD.match(line)
        if field and (state != "body" or place >= end):
            value = [field[2]]
            while place + 1 < len(lines) and lines[place + 1].strip() and not FIELD.match(lines[place + 1]):
                place += 1
                value.append(lines[place].strip())
            about.setdefault(field[1].lower(), " ".join(value).strip())
            state = "behind" if state == "body" else "fields" if state == "head" else state
        elif not line.strip() or RIGHTS.match(line):
            body.append("") if state == "body" else None
        elif state == "head":
            is_middle = line.startswith("  ")
            if outlet is None and is_middle:
                outlet = line.strip()
            elif day is None and (told := day_in(line.strip())):
                day = told
            elif not is_middle:
                title = f"{title} {line.strip()}" if title else line.strip()
        elif state in ("fields", "body"):
            state = "body"
            body.append(line)
        place += 1
    return record("\n\n".join(joined(body)), title or about.get("headline"), outlet=outlet, author=about.get("byline"), published=day, url=about.get("url"))


def of_uni(lines):
    """An article of Nexis Uni; None where there is none, as in the list of titles in front of many."""
    lines = [line.strip() for line in lines]
    start = next((place for place, line in enumerate(lines) if line == "Body"), None)
    if start is None:
        return None
    head = [line for line in lines[:start] if line]
    days = [place for place, line in enumerate(head) if (day_in(line) or WITHOUT_DAY.match(line)) and not FIELD.match(line)]
    fields = next((place for place, line in enumerate(head) if FIELD.match(line) or RIGHTS.match(line)), len(head))
    if not fields:
        return None
    at = min(2, fields) if not days else days[-1] if len(days) == 1 else next((place for place in reversed(days) if place >= 2), days[-1])
    about = {field[1].lower(): field[2] for line in head[at:] if (field := FIELD.match(line))}
    body = lines[start + 1:]
    body = without_captions(body[: fields_from(body, lambda line: is_behind(line) or line == "Classification")])
    title = " ".join(head[: at - 1]) if at == 3 and not LISTED.match(head[0]) else head[at - 2] if at >= 2 else None
    return record("\n\n".join(line for line in body if line), title, outlet=head[at - 1] if at else None, author=about.get("byline"), published=day_in(head[at]) if days else None)


LISTED = re.compile(r"\d+\.\s|Documents? \(|Page \d|User Name|Date and Time|Job Number")
"""How lines begin that stand above a headline and are none; else two lines above the outlet are a headline in two."""


def without_captions(lines):
    """A text's lines without those behind a last line “Graphic” in which nobody says anything: captions."""
    places = [place for place, line in enumerate(lines) if line == "Graphic"]
    if places and not any(trimming.SENTENCE.search(line) and trimming.SAYS.search(line) for line in lines[places[-1]:]):
        return lines[: places[-1]]
    return lines


WITHOUT_DAY = re.compile(rf"(?:{dates.MONTH.format('')}|Spring|Summer|Fall|Autumn|Winter),?\s+\d{{4}}$", re.I)
"""What monthly and quarterly papers have in the place of a day: "March 2024", "Fall 2024"."""


NO_HEADLINE = re.compile(r"[.:]\W*$|^By [A-Z]|^(?:From|To|Present|Location|Place|Subject|Re|Contact|Attendees|Time)\s*:|^.{200}")
"""What the third line of a document may be whose first is its own title: a paragraph, a byline, a field."""
WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)


def headed(paragraphs):
    """An article whose outlet, day and headline are its first lines and no fields stand behind them; None where it is none such."""
    day = day_in(paragraphs[1]) if len(paragraphs) > 3 and not NO_HEADLINE.search(paragraphs[2]) and not re.search(r"[^\W\d]", WEEKDAY.sub("", dates.DATES.sub("", paragraphs[1]))) else None
    return record("\n\n".join(paragraphs[3:]), paragraphs[2], outlet=paragraphs[0], published=day) if day else None
