"""Articles that stand on several pages: where the next one is."""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

NUMBERED = re.compile(r"(?P<base>.*?)(?:(?:/(?:page|seite|p)?/?|[-_,](?:p|page)?)(?P<number>\d{1,2}))?(?P<ending>/?|\.(?:html?|php|aspx?))$", re.I)
"""A path with the number of its page: /story/2, /story/page/2, /story-2.html, /story,2.html."""
NAMES = {"page", "p", "pg", "seite", "pagina", "pagenum", "pagewanted", "start_page"}


def next_of(tree, url, continues=False):
    """The address of the article's next page, as the page links to it by rel="next"; None where there is none, or where it is another article: many sites
    link so to the article that was published next. Which it is, the address tells: it is this one's with the next number.

    - continues: whether the page is known to be a further one; else one with a number above 1 counts as an article of its own.
    """
    if not url:
        return None
    here = numbered(url)
    for reference in tree.xpath('(//head/link | //a)[contains(concat(" ", normalize-space(@rel), " "), " next ")]/@href')[:5]:
        try:
            address = urljoin(url, reference.strip())
            there = numbered(address)
        except ValueError:
            continue
        if (continues or here[1] in (None, 1)) and there[0] == here[0] and there[1] == (here[1] or 1) + 1 and len(address) < 2000:
            return address
    return None


def numbered(url):
    """(what names the article, its page's number or None) of an address."""
    parts = urlsplit(url)
    fields = parse_qsl(parts.query)
    told = [value for name, value in fields if name.lower() in NAMES and value.isdigit() and len(value) < 3]
    rest = tuple(sorted(field for field in fields if field[0].lower() not in NAMES))
    path, number = parts.path, int(told[0]) if told else None
    if number is None and (found := NUMBERED.match(path)) and found["number"]:
        path, number = found["base"] + found["ending"].strip("/"), int(found["number"])
    return (parts.hostname, path.rstrip("/"), rest), number
