"""What people read of a page, a mail or an export, and what they do not: kinds of text that were dropped, kept or glued."""

import io
import sys
import unittest
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Pages"), str(Path(__file__).parent)]

import docx  # noqa: E402
from undated_pages import PARAGRAPHS, TEXT  # noqa: E402
from undated_pages import page as made  # noqa: E402

import body  # noqa: E402
import feed  # noqa: E402
import forms  # noqa: E402
import page  # noqa: E402
import workbook  # noqa: E402
from fault import Fault  # noqa: E402

FIRST, *REST = PARAGRAPHS


def texts(data):
    return page.article(data)["text"].split("\n\n")


def among(piece):
    """The paragraphs of a page in which a piece stands behind the first two, without those that are always there."""
    found = texts(made(text="".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2]) + piece + f"<p>{PARAGRAPHS[2]}</p>"))
    return [text for text in found if text not in PARAGRAPHS]


class ReadTests(unittest.TestCase):
    def test_a_sentence_is_not_dropped_for_its_first_words(self):
        for text in ("More: the board will not pay.", "Also on the list are two bridges and the old mill.", "Read next to the plaque: nobody shall moor at night.", "Click: that is the sound the beam made.",
                "Subscribe to the theory that walls mend themselves, and you will drown.", "“{{name}}” stood on the bill, the clerk said.", "{{name}} is how the bill was printed, with braces."):
            self.assertEqual(among(f"<p>{text}</p>"), [text])
        for text in ("To continue reading the minutes, the clerk had to climb on a chair, which broke.", "Source: the warden said it was she who asked.", "Reporting by the navy showed that the wall leaned; the mayor denied it."):
            found = page.article(made(below=f"<p>{text}</p>"))
            self.assertEqual((found["text"].split("\n\n")[-1], found["credit"], found["cut"]), (text, None, None))

    def test_what_the_page_says_to_its_reader_is_dropped(self):
        for text in ("Read more: our full coverage of the wall.", "Like this story? Share it with a friend!", "Sign up for our newsletter.", "Lire aussi : le vieux quai est fermé depuis lundi.", "See also: Why the wall leaks.", "Click here to get more of it.", "{{#each}} {{name}}: {{value}} {{/each}}", "<a href=/x>More: the board will not pay.</a>"):
            self.assertEqual(among(f"<p>{text}</p>"), [], text)

    def test_a_credit_line_is_one_still(self):
        for text in ("Source: Karst Press Agency", "Reporting by Ilse Varn in Marsh Gate; editing by Petrus Hool.", "Source: Ostrevant Bureau of the Interior."):
            self.assertEqual(page.article(made(below=f"<p>{text}</p>"))["text"].split("\n\n"), PARAGRAPHS, text)

    def test_quotations_are_whole_whatever_holds_them_and_say_whose_they_are(self):
        words = "It is a black day for the harbour, and nobody in the town hall seems to care about it."
        self.assertEqual(among(f"<figure class=wp-block-pullquote><blockquote><p>{words}</p><cite>Lew Farr</cite></blockquote></figure>"), [words, "Lew Farr"])
        self.assertEqual(among(f"<figure><blockquote><p>“{words}”</p></blockquote></figure>"), [f"“{words}”"])
        self.assertEqual(among(f"<blockquote><p>{words}</p><footer>— Ida Marsh, retired pilot</footer></blockquote>"), [words, "— Ida Marsh, retired pilot"])
        self.assertEqual(among('<div class="tweet-embed"><p>“I will never set foot on that wall again” — @idamarsh</p></div>'), ["“I will never set foot on that wall again” — @idamarsh"])

    def test_a_sentence_in_a_paragraph_of_any_name_and_a_date_among_paragraphs_are_read(self):
        self.assertEqual(among("<p class=overlay>The court found nothing of the kind in March.</p>"), ["The court found nothing of the kind in March."])
        self.assertEqual(among("<p>5 March 2021</p><p>was the day on which it fell, the clerk said.</p>"), ["5 March 2021", "was the day on which it fell, the clerk said."])
        told = "The clerk said that nobody had been hurt when the last beam fell into the water."
        self.assertEqual(texts(made(below=f"<footer><p>{told}</p></footer>"))[3:], [told])

    def test_what_is_hidden_or_crossed_out_is_not_read(self):
        for piece in ("<template><p>The clerk said this to nobody, and no reader ever sees it.</p></template>", "<div hidden><p>The clerk said this to nobody, and no reader ever sees it.</p></div>",
                "<p style='text-decoration: line-through'>All of this was taken back, said the clerk.</p>", "<div style='display:none'><p>The clerk said this to nobody, and no reader sees it.</p></div>"):
            self.assertEqual(among(piece), [], piece)
        self.assertEqual(body.paragraphs("<p>Seen.</p><p style='display:none'>Not seen.</p><p>It cost <span style='text-decoration:line-through'>40</span> 60.</p>"), ["Seen.", "It cost 60."])

    def test_other_news_below_a_rule_are_none_of_the_article(self):
        self.assertEqual(texts(made(below="<hr><h2>Other news</h2><p>A cow fell into the canal on Sunday and was lifted out.</p>")), PARAGRAPHS)

    def test_a_byline_that_names_nobody_is_no_paragraph(self):
        for line in ("By our correspondent", "By the Editorial Board", "By a staff reporter"):
            found = page.article(made(above=f"<p>{line}</p>"))
            self.assertEqual((found["text"].split("\n\n"), found["author"]), (PARAGRAPHS, None), line)

    def test_a_page_of_a_word_gives_that_word(self):
        self.assertEqual(texts(made(text="<p>No.</p>")), ["No."])


class CharacterTests(unittest.TestCase):
    def test_single_line_breaks_part_sentences_and_nothing_else(self):
        self.assertEqual(texts(made(text="<p>" + "<br>".join(PARAGRAPHS) + "</p>")), PARAGRAPHS)
        self.assertEqual(among("<p>“No,”<br>said Ilse Varn.<br><br>“Yes,” said Petrus Hool.</p>"), ["“No,” said Ilse Varn.", "“Yes,” said Petrus Hool."])
        self.assertEqual(body.paragraphs("\n".join(PARAGRAPHS)), PARAGRAPHS)
        self.assertEqual(body.paragraphs("A line\nthat goes on."), ["A line that goes on."])

    def test_a_power_is_none_of_the_marks_of_notes(self):
        self.assertEqual(among("<p>They drew lots from 2<sup>8</sup> of them, the clerk said.</p>"), ["They drew lots from 2⁸ of them, the clerk said."])
        self.assertEqual(among("<p>The wall<sup>1</sup> held for 8<sup>2</sup> days, the clerk said.</p>"), ["The wall held for 8 days, the clerk said."])

    def test_a_power_may_be_negative(self):
        self.assertEqual(among("<p>It is 10<sup>-6</sup> of it, the clerk said.</p>"), ["It is 10⁻⁶ of it, the clerk said."])

    def test_a_link_that_ends_within_a_word_leaves_it_whole(self):
        self.assertEqual(among("<p>The <a href=/h>Hool</a>s own it, and <a href=/v>Varn</a> rents from <b>them</b>, the clerk said.</p>"), ["The Hools own it, and Varn rents from them, the clerk said."])


def word(lines, title=None):
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for piece in line if isinstance(line, list) else [line]:
            run = paragraph.add_run(piece.strip("^"))
            run.font.superscript = piece.startswith("^") or None
    document.core_properties.title, document.core_properties.author = title or "", ""
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


NEXIS_UNI = "\n".join(["Board raises the wall", "Ostrevant Post", "March 5, 2021 Friday", "Copyright 2021 Ostrevant Media", "Length: 60 words", "Byline: Ilse Varn", "Body", "", "{}", "", "Classification", "", "Language: ENGLISH", "",
    "Subject: WALLS (90%)", "", "Load-Date: March 6, 2021", "", "End of Document", ""])


class FormTests(unittest.TestCase):
    def one(self, data):
        found = forms.taken(data if isinstance(data, bytes) else data.encode())["articles"]
        self.assertEqual(len(found), 1)
        return found[0]

    def test_a_fields_word_begins_a_paragraph_where_text_follows(self):
        said = ["Subject: the wall, said the letter.", "Notes:", "Graphic", *REST]
        self.assertEqual(self.one(NEXIS_UNI.format("\n\n".join([FIRST, *said])))["text"].split("\n\n"), [FIRST, *said])
        self.assertEqual(self.one(NEXIS_UNI.format("\n\n".join([*PARAGRAPHS, "Graphic", "The wall at dawn"])))["text"].split("\n\n"), PARAGRAPHS)
        rule = "_" * 60
        lines = [FIRST, "Location: the north bank.", "Credit: Ilse Varn", *REST]
        found = self.one("\n\n".join([rule, "Board raises the wall", "Author: Varn, Ilse", "Full text: " + "\n\n".join(lines), "Subject: Walls", "Location: Ostrevant", "Publication title: Ostrevant Post; Ostrevant", "Publication date: Mar 5, 2021", rule]))
        self.assertEqual((found["text"].split("\n\n"), found["outlet"], found["published"]), (lines, "Ostrevant Post", "2021-03-05"))

    def test_a_headline_in_two_lines_is_whole(self):
        self.assertEqual(self.one(NEXIS_UNI.format(FIRST).replace("wall\n", "wall\nat Marsh Gate\n", 1))["title"], "Board raises the wall at Marsh Gate")

    def test_prose_is_no_export_and_no_mail(self):
        for text in (f"The board voted.\n1,200 words\n12 May 1998\nwas the day, said the clerk.\n\n{FIRST}\n", f"Re: the wall\nFrom: the north bank one sees nothing, said the clerk.\n\n{FIRST}\n"):
            with self.assertRaisesRegex(Fault, "not known"):
                forms.taken(text.encode())

    def mail(self, *parts, kind="mixed"):
        message = EmailMessage()
        message["From"], message["Subject"], message["Date"] = "Ilse Varn <ilse@post.example>", "Wall", "Fri, 05 Mar 2021 08:00:00 +0100"
        getattr(message, f"make_{kind}")()
        for text, subtype in parts:
            part = EmailMessage()
            part.set_content(text, subtype=subtype)
            message.attach(part)
        return self.one(message.as_bytes())["text"].split("\n\n")

    def test_the_text_of_a_mail_may_be_named_as_a_file(self):
        data = f'From: Ilse Varn <ilse@post.example>\nSubject: Wall\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="m"\n\n--m\nContent-Type: text/html; charset=utf-8; name="mail.html"\n\n<p>{FIRST}</p>\n--m--\n'
        self.assertEqual(self.one(data)["text"], FIRST)

    def test_a_documents_own_title_above_its_day_is_no_outlet(self):
        for lines in (["Minutes of the board", "5 March 2021", *PARAGRAPHS], ["Minutes of the board", "5 March 2021", "Present: Varn, Hool", *PARAGRAPHS], ["Minutes of the board", "5 March 2021", "By Ilse Varn", *PARAGRAPHS]):
            found = self.one(word(lines))
            self.assertEqual((found["title"], found["published"], found["outlet"]), ("Minutes of the board", "2021-03-05", None))

    def test_a_mail_is_all_its_texts_or_the_fullest_of_one_text(self):
        self.assertEqual(self.mail((FIRST, "plain"), (REST[0], "plain")), [FIRST, REST[0]])
        self.assertEqual(self.mail(("View it in your browser.", "plain"), (TEXT, "html"), kind="alternative"), PARAGRAPHS)
        self.assertEqual(self.mail(("\n\n".join(PARAGRAPHS), "plain"), (TEXT + "<p>Unsubscribe</p>", "html"), kind="alternative"), PARAGRAPHS)

    def test_a_signature_is_no_part_of_a_mail_and_what_it_quotes_keeps_its_paragraphs(self):
        head = b"From: Ilse <i@post.example>\nSubject: Wall\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        self.assertEqual(self.one(head + ("\n\n".join(PARAGRAPHS) + "\n\n-- \nIlse Varn\nOstrevant Post\n").encode())["text"].split("\n\n"), PARAGRAPHS)
        self.assertEqual(self.one(head + ("\n".join("> " + text for text in PARAGRAPHS) + "\n\nI agree, said the clerk.\n").encode())["text"].split("\n\n"), [*PARAGRAPHS, "I agree, said the clerk."])

    def test_a_word_documents_byline_day_and_raised_figures(self):
        found = self.one(word(["Board raises the wall", "By Ilse Varn", "5 March 2021", *PARAGRAPHS, ["It cost 10", "^6", " crowns", "^1", "."]], title="Template 2019"))
        self.assertEqual([found[name] for name in ("title", "author", "published", "published_by")], ["Board raises the wall", "Ilse Varn", "2021-03-05", "text"])
        self.assertEqual(found["text"].split("\n\n"), ["Board raises the wall", *PARAGRAPHS, "It cost 10⁶ crowns."])
        self.assertIsNone(self.one(word(["Treaty of 5 March 1921", *PARAGRAPHS]))["published"])

    def test_a_date_that_may_be_two_is_told(self):
        found = self.one(f"From: Ilse <i@post.example>\nSubject: Wall\nMIME-Version: 1.0\nDate: 05/03/2021 8:00\n\n{FIRST}\n")
        self.assertEqual((found["published"], [reason for reason, _ in found["remarks"]]), ("05/03/2021 8:00", ["its date “05/03/2021 8:00” may be two days, and is kept as given"]))
        self.assertEqual(len(page.article(made(above="<p>05/03/2021</p>"))["remarks"]), 1)

    def test_a_title_above_a_workbooks_heading_is_passed_over(self):
        self.assertEqual(workbook.written([["Export of the Post"], [], ["Title", "Text"], ["Wall", "Yes."]]), "Title,Text\nWall,Yes.\n")
        self.assertEqual(workbook.written([["Text"], ["Yes."]]), "Text\nYes.\n")

    def test_lists_of_feeds_and_sitemaps_are_refused_by_what_they_are(self):
        for text, why in (("<opml><body/></opml>", "list of feeds"), ("<urlset><url/></urlset>", "sitemap")):
            with self.assertRaisesRegex(Fault, why):
                forms.taken(f'<?xml version="1.0"?>{text}'.encode())
            with self.assertRaisesRegex(Fault, why):
                feed.feed(text.encode(), contents=True)


class AboutTests(unittest.TestCase):
    def item(self, inside):
        rss = f"<rss version='2.0'><channel><title>Ostrevant Post</title><link>https://post.example/</link><item><title>Wall</title>{inside}</item></channel></rss>"
        return feed.feed(rss.encode())["items"][0]

    def test_a_feeds_author_is_a_name_and_its_links_are_whole(self):
        self.assertEqual(self.item("<author>ilse@post.example (Ilse Varn)</author>")["author"], "Ilse Varn")
        self.assertEqual(self.item("<author>Ilse Varn &lt;ilse@post.example&gt;</author>")["author"], "Ilse Varn")
        self.assertEqual(self.item("<link>/wall</link>")["url"], "https://post.example/wall")

    def test_authors_are_people_first_names_first(self):
        data = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Board raises the wall at Marsh Gate","author":[{"@type":"Person","name":"Varn, Ilse"},{"name":"Ostrevant Post"}],"publisher":{"name":"Ostrevant Post"}}</script>'
        self.assertEqual(page.article(made(head=data))["author"], "Ilse Varn")
        self.assertIsNone(page.article(made(below="<div class=author-bio><p>Ilse Varn has written about walls for 20 years and says she never gets wet.</p></div>"))["author"])


if __name__ == "__main__":
    unittest.main()
