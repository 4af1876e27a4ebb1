"""Pages that hold no article, told apart: what a browser makes, notices about cookies, lists of articles, and articles cut off for who does not pay."""

import re

from fault import Fault

SENTENCE = re.compile(r"[.!?…。؟।:][\"”’)»\]]*\s*$")
MADE_BY_SCRIPT = re.compile(r"__NEXT_DATA__|__NUXT__|__INITIAL_STATE__|__PRELOADED_STATE__|<div id=[\"']?(?:root|app|__next)\b|enable javascript|javascript (?:is )?(?:required|disabled)", re.I)
NOTICE = re.compile(r"\b(?:cookies?|consent|personal data|our (?:\d+ )?partners|privacy|personali[sz]ed advert\w+|legitimate interest|unique identifiers|your device|on a device)\b", re.I)
TO_READER = re.compile(r"\b(?:you|your|we|our)\b", re.I)
LINKS = 20
"""Links of a page without an article that show that it is a list."""
TEASER = 1500
"""Letters below which an article that its page does not give to everybody is likely its beginning alone."""


def refuse(paragraphs, source, links):
    """Refuses paragraphs that are no article, with what the page is instead.

    - source: the page as text; links: how many it has.
    """
    text = "\n".join(paragraphs)
    words = len(text.split())
    if not any(SENTENCE.search(paragraph) for paragraph in paragraphs) and sum(map(str.isalpha, text)) < 200:
        if MADE_BY_SCRIPT.search(source):
            raise Fault("it is made in the browser, by a script, and holds no article itself", "open it in a browser and save it from there, or print it to PDF", empty=True)
        if links > LINKS:
            raise Fault("it lists articles and holds no article itself", "give the address of an article, or dixit watch its feed", empty=True)
        raise Fault("the page holds no article that could be found", "save its text as plain text, or leave it out", empty=True)
    about = len(NOTICE.findall(text))
    if words < 400 and about >= 4 and about > words / 25 and len(TO_READER.findall(text)) >= 3:
        raise Fault("it shows a notice about cookies and holds no article", "open it in a browser, answer the notice and save the page from there", empty=True)


def is_cut(linked, paragraphs, left):
    """Whether a page shows the beginning of its article alone: it says that it is not free, and asks for money or shows little."""
    parts = linked.get("hasPart") or []
    told = [linked.get("isAccessibleForFree"), *(part.get("isAccessibleForFree") for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict))]
    if not any(str(one).lower() in ("false", "no", "http://schema.org/false") for one in told if one is not None):
        return False
    asks = any(re.search(r"subscri|log ?in|sign ?in|continue reading", text, re.I) for text, _ in left)
    return asks or sum(map(len, paragraphs)) < TEASER


CUT = ("the page shows the beginning of its article alone, to who does not subscribe", "save the whole of it from a browser in which you are signed in")
"""What is said of it, and what to do."""
