"""A parsed page -> the paragraphs of its article.

trafilatura finds the article, in the settings that Benchmarks/pages.py found best; this file prepares the page for it and puts
together what it found.
"""

import re
from itertools import islice

import trafilatura
from lxml import etree

import among
import bare
import body
import liveblog
import trimming

SETTINGS = {"fast": True, "favor_recall": True, "include_comments": False, "include_links": True, "with_metadata": False}
"""Without readability and jusText as second opinions (fast), which cost time and gained nothing once the page was trimmed."""

BLOCKS = ("p", "li", "h2", "h3", "h4", "blockquote", "div", "td")


def paragraphs(tree, title, description=None, left=None):
    """The article's paragraphs, each one line of text. The tree is used up.

    - title: dropped where it stands again at the top; `description` too, where it stands apart from the text.
    - left: gets what is left out, as (text, why).
    """
    liveblog.put_in_order(tree)
    bare.lift(tree)
    among.free(tree)
    trimming.prune(tree, left)
    shelf = shelves(tree)
    alone = few(tree)
    document = trafilatura.bare_extraction(tree, **SETTINGS)
    found = blocks(document.body) if document is not None and document.body is not None else []
    if len(found) == 1 and alone and all(text in found[0][0] for text in alone):  # with too little to go by, trafilatura gives the whole page in one
        found = [(text, 0.0, False) for text in alone]
    found = rejoined(without_standfirst(found, description, shelf), shelf)
    return trimming.kept(found, title, left)


def few(tree):
    """The paragraphs of a page that has very little in any; none of another page."""
    texts = [among.words(paragraph) for paragraph in islice(tree.iter("p"), FEW) if next(paragraph.iterancestors("nav", "footer", "header", "aside"), None) is None]
    return [text for text in texts if text] if len(texts) < FEW and sum(map(len, texts)) < ENOUGH else []


FEW = 10
"""Paragraphs of a page with an article; one with fewer may be short."""


def of_data(linked, found):
    """The paragraphs that the page's structured data gives, where they tell more than those that were found, or how these are divided; else None."""
    source = linked.get("articleBody")
    if not isinstance(source, str) or sum(map(str.isalpha, source)) < ENOUGH:
        return None
    lines = body.paragraphs(source)
    if len(lines) == 1 and "\n" in source:
        lines = [line for line in (" ".join(text.split()) for text in source.split("\n")) if line]
    told, seen = trimming.letters("".join(lines)), trimming.letters("".join(found))
    return lines if len(seen) < len(told) / 2 or len(found) == 1 and len(lines) > 1 and told in seen else None


ENOUGH = 300
"""Letters of an article in a page's data that may be the whole of it."""


# What a person asks to be explained

def shown(tree):
    """The pieces of text of a page that a person sees, those of links and labels too: what stands between two blocks is one."""
    found, run = [], []

    def end():
        if text := " ".join("".join(run).split()):
            found.append(text)
        run.clear()

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        is_block = element.tag in bare.BLOCKS or element.tag in SEPARATE
        if is_block:
            end()
        if event == "start":
            run.append("" if element.tag in UNSEEN else element.text or "")
        elif element.tail:
            run.append(element.tail)
    end()
    return list(dict.fromkeys(found))


SEPARATE = {"li", "dt", "dd", "td", "th", "figcaption", "button", "label", "option", "title", "br"}
UNSEEN = {"script", "style", "noscript", "template", "title", "svg"}


def passed(every, text, left):
    """Those of the pieces that are in no paragraph and have not been left out by name: trafilatura has."""
    known = trimming.letters(text + "".join(told for told, _ in left))
    return [(piece, "it stands beside the article") for piece in every if trimming.letters(piece) not in known]


# What trafilatura gives back

def blocks(body):
    """Its body as (text, share of its characters that are links, whether it is an item of a list)."""
    found = []

    def add(pieces, linked, is_item):
        for line in "".join(pieces).split("\n\n"):
            text = " ".join(line.split())
            if text:
                found.append((text, min(1.0, linked / len(text)), is_item))

    def walk(element, depth=0):
        pieces, linked, is_item = [element.text or ""], 0, element.tag in ("item", "cell")
        for child in element:
            if child.tag in ("p", "head", "list", "item", "quote", "table", "row", "cell", "div") and depth < 100:
                add(pieces, linked, is_item)
                pieces, linked = [], 0
                walk(child, depth + 1)
            elif child.tag == "lb":
                pieces.append("\n")
            else:
                words = "".join(child.itertext())
                join(pieces, words)
                linked += len(words) if child.tag == "ref" else sum(len("".join(r.itertext())) for r in child.iter("ref"))
            join(pieces, child.tail or "")
        add(pieces, linked, is_item)

    walk(body)
    return found


def join(pieces, words):
    """Appends words, with the space that trafilatura takes away beside links: "the <a>treaty</a> was signed"."""
    if words and pieces and re.search(r"[^\W_][)”]?$", pieces[-1][-3:]) and words[0].isalnum():
        pieces.append(" ")
    if words:
        pieces.append(words)


# What the page tells about where a paragraph stood

def shelves(tree):
    """Paragraphs of the page in their order, as letters -> (place, text, tag and class of the element that holds it, that element)."""
    found = {}
    for place, element in enumerate(tree.iter("p")):
        text = " ".join("".join(element.itertext()).split())
        parent = element.getparent()
        if len(text) > 40 and parent is not None:
            found.setdefault(trimming.letters(text), (place, text, (parent.tag, parent.get("class") or ""), parent))
    return found


def without_standfirst(found, description, shelf):
    """A first paragraph that repeats the page's description and does not stand with the others is the page's, not the article's."""
    known = trimming.letters(description or "")
    if len(found) < 3 or not known:
        return found
    places = [shelf.get(trimming.letters(text)) for text, _, _ in found]
    shared = [place[2] for place in places[1:] if place]
    for number in range(min(3, len(found))):
        if trimming.letters(found[number][0]) == known and len(shared) > 1 and (places[number] is None or places[number][2] not in shared[1:]):
            return found[:number] + found[number + 1:]
    return found


def siblings(holders, known, shelf):
    """Paragraphs of the elements that stand right beside those of the article, and hold nothing but paragraphs without links."""
    around = {holder.getparent() for holder in holders} - {None}
    beside = {}
    for key, (place, text, _, holder) in shelf.items():
        if key not in known and holder not in holders and holder.getparent() in around and holder.tag in PARTS:
            beside.setdefault(holder, []).append((place, text))
    whole = [texts for holder, texts in beside.items() if is_part(holder, texts)]
    return [entry for texts in whole for entry in texts]


PARTS = {"div", "article", "section"}


def is_part(holder, texts):
    """Whether an element is a part of an article: two long paragraphs or more, few links, no headline but the page's only one."""
    headlines = list(islice(holder.getroottree().iter("h1"), 2))
    words = len("".join(holder.itertext()).strip()) or 1
    linked = sum(len("".join(link.itertext())) for link in holder.iter("a"))
    return sum(len(text) > 120 for _, text in texts) > 1 and linked < 0.1 * words and sum(len(text) for _, text in texts) > 0.8 * words and (
        next(holder.iter("h2", "form", "time"), None) is None and (len(headlines) == 1 or next(holder.iter("h1"), None) is None))


def rejoined(found, shelf):
    """Puts paragraphs back that stand in elements of the same class as those that were found, where the page cuts its article up.

    Advertisements between two parts of an article make some pages hold each part in an element of its own, and extractors take the
    first or longest.
    """
    known = {trimming.letters(text): number for number, (text, _, _) in enumerate(found)}
    shared = [shelf[key][2] for key in known if key in shelf]
    main = {key for key in shared if key[1] and shared.count(key) >= 3}
    missing = [(place, text) for key, (place, text, holder, _) in shelf.items() if holder in main and key not in known]
    beside = siblings({shelf[key][3] for key in known if key in shelf}, known, shelf)
    if beside:
        missing = sorted({*missing, *beside})
    elif sum(len(text) for _, text in missing) < 400 or sum(len(text) > 120 for _, text in missing) < 3:
        return found
    every = "".join(known)
    missing = [(place, text) for place, text in missing if trimming.letters(text) not in every]
    placed = []
    last = -1
    for text, linked, is_item in found:
        here = shelf.get(trimming.letters(text))
        last = here[0] if here else last
        placed.append((last, len(placed), (text, linked, is_item)))
    placed += [(place, len(placed), (text, 0.0, False)) for place, text in missing]
    return [block for _, _, block in sorted(placed, key=lambda entry: entry[:2])]
