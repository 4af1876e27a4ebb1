"""An export of ProQuest as text -> its articles, which lines of underscores divide; each is a headline and fields, one of them "Full text"."""

import re

import dates
import trimming
from forms import by_first_name, fields_from, joined, record
from unpacking import decoded

RULE = re.compile(r"^_{20,}\s*$", re.M)
FIELD = re.compile(r"^(Author|Publication info|ProQuest document link|Abstract|Links|Full text|Full Text|Subject|Location|People|Company / organization|Identifier / keyword|Classification|Title|"
    r"Publication title|Publication year|Publication date|Publication subject|Section|Pages|First page|Publisher|Place of publication|Country of publication|Source type|Language of publication|"
    r"Document type|Document feature|ISSN|ProQuest document ID|Document URL|Copyright|Last updated|Database|Dateline|Volume|Issue|Column|Edition|Credit|Business indexing term):\s?(.*)$")

COUNT = re.compile(r"Document \d+ of \d+")
"""What stands above each of several documents."""


def articles(data):
    text = decoded(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    found = [of_part(part.strip("\n").split("\n")) for part in RULE.split(text)]
    return [article for article in found if article]


def is_field(line):
    return FIELD.match(line) is not None and not (trimming.SENTENCE.search(line) and trimming.SAYS.search(line))


def of_part(lines):
    about, name = {"head": []}, "head"
    begin = next((place for place, line in enumerate(lines) if re.match("Full [tT]ext:", line)), len(lines))
    end = begin + 1 + fields_from(lines[begin + 1:], is_field)
    for place, line in enumerate(lines):
        field = FIELD.match(line) if not begin < place < end else None
        if field:
            name = field[1].lower()
            name = "again" if any(about.get(name, [])) else name  # the author, who stands above the text and in the list below it
            about.setdefault(name, []).append(field[2])
        elif name in ("full text", "head") or line.strip():
            about[name].append(line)
    text = "\n\n".join(joined(about.get("full text", [])))
    if not text:
        return None
    told = {key: " ".join(" ".join(value).split()) for key, value in about.items()}
    authors = [by_first_name(name) for name in re.split(r"\s*;\s*", told.get("author", "").rstrip(". ")) if name]
    url = told.get("document url") or next(iter(re.findall(r"https?://\S+", told.get("publication info", "") + " " + told["head"] + " " + told.get("links", ""))), None)
    title = told.get("title") or next((line.strip() for line in about["head"] if line.strip() and "://" not in line and not COUNT.fullmatch(line.strip())), None)
    day = dates.iso(told["publication date"]) if "publication date" in told else None
    return record(text, title, outlet=told.get("publication title", "").partition(";")[0].strip() or None, author=", ".join(authors) or None, published=day, url=url)
