"""An export of Europresse (Cision), HTML, -> its articles: an element `article` each, with the outlet in `DocPublicationName`, section, day and pages in
`DocHeader`, the headline in `titreArticle`, the text in `DocText` and the number of the document, which holds the day, in `publiC-lblNodoc`."""

import re

from lxml import html

import dates
from forms import by_first_name, record
from unpacking import decoded

NUMBER = re.compile(r"\b\w+·(\d{4})(\d\d)(\d\d)·")
CREDITS = re.compile(r"^(?:©|\(c\)|Copyright\b|Tous droits réservés|All rights reserved)", re.I)


def articles(data):
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", decoded(data)[0])
    tree = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    return [article for article in map(of_element, tree.iter("article")) if article["text"]]


def classed(element, name):
    """The elements inside one that have a class."""
    return element.xpath(f'.//*[contains(concat(" ", normalize-space(@class), " "), " {name} ")]')


def words(element):
    return " ".join("".join(element.itertext()).split())


def of_element(element):
    outlet = next((words(found) for found in classed(element, "DocPublicationName")), None)
    head = next((words(found) for found in classed(element, "DocHeader")), "")
    title = next((words(found) for name in ("titreArticleVisu", "titreArticle") for found in classed(element, name) if words(found)), None)
    author = next((words(found) for found in element.xpath('.//*[contains(@class, "docAuthors") or contains(@class, "sm-margin-bottomNews")]')), None)
    number = NUMBER.search(" ".join(words(found) for found in classed(element, "publiC-lblNodoc")))
    day = "-".join(number.groups()) if number else next((moment for part in (head, *head.split(",")) if (moment := dates.iso(part.strip()))), None)
    texts = classed(element, "DocText") or classed(element, "docOcurrContainer")
    paragraphs = [words(found) for holder in texts[:1] for found in holder.iter("p", "h2", "h3", "li")] or [line for holder in texts[:1] for line in [words(holder)]]
    kept = [text for text in paragraphs if text and not CREDITS.match(text)]
    return record("\n\n".join(kept), title, outlet=re.sub(r",? (?:no|n°|nº)\.? ?\d.*$", "", outlet) if outlet else None, author=by_first_name(author.strip(" ;,")) if author else None, published=day)
