"""Pages that hold no article, told apart: what a browser makes, notices about cookies, lists of articles, and articles cut off for who does not pay."""

import re

import trimming
from fault import Fault

SENTENCE = re.compile(r"[.!?…。؟।:][\"”’)»\]]*\s*$")
MADE_BY_SCRIPT = re.compile(r"__NEXT_DATA__|__NUXT__|__INITIAL_STATE__|__PRELOADED_STATE__|<div id=[\"']?(?:root|app|__next)\b|enable javascript|javascript (?:is )?(?:required|disabled)", re.I)
NOTICE = re.compile(r"\b(?:cookies?|consent|personal data|our (?:\d+ )?partners|privacy|personali[sz]ed advert\w+|legitimate interest|unique identifiers|your device|on a device)\b", re.I)
TO_READER = re.compile(r"\b(?:you|your|we|our)\b", re.I)
LINKS = 20
"""Links of a page without an article that show that it is a list."""
CARDS = 5
TEASERS = 250
"""How many paragraphs that stand each below a linked heading show that it is a list of articles, and how long they are at most, in the mean."""
NOTHING = re.compile(r"\W*(?:error|404|403|(?:page )?not found|access (?:to this page has been )?denied|forbidden|just a moment|attention required|one more step|robot|"
    r"are you (?:a )?(?:human|robot)|(?:please )?verify|security check|sign in|log ?in)\b", re.I)
SHORT = 80
"""How the title begins of a page that stands in an article's place, and how many words it has at most."""
ASKS = re.compile(r"\b(?:to (?:continue|keep) reading|to read the (?:full|rest|whole|entire)|(?:for|available to) subscribers|subscribers[- ]only)\b", re.I)
"""What a page says in the place of the rest of its article."""
LONG = 100_000
"""Letters of a text that is no list of links, whatever is in it."""
TEASER = 1500
"""Letters below which an article that its page does not give to everybody is likely its beginning alone."""


class Links:
    """The links of a page, which its article's extraction uses up."""

    def __init__(self, tree):
        found = tree.xpath("//a[@href]")
        self.count = len(found)
        self.texts = {" ".join("".join(link.itertext()).split()) for link in found[:2000]}
        self.teasers = set()
        """Paragraphs below headings that link to a page of the same site."""
        for heading in tree.xpath("//*[self::h2 or self::h3 or self::h4][.//a[@href] or parent::a]")[:500]:
            target = (heading.xpath(".//a/@href") + heading.xpath("parent::a/@href"))[0]
            card = heading.getparent()
            paragraphs = card.findall("p")
            if not re.match(r"(?:https?:)?//", target) and len(paragraphs) < 3:
                self.teasers.update(" ".join("".join(paragraph.itertext()).split()) for paragraph in paragraphs)


def refuse(paragraphs, source, links, title):
    """Refuses paragraphs that are no article, with what the page is instead.

    - source: the page as text.
    """
    text = "\n".join(paragraphs)
    words, count = len(text.split()), sum(map(str.isalpha, text))
    below = [paragraph for paragraph in paragraphs if paragraph in links.teasers]
    if len(below) >= CARDS and len(below) > 0.6 * len(paragraphs) and sum(map(len, below)) < TEASERS * len(below):
        raise Fault(*LIST, empty=True)
    if words < SHORT and NOTHING.match(title or ""):
        raise Fault(f"it stands in an article's place (“{title[:60]}”)", "open its address in a browser, and save the article from there", empty=True)
    is_told = any(SENTENCE.search(paragraph) for paragraph in paragraphs)
    is_of_links = len(text) < LONG and sum(len(link) for link in links.texts if link in text) > 0.7 * len(text)
    if not is_told and (count < 200 or links.count > LINKS and is_of_links):
        if MADE_BY_SCRIPT.search(source):
            raise Fault("it is made in the browser, by a script, and holds no article itself", "open it in a browser and save it from there, or print it to PDF", empty=True)
        if links.count > LINKS:
            raise Fault(*LIST, empty=True)
        raise Fault("the page holds no article that could be found", "save its text as plain text, or leave it out", empty=True)
    about = len(NOTICE.findall(text))
    if words < 400 and about >= 4 and about > words / 25 and len(TO_READER.findall(text)) >= 3:
        raise Fault("it shows a notice about cookies and holds no article", "open it in a browser, answer the notice and save the page from there", empty=True)


LIST = ("it lists articles and holds no article itself", "give the address of an article, or dixit watch its feed")


def without_asking(paragraphs, left):
    """An article's paragraphs without a last one that asks for money in the place of the rest, which goes to what was left out."""
    if len(paragraphs) > 1 and len(paragraphs[-1]) < 300 and is_asking(paragraphs[-1]) and not re.search("[“«„\"]", paragraphs[-1]):
        left.append((paragraphs[-1], "it stands in the place of the rest of the article"))
        return paragraphs[:-1]
    return paragraphs


def is_asking(text):
    """Whether a text asks for something to be done before the rest is shown; “to continue reading” alone may be told of somebody."""
    found = ASKS.search(text)
    return found is not None and (not SENTENCE.search(text) or trimming.TO_READER.search(text) is not None or re.search(r"\b(?:regist\w+|pay\w*|trial|purchase|buy|offers?|join|now)\b", text, re.I) is not None)


def is_cut(linked, paragraphs, left):
    """Whether a page shows the beginning of its article alone: it says that it is not free, and asks for money or shows little, or it asks and shows little."""
    if sum(map(len, paragraphs)) < TEASER and any(is_asking(text) for text, _ in left):
        return True
    parts = linked.get("hasPart") or []
    told = [linked.get("isAccessibleForFree"), *(part.get("isAccessibleForFree") for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict))]
    if not any(str(one).lower() in ("false", "no", "http://schema.org/false") for one in told if one is not None):
        return False
    asks = any(re.search(r"subscri|log ?in|sign ?in|continue reading", text, re.I) for text, _ in left)
    return asks or sum(map(len, paragraphs)) < TEASER


CUT = ("the page shows the beginning of its article alone, to who does not subscribe", "save the whole of it from a browser in which you are signed in")
"""What is said of it, and what to do."""
