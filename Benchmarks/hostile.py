#!/usr/bin/env python3
"""Damaged and hostile files, made here: each must be read or refused by name; nothing may crash, hang or fill the memory.

usage: python3 Benchmarks/hostile.py [--count N] [--keep FOLDER]

Makes N files (the same in every run): pages, PDFs, feeds, archives, tables, JSON Lines, texts, documents and exports that are cut, bit-flipped, in wrong encodings,
nested a million deep, packed as bombs, full of scripts, or lie about themselves; and lets `dixit gather` take them in batches. Exit
status 1 where one was passed over in silence, dixit failed, or a batch took too long.
"""

import argparse
import gzip
import json
import os
import random
import re
import sys
import tempfile
import zlib
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import archives
import hostile_documents

SENTENCES = [f"{name} of {place} {verb} that {claim}." for name, place, verb, claim in zip(archives.NAMES, archives.PLACES, archives.VERBS * 2, archives.CLAIMS)]
PAGE = archives.page("Port of Velm opens", SENTENCES, "en")
MILLION = 1_000_000


# Pages

def page(head="", body="", title="Port of Velm opens"):
    text = "".join(f"<p>{s}</p>" for s in SENTENCES)
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{text}{body}</article></body></html>'.encode()


def pages():
    """Pages that mean harm, by name; each a function, since some are large."""
    deep = {tag: (lambda tag=tag: page(body=f"<{tag}>" * MILLION)) for tag in ("div", "span", "b", "table", "blockquote", "ul", "font", "a", "section", "svg", "math", "object", "form", "x-y")}
    closed = {f"closed {tag}": (lambda tag=tag: page(body=f"<{tag}>" * 200_000 + f"</{tag}>" * 200_000)) for tag in ("div", "i", "dl")}
    return {
        **deep, **closed,
        "list in list": lambda: page(body="<ul><li>" * MILLION), "table in table": lambda: page(body="<table><tr><td>" * 300_000),
        "deep but allowed": lambda: page(body="<div>" * 200 + "x" * 1000), "deep inline": lambda: page(body="<b><i>" * 120 + SENTENCES[0]),
        "script in title": lambda: page(title="Port <script>alert('Velm')</script><b onclick=x()>of Velm"),
        "script in meta": lambda: page(head='<meta property="og:site_name" content="<script>alert(1)</script>Wire"><meta name="author" content="&lt;img src=x onerror=alert(1)&gt;">'),
        "terminal codes": lambda: page(title="Port \x1b]0;owned\x07\x1b[2J of Velm &#27;[31m"),
        "a million entities": lambda: page(body="<p>" + "&amp;" * MILLION), "surrogates": lambda: page(body="<p>&#xD800;&#xDFFF;&#1114112;&#0;&#99999999999;" * 1000),
        "billion laughs": lambda: b'<?xml version="1.0"?><!DOCTYPE html [' + b"".join(b'<!ENTITY e%d "%s">' % (n, (b"&e%d;" % (n - 1)) * 10 if n else b"Velm") for n in range(12)) + b"]><html><body><p>&e11;</p></body></html>",
        "outside entity": lambda: b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body><p>&e;</p>' + b"<p>Velm said no.</p>" * 30 + b"</body></html>",
        "a long attribute": lambda: page(body='<p class="' + "x" * 4_000_000 + '">y</p>'), "many attributes": lambda: page(body="<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x</p>"),
        "an open comment": lambda: page(body="<!-- " + "x" * MILLION), "an open script": lambda: page(body="<script>" + "if (a<b) " * 200_000),
        "open tags": lambda: page(body="<" * MILLION), "open cdata": lambda: page(body="<![CDATA[" * 100_000),
        "one long word": lambda: page(body="<p>" + "a" * 4_000_000), "one long line": lambda: page(body="<p>" + "said Velm " * 500_000), "spaces": lambda: page(body="<p>" + " " * 4_000_000 + "x"),
        "digits": lambda: page(body="<p>" + "2021-04-03 " * 300_000), "a long title": lambda: page(title="Velm " * 500_000),
        "brackets": lambda: page(body="<p>" + "(" * 500_000), "quotation marks": lambda: page(body="<p>" + "“" * 500_000), "full stops": lambda: page(body="<p>" + ". " * MILLION),
        "paragraphs": lambda: page(body="<p>x</p>" * 90_000), "elements": lambda: page(body="<br>" * MILLION), "long paragraphs": lambda: page(body=("<p>" + SENTENCES[0] * 50 + "</p>") * 400),
        "links": lambda: page(body="".join(f'<a href="/{n}">x</a> ' for n in range(60_000))), "same paragraph": lambda: page(body=f"<p>{SENTENCES[1]}</p>" * 20_000),
        "json too deep": lambda: page(head='<script type="application/ld+json">' + "[" * 400_000 + "</script>"), "json-ld graph": lambda: page(head='<script type="application/ld+json">' + '{"@graph":[' * 5000 + "{}" + "]}" * 5000 + "</script>"),
        "json-ld wrong kinds": lambda: page(head='<script type="application/ld+json">{"@type":["NewsArticle",5],"headline":{"x":[]},"datePublished":[[]],"author":{"name":{"name":1}},"publisher":7}</script>'),
        "dates": lambda: page(head="".join(f'<meta property="article:published_time" content="{v}">' for v in ("99999-99-99", "2021-02-31T25:61", "-1", "9" * 5000, "2021-04-03T08:00:00+99:99"))),
        "a base": lambda: page(head='<base href="javascript:alert(1)"><link rel="canonical" href="//[::1"><meta property="og:url" content="http://[">'),
        "refresh": lambda: page(head='<meta http-equiv="refresh" content="0;url=http://127.0.0.1/">'), "frames": lambda: b"<html><frameset><frame src=/a></frameset></html>" * 2000,
        "plaintext": lambda: page(body="<plaintext>" + "<p>" * 1000), "noscript": lambda: page(body="<noscript>" * 3000), "template": lambda: page(body="<template>" * 3000),
        "too long": lambda: b"<p>" + b"x" * (9 << 20), "gzip bomb": lambda: gzip.compress(bytes(400 << 20), 9), "gzip in gzip": lambda: gzip.compress(gzip.compress(PAGE)),
        "cut gzip": lambda: gzip.compress(PAGE)[:-300], "gzip and rubbish": lambda: gzip.compress(PAGE) + b"rubbish" * 100, "broken gzip": lambda: gzip.compress(PAGE)[:40] + bytes(300),
        "nothing": lambda: b"", "one byte": lambda: b"<", "spaces alone": lambda: b" \n" * 5000, "zeros": lambda: bytes(100_000), "a picture": lambda: b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(9000),
        "UTF-16": lambda: PAGE.decode().encode("utf-16"), "UTF-16 without mark": lambda: PAGE.decode().encode("utf-16-le"), "UTF-32": lambda: PAGE.decode().encode("utf-32"), "UTF-7": lambda: PAGE.decode().encode("utf-7"),
        "wrong charset": lambda: PAGE.replace(b"utf-8", b"shift_jis"), "no such charset": lambda: PAGE.replace(b"utf-8", b"utf-99"), "charset of code": lambda: PAGE.replace(b"utf-8", b"idna").replace(b"Velm", b"V\xffelm"), "half characters": lambda: PAGE.replace(b"said", b"s\xe2\x82id"),
        "latin in utf-8": lambda: PAGE.replace(b"Velm", "Vélm".encode("latin-1")), "direction": lambda: PAGE.replace(b"Velm", "\u202eVelm\u2066".encode()), "marks": lambda: PAGE.replace(b"Velm", ("V" + "\u0301" * 30_000).encode()),
    }


# PDFs

def pdf(stream=b"BT /F1 11 Tf 50 700 Td (The harbour of Velm opened on Monday, said Ilse Varn.) Tj ET", kids=b"[3 0 R]", count=b"1", extra=b"", length=None, filters=b""):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + extra + b" >>", b"<< /Type /Pages /Kids " + kids + b" /Count " + count + b" >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + (length or b"%d" % len(stream)) + b" " + filters + b" >>\nstream\n" + stream + b"\nendstream", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + text + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(data)


def pdfs():
    flate = b"/Filter /FlateDecode"
    return {
        "plain": lambda: pdf(), "kids in a circle": lambda: pdf(kids=b"[2 0 R]"), "many kids": lambda: pdf(kids=b"[" + b"3 0 R " * 100_000 + b"]", count=b"100000"),
        "a great count": lambda: pdf(count=b"99999999999"), "a negative count": lambda: pdf(count=b"-5"), "a wrong length": lambda: pdf(length=b"999999999"), "a negative length": lambda: pdf(length=b"-1"),
        "a bomb": lambda: pdf(zlib.compress(bytes(600 << 20), 9), filters=flate), "a bomb in a bomb": lambda: pdf(zlib.compress(zlib.compress(bytes(300 << 20), 9), 9), filters=b"/Filter [/FlateDecode /FlateDecode]"),
        "text bomb": lambda: pdf(zlib.compress(b"BT /F1 9 Tf " + b"(Velm said no.) Tj " * 3_000_000 + b"ET", 9), filters=flate), "broken stream": lambda: pdf(b"xxxxxx", filters=flate),
        "deep arrays": lambda: pdf(extra=b"/X " + b"[" * 200_000), "deep dictionaries": lambda: pdf(extra=b"/X " + b"<< /A " * 100_000), "deep text": lambda: pdf(b"BT " + b"(" * 300_000), "open string": lambda: pdf(b"BT /F1 9 Tf (Velm"),
        "no pages": lambda: pdf(kids=b"[]", count=b"0"), "head alone": lambda: b"%PDF-1.7\n", "head and rubbish": lambda: b"%PDF-1.4\n" + random.Random(2).randbytes(50_000), "previous is itself": lambda: pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"),
        "encrypted": lambda: pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P 4 >>"), "many filters": lambda: pdf(zlib.compress(b"x"), filters=b"/Filter [" + b"/FlateDecode " * 5000 + b"]"),
        "many operators": lambda: pdf(b"q " * 2_000_000), "a web page": lambda: PAGE, "a font in a circle": lambda: pdf().replace(b"/BaseFont /Helvetica", b"/BaseFont /Helvetica /DescendantFonts [5 0 R] /Encoding 5 0 R /ToUnicode 5 0 R"),
        "script": lambda: pdf(extra=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "attachment": lambda: pdf(extra=b"/Names << /EmbeddedFiles << /Names [(x) 4 0 R] >> >>"), "title of tags": lambda: pdf().replace(b"trailer\n<<", b"trailer\n<< /Info << /Title (<script>x</script>\033[2J) >>"),
    }


# Feeds

def item(number, text=""):
    return f"<item><title>Report {number}</title><link>https://wire.example/{number}</link><description>{text}</description></item>"


def rss(items, head=""):
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


def feeds():
    whole = "".join(f"&lt;p&gt;{s}&lt;/p&gt;" for s in SENTENCES * 2)
    laughs = "<!DOCTYPE rss [" + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "Velm"}">' for n in range(14)) + "]>"
    return {
        "plain": lambda: rss(item(1, whole)), "billion laughs": lambda: rss(item(1, "&e13;"), laughs), "outside entity": lambda: rss(item(1, "&e;"), '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "items without end": lambda: rss("".join(map(item, range(60_000)))), "deep": lambda: rss("<item>" * MILLION), "deep content": lambda: rss(item(1, "&lt;div&gt;" * 400_000)), "deep tags": lambda: rss("<a>" * 100_000 + "</a>" * 100_000),
        "cut": lambda: rss(item(1, whole))[:400], "no items": lambda: rss(""), "bad links": lambda: rss("".join(f"<item><link>{u}</link></item>" for u in ("javascript:alert(1)", "http://[", "file:///etc/passwd", "x" * 5000))),
        "wrong encoding": lambda: rss(item(1, whole)).replace(b'version="1.0"', b'version="1.0" encoding="utf-16"'), "no such encoding": lambda: rss(item(1, whole)).replace(b'version="1.0"', b'version="1.0" encoding="klingon"'),
        "json feed": lambda: json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://wire.example/1", "content_html": "".join(f"<p>{s}</p>" for s in SENTENCES * 2)}]}).encode(),
        "json too deep": lambda: b"[" * MILLION, "json wrong kinds": lambda: b'{"items":[1,null,[],{"url":5,"title":{}},{"url":"x","authors":7,"content_html":{}}]}', "sitemap": lambda: b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + b"<url><loc>https://wire.example/1</loc></url>" * 20_000 + b"</urlset>",
        "script": lambda: rss(item("<script>alert(1)</script>", whole)), "terminal codes": lambda: rss(item("&#x1b;[2J", whole)), "gzip bomb": lambda: gzip.compress(b"<rss>" + bytes(300 << 20), 9), "dates": lambda: rss("<item><link>https://wire.example/1</link><pubDate>" + "9" * 100_000 + "</pubDate></item>"),
    }


# Archives

def warc(*contents, each=bytes):
    return b"".join(each(archives.response(n, *c) if isinstance(c, tuple) else c) for n, c in enumerate(contents, 1))


def crawl():
    good = ("200 OK", "text/html", PAGE)
    lying = lambda value: archives.response(1, *good).replace(b"Content-Length: ", b"Content-Length: " + value, 1)
    packed = lambda body, name: archives.record(2, "response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + name + b"\r\n\r\n" + body, "application/http; msgtype=response")
    return {
        "plain": lambda: warc(good, good), "gzip": lambda: warc(good, good, each=gzip.compress), "one stream": lambda: gzip.compress(warc(good, good)), "nothing": lambda: b"", "head alone": lambda: b"WARC/1.0\r\n", "no end of head": lambda: b"WARC/1.0\r\n" + b"X: y\r\n" * 500_000,
        "a long header": lambda: b"WARC/1.0\r\nX: " + b"y" * 5_000_000 + b"\r\n\r\n", "length too great": lambda: warc(lying(b"99999999999")), "length negative": lambda: warc(lying(b"-")), "length of words": lambda: warc(lying(b"many")), "length too small": lambda: warc(archives.response(1, *good).replace(b"Content-Length: ", b"Content-Length: 5\r\nX: ", 1), good),
        "a bomb page": lambda: warc(packed(gzip.compress(bytes(300 << 20), 9), b"gzip"), good, each=gzip.compress), "a bomb member": lambda: gzip.compress(archives.record(1, "resource", bytes(700 << 20), "text/html"), 9), "a bomb of no page": lambda: gzip.compress(archives.record(1, "resource", bytes(700 << 20), "image/png"), 9) + warc(good, each=gzip.compress),
        "rubbish between": lambda: warc(good) + b"rubbish" * 1000 + warc(good), "rubbish between members": lambda: warc(good, each=gzip.compress) + b"rubbish" * 1000 + warc(good, each=gzip.compress), "zeros behind": lambda: warc(good, each=gzip.compress) + bytes(10_000), "cut": lambda: warc(good, good, each=gzip.compress)[:-500],
        "unknown packing": lambda: warc(packed(PAGE, b"zstd"), good), "packings": lambda: warc(packed(PAGE, b"gzip, " * 50), good), "broken br": lambda: warc(packed(b"\xff" * 900, b"br"), good), "chunks that lie": lambda: warc(archives.record(1, "response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n" + PAGE, "application/http"), good),
        "no status": lambda: warc(archives.record(1, "response", b"\x00\xff" * 400, "application/http"), good), "odd type": lambda: warc(("200 OK", 'text/html; charset="\x00' + "x" * 90_000, PAGE), good), "bad address": lambda: warc(archives.response(1, *good).replace(b"https://wire", b"java\x1b[2Jscript:["), good), "bad date": lambda: warc(archives.response(1, *good).replace(b"2021-04-03T08:00:00Z", b"yesterday")),
        "deep page": lambda: warc(("200 OK", "text/html", page(body="<div>" * MILLION)), good), "wet": lambda: warc(archives.record(1, "conversion", "\n".join(SENTENCES).encode() + b"\xff", "text/plain")), "empty wet": lambda: warc(archives.record(1, "conversion", b"", "text/plain")), "a page of zeros": lambda: warc(("200 OK", "text/html", bytes(9 << 20)), good),
        "many small": lambda: warc(*[("404 Not Found", "text/html", b"")] * 20_000), "not an archive": lambda: PAGE, "a gzip of text": lambda: gzip.compress(b"Velm said no." * 1000),
    }


# Tables, JSON, texts

def tables():
    row = lambda n: f'{n},"{SENTENCES[n % len(SENTENCES)]}"\n'
    rows = "".join(map(row, range(40)))
    return {
        "plain": lambda: ("id,text\n" + rows).encode(), "no heading": lambda: rows.encode(), "nothing": lambda: b"", "heading alone": lambda: b"id,text\n", "open quotation": lambda: ("id,text\n" + rows + '9,"open\n' + rows).encode()[:-2], "all quotation marks": lambda: b'text\n' + b'"' * 999_999,
        "columns": lambda: b"text" + b"," * MILLION + b"\n" + b"x" + b"," * MILLION + b"\n", "columns of a row": lambda: b"text\n" + b"," * MILLION + b"\nVelm said no.\n", "long field": lambda: b'text\n"' + b"x" * (17 << 20) + b'"\nVelm said no.\n', "long row": lambda: b'text\n"' + b"x\n" * (33 << 20) + b'"\nVelm said no.\n',
        "zeros": lambda: bytes(50_000), "zeros inside": lambda: ("id,text\n" + rows).encode() + b"x" * 9000 + b",\x00\x00\n", "UTF-16": lambda: ("id\ttext\n" + rows).encode("utf-16"), "latin": lambda: "id,text\n1,\"Vélm said no\"\n".encode("latin-1"), "wrong counts": lambda: b"id,text\n1\n1,2,3\n" + rows.encode(), "returns": lambda: rows.replace("\n", "\r").encode(),
        "formula": lambda: b"title,text\n=HYPERLINK(1),Velm said no.\n", "same names": lambda: b"text,text,text\na,b,c\n", "terminal codes": lambda: b"\x1b[2J,te\x1bxt\n1,2\n", "bomb": lambda: gzip.compress(b"text\n" + b"x" * (300 << 20), 9),
    }


def lines():
    good = "".join(json.dumps({"id": str(n), "text": s}) + "\n" for n, s in enumerate(SENTENCES))
    return {
        "plain": lambda: good.encode(), "nothing": lambda: b"", "deep": lambda: b'{"text": "x", "y": ' + b"[" * MILLION + b"\n" + good.encode(), "deep objects": lambda: b'{"a":' * MILLION + b"\n" + good.encode(), "long line": lambda: b'{"text": "' + b"x" * (65 << 20) + b'"}\n' + good.encode(), "long text": lambda: b'{"text": "' + b"x" * (17 << 20) + b'"}\n' + good.encode(),
        "great numbers": lambda: b'{"text": "x", "n": ' + b"9" * MILLION + b"}\n", "half surrogates": lambda: rb'{"text": "\ud800 \udfff Velm"}', "zeros": lambda: bytes(9000), "wrong kinds": lambda: b'{"text": 5}\n[]\n7\nnull\n"x"\n{"text": "", "author": [1]}\n', "same names": lambda: b'{"text": "a", "text": "b"' + b', "x": 1' * 100_000 + b"}",
        "bomb": lambda: gzip.compress(b" " * (300 << 20), 9), "cut gzip": lambda: gzip.compress(good.encode() * 99)[:-30], "latin": lambda: good.encode() + b'{"text": "V\xe9lm"}', "no line": lambda: good.replace("\n", "").encode(), "blank lines": lambda: b"\n" * MILLION,
    }


def texts():
    return {
        "plain": lambda: "\n\n".join(SENTENCES).encode(), "zeros": lambda: bytes(100), "noise": lambda: random.Random(4).randbytes(90_000), "UTF-16": lambda: SENTENCES[0].encode("utf-16"), "UTF-32": lambda: SENTENCES[0].encode("utf-32"), "latin": lambda: "Vélm said nö".encode("latin-1"), "too long": lambda: b"Velm said no. " * (2 << 20),
        "marks": lambda: ("V" + "\u0301" * 300_000).encode(), "one word": lambda: b"x" * 5_000_000, "a page": lambda: PAGE, "a PDF": lambda: pdf(), "an archive": lambda: warc(("200 OK", "text/html", PAGE)), "terminal codes": lambda: b"\x1b[2J\x1b]0;x\x07 Velm said no.", "bomb": lambda: gzip.compress(bytes(300 << 20), 9),
    }


KINDS = {
    "page": (pages, [".html"], 0.38), "PDF": (pdfs, [".pdf"], 0.14), "feed": (feeds, [".xml", ".rss"], 0.12), "archive": (crawl, [".warc.gz", ".warc"], 0.14),
    "table": (tables, [".csv", ".tsv"], 0.08), "JSON Lines": (lines, [".jsonl", ".jsonl.gz", ".json"], 0.08), "text": (texts, [".txt", ""], 0.06),
    "document": (lambda: hostile_documents.documents(SENTENCES, PAGE), [".docx", ".odt", ".rtf", ".eml", ".mbox", ".mhtml", ".json", ".txt", ".xml", ".xlsx", ".xls", ".epub", ".html", ".ris", ".rdf", ".wacz", ".arc", ""], 0.3),
}
"""Of each kind: what makes them, names they get, and their share."""


def damaged(data, dice):
    """A file as transport, disks and bad programs leave it."""
    data = bytearray(data)
    for _ in range(dice.randrange(1, 4)):
        if not data:
            break
        match dice.randrange(6):
            case 0:
                del data[dice.randrange(len(data)):]
            case 1:
                for _ in range(dice.randrange(1, 80)):
                    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
            case 2:
                at = dice.randrange(len(data))
                data[at:at] = dice.randbytes(dice.randrange(1, 2000))
            case 3:
                at = dice.randrange(len(data))
                del data[at:at + dice.randrange(1, 2000)]
            case 4:
                at = dice.randrange(len(data))
                data[at:at] = data[at:at + 3000] * dice.randrange(1, 20)
            case 5:
                at = dice.randrange(len(data))
                data[at:at + 200] = bytes(200)
    return bytes(data)


def inputs(count, seed=7):
    """(name, what it is, a function that makes its bytes): the harmful ones first, each once, then damaged ones."""
    dice = random.Random(seed)
    special, small = [], {}
    for kind, (makers, endings, _) in KINDS.items():
        made = makers()
        special += [(kind, name, make, dice.choice(endings)) for name, make in made.items()]
        small[kind] = [make for name, make in made.items() if name in ("plain", "gzip", "deep but allowed", "script in title", "json-ld wrong kinds", "json feed", "wet", "wrong counts", *hostile_documents.ENDINGS)]
    dice.shuffle(special)
    for number, (kind, name, make, ending) in enumerate(special[:count]):
        yield f"{number:04}{ending}", f"{kind}: {name}", make
    kinds, shares = list(KINDS), [KINDS[kind][2] for kind in KINDS]
    for number in range(len(special), count):
        kind = dice.choices(kinds, shares)[0]
        make, own = dice.choice(small[kind]), random.Random(number)
        yield f"{number:04}{dice.choice(KINDS[kind][1])}", f"{kind}: damaged", lambda make=make, own=own: damaged(make(), own)


class Batch:
    """What dixit made of some inputs."""

    def __init__(self, dixit, folder, chosen):
        folder.mkdir(exist_ok=True)
        for name, _, make in chosen:
            (folder / name).write_bytes(make())
        target = folder / "out.jsonl"
        command = [str(dixit), "gather", "-o", str(target), *(str(folder / name) for name, _, _ in chosen)]
        self.seconds, self.status, said, self.samples = archives.watched(command)
        self.said = said.decode("utf-8", "replace").splitlines()
        self.read = Counter()
        if target.exists():
            for line in open(target, encoding="utf8"):
                self.read[Path(json.loads(line, parse_int=str)["path"]).name] += 1
            target.unlink()
        self.refused = Counter()
        for line in self.said:
            found = re.match(r"dixit: (?:warning: )?" + re.escape(str(folder)) + r"/([^:,]+?)(?::\d+)?[:,]", line)
            if found:
                self.refused[found[1]] += 1
        asked = {found[1] for line in self.said if (found := re.match(r"dixit: (https?://[^:/]+:?\d*/[^:\s]*): ", line))}  # what a list names is refused by its address
        self.silent = [(name, kind) for name, kind, _ in chosen
                       if not self.read[name] and not self.refused[name] and not any(address.encode() in (folder / name).read_bytes() for address in asked)]
        self.dirty = [line for line in self.said if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line)]
        self.gone = [line for line in self.said if re.search(r"died of it|died twice|took longer than", line)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dixit", default=".build/release/dixit", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--keep", type=Path, help="keep the files of batches where something was wrong here")
    args = parser.parse_args()
    kinds, read, refused, wrong = Counter(), Counter(), Counter(), []
    most, gone, longest = [0, 0], [], 0
    waiting = list(inputs(args.count))
    with tempfile.TemporaryDirectory() as name:
        for start in range(0, len(waiting), args.batch):
            chosen = waiting[start:start + args.batch]
            folder = Path(name) / f"batch{start}"
            batch = Batch(args.dixit, folder, chosen)
            for file, kind, _ in chosen:
                general = kind.split(":")[0]
                kinds[general] += 1
                read[general] += batch.read[file] > 0
                refused[general] += not batch.read[file] and batch.refused[file] > 0
            wrong += [f"{kind} ({file}): passed over in silence" for file, kind in batch.silent]
            if batch.status not in (0, 1):
                wrong.append(f"batch {start}: status {batch.status}: {batch.said[-1:]}")
            wrong += [f"batch {start}: a message with control characters: {line!r}" for line in batch.dirty]
            gone += batch.gone
            longest = max(longest, batch.seconds)
            for place in (0, 1):
                most[place] = max(most[place], *(sample[place] for sample in batch.samples))
            for line in batch.gone + [f"silent: {pair}" for pair in batch.silent]:
                print(f"  {line}", file=sys.stderr)
            print(f"{start + len(chosen)} of {len(waiting)}: {batch.seconds:.0f} s", file=sys.stderr)
            if args.keep and (batch.silent or batch.status not in (0, 1) or batch.gone):
                os.rename(folder, args.keep / folder.name)
            else:
                for file in folder.iterdir():
                    file.unlink()
    print("| what | inputs | read | refused by name |\n| --- | --- | --- | --- |")
    for kind in kinds:
        print(f"| {kind} | {kinds[kind]} | {read[kind]} | {refused[kind]} |")
    print(f"| all | {sum(kinds.values())} | {sum(read.values())} | {sum(refused.values())} |")
    print(f"\nmost memory: dixit {most[0]:.0f} MiB, a worker {most[1]:.0f} MiB; longest batch of {args.batch}: {longest:.0f} s; killed or lost workers: {len(gone)}")
    for line in gone:
        print(f"  {line}")
    for line in wrong:
        print(f"WRONG: {line}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
