"""Files of other programs: word processors, mail, saved pages, databases; and what is refused by what it is."""

import io
import plistlib
import sys
import unittest
import zipfile
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Pages"), str(Path(__file__).parent)]

import docx  # noqa: E402
from lxml import etree  # noqa: E402
from undated_pages import PARAGRAPHS  # noqa: E402
from undated_pages import page as made  # noqa: E402

import forms  # noqa: E402
from fault import Fault  # noqa: E402

TEXT = "\n\n".join(PARAGRAPHS)


def word(lines, **about):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.core_properties.author = about.get("author", "python-docx")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def packed(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text)
    return held.getvalue()


NEXIS_UNI = ["Board raises the wall", "Ostrevant Post", "March 5, 2021 Friday", "Copyright 2021 Ostrevant Media All Rights Reserved", "Section: NEWS; Pg. 4", "Length: 60 words", "Byline: Ilse Varn", "Body",
    *PARAGRAPHS, "Load-Date: March 6, 2021", "End of Document"]
NEXIS = """
                               1 of 2 DOCUMENTS


                                 Ostrevant Post

                              March 5, 2021 Friday
                                  Late Edition

Board raises the wall
at Marsh Gate

BYLINE: Ilse Varn

SECTION: NEWS; Pg. 4

LENGTH: 60 words


{}

LOAD-DATE: March 6, 2021

LANGUAGE: ENGLISH

                        Copyright 2021 Ostrevant Media
                              All Rights Reserved


                               2 of 2 DOCUMENTS


                                  Marsh Gazette

                             March 7, 2021 Sunday

Farmer goes to court

LENGTH: 9 words

Petrus Hool said that he would sue.
"""
FACTIVA = [("HD", "Board raises the wall"), ("BY", "By Ilse Varn"), ("WC", "60 words"), ("PD", "5 March 2021"), ("SN", "Ostrevant Post"), ("LA", "English"), ("LP", PARAGRAPHS[0]), ("TD", PARAGRAPHS[1] + "\n" + PARAGRAPHS[2]), ("AN", "Document OST0001")]
PROQUEST = """____________________________________________________________

Board raises the wall

Author: Varn, Ilse; Reik, Toma

Publication info: Ostrevant Post ; Ostrevant [Ostrevant]05 Mar 2021.

Full text: {}

Publication title: Ostrevant Post; Ostrevant

Publication date: Mar 5, 2021

ProQuest document ID: 7

____________________________________________________________
"""


class FormTests(unittest.TestCase):
    def articles(self, data, name=""):
        return forms.taken(data if isinstance(data, bytes) else data.encode(), name)["articles"]

    def about(self, article):
        return tuple(article[name] for name in ("title", "outlet", "author", "published", "published_by"))

    def test_nexis_in_its_three_dresses(self):
        wrapped = TEXT.replace(" sea wall ", "\nsea wall ").replace(" who farms ", "\nwho farms ")
        older = self.articles(NEXIS.format(wrapped))
        self.assertEqual([self.about(one) for one in older], [("Board raises the wall at Marsh Gate", "Ostrevant Post", "Ilse Varn", "2021-03-05", "file"), ("Farmer goes to court", "Marsh Gazette", None, "2021-03-07", "file")])
        self.assertEqual(older[0]["text"], TEXT)
        cover = ["Documents (2)", "1. Board raises the wall", "2. Farmer goes to court"]
        second = ["Farmer goes to court", "Marsh Gazette", "March 7, 2021 Sunday", "Length: 9 words", "Body", "Petrus Hool said that he would sue.", "End of Document"]
        uni = self.articles(word(cover + NEXIS_UNI + second))
        self.assertEqual([self.about(one)[:4] for one in uni], [("Board raises the wall", "Ostrevant Post", "Ilse Varn", "2021-03-05"), ("Farmer goes to court", "Marsh Gazette", None, "2021-03-07")])
        self.assertEqual(uni[0]["text"], TEXT)
        monthly = self.articles(word(NEXIS_UNI + [line.replace("March 7, 2021 Sunday", "March 2021") for line in second]))
        self.assertEqual([self.about(one)[:4] for one in monthly], [("Board raises the wall", "Ostrevant Post", "Ilse Varn", "2021-03-05"), ("Farmer goes to court", "Marsh Gazette", None, None)])
        dayless = self.articles(word([line for line in second if "2021" not in line]))
        self.assertEqual([self.about(one)[:4] for one in dayless], [("Farmer goes to court", "Marsh Gazette", None, None)])
        rich = self.articles(r"{\rtf1\ansi\ansicpg1252 " + r"\par ".join(NEXIS_UNI).replace("“", r"\u8220?").replace("”", r"\u8221?") + "}")
        self.assertEqual((rich[0]["text"], rich[0]["outlet"]), (TEXT, "Ostrevant Post"))

    def test_factiva_in_its_three_dresses(self):
        plain = "\n".join(f"{code} \n{words}" for code, words in FACTIVA) + "\n"
        rows = "".join(f"<tr><td><b>{code}</b></td><td>" + "".join(f"<p>{line}</p>" for line in words.split("\n")) + "</td></tr>" for code, words in FACTIVA)
        shown = ('<html><div class="article enArticle"><div id="hd"><span class="enHeadline">Board raises the wall</span></div><div class="author">By Ilse Varn</div><div>60 words</div><div>5 March 2021</div><div>Ostrevant Post</div>'
            + "".join(f'<p class="articleParagraph enarticleParagraph">{text}</p>' for text in PARAGRAPHS) + "</div></html>")
        for data in (plain, f'<html><div class="article"><table>{rows}</table></div></html>', shown):
            found = self.articles(data)
            self.assertEqual([self.about(one) for one in found], [("Board raises the wall", "Ostrevant Post", "Ilse Varn", "2021-03-05", "file")])
            self.assertEqual(found[0]["text"], TEXT)
        self.assertEqual(len(self.articles(plain + plain)), 2)

    def test_proquest(self):
        found = self.articles(PROQUEST.format(TEXT))
        self.assertEqual(self.about(found[0]), ("Board raises the wall", "Ostrevant Post", "Ilse Varn, Toma Reik", "2021-03-05", "file"))
        self.assertEqual((len(found), found[0]["text"]), (1, TEXT))

    def test_mail_is_read_once_and_unwrapped(self):
        message = EmailMessage()
        message["From"], message["Subject"], message["Date"], message["MIME-Version"] = "Ostrevant Alerts <alerts@post.example>", "Wall – raised", "Fri, 05 Mar 2021 09:00:00 +0100", "1.0"
        message.set_content(TEXT.replace(" sea wall", "\nsea wall"))
        message.add_alternative("<p>" + TEXT + "</p>", subtype="html")
        found = self.articles(message.as_bytes())[0]
        self.assertEqual(self.about(found), ("Wall – raised", "Ostrevant Alerts", None, "2021-03-05T09:00:00+01:00", "file"))
        self.assertEqual(found["text"], TEXT)

    def test_saved_pages(self):
        message = EmailMessage()
        message["From"], message["Snapshot-Content-Location"], message["Date"], message["MIME-Version"] = "<Saved by Blink>", "https://post.example/2021/03/05/wall", "Sat, 06 Mar 2021 09:00:00 -0000", "1.0"
        message.set_content(made().decode(), subtype="html", cte="quoted-printable")
        found = self.articles(message.as_bytes(), "wall.mhtml")[0]
        self.assertEqual((found["text"], found["url"], found["published"]), (TEXT, "https://post.example/2021/03/05/wall", "2021-03-05"))
        archive = plistlib.dumps({"WebMainResource": {"WebResourceData": made(), "WebResourceURL": "https://post.example/wall", "WebResourceTextEncodingName": "UTF-8"}}, fmt=plistlib.FMT_BINARY)
        self.assertEqual(self.articles(archive)[0]["url"], "https://post.example/wall")

    def test_documents_are_their_paragraphs(self):
        self.assertEqual(self.articles(word(PARAGRAPHS))[0]["text"], TEXT)
        content = '<d xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">' + "".join(f"<text:p>{text}</text:p>" for text in PARAGRAPHS) + "</d>"
        self.assertEqual(self.articles(packed(mimetype="application/vnd.oasis.opendocument.text", content__xml=content))[0]["text"], TEXT)
        nitf = "<?xml version='1.0'?><nitf><head><docdata><date.issue norm='20210305T090000+0100'/></docdata></head><body><body.head><hedline><hl1>Board raises the wall</hl1></hedline></body.head><body.content>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</body.content></body></nitf>"
        found = self.articles(nitf)[0]
        self.assertEqual((found["text"], found["published"], found["title"]), (TEXT, "2021-03-05T09:00:00+01:00", "Board raises the wall"))

    def test_what_is_not_read_is_refused_by_what_it_is(self):
        for data, reason in ((packed(xl="x") + b"xl/", "Excel"), (packed(a__html="x"), "ZIP"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "old version of Word"), (b"filedesc://x.arc 0.0.0.0", "ARC"), (b"1\n00:00:01,000 --> 00:00:02,000\nYes.", "subtitles"),
            (b"TY  - NEWS\nTI  - Wall\n", "RIS"), (b"\x28\xb5\x2f\xfd" + bytes(9), "Zstandard"), (b"<?xml version='1.0'?><a/>", "XML"), (b"a\0b", "not a text"), (b"", "is empty"), (b"\x89PNG" + bytes(9), "picture")):
            with self.assertRaises(Fault) as caught:
                forms.taken(data)
            self.assertIn(reason, caught.exception.reason)
            self.assertTrue(caught.exception.remedy)

    def test_damaged_documents_are_refused(self):
        whole = word(PARAGRAPHS)
        for data in (whole[: len(whole) // 2], whole[:40] + b"word/", b"bplist00" + b"WebMainResource", b"{\\rtf1"):
            with self.assertRaises(Fault):
                forms.taken(data)


class ShownTests(unittest.TestCase):
    """What is read in a document, not how it is stored."""

    def test_tables_boxes_and_insertions_of_word_are_read_and_what_was_taken_back_is_not(self):
        document = docx.Document()
        document.add_paragraph("Board raises the wall")
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        inside = "<w:r><w:t xml:space='preserve'>The mayor </w:t></w:r><w:del><w:r><w:delText>confirmed</w:delText></w:r></w:del><w:ins><w:r><w:t>denied</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> it</w:t></w:r>"
        struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t> twice</w:t></w:r><w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>.</w:t></w:r>"
        document.element.body.insert(1, etree.fromstring(f"<w:p {space}>{inside}{struck}</w:p>"))
        document.add_table(1, 1).cell(0, 0).text = "“It will hold,” said Ilse Varn."
        document.add_paragraph("Nobody objected, she said.")
        held = io.BytesIO()
        document.save(held)
        found = forms.taken(held.getvalue())["articles"][0]
        self.assertEqual(found["text"].split("\n\n")[1:], ["The mayor denied it.", "“It will hold,” said Ilse Varn.", "Nobody objected, she said."])

    def test_a_box_of_opendocument_stands_once_and_comments_are_out(self):
        text, draw, office = ("urn:oasis:names:tc:opendocument:xmlns:" + name + ":1.0" for name in ("text", "drawing", "office"))
        body = (f'<o:document-content xmlns:o="{office}" xmlns:t="{text}" xmlns:d="{draw}" xmlns:dc="http://purl.org/dc/elements/1.1/"><o:body><o:text><t:p>The wall holds, said Ilse Varn.'
            "<o:annotation><dc:creator>Anna</dc:creator><t:p>Really?</t:p></o:annotation><d:frame><d:text-box><t:p>The wall on Monday</t:p></d:text-box></d:frame></t:p></o:text></o:body></o:document-content>")
        data = packed(mimetype="application/vnd.oasis.opendocument.text", content__xml=body)
        self.assertEqual(forms.taken(data)["articles"][0]["text"].split("\n\n"), ["The wall holds, said Ilse Varn.", "The wall on Monday"])

    def test_factiva_without_codes(self):
        one = "\n".join(["Board raises the wall", "By Ilse Varn", "1,060 words", "5 March 2021", "{}", "POST", "4", "English", "(c) 2021 Ostrevant Media", "", *PARAGRAPHS, "", "Document POST000020210306eh3500001", "", ""])
        found = forms.taken((one.format("Ostrevant Post") + one.format("09:15\nVelm Wire").replace("raises", "lowers")).encode())["articles"]
        self.assertEqual([(one["title"], one["author"], one["outlet"], one["published"], one["text"]) for one in found],
            [("Board raises the wall", "Ilse Varn", "Ostrevant Post", "2021-03-05", TEXT), ("Board lowers the wall", "Ilse Varn", "Velm Wire", "2021-03-05", TEXT)])

    def test_what_is_struck_out_or_hidden_is_not_read(self):
        rich = r"{\rtf1\ansi The mayor {\deleted confirmed }{\revised denied} it. {\v hidden }{\strike twice }{\strike0 Nobody} objected, she said.\par He went home.}"
        self.assertEqual(forms.taken(rich.encode())["articles"][0]["text"], "The mayor denied it. Nobody objected, she said.\n\nHe went home.")
        document = docx.Document()
        document.add_paragraph("The mayor denied it, ").add_run("and hid this, ").font.hidden = True
        document.paragraphs[0].add_run("she said.")
        held = io.BytesIO()
        document.save(held)
        self.assertEqual(forms.taken(held.getvalue())["articles"][0]["text"], "The mayor denied it, she said.")

    def test_mail_is_read_in_the_encoding_that_its_bytes_are_in(self):
        for head, quotes in ((b"", "“{}”".encode()), (b"Content-Type: text/plain; charset=us-ascii\n", b"\x93{}\x94"), (b"Content-Type: text/plain; charset=none-such\n", "“{}”".encode())):
            data = b"From: desk@post.example\nSubject: Wall\n" + head + b"\n" + quotes.replace(b"{}", b"The end") + b" is near, said Ilse Varn.\n"
            found = forms.taken(data)["articles"][0]
            self.assertEqual((found["text"], found["replaced"]), ("“The end” is near, said Ilse Varn.", 0))

    def test_what_a_mail_quotes_is_read_without_its_signs_and_stands_apart(self):
        lines = ["The board of the dykes of Ostrevant says that the wall will be", "raised.", "", "> Petrus Hool wrote that he would not have it, not now and not", "> ever.", ">", "> > Ilse Varn wrote before that nobody had asked him about it, nor", "> > would anybody."]
        found = forms.taken(("From: desk@post.example\nSubject: Wall\n\n" + "\n".join(lines) + "\n").encode())["articles"][0]
        self.assertEqual(found["text"].split("\n\n"), ["The board of the dykes of Ostrevant says that the wall will be raised.", "Petrus Hool wrote that he would not have it, not now and not ever.", "Ilse Varn wrote before that nobody had asked him about it, nor would anybody."])

    def test_a_mail_that_is_attached_to_one_is_told(self):
        inner, outer = EmailMessage(), EmailMessage()
        inner["Subject"] = "Of the wall"
        inner.set_content("It holds.\n")
        outer["From"], outer["Subject"], outer["MIME-Version"] = "desk@post.example", "Wall", "1.0"
        outer.set_content("See below.\n")
        outer.add_attachment(inner)
        self.assertIn("“Of the wall”", forms.taken(bytes(outer))["articles"][0]["remarks"][0][0])

    def test_what_is_attached_to_a_mail_is_told(self):
        message = EmailMessage()
        message["From"], message["Subject"], message["MIME-Version"] = "desk@post.example", "Wall", "1.0"
        message.set_content("See what is attached.\n")
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename="wall.pdf")
        self.assertIn("“wall.pdf”", forms.taken(bytes(message))["articles"][0]["remarks"][0][0])

    def test_notes_at_the_foot_stand_behind_the_text(self):
        document = docx.Document()
        document.add_paragraph("The wall leaked, she said.")
        held = io.BytesIO()
        document.save(held)
        name = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        with zipfile.ZipFile(held, "a") as archive:
            archive.writestr("word/footnotes.xml", f'<w:footnotes {name}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>She said so in May.</w:t></w:r></w:p></w:footnote></w:footnotes>')
        note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>She said so in May.</text:p></text:note-body></text:note>'
        odt = packed(mimetype="application/vnd.oasis.opendocument.text", content__xml=f'<d xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text:p>The wall leaked{note}, she said.</text:p></d>')
        rich = rb"{\rtf1\ansi The wall leaked{\super\chftn{\footnote \pard\plain {\super\chftn} She said so in May.}}, she said.\par}"
        for data in (held.getvalue(), odt, rich):
            self.assertEqual(forms.taken(data)["articles"][0]["text"].split("\n\n"), ["The wall leaked, she said.", "She said so in May."], data[:5])

    def test_cells_of_rich_text_are_paragraphs(self):
        rich = rb"{\rtf1\ansi\trowd One cell, said Varn.\cell Two cells.\cell\row\pard Behind it, she said.\par}"
        self.assertEqual(forms.taken(rich)["articles"][0]["text"].split("\n\n"), ["One cell, said Varn.", "Two cells.", "Behind it, she said."])

    def test_databases_write_fields_in_more_than_one_way(self):
        factiva = "HD  Ferry to stop\nBY  Mira Teld\nWC  12 words\nPD  3 May 2024\nSN  Karst Daily\nLP\nThe ferry will stop, the board said.\nTD\nNobody was asked, said Ilse Varn.\n"
        [one] = forms.taken(factiva.encode())["articles"]
        self.assertEqual([one[name] for name in ("title", "author", "published", "outlet")], ["Ferry to stop", "Mira Teld", "2024-05-03", "Karst Daily"])
        part = "{rule}\nDocument {n} of 2\n\nFerry to stop\n\nAuthor: Teld, Mira\n\nFull text: The ferry will stop, the board said.\n\nAuthor: Teld, Mira\n\nPublication title: Karst Daily\n"
        found = forms.taken("".join(part.format(rule="_" * 60, n=n) for n in (1, 2)).encode())["articles"]
        self.assertEqual([(one["title"], one["author"]) for one in found], [("Ferry to stop", "Mira Teld")] * 2)
        uni = "Ferry to stop\n\nKarst Daily\n\nMay 3, 2024 Friday\n\nCopyright 2024 Karst Daily\n\nSection: NEWS\n\nLength: 12 words\n\nByline: Mira Teld\n\nBody\n\nThe ferry will stop, the board said.\n\nLoad-Date: May 3, 2024\n\nEnd of Document\n"
        [one] = forms.taken(uni.encode(), "a.txt")["articles"]
        self.assertEqual([one[name] for name in ("title", "author", "published", "outlet", "text")], ["Ferry to stop", "Mira Teld", "2024-05-03", "Karst Daily", "The ferry will stop, the board said."])


if __name__ == "__main__":
    unittest.main()
