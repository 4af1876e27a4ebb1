"""A piece of HTML that is an article and nothing else, as feeds hold them -> its paragraphs."""

import re
from html import unescape

from lxml import etree, html

import bare
import limits
import provenance
import trimming
from languages import language_of

BLOCKS = {"p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "td", "section", "article", "ul", "ol", "table", "tr"}
BESIDE = {"script", "style", "figure", "figcaption", "noscript", "iframe", "form", "button", "svg", "template"}
CLOSING = re.compile(r"^(?:the post .{1,300} (?:appeared first on|first appeared on) |read more\b|continue reading\b|\[?…\]?$)", re.I)


def held(source):
    """Text, language and credit of an article in HTML or plain text; all None where it is too short to be a whole one."""
    nothing = {"text": None, "language": None, "credit": None}
    if not isinstance(source, str) or len(source) < limits.FEED_ARTICLE:
        return nothing
    for _ in range(2):  # some feeds escape what was escaped already
        if not re.search(r"<[a-zA-Z!/]", source) and re.search(r"&(?:amp;)*lt;/?(?:p|div|br|h\d|ul|li|blockquote|strong|em|a|span)\b", source, re.I):
            source = unescape(source)
    kept, credit = provenance.split([text for text in paragraphs(source) if not CLOSING.match(text) and not trimming.points_elsewhere(text)])
    text = "\n\n".join(kept)
    if sum(map(str.isalpha, text)) < limits.FEED_ARTICLE or len(text.encode("utf-8", "replace")) > limits.ARTICLE:
        return nothing
    return {"text": text, "language": language_of(text), "credit": credit}


def paragraphs(source):
    """The paragraphs of a piece of HTML, without what stands beside the text, what is struck out, and marks of footnotes."""
    if not re.search(r"<[a-zA-Z!]", source):
        return [line for part in re.split(r"\n\s*\n", source) for line in lines_of(part)]
    try:
        tree = html.fragment_fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", source), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    for element in [element for element in tree.iterdescendants() if isinstance(element.tag, str) and trimming.is_unread(element)]:
        trimming.remove(element)
    trimming.mark(tree)
    pieces = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pieces.append(element.tail or "")
            continue
        if event == "start" and element.tag in BESIDE:
            element.clear(keep_tail=True)
        elif event == "start":
            pieces += ["\n\n"] * (element.tag in BLOCKS) + [element.text or ""]
        if event == "end":
            pieces += ["\n\n"] * (element.tag in BLOCKS) + ["\n"] * (element.tag == "br") + [element.tail or "" if element is not tree else ""]
    lines = re.split(r"\n[ \t]*\n\s*", re.sub(r"[^\S\n]+", " ", "".join(pieces).replace("\r", "\n")))
    return [line for text in lines for line in lines_of(text)]


def lines_of(text):
    """The paragraphs of a text without an empty line: one, unless each of its lines is a sentence of some length."""
    lines = [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]
    return lines if len(lines) > 1 and all(bare.SENTENCE.match(line) for line in lines) else [" ".join(lines)] if lines else []
