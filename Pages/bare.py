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
    divide(tree)
    for holder in list(tree.iter(*HOLDERS)):
        if any(child.tag in BLOCKS for child in holder) or holder.tag in ("section", "center"):
            lift_within(holder)


def divide(tree):
    """Parts the paragraphs, in place, that line breaks part: two in a row, or one each where all lines are sentences."""
    for paragraph in list(tree.iter("p")):
        breaks = paragraph.findall("br")
        if breaks and paragraph.getparent() is not None:
            lines = lines_of(paragraph)
            whole = [line for line in lines if line[1]]
            if len(whole) > 1 and all(SENTENCE.match(text) for _, text in whole):
                part(paragraph, [line[0] for line in whole])
            elif groups := blank_lines_apart(lines):
                part(paragraph, groups)


def lines_of(paragraph):
    """The lines of a paragraph: (its pieces, each an element or a text, its words)."""
    found = [[paragraph.text or ""]]
    for child in paragraph:
        found += [[]] if child.tag == "br" else []
        found[-1] += [child.tail or ""] if child.tag == "br" else [child, child.tail or ""]
    return [(pieces, " ".join("".join(piece if isinstance(piece, str) else "".join(piece.itertext()) if isinstance(piece.tag, str) else "" for piece in pieces).split())) for pieces in found]


def blank_lines_apart(lines):
    """The pieces of lines between empty ones, put together; None where no empty one stands between others."""
    groups = [[]]
    for pieces, text in lines:
        if text:
            groups[-1] += [etree.Element("br"), *pieces] if groups[-1] else pieces
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    return groups if len(groups) > 1 else None


def part(paragraph, groups):
    """Puts a paragraph for each group of pieces in the place of one."""
    parent, tail = paragraph.getparent(), paragraph.tail
    place = parent.index(paragraph)
    paragraph.tail = None
    parent.remove(paragraph)
    for number, pieces in enumerate(groups):
        made = etree.Element("p", {name: value for name in ("class", "id", "style", "hidden") if (value := paragraph.get(name)) is not None})
        for piece in pieces:
            if not isinstance(piece, str):
                made.append(piece)
                piece.tail = None
            elif len(made):
                made[-1].tail = (made[-1].tail or "") + piece
            else:
                made.text = (made.text or "") + piece
        parent.insert(place + number, made)
    parent[place + len(groups) - 1].tail = tail


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
