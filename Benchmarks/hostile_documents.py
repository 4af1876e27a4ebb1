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
    web = lambda data: plistlib.dumps({"WebMainResource": {"WebResourceData": data, "WebResourceURL": "https://wire.example/1"}}, fmt=plistlib.FMT_BINARY)
    return {
        "plain": lambda: word(plain), "odt": lambda: opendocument("".join(f"<text:p>{one}</text:p>" for one in sentences)), "rtf": lambda: (r"{\rtf1\ansi " + r"\par ".join(sentences) + "}").encode(), "mail": lambda: mail(text),
        "nexis": lambda: nexis.encode(), "factiva": lambda: factiva.encode(), "proquest": lambda: proquest.encode(), "nitf": lambda: b'<?xml version="1.0"?>' + nitf.encode(), "web archive": lambda: web(page),
        "mhtml": lambda: mail(page.decode("utf-8", "replace"), "text/html; charset=utf-8", "Snapshot-Content-Location: https://wire.example/1\r\n"), "array": lambda: json.dumps([{"text": one} for one in sentences]).encode(),
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


ENDINGS = {"plain": ".docx", "odt": ".odt", "rtf": ".rtf", "mail": ".eml", "nexis": ".txt", "factiva": ".txt", "proquest": ".txt", "nitf": ".xml", "web archive": ".webarchive", "mhtml": ".mhtml", "array": ".json"}
"""Those that are damaged by the thousand, and what they are called; the others may have any of these names."""
