"""What stands among an article's paragraphs and is told there: a paragraph of the article, whatever element holds it, what it is called, and where it links to.

trafilatura leaves out what is a link and nothing else, what stands in a footer or an aside, and what goes by one of some hundred names. Where such a piece is a
sentence in which somebody says something, and paragraphs of the article stand before and behind it, it is one of them.
"""

import re

from lxml import etree

import trimming

PROSE = 80
"""Letters of a paragraph that is surely an article's, if little of it are links."""
HOLDERS = {"p", "div", "footer", "aside", "section", "ul", "ol", "blockquote"}
LONGEST = 1500
"""Letters of a piece that stands among paragraphs; what is longer counts by its own."""
SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*$")
AMENDED = re.compile(r"(?:this|an earlier version of this|a previous version of this) (?:article|story|report|piece|page|post)\b.{0,40}\b(?:amended|corrected|updated|changed|misstated|said|stated|incorrectly|gave)\b"
    r"|(?:correction|clarification)s?\b[^.]{0,40}[:.—–-]", re.I)
"""How it begins when a newspaper says what it got wrong."""


def free(tree):
    """Makes plain paragraphs, in place, of the pieces among an article's paragraphs in which somebody says something, and of what it says that it got wrong."""
    unlink_parts_of_words(tree)
    for parent in {paragraph.getparent() for paragraph in tree.iter("p")} - {None}:
        children = list(parent)
        places = [place for place, child in enumerate(children) if is_prose(child)]
        if len(places) < 2:
            continue
        plain_already = {place for place in places if not (children[place].get("class") or children[place].get("id"))}
        for place, child in enumerate(children):
            if place <= places[0] or place in plain_already or child.tag not in HOLDERS or trimming.is_unread(child):
                continue
            is_last = place == places[-1] + 1 and child.tag in ("footer", "aside") and next(child.iter("a"), None) is None
            is_between = place < places[-1] or child.tag == "p" or is_last
            if is_between and is_told(child) or child.tag == "p" and AMENDED.match(words(child)):
                plain(child)


def unlink_parts_of_words(tree):
    """Takes links off, in place, that begin or end within a word: a space would be put there."""
    holders = set()
    for link in list(tree.iter("a")):
        text = "".join(link.itertext())
        if text and link.getparent() is not None and (INSIDE.search(trimming.before_of(link)[-1:] + text[0]) or INSIDE.search(text[-1] + (link.tail or "")[:1])):
            link.tag = "part"
            holders.add(link.getparent())
    etree.strip_tags(tree, "part")  # all at once, as text grows with each
    for holder in holders:  # what was text of several elements becomes one
        holder.text = holder.text
        for child in holder:
            child.tail = child.tail


INSIDE = re.compile(r"[^\W\d_][a-zß-ÿ]$")
"""Two letters, the second a small one: there a word goes on."""


def words(element):
    return " ".join("".join(element.itertext()).split())


def is_prose(element):
    """Whether an element is a paragraph of an article, by its length and how little of it are links."""
    return element.tag == "p" and len(text := words(element)) >= PROSE and sum(len(words(link)) for link in element.iter("a")) < 0.3 * len(text)


def is_told(element):
    """Whether each piece of an element is a sentence, and somebody says something in one of them."""
    length = 0
    for text in element.itertext():  # one that holds much of the page is not put together, for each that holds it in turn
        length += len(text)
        if length > 2 * LONGEST:
            return False
    text = words(element)
    if not text or len(text) > LONGEST or trimming.PAGE_SAYS.search(text) or trimming.POINTS.match(text) or not trimming.SAYS.search(text):
        return False
    pieces = [words(piece) for piece in element.iter("p", "li")] or [text]
    return all(SENTENCE.search(piece) for piece in pieces) and sum(map(len, pieces)) >= 0.95 * len(text) and not any(True for _ in element.iter("figure", "img", "form", "template", "h2", "h3", "h4"))


def plain(element):
    """Takes off an element, and what is in it, all by which it would be left out."""
    etree.strip_tags(element, "a")
    for one in element.iter():
        if isinstance(one.tag, str) and not trimming.is_unread(one):
            trimming.show(one)
            if one.tag in ("footer", "section"):
                one.tag = "div"
