"""Text that stands in a page beside paragraphs and in none: old pages, and those whose paragraphs are sections, open an article so.

trafilatura takes such text with its neighbours as one line, or not at all. Where it is a sentence it becomes a paragraph, as a browser shows it.
"""

import re

from lxml import etree

BLOCKS = {"p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "ul", "ol", "dl", "table", "blockquote", "center", "hr", "pre", "form", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "script", "style", "noscript", "iframe", "address", "fieldset", "details"}
HOLDERS = {"body", "article", "main", "section", "div", "td", "center"}
SENTENCE = re.compile(r"(?=(?:[\W\d_]*+[^\W\d_]){40}).*[.!?…][”\"’»)]*$", re.S)
"""Forty letters or more, ended as a sentence is."""


def lift(tree):
    """Makes paragraphs, in place, of the sentences that stand beside blocks and in none."""
    for holder in list(tree.iter(*HOLDERS)):
        if any(child.tag in BLOCKS for child in holder) or holder.tag in ("section", "center"):
            lift_within(holder)


def lift_within(holder):
    run, text = [], holder.text
    opened = None  # the element behind which the run's first text stands; None for the holder's own
    for child in [*holder, None]:
        if child is not None and child.tag not in BLOCKS and not ends_run(child):
            run.append(child)
            continue
        if is_sentence(text, run):
            paragraph = etree.Element("p")
            paragraph.text = text
            if opened is None:
                holder.text = None
                holder.insert(0, paragraph)
            else:
                opened.tail = None
                holder.insert(holder.index(opened) + 1, paragraph)
            for element in run:
                paragraph.append(element)
        if child is not None:
            run, text, opened = [], child.tail, child


def ends_run(child):
    """Whether a line break is followed by another: there a new paragraph begins."""
    following = child.getnext()
    return child.tag == "br" and not (child.tail or "").strip() and following is not None and following.tag == "br"


def is_sentence(text, run):
    words = " ".join(((text or "") + "".join("".join(e.itertext()) + (e.tail or "") for e in run if isinstance(e.tag, str))).split())
    return SENTENCE.match(words) is not None
