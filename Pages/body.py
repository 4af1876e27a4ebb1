"""A piece of HTML that is an article and nothing else, as feeds hold them -> its paragraphs."""

import re
from html import unescape

from lxml import etree, html

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
    kept, credit = provenance.split([text for text in paragraphs(source) if not CLOSING.match(text)])
    text = "\n\n".join(kept)
    if sum(map(str.isalpha, text)) < limits.FEED_ARTICLE or len(text.encode("utf-8", "replace")) > limits.ARTICLE:
        return nothing
    return {"text": text, "language": language_of(text), "credit": credit}


def paragraphs(source):
    """The paragraphs of a piece of HTML, without what stands beside the text, what is struck out, and marks of footnotes."""
    if not re.search(r"<[a-zA-Z!]", source):
        return [line for line in (" ".join(part.split()) for part in re.split(r"\n\s*\n", source)) if line]
    try:
        tree = html.fragment_fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", source), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    for struck in list(tree.iter(*trimming.STRUCK)):
        trimming.remove(struck)
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
    return [line for line in (" ".join(text.split()) for text in lines) if line]
