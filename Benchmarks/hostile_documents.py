"""Documents, e-mails, saved pages and exports for hostile.py, plain ones and such as mean harm."""

import io
import json
import plistlib
import random
import zipfile

TYPES = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
RELATIONS = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "<!DOCTYPE d [" + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "Velm"}">' for n in range(12)) + "]>"
MILLION = 1_000_000


def packed(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def word(body, head=""):
    document = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
    return packed(**{"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document})


def opendocument(body, head=""):
    content = f'<?xml version="1.0"?>{head}<d xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">{body}</d>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(rows, head=""):
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    relation = lambda kind, target: f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    book = f'<?xml version="1.0"?><workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="Articles" sheetId="1" r:id="rId1"/></sheets></workbook>'
    sheet = f'<?xml version="1.0"?>{head}<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    return packed(**{"[Content_Types].xml": types, "_rels/.rels": relation("officeDocument", "xl/workbook.xml"), "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml": sheet})


def row(number, *cells):
    held = "".join(f'<c r="{"ABCDEF"[place]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for place, cell in enumerate(cells))
    return f'<row r="{number}">{held}</row>'


def book(documents, head=""):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", f'{head}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>')
        items = "".join(f'<item id="d{n}" href="d{n}.xhtml"/>' for n in range(len(documents)))
        archive.writestr("book.opf", f'<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>{items}</manifest><spine>' + "".join(f'<itemref idref="d{n}"/>' for n in range(len(documents))) + "</spine></package>")
        for number, text in enumerate(documents):
            archive.writestr(f"d{number}.xhtml", f"<html><body>{text}</body></html>", zipfile.ZIP_DEFLATED)
    return held.getvalue()


def stored(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def mail(body, kind="text/plain; charset=utf-8", more=""):
    return f"From: Wire <wire@wire.example>\r\nTo: desk@desk.example\r\nSubject: Port of Velm\r\nDate: Sat, 03 Apr 2021 08:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n{more}\r\n{body}".encode()


def documents(sentences, page):
    """By name, functions that make them.

    - sentences: what they say; page: a web page's bytes.
    """
    plain = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in sentences)
    text = "\n\n".join(sentences)
    nexis = "\n                 1 of 2 DOCUMENTS\n\n                   Wire\n\n              April 3, 2021 Saturday\n\nPort of Velm opens\n\nBYLINE: Ilse Varn\n\nLENGTH: 9 words\n\n" + text + "\n\nLOAD-DATE: April 4, 2021\n"
    factiva = "HD\nPort of Velm opens\nBY\nIlse Varn\nWC\n9 words\nPD\n3 April 2021\nSN\nWire\nLP\n" + "\n".join(sentences) + "\nAN\nDocument W1\n"
    proquest = "_" * 60 + "\n\nPort of Velm opens\n\nAuthor: Varn, Ilse\n\nFull text: " + text + "\n\nPublication title: Wire\n\nPublication date: Apr 3, 2021\n\n" + "_" * 60 + "\n"
    nitf = "<nitf><body><body.head><hedline><hl1>Port</hl1></hedline></body.head><body.content>" + "".join(f"<p>{one}</p>" for one in sentences) + "</body.content></body></nitf>"
    nested = lambda depth: "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth))
    paragraphs = "".join(f"<p>{one}</p>" for one in sentences)
    sheet = row(1, "Title", "Text", "Date") + "".join(row(n, f"Report {n}", one, "2021-04-03") for n, one in enumerate(sentences, 2))
    europresse = f'<html><body><article><span class="DocPublicationName">Wire</span><span class="DocHeader">3 avril 2021</span><p class="titreArticleVisu">Port</p><div class="DocText">{paragraphs}</div><div class="publiC-lblNodoc">news·20210403·W·1</div></article></body></html>'
    ris = "TY  - NEWS\nTI  - Port of Velm\nUR  - http://127.0.0.1:9/port\nER  -\n\n" * 3
    rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about="http://127.0.0.1:9/port"><z:itemType>webpage</z:itemType><dc:title>Port</dc:title></rdf:Description></rdf:RDF>'
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    crawl = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/1\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(body) + body + b"\r\n\r\n"
    arc = b"filedesc://x.arc 0.0.0.0 20080305120000 text/plain 65\n2 0 Wire\nURL IP-address Archive-date Content-type Archive-length\n" + b"\nhttps://wire.example/1 10.0.0.1 20080305120000 text/html %d\n" % len(body) + body + b"\n"
    web = lambda data: plistlib.dumps({"WebMainResource": {"WebResourceData": data, "WebResourceURL": "https://wire.example/1"}}, fmt=plistlib.FMT_BINARY)
    return {
        "plain": lambda: word(plain), "odt": lambda: opendocument("".join(f"<text:p>{one}</text:p>" for one in sentences)), "rtf": lambda: (r"{\rtf1\ansi " + r"\par ".join(sentences) + "}").encode(), "mail": lambda: mail(text),
        "nexis": lambda: nexis.encode(), "factiva": lambda: factiva.encode(), "proquest": lambda: proquest.encode(), "nitf": lambda: b'<?xml version="1.0"?>' + nitf.encode(), "web archive": lambda: web(page),
        "mhtml": lambda: mail(page.decode("utf-8", "replace"), "text/html; charset=utf-8", "Snapshot-Content-Location: https://wire.example/1\r\n"), "array": lambda: json.dumps([{"text": one} for one in sentences]).encode(),
        "workbook of articles": lambda: workbook(sheet), "epub": lambda: book([f"<h1>Port</h1>{paragraphs}"] * 2), "europresse": lambda: europresse.encode(), "ris of addresses": lambda: ris.encode(), "zotero": lambda: rdf.encode(), "wacz": lambda: stored(**{"archive/a.warc": crawl * 2}), "arc of pages": lambda: arc,
        "mailbox": lambda: b"".join(b"From - Sat Apr  3 08:00:00 2021\n" + mail(text) + b"\n\n" for _ in range(3)), "mailbox of borders": lambda: b"From x\nA: b\n\n" * 20_000, "mailbox without end": lambda: b"From -\nSubject: x\n\n" + b"x" * (80 << 20), "rtf of notes": lambda: rb"{\rtf1 " + rb"{\footnote x}" * 200_000 + b"}", "rtf of open notes": lambda: rb"{\rtf1 Velm said no. " + rb"{\footnote " * 200_000,
        "workbook bomb": lambda: workbook(row(1, "text", "x" * (300 << 20))), "workbook laughs": lambda: workbook(row(1, "text", "&e11;"), LAUGHS), "workbook of rows": lambda: workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' * 20_000), "workbook of columns": lambda: workbook('<row r="1">' + '<c r="XFD1"><v>1</v></c>' * 300_000 + "</row>"),
        "workbook of nothing": lambda: workbook(""), "workbook of wrong kinds": lambda: workbook('<row r="x"><c r="1" t="s"><v>999999</v></c><c t="d"><v>9999-99-99</v></c><c t="b"><v>z</v></c></row>'), "old workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(11).randbytes(9000),
        "epub laughs": lambda: book(["x"], LAUGHS), "epub bomb": lambda: book(["<p>" + "x" * (200 << 20)]), "epub of many": lambda: book(["<p>x"] * 4000), "epub that leads out": lambda: book([paragraphs]).replace(b"d0.xhtml\"", b"../../x\""), "epub deep": lambda: book(["<div>" * 100_000]),
        "ris without end": lambda: b"TY  - NEWS\nTI  - Velm\n" * 100_000, "ris of paths": lambda: b"TY  - NEWS\nL1  - ../../../etc/passwd.html\nER  -\n", "ris of files": lambda: b"TY  - NEWS\nL1  - " + b"a/" * 50_000 + b"x.html\nER  -\n", "zotero laughs": lambda: b'<?xml version="1.0"?>' + LAUGHS.encode() + rdf.replace("Port", "&e11;").encode(), "zotero deep": lambda: rdf.replace("Port", "<a>" * 100_000).encode(),
        "wacz packed twice": lambda: packed(**{"archive/a.warc": crawl}), "wacz of nothing": lambda: stored(a="x"), "wacz that lies": lambda: stored(**{"archive/a.warc": crawl}).replace(b"PK\x03\x04", b"PK\x03\x05", 1), "arc that lies": lambda: arc.replace(b"text/html %d" % len(body), b"text/html 99999999999"), "arc of heads": lambda: b"filedesc://x.arc 0.0.0.0 2008 text/plain 1\n" * 50_000, "list of addresses": lambda: b"http://127.0.0.1:9/1\n# a note\nhttp://[::1]/2\n", "table of addresses": lambda: b"title,url\nPort,http://127.0.0.1:9/1\n",
        "word bomb": lambda: word("<w:p><w:r><w:t>" + "x" * (300 << 20) + "</w:t></w:r></w:p>"), "word laughs": lambda: word("<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>", LAUGHS), "word deep": lambda: word("<w:p>" * 100_000 + "</w:p>" * 100_000), "word of paragraphs": lambda: word("<w:p/>" * 300_000),
        "zip of many": lambda: packed(**{f"word/{n}": "" for n in range(6000)}), "zip that lies": lambda: word(plain).replace(b"word/document.xml", b"word/document.xmm"), "zip": lambda: packed(a="x"), "zip in zip": lambda: packed(a=packed(b="x" * 99)), "workbook": lambda: packed(**{"xl/workbook.xml": "<x/>"}),
        "outside entity": lambda: opendocument("<text:p>&e;</text:p>", '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "odt laughs": lambda: opendocument("<text:p>&e11;</text:p>", LAUGHS), "odt bomb": lambda: opendocument("<text:p>" + "x" * (200 << 20) + "</text:p>"), "odt deep": lambda: opendocument("<text:p>" * 50_000 + "</text:p>" * 50_000),
        "rtf deep": lambda: rb"{\rtf1 " + b"{" * MILLION, "rtf words": lambda: rb"{\rtf1 " + rb"\x" * MILLION + b"}", "rtf numbers": lambda: rb"{\rtf1 \u" + b"9" * 100_000 + b"?}", "rtf of nothing": lambda: rb"{\rtf1}", "rtf codes": lambda: rb"{\rtf1\ansicpg99999 Velm \'ff\'zz}",
        "mail in mail": lambda: mail("", "text/plain", nested(3000)), "mail of heads": lambda: b"From: a\r\nTo: b\r\nMIME-Version: 1.0\r\n" + b"X: y\r\n" * 300_000 + b"\r\nVelm.", "mail of nothing": lambda: mail("", "application/pdf"), "mail in no encoding": lambda: mail("Velm said no.", "text/plain; charset=klingon"),
        "mail of base64": lambda: mail("A" * 9_000_000, "text/plain", "Content-Transfer-Encoding: base64\r\n"), "mail of dates": lambda: mail(text).replace(b"Sat, 03 Apr 2021 08:00:00 +0200", b"9" * 100_000), "mail of codes": lambda: mail(text).replace(b"Port of", b"=?utf-8?b?////?= \x1b[2J"),
        "archive of rubbish": lambda: b"bplist00" + b"WebMainResource" + random.Random(9).randbytes(9000), "archive of zeros": lambda: web(bytes(9000)), "archive of nothing": lambda: web(b""), "nitf laughs": lambda: b'<?xml version="1.0"?>' + LAUGHS.encode() + b"<nitf><body.content><p>&e11;</p></body.content></nitf>",
        "nitf deep": lambda: b'<?xml version="1.0"?><nitf>' + b"<p>" * 300_000, "other xml": lambda: b'<?xml version="1.0"?><a/>', "nexis without end": lambda: b"  1 of 9 DOCUMENTS\n" * 200_000, "nexis of fields": lambda: (nexis + "BYLINE: x\n" * 200_000).encode(), "factiva of codes": lambda: b"HD\nBY\nPD\nSN\nLP\n" * 100_000,
        "proquest of lines": lambda: b"_" * 5_000_000 + b"\nFull text: x", "subtitles": lambda: b"1\n00:00:01,000 --> 00:00:02,000\nYes.\n", "ris": lambda: b"TY  - NEWS\nTI  - Velm\n", "arc": lambda: b"filedesc://x.arc 0.0.0.0 2008 text/plain 1\n", "old word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
        "array of many": lambda: b"[" + b'{"text":"x"},' * 100_000 + b"{}]", "array too deep": lambda: b"[" * MILLION, "array of nothing": lambda: b"[]", "array cut": lambda: b'[{"text":"Velm said no."},{"te', "NaN": lambda: b'{"text":"x","n":NaN}', "wide": lambda: text.encode("utf-16"), "wide and odd": lambda: text.encode("utf-16")[:-1],
    }


ENDINGS = {"plain": ".docx", "odt": ".odt", "rtf": ".rtf", "mail": ".eml", "nexis": ".txt", "factiva": ".txt", "proquest": ".txt", "nitf": ".xml", "web archive": ".webarchive", "mhtml": ".mhtml", "array": ".json",
    "workbook of articles": ".xlsx", "epub": ".epub", "europresse": ".html", "ris of addresses": ".ris", "zotero": ".rdf", "wacz": ".wacz", "arc of pages": ".arc", "mailbox": ".mbox"}
"""Those that are damaged by the thousand, and what they are called; the others may have any of these names."""
