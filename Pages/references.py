"""A bibliography, RIS or Zotero's RDF, -> the articles that it names: what it says of each, where each is, which files are kept beside the list.

A reference manager writes the files that hang on an entry into a folder beside the list (`files/12/page.html`), saved pages and PDFs.
"""

import re
from urllib.parse import unquote

from lxml import etree

import dates
import limits
import strangers
from fault import Fault, mib
from headlines import line
from unpacking import decoded

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
Z = "{http://www.zotero.org/namespaces/export#}"
FOAF = "{http://xmlns.com/foaf/0.1/}"
BIB = "{http://purl.org/net/biblio#}"
LINK = "{http://purl.org/rss/1.0/modules/link/}"


def references(data):
    """[{"title", "author", "outlet", "published", "url", "files"}] of the entries; those that lead nowhere are left out."""
    if len(data) > limits.PAGE:
        raise Fault(f"the bibliography is longer than {mib(limits.PAGE)}", "split it")
    text = decoded(data)[0]
    if re.match(r"\ufeff?\s*TY  ?- ", text):
        found = ris(text)
    elif "<" in text[:200] and "zotero.org/namespaces/export" in text[:4000]:
        found = zotero(data)
    else:
        raise Fault("it is no bibliography that is known (RIS, or RDF of Zotero)", "export it as RIS, with its files")
    found = [entry for entry in found if entry["url"] or entry["files"]]
    if not found:
        raise Fault("no entry of the bibliography has an address or a file", "export it with its files")
    return found[: limits.FEED_ITEMS]


def entry(title, author, outlet, published, url, files):
    kept = [path for path in map(local, files) if path and re.search(r"\.(?:x?html?|pdf)$", path, re.I)]
    kept.sort(key=lambda path: path.lower().endswith(".pdf"))  # a saved page tells more of itself than its print
    return {
        "title": line(title), "author": line(author), "outlet": line(outlet), "published": dates.iso(published) if published else None,
        "url": url.strip() if url and re.match(r"https?://", url.strip()) else None, "files": kept[:20],
    }


def local(path):
    """A path from the list's folder; None where it leads elsewhere."""
    path = unquote(path.strip()).removeprefix("./").replace("\\", "/")
    return path if path and not re.match(r"[a-zA-Z][\w+.-]*:|/", path) and ".." not in path.split("/") else None


def ris(text):
    import rispy

    try:
        found = rispy.loads(text.lstrip("\ufeff"), skip_unknown_tags=True)
    except Exception as error:
        raise Fault(f"it is a bibliography that is damaged ({type(error).__name__})", "export it again") from None

    def first(item, *names):
        for name in names:
            value = item.get(name)
            value = value[0] if isinstance(value, list) and value else value
            if isinstance(value, str) and value.strip():
                return value
        return None

    entries = []
    for item in found:
        authors = item.get("authors") or item.get("first_authors") or []
        files = [item.get(f"file_attachments{number}") for number in (1, 2)] + [item.get("access_date_files")]
        flat = [path for value in files if value for path in (value if isinstance(value, list) else [value])]
        day = (first(item, "date", "publication_year", "year") or "").rstrip("/").replace("/", "-")
        entries.append(entry(
            first(item, "title", "primary_title"), ", ".join(by_first_name(name) for name in authors if isinstance(name, str)),
            first(item, "secondary_title", "journal_name", "alternate_title2", "alternate_title3", "publisher"), day, first(item, "urls", "url"), flat,
        ))
    return entries


def by_first_name(name):
    last, comma, given = name.partition(", ")
    return f"{given} {last}".strip() if comma else name


def zotero(data):
    parser = strangers.parser(recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or len(root) > 4 * limits.FEED_ITEMS:
        raise Fault("it is a bibliography that is damaged, or has too many entries", "export it again, in parts")
    known = {node.get(RDF + "about"): node for node in root if node.get(RDF + "about")}
    entries = []
    for node in root:
        kind = node.findtext(Z + "itemType")
        if kind in (None, "attachment", "note") or node.findtext(DC + "title") is None:
            continue
        part = node.find(TERMS + "isPartOf")
        holder = None if part is None else known.get(part.get(RDF + "resource")) if part.get(RDF + "resource") else next(iter(part), None)
        people = [" ".join(filter(None, (person.findtext(FOAF + "givenName") or person.findtext(FOAF + "givenname"), person.findtext(FOAF + "surname")))) for person in node.iterfind(f"{BIB}authors//{FOAF}Person")]
        linked = [known.get(link.get(RDF + "resource")) for link in node.iterfind(LINK + "link")]
        files = [resource.get(RDF + "resource") or "" for attached in linked if attached is not None for resource in attached.iterfind(RDF + "resource")]
        url = node.findtext(f"{DC}identifier/{TERMS}URI/{RDF}value") or node.get(RDF + "about")
        outlet = node.findtext(Z + "publicationTitle") or (holder.findtext(DC + "title") if holder is not None else None)
        entries.append(entry(node.findtext(DC + "title"), ", ".join(people), outlet, node.findtext(DC + "date"), url, files))
    return entries
