"""Files that name or pack articles: workbooks, bibliographies, books, exports of Europresse, packed archives; articles on several pages."""

import io
import sys
import tempfile
import unittest
import zipfile
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Pages"), str(Path(__file__).parent)]

import openpyxl  # noqa: E402
from lxml import html  # noqa: E402
from undated_pages import PARAGRAPHS  # noqa: E402

import archive  # noqa: E402
import body  # noqa: E402
import continuation  # noqa: E402
import forms  # noqa: E402
import references  # noqa: E402
import workbook  # noqa: E402
from fault import Fault  # noqa: E402

TEXT = "\n\n".join(PARAGRAPHS)
RIS = """TY  - NEWS
TI  - Board raises the wall
AU  - Varn, Ilse
AU  - Reik, Toma
T2  - Ostrevant Post
DA  - 2021/03/05/
UR  - https://post.example/wall
L1  - files/7/wall.pdf
L2  - files/7/wall.html
ER  -

TY  - NEWS
TI  - A note without a place
ER  -
"""
ZOTERO = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <bib:Article rdf:about="https://post.example/wall">
        <z:itemType>newspaperArticle</z:itemType>
        <dcterms:isPartOf><bib:Newspaper><dc:title>Ostrevant Post</dc:title></bib:Newspaper></dcterms:isPartOf>
        <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Varn</foaf:surname><foaf:givenName>Ilse</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
        <link:link rdf:resource="#item_7"/>
        <dc:identifier><dcterms:URI><rdf:value>https://post.example/wall</rdf:value></dcterms:URI></dc:identifier>
        <dc:title>Board raises the wall</dc:title><dc:date>2021-03-05</dc:date>
    </bib:Article>
    <z:Attachment rdf:about="#item_7"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="files/7/wall%20of%20Marsh.html"/><link:type>text/html</link:type></z:Attachment>
    <z:Attachment rdf:about="#item_8"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="../../etc/passwd.html"/></z:Attachment>
</rdf:RDF>"""
EUROPRESSE = """<html><body><article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName"> Ostrevant Post, no. 4301</span></div>
<div class="DocHeader"><span class="DocHeader">Nouvelles, vendredi 5 mars 2021 60 mots, p. 4</span></div><div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle"> Board raises the wall </p></div>
<p class="sm-margin-bottomNews">Varn, Ilse</p></header><section><div class="DocText clearfix"><div>{}</div></div></section>
<footer><div class="publiC-lblNodoc">news·20210305·OP·0007</div></footer></article></body></html>""".format("".join(f"<p>{text}</p>" for text in PARAGRAPHS))


def book(**documents):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("mimetype", "application/epub+zip")
        packed.writestr("META-INF/container.xml", '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>')
        items = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in documents)
        order = "".join(f'<itemref idref="{name}"/>' for name in documents)
        packed.writestr("OEBPS/book.opf", f'<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Ostrevant Post</dc:title><dc:date>2021-03-05</dc:date></metadata><manifest>{items}</manifest><spine>{order}</spine></package>')
        for name, text in documents.items():
            packed.writestr(f"OEBPS/{name}.xhtml", f"<?xml version='1.0'?><html><head><title>{name}</title></head><body>{text}</body></html>")
    return held.getvalue()


def warc(*addresses):
    found = b""
    for address in addresses:
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>" + TEXT.encode() + b"</p></html>"
        found += b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + address + b"\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(body) + body + b"\r\n\r\n"
    return found


def arc(*addresses):
    head = b"2 0 Ostrevant\nURL IP-address Archive-date Content-type Archive-length\n"
    found = b"filedesc://wall.arc 0.0.0.0 20080305120000 text/plain %d\n" % len(head) + head + b"\n"
    for address in addresses:
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>" + TEXT.encode() + b"</p></html>"
        found += address + b" 10.0.0.1 20080305120000 text/html %d\n" % len(body) + body + b"\n"
    return found


class ListTests(unittest.TestCase):
    def test_a_workbook_is_its_sheets_as_tables(self):
        made = openpyxl.Workbook()
        made.active.title = "Articles"
        for row in ([], ["Title", "Text", "Date", None], ["Wall", "A line,\n“two”", datetime(2021, 3, 5), 7], [None] * 4, [4.0, "x", datetime(2021, 3, 5, 8, 30), None]):
            made.active.append(row)
        made.create_sheet("Empty")
        made.create_sheet("Old").append(["x"])
        made["Old"].sheet_state = "hidden"
        held = io.BytesIO()
        made.save(held)
        self.assertEqual(workbook.tables(held.getvalue()), [{"name": "Articles", "csv": "Title,Text,Date\nWall,\"A line,\n“two”\",2021-03-05\n4,x,2021-03-05T08:30:00\n", "hidden": False}, {"name": "Old", "csv": "x\n", "hidden": True}])
        for data in (held.getvalue()[:300], b"PK\x03\x04" + bytes(90), b"\xd0\xcf\x11\xe0" + bytes(900), b"text"):
            self.assertRaises(Fault, workbook.tables, data)

    def test_bibliographies_name_articles_and_files_beside_them(self):
        about = {"title": "Board raises the wall", "outlet": "Ostrevant Post", "published": "2021-03-05", "url": "https://post.example/wall"}
        self.assertEqual(references.references(RIS.encode()), [{**about, "author": "Ilse Varn, Toma Reik", "files": ["files/7/wall.html", "files/7/wall.pdf"]}])
        self.assertEqual(references.references(ZOTERO.encode()), [{**about, "author": "Ilse Varn", "files": ["files/7/wall of Marsh.html"]}])
        for data in (b"TY  - NEWS\nTI  - No place\nER  - \n", b"<rdf:RDF/>", b"x", b"TY  - "):
            self.assertRaises(Fault, references.references, data)
        self.assertEqual([references.local(path) for path in ("../x.html", "/etc/x.html", "file:///x.html", "a/../../x.html", "a%2F..%2F..%2Fx.html")], [None] * 5)

    def test_a_book_is_the_articles_in_its_reading_order(self):
        text = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
        found = forms.taken(book(cover="<p>Ostrevant Post</p>", a=f"<h1>Board raises the wall</h1>{text}", b=f"<div>{text}</div>"), "post.epub")["articles"]
        self.assertEqual([(one["title"], one["outlet"], one["published"], one["text"]) for one in found], [("Board raises the wall", "Ostrevant Post", "2021-03-05", TEXT), ("b", "Ostrevant Post", "2021-03-05", TEXT)])
        self.assertRaises(Fault, forms.taken, book(a=text)[:-200], "post.epub")

    def test_europresse(self):
        found = forms.taken(EUROPRESSE.encode(), "export.html")["articles"]
        self.assertEqual([(one["title"], one["outlet"], one["author"], one["published"], one["text"]) for one in found], [("Board raises the wall", "Ostrevant Post", "Ilse Varn", "2021-03-05", TEXT)])

    def looked_through(self, data, after=None):
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            opened = archive.opened(open(file.name, 'rb'), after)
            found = []
            while True:
                step, page = opened.next()
                if step["record"]:
                    found.append((step["record"]["url"], page.count(b"<p>"), step["offset"], step["number"]))
                if step["end"]:
                    return found, step

    def test_archives_packed_together_and_arc(self):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as packed:
            packed.writestr("datapackage.json", "{}")
            packed.writestr("archive/a.warc", warc(b"https://post.example/1", b"https://post.example/2"))
            packed.writestr("archive/b.warc", warc(b"https://post.example/3"))
        found, step = self.looked_through(held.getvalue())
        self.assertEqual([one[:2] for one in found], [(f"https://post.example/{n}", 1) for n in (1, 2, 3)])
        again, _ = self.looked_through(held.getvalue(), {"offset": found[1][2], "number": found[1][3]})
        self.assertEqual([one[0] for one in again], ["https://post.example/3"])
        found, step = self.looked_through(arc(b"https://post.example/1", b"https://post.example/2"))
        self.assertEqual([one[:2] for one in found], [("https://post.example/1", 1), ("https://post.example/2", 1)])
        again, _ = self.looked_through(arc(b"https://post.example/1", b"https://post.example/2"), {"offset": 9, "number": found[0][3]})
        self.assertEqual([one[0] for one in again], ["https://post.example/2"])
        cut, step = self.looked_through(arc(b"https://post.example/1", b"https://post.example/2")[:-len(TEXT.encode()) - 130])
        self.assertEqual([one[0] for one in cut], ["https://post.example/1"])
        for data in (held.getvalue()[:-40], b"PK\x03\x04" + bytes(99)):
            self.assertRaises(Fault, self.looked_through, data)

    def test_the_next_page_of_an_article_is_known_from_the_next_article(self):
        def following(url, reference, **more):
            return continuation.next_of(html.fromstring(f'<html><head><link rel="next" href="{reference}"></head><body></body></html>'), url, **more)

        base = "https://post.example/2021/wall"
        for reference in ("/2021/wall/2", "/2021/wall?page=2", "/2021/wall/page/2/", "/2021/wall-2", "/2021/wall,2"):
            self.assertIsNotNone(following(base, reference), reference)
        self.assertEqual(following(base + ".html", "wall-2.html"), base + "-2.html")
        for url, reference in ((base, "/2021/dyke"), (base, "/2021/wall/3"), (base, "https://other.example/2021/wall/2"), (base + "-12", "/2021/wall-13"), (None, "/2021/wall/2"), (base, "http://[")):
            self.assertIsNone(following(url, reference), (url, reference))
        self.assertIsNotNone(following(base + "/2", "/2021/wall/3", continues=True))

    def test_what_is_struck_out_in_a_piece_of_html_is_not_read_and_figures_stay_whole(self):
        source = "<p>It costs <del>40</del><ins>60</ins> crowns<sup>1</sup> and 10<sup>6</sup> <s>beams</s> logs of 3<sup>1</sup>/<sub>2</sub> ells.</p><p>So it was.</p>"
        self.assertEqual(body.paragraphs(source), ["It costs 60 crowns and 10⁶ logs of 3 1/2 ells.", "So it was."])


if __name__ == "__main__":
    unittest.main()
