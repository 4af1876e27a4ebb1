"""Who wrote an article, as its page says it -> names alone."""

import re

from trafilatura import metadata as guesses

from forms import by_first_name

ROLE = re.compile(r"\b(?:editor|correspondent|reporter|writer|staff|chief|columnist|contributor|journalist|bureau|analyst|producer|photographer|newsroom|desk|redaktion|in [A-Z]\w+)\b", re.I)
NO_NAME = re.compile(r"\d|^(?:updated|published|posted|last|first published|share|follow|comments?|read more|by|and|von|author)$|^https?:|^www\.", re.I)
WEEKDAY = re.compile(r"\s+(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?|updated|published|posted)\W*$", re.I)
"""What bylines have behind a name, in front of a date."""
NEVER = re.compile(r"\S+@\S+|(?<!\w)@\w+")


def author_of(tree, linked, named):
    """The names of the authors; None where the page names none.

    - linked: the article's JSON-LD; `named` gives the name of a person in it.
    """
    told = persons(linked.get("author"), linked, named) or persons(linked.get("creator"), linked, named)
    if told:
        return names(", ".join(told))
    try:
        told = names(described(tree))
        if told and " " in told:
            return told
        own = shown(tree)
        return names_alone(guesses.normalize_authors(None, own) if own else guesses.extract_author(tree))
    except Exception:  # guesses: any fault inside them only means that there is none
        return None


def persons(value, linked, named):
    """The names of JSON-LD's authors, first names first, without the outlet where it stands beside them."""
    found = [by_first_name(name) if isinstance(one, dict) and SURNAME_FIRST.fullmatch(name) else name for one in (value[:20] if isinstance(value, list) else [value]) if (name := named(one))]
    outlet = named(linked.get("publisher"))
    return [name for name in found if name != outlet] or found


SURNAME_FIRST = re.compile(r"[^\W\d_][\w’'-]+, [^\W\d_][\w’'-]*\.?(?: [^\W\d_][\w’'-]*\.?)?")


def names_alone(text):
    """Names in a text that may tell of people too, as what stands below an article does; None where it does."""
    found = names(text)
    return None if found and any(len(part.split()) > LONGEST or VERB.search(part) for part in found.split(", ")) else found


LONGEST = 6
"""Words of a name."""
VERB = re.compile(r"\b(?:has|have|had|is|are|was|were|says?|writes?|wrote|covers?|reports?|lives?|works?|joined|can|will)\b", re.I)

DESCRIBED = guesses.METANAME_AUTHOR | guesses.PROPERTY_AUTHOR | guesses.OG_AUTHOR


def described(tree):
    """Whom the page's meta elements call its author."""
    found = None
    for element in tree.iterfind(".//head/meta[@content]"):
        if (element.get("property") or element.get("name") or element.get("itemprop") or "").lower() in DESCRIBED:
            found = guesses.normalize_authors(found, guesses.HTML_STRIP_TAGS.sub("", element.get("content")).strip())
    return found


def shown(tree):
    """The author's own element, where it holds an address of e-mail, in which the guess would see a name."""
    for element in tree.xpath('//*[contains(@class, "author") or contains(@class, "byline")]')[:20]:
        text = " ".join("".join(element.itertext()).split())
        if len(text) < 200 and NEVER.search(text):
            return NEVER.sub(" ", text)
    return None


def names(text):
    """Names without "By", addresses and what people are: "By Tova Lindqvist, Political Editor" -> "Tova Lindqvist"."""
    text = NEVER.sub(" ", text or "").replace(";", ",").replace("|", ",")
    found = []
    for part in text.split(","):
        part = re.sub(r"^(?:by|von|par|por|di|text)\b:?\s+", "", " ".join(part.split()), flags=re.I).strip(" ·-–—")
        part = WEEKDAY.sub("", part)
        if part and not NO_NAME.search(part) and not (found and ROLE.search(part)):
            found.append(part)
    return ", ".join(dict.fromkeys(found)) or None


NAME = r"[^\W\d_a-z][\w.’'-]*(?: (?:(?:de|del|della|di|da|van|von|der|den|la|le|bin|al|el)\b|[^\W\d_a-z][\w.’'-]*)){1,4}"
ROLES = r"(?i:(?:[\w-]+ ){0,4}(?:writer|reporter|correspondent|editor|columnist|contributor)s?(?: (?:in|at|of) .{1,40})?)"
NOBODY = re.compile(r"By (?:our|a|an|the) (?:[\w-]+ ){0,4}(?:correspondents?|reporters?|writers?|staff|board|bureau|desk|team|newsroom|editors?)$", re.I)
"""A byline that names nobody."""
BYLINE = re.compile(rf"(?:(?:By:?|Words(?::| by)) (?P<names>{NAME}(?:(?:,? and |, | & ){NAME}){{0,4}})(?: in {NAME.replace('{1,4}', '{0,3}')})?(?:(?:, | ?[|•·–—-] ?).{{0,80}})?|(?P<name>{NAME}), {ROLES})$")
ROLE_LINE = re.compile(rf"{ROLES}$")
TOP = 4
"""Paragraphs among which a byline stands."""


def without_byline(paragraphs, left):
    """An article's paragraphs without a byline above the first one, and the role below it, which go to what was left out; and whom it names, None where there is none."""
    for place, text in enumerate(paragraphs[:TOP]):
        found = BYLINE.match(text) if len(text) < 200 and text[-1:] not in ".!?”\"" else None
        if found:
            behind = place + 1
            while len(paragraphs) > behind and len(paragraphs[behind]) < 60 and ROLE_LINE.match(paragraphs[behind]):
                behind += 1
            left += [(line, "it is the byline") for line in paragraphs[place:behind]]
            return paragraphs[:place] + paragraphs[behind:], names(re.sub(r",? and | & ", ", ", found["names"] or found["name"]))
        if NOBODY.match(text):
            left.append((text, "it is the byline"))
            return paragraphs[:place] + paragraphs[place + 1:], None
        if text[-1:] in ".!?”\"":
            break
    return paragraphs, None
