"""The page worker, asked as `Gathering` asks it: over pipes. Fast, without network, the same in every run.

usage: .setup/pages/bin/python -m unittest discover --start-directory Tests/Pages
"""

import gzip
import io
import json
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = [
    "The harbour of Velm opened on Monday to anyone who pays, said Ilse Varn, the port warden.",
    "“We were promised the northern quay by spring,” Toma Reik told the council of Ostrava Bay.",
    "Her deputy denied that any promise had been made, and said the treaty spoke of the southern quay alone.",
    "Fishermen from Lower Velm, who had waited for eleven months, warned that they would sail without leave.",
    "The Ministry of Waters in Karst refused to comment, but two of its officials said the quay was lost.",
]


def page(title="Port of Velm opens", head="", body=None, before="", behind=""):
    """A page as an invented outlet might publish it."""
    paragraphs = "".join(f"<p>{text}</p>" for text in (SENTENCES if body is None else body))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Nine Rivers Wire</title>
        <meta property="og:site_name" content="Nine Rivers Wire"><meta property="og:title" content="{title}">{head}</head>
        <body><header><nav><a href="/">Home</a> <a href="/world">World</a></nav></header>
        <article><h1>{title}</h1>{before}<div class="story">{paragraphs}</div>{behind}</article>
        <footer><p>Copyright 2021 Nine Rivers Wire</p></footer></body></html>"""


class Worker:
    """A running worker; `ask` sends a request and returns its answer, with what stands behind it as "behind"."""

    def __init__(self, *arguments):
        command = [sys.executable, "-E", "-s", "-B", ROOT / "Pages/worker.py", *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ready = json.loads(self.process.stdout.readline())

    def ask(self, kind, data=b"", **about):
        data = data.encode() if isinstance(data, str) else data
        self.process.stdin.write(json.dumps({"id": 7, "kind": kind, "bytes": len(data), **about}).encode() + b"\n" + data)
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["id"] == 7
        if answer.get("bytes"):
            answer["behind"] = self.process.stdout.read(answer["bytes"])
        return answer

    def end(self):
        self.process.stdin.close()
        status = self.process.wait(20)
        self.process.stdout.close()
        return status


class WorkerTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.worker = Worker()

    @classmethod
    def tearDownClass(cls):
        assert cls.worker.end() == 0

    def article(self, data, **about):
        answer = self.worker.ask("page", data, **about)
        self.assertIn("article", answer, answer)
        return answer["article"]

    def refusal(self, kind, data, **about):
        answer = self.worker.ask(kind, data, **about)
        self.assertIn("refused", answer, answer)
        self.assertTrue(answer["refused"]["remedy"])
        return answer["refused"]["reason"]

    # Pages

    def test_paragraphs_are_kept_and_what_stands_beside_them_is_not(self):
        found = self.article(page(
            before='<figure><img src="a.jpg"><figcaption>The quay at dawn. Photo: N. Lund</figcaption></figure><div class="share-tools">Share this</div>',
            behind='<p>Read more: <a href="/b">Velm in pictures</a></p><div class="comments"><p>Great article, thank you very much for it, said nobody at all.</p></div>',
        ))
        self.assertEqual(found["text"], "\n\n".join(SENTENCES))
        self.assertEqual((found["title"], found["outlet"], found["language"]), ("Port of Velm opens", "Nine Rivers Wire", "en"))

    def test_a_short_article_below_a_caption_is_its_paragraphs_alone(self):
        said = ["The harbour opened on Monday to “anyone who pays”, said Ilse Varn, the port warden.", "Her deputy denied that any promise had been made to fishermen."]
        found = self.article(page(
            body=[*said, "Source: Karst Press Agency"], before="<figure><figcaption>The quay at dawn. Photo: N. Lund</figcaption></figure>",
            behind='<p>Read more: <a href="/b">Velm in pictures</a></p>'))
        self.assertEqual(found["text"], "\n\n".join(said))

    def test_the_date_keeps_its_zone(self):
        for given, wanted in [
            ("2021-04-03T21:30:00-05:00", "2021-04-03T21:30:00-05:00"), ("2021-04-03T21:30:00Z", "2021-04-03T21:30:00+00:00"),
            ("2021-04-03", "2021-04-03"), ("Sat, 03 Apr 2021 21:30:00 +0530", "2021-04-03T21:30:00+05:30"), ("April 3, 2021 9:30 pm EST", "2021-04-03T21:30:00-05:00"),
        ]:
            head = f'<meta property="article:published_time" content="{given}">'
            self.assertEqual(self.article(page(head=head))["published"], wanted)

    def test_json_ld_tells_author_and_date(self):
        linked = {"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": "Port of Velm opens", "datePublished": "2021-04-03T08:00:00+02:00", "author": [{"name": "Mara Lind"}, {"name": "Jon Aas"}]}]}
        found = self.article(page(head=f'<script type="application/ld+json">{json.dumps(linked)}</script>'), url="https://wire.example/port")
        self.assertEqual((found["author"], found["published"], found["url"]), ("Mara Lind, Jon Aas", "2021-04-03T08:00:00+02:00", "https://wire.example/port"))

    def test_the_credit_line_is_provenance_and_no_text(self):
        for line, credit in [("Source: Karst Press Agency", "Karst Press Agency"), ("Reporting by Mara Lind; Editing by Jon Aas", "Reporting by Mara Lind; Editing by Jon Aas"), ("Reuters", "Reuters")]:
            found = self.article(page(body=[*SENTENCES, line]))
            self.assertEqual((found["credit"], found["text"]), (credit, "\n\n".join(SENTENCES)))

    def test_an_article_cut_up_by_its_page_is_whole(self):
        part = lambda texts: '<div class="chunk">' + "".join(f"<p>{text} {text}</p>" for text in texts) + "</div>"
        more = [text.replace("Velm", "Orle") for text in SENTENCES]
        html = page(body=[]).replace('<div class="story"></div>', part(SENTENCES) + '<div class="ad-slot">Advertisement</div>' + part(more))
        text = self.article(html)["text"]
        for sentence in SENTENCES + more:
            self.assertIn(sentence, text)

    def test_a_quoted_post_is_somebodys_words(self):
        post = '<div class="social-embed"><blockquote class="twitter-tweet"><p>I leave the quay as I found it.</p>&mdash; Ilse Varn (@ilsevarn) <a href="https://social.example/1">April 3, 2021</a></blockquote></div>'
        html = page(body=[*SENTENCES]).replace(f"<p>{SENTENCES[2]}", post + f"<p>{SENTENCES[2]}")
        text = self.article(html)["text"]
        self.assertEqual(text.replace("I leave the quay as I found it.\n\n— Ilse Varn (@ilsevarn) April 3, 2021\n\n", ""), "\n\n".join(SENTENCES))
        self.assertIn("I leave the quay", text)

    def test_tags_in_titles_are_not_text(self):
        self.assertEqual(self.article(page(title="Port <script>alert(1)</script>of Velm <b>opens</b> today"))["title"], "Port of Velm opens today")

    def test_encodings(self):
        wanted = "\n\n".join(SENTENCES)
        html = page()
        self.assertEqual(self.article(html.replace("utf-8", "windows-1252").encode("windows-1252"))["text"], wanted)
        self.assertEqual(self.article(html.encode("utf-16"))["text"], wanted)
        self.assertEqual(self.article(html.replace("utf-8", "windows-1252").encode())["text"], wanted, "UTF-8 that calls itself something else")
        self.assertEqual(self.article(html.encode("windows-1252"), charset="windows-1252")["text"], wanted)
        broken = self.article(html.encode().replace("“".encode(), b"\xff"))
        self.assertGreaterEqual(broken["replaced"], 1)
        self.assertIn("\ufffd", broken["text"])

    def test_packed_pages(self):
        wanted = "\n\n".join(SENTENCES)
        self.assertEqual(self.article(gzip.compress(page().encode()))["text"], wanted)
        self.assertEqual(self.article(brotli.compress(page().encode()), encoding="br")["text"], wanted)
        bomb = gzip.compress(b"a" * 50_000_000)
        self.assertIn("unpacked", self.refusal("page", bomb))
        self.assertIn("unpacked", self.refusal("page", brotli.compress(b"a" * 50_000_000), encoding="br"))

    def test_another_language_is_named(self):
        german = ["Der Hafen von Velm wurde am Montag geöffnet, sagte die Hafenmeisterin Ilse Varn dem Rat der Stadt.", "Ihr Stellvertreter bestritt, dass es jemals ein Versprechen gegeben habe, und verwies auf den Vertrag."] * 3
        self.assertEqual(self.article(page(body=german))["language"], "de")

    # What is hostile

    def test_what_is_beyond_a_limit_is_refused(self):
        self.assertIn("nested", self.refusal("page", "<html><body>" + "<div>" * 1_000_000))
        self.assertIn("nested", self.refusal("page", "<html><body>" + "<div>" * 300 + "<p>" + SENTENCES[0] * 9))
        self.assertIn("longer than 8 MiB", self.refusal("page", b"<p>" + b"x" * (9 << 20)))
        self.assertIn("elements", self.refusal("page", ("<div>" + "<p>" * 9000 + "</div>") * 30))
        self.assertIn("more than 1000 attributes", self.refusal("page", page(behind="<p " + " ".join(f"a{n}" for n in range(60_000)) + ">Velm")))
        self.assertIn("more than 1000 attributes", self.refusal("page", page(behind="<p a='>' " + "/".join(f"a{n}=1" for n in range(60_000)) + ">Velm")))
        for tag in ("script", "style", 'script data-x=">"'):
            self.assertIn("more than 1000 attributes", self.refusal("page", page(behind=f"<{tag} " + " ".join(f"a{n}" for n in range(60_000)) + ">Velm")))
        self.assertIn("more than 1000 attributes", self.refusal("page", page(behind="<script " * 300_000)))
        self.assertIn("holds more than 20000 others", self.refusal("page", page(behind="<p>Velm</p>" * 30_000)))
        self.assertIn("no HTML", self.refusal("page", b""))
        self.assertIn("no article", self.refusal("page", "<html><body><p></p></body></html>"))

    def test_long_values_and_brackets_are_read(self):
        picture = '<img alt="=" src="data:image/png;base64,' + "aGk9 " * 50_000 + '">'
        self.assertEqual(self.article(page(before=picture))["text"], "\n\n".join(SENTENCES))
        script = "if (a<b && c) { d('x') } " * 3000
        for beside in (f"<script>{script}</script>", f"<!-- {script} -->", f"<style>{script}</style>"):
            self.assertEqual(self.article(page(before=beside))["text"], "\n\n".join(SENTENCES))
        self.assertIn("(((", self.article(page(body=[*SENTENCES, "(" * 100_000]))["text"])

    def test_damaged_pages_are_read_or_refused(self):
        dice = random.Random(5)
        whole = page().encode()
        for _ in range(150):
            data = bytearray(whole[: dice.randrange(len(whole))] if dice.random() < 0.5 else whole)
            for _ in range(dice.randrange(1, 60) if data else 0):
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
            answer = self.worker.ask("page", bytes(data))
            self.assertTrue(("article" in answer) != ("refused" in answer), answer)

    def test_a_feed_cannot_expand_its_entities(self):
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "Velm"}">' for n in range(12))
        answer = self.worker.ask("feed", f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><rss version="2.0"><channel><title>&e11;</title></channel></rss>')
        self.assertLess(len(json.dumps(answer)), 2000)

    # Feeds

    def test_feeds_of_all_kinds(self):
        date = "Sat, 03 Apr 2021 08:00:00 +0200"
        feeds = {
            "rss": f'<rss version="2.0"><channel><title>Wire</title><item><title>A &amp; B</title><link>/a</link><guid isPermaLink="false">1</guid><pubDate>{date}</pubDate></item></channel></rss>',
            "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>1</id><title>A &amp; B</title><link href="/a"/><published>2021-04-03T08:00:00+02:00</published></entry></feed>',
            "json": json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [{"id": "1", "url": "/a", "title": "A & B", "date_published": "2021-04-03T08:00:00+02:00"}]}),
            "urlset": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://wire.example/a</loc><news:news><news:publication_date>2021-04-03T08:00:00+02:00</news:publication_date><news:title>A &amp; B</news:title></news:news></url></urlset>',
        }
        for kind, data in feeds.items():
            found = self.worker.ask("feed", data, url="https://wire.example/feed")["feed"]
            self.assertTrue(found["kind"].startswith(kind), found)
            [item] = found["items"]
            self.assertEqual((item["url"], item["title"], item["published"]), ("https://wire.example/a", "A & B", "2021-04-03T08:00:00+02:00"), kind)
        opml = '<opml version="2.0"><head><title>Mine</title></head><body><outline text="World"><outline text="Wire" xmlUrl="https://wire.example/feed"/></outline></body></opml>'
        self.assertEqual([item["url"] for item in self.worker.ask("feed", opml)["feed"]["items"]], ["https://wire.example/feed"])
        self.assertIn("no feed", self.refusal("feed", "Hello"))

    def test_a_page_that_names_its_feeds_says_so(self):
        links = "".join(f"<link {link}>" for link in ('rel="alternate" type="application/rss+xml" href="/feed"', "href=atom.xml rel='home ALTERNATE' type='application/atom+xml'",
            'rel="alternate" type="text/html" href="/en"', 'rel="stylesheet" type="application/rss+xml" href="/x"', 'rel="alternate" type="application/rss+xml" href="javascript:1"'))
        remedy = self.worker.ask("feed", f"<html><head>{links}</head><body>Velm", url="https://wire.example/news/")["refused"]["remedy"]
        self.assertEqual(remedy, "give the address of a feed that it names: https://wire.example/feed, https://wire.example/news/atom.xml")
        self.assertEqual(self.refusal("feed", "<html><body>Velm"), "it is no feed")
        self.assertEqual(self.refusal("feed", "<html>" + "<link " * 300_000), "it is no feed")

    def test_a_feed_without_end_is_cut(self):
        items = "".join(f"<item><link>https://wire.example/{n}</link></item>" for n in range(5100))
        found = self.worker.ask("feed", f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>')["feed"]
        self.assertEqual((len(found["items"]), found["left out"]), (5000, 100))

    # Archives

    def test_a_text_of_wet_has_a_paragraph_a_line(self):
        found = self.worker.ask("text", "\n".join(SENTENCES), url="https://wire.example/a")["article"]
        self.assertEqual((found["text"], found["language"], found["url"]), ("\n\n".join(SENTENCES), "en", "https://wire.example/a"))
        self.assertTrue(self.worker.ask("text", " \n")["refused"]["empty"])

    # PDFs

    def test_a_pdf_gives_its_paragraphs(self):
        lines = ["The harbour of Velm opened on Monday to any-", "one who pays, said Ilse Varn, the port warden.", "", "Her deputy denied it."]
        found = self.worker.ask("pdf", pdf(lines))["article"]
        self.assertEqual(found["text"].split("\n\n")[-1][-21:], "Her deputy denied it.")
        self.assertIn("anyone who pays", found["text"])

    def test_damaged_pdfs_are_refused_or_read(self):
        self.assertIn("damaged", self.refusal("pdf", b"%PDF-1.4 and nothing else"))
        self.assertIn("no text", self.refusal("pdf", pdf([])))
        dice, whole = random.Random(6), pdf(SENTENCES)
        for _ in range(60):
            data = bytearray(whole[: dice.randrange(len(whole))] if dice.random() < 0.4 else whole)
            for _ in range(20):
                data[dice.randrange(len(data))] = dice.randrange(256)
            answer = self.worker.ask("pdf", bytes(data))
            self.assertTrue(("article" in answer) != ("refused" in answer), answer)


class ArchiveTests(unittest.TestCase):
    def setUp(self):
        self.file = tempfile.NamedTemporaryFile(suffix=".warc")
        self.worker = Worker("records", self.file.name)

    def tearDown(self):
        assert self.worker.end() == 0
        self.file.close()

    def records(self, data, after=None):
        """All page records of an archive, and the last answer."""
        self.file.seek(0)
        self.file.truncate()
        self.file.write(data)
        self.file.flush()
        found, passed = [], {}
        answer = self.worker.ask("records", path=self.file.name, after=after)
        while "refused" not in answer:
            if answer["record"]:
                found.append((answer["record"]["url"][-1], {"offset": answer["offset"], "number": answer["number"]}, answer.get("behind", b"")))
            for reason, count in answer["passed"].items():
                passed[reason] = passed.get(reason, 0) + count
            if answer["end"]:
                break
            answer = self.worker.ask("records")
        return found, passed, answer

    def test_pages_are_handed_out_and_the_rest_counted(self):
        for data in (archive(), archive(each=gzip.compress), gzip.compress(archive())):
            found, passed, last = self.records(data)
            self.assertEqual([(url, behind) for url, _, behind in found], [(n, page().encode()) for n in "024"])
            self.assertEqual((passed, last["number"]), ({"type": 1, "status": 1}, 5))

    def test_an_archive_goes_on_behind_any_record(self):
        for data in (archive(), archive(each=gzip.compress), gzip.compress(archive())):
            for number, (_, place, _) in enumerate(self.records(data)[0], 1):
                found, _, last = self.records(data, after=place)
                self.assertEqual([url for url, _, _ in found], list("024")[number:])
                self.assertEqual(last["number"], 5)

    def test_a_damaged_record_is_passed_over_and_named(self):
        data = bytearray(archive(each=gzip.compress))
        start = self.records(bytes(data))[0][1][1]["offset"]
        data[start + 20 : start + 60] = bytes(40)
        found, _, _ = self.records(bytes(data))
        self.assertEqual([url for url, _, _ in found if url != "2"], ["0", "4"])

    def test_a_record_that_cannot_be_taken_is_noted_and_those_behind_it_come(self):
        bad = content("200 OK", "text/html", page().encode(), more="Transfer-Encoding: chunked\r\n")
        for each, all in ((bytes, bytes), (gzip.compress, bytes), (bytes, gzip.compress)):
            self.file.seek(0)
            self.file.truncate()
            self.file.write(all(archive(each, {2: bad})))
            self.file.flush()
            answers = [self.worker.ask("records", path=self.file.name)] + [self.worker.ask("records") for _ in range(3)]
            self.assertEqual([(answer["number"], answer["damaged"], answer["end"]) for answer in answers], [(1, None, False), (3, "record", False), (5, None, False), (5, None, True)])
            self.assertEqual([answer["record"] and answer["record"]["url"][-1] for answer in answers], ["0", None, "4", None])

    def test_whatever_stands_in_a_record_those_behind_it_come(self):
        dice, whole = random.Random(16), content("200 OK", "text/html", page().encode(), more="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")
        pieces = [b"\r\n", b"\r\n\r\n", b"WARC/1.0\r\n", b"Content-Length: -1\r\n", b"ffffffffffffffff\r\n", b"zz\r\n", b"HTTP/1.1 200\r\n", b"\x1f\x8b\x08", bytes(50), b": "]
        for number in range(300):
            data = bytearray(whole)
            for _ in range(dice.choice([1, 2, 5, 30])):
                place = dice.randrange(len(data))
                data[place : place + dice.choice([0, 1, 40])] = dice.choice(pieces)
            each, all = dice.choice([(bytes, bytes), (gzip.compress, bytes), (bytes, gzip.compress)])
            found, _, last = self.records(all(archive(each, {2: bytes(data)})))
            self.assertEqual([url for url, _, _ in found if url != "2"], ["0", "4"], number)
            self.assertEqual((last.get("number"), last.get("end")), (5, True), number)

    def test_what_only_looks_like_a_record_ends_nothing(self):
        member = gzip.compress(b"WARC/1.0\r\nno record at all")
        for rubbish in (member[:-9] + bytes(300), b"WARC/" * 5000, b"\x1f\x8b\x08" * 5000, bytes(3 << 20), b"WARC/1.0\r\nX", b"WARC/1.0\r\nWARC-Type: response\r\n"):
            data = archive(each=gzip.compress) + rubbish + archive(each=gzip.compress)
            found, _, last = self.records(data)
            self.assertEqual([url for url, _, _ in found], list("024024"), rubbish[:20])
            self.assertTrue(last["end"])

    def test_what_is_no_archive_is_refused(self):
        for data in (b"", b"Velm" * 1000, gzip.compress(b"Velm" * 1000), bytes(5000)):
            self.assertIn("refused", self.records(data)[2], data[:20])


class ConfinementTests(unittest.TestCase):
    def test_a_confined_process_opens_no_connection_and_writes_no_file(self):
        code = """
import socket, sys
sys.path.insert(0, "Pages")
import worker
worker.confine()
for attempt in (lambda: socket.create_connection(("127.0.0.1", 9)), lambda: open("written", "w"), lambda: __import__("os").system("true")):
    try:
        attempt()
        print("allowed")
    except PermissionError:
        print("refused")
"""
        done = subprocess.run([sys.executable, "-B", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout.split(), ["refused"] * 3)

    def test_what_is_no_request_ends_the_worker_with_a_reason(self):
        worker = Worker()
        worker.process.stdin.write(b"hello\n")
        worker.process.stdin.flush()
        self.assertIn("refused", json.loads(worker.process.stdout.readline()))
        self.assertEqual(worker.end(), 0)


def archive(each=bytes, contents=None):
    """Five records of an invented crawl: every other one is an article, the rest a picture and a page that is gone.

    - contents: what stands in some of them instead, by their places.
    """
    whole = content("200 OK", "text/html", page().encode())
    usual = [whole, content("200 OK", "image/png", b"\x89PNG"), content("200 OK", "text/html; charset=utf-8", page().encode()), content("404 Not Found", "text/html", page().encode()), whole]
    out = io.BytesIO()
    for number in range(5):
        http = (contents or {}).get(number, usual[number])
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/{number}\r\nWARC-Date: 2021-04-03T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        out.write(each(head.encode() + http + b"\r\n\r\n"))
    return out.getvalue()


def content(status, kind, body, more=""):
    """What a record holds: an answer of HTTP."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body


def pdf(lines):
    """A PDF of one page, written by hand: each line one text at its own height."""
    shown = "\n".join(f"BT /F1 11 Tf 50 {780 - 14 * n} Td ({line.encode('latin-1', 'replace').decode('latin-1')}) Tj ET" for n, line in enumerate(lines) if line)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return data + f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n".encode()


if __name__ == "__main__":
    unittest.main()
