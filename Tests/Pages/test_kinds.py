"""Pages as people have them: what is theirs and what is not, and which hold no article."""

import json
import re
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Pages"), str(Path(__file__).parent)]

from undated_pages import PARAGRAPHS  # noqa: E402
from undated_pages import page as made  # noqa: E402

import archive  # noqa: E402
import body  # noqa: E402
import document  # noqa: E402
import feed  # noqa: E402
import page  # noqa: E402
import unpacking  # noqa: E402
from fault import Fault  # noqa: E402


def texts(data, **about):
    return page.article(data, **about)["text"].split("\n\n")


class ParagraphTests(unittest.TestCase):
    def test_no_statement_is_dropped_for_its_first_words(self):
        said = ["Copyright rules must change, said Ilse Varn.", "More bluntly: “It is over,” said Petrus Hool.", "See his letter: “The meadow is mine.”", "“Sorry.”", "Related costs: nine million, the clerk said.",
            "Published on March 3, the report said that the wall leaked.", "Bad weather contributed to the delay, said Petrus Hool.", "Click here, the mayor said, was the only button that worked."]
        self.assertEqual(texts(made(below="".join(f"<p>{text}</p>" for text in said))), PARAGRAPHS + said)

    def test_a_sentence_among_paragraphs_is_one_of_them_whatever_holds_it(self):
        told = "“They lied to us for years, and we have their letters,” wrote Ilse Varn to the board."
        for piece in (f"<p><a href=/x>{told}</a></p>", f"<footer><p>{told}</p></footer>", f"<aside><p>{told}</p></aside>", f"<div class=social-embed><p>{told}</p></div>", f"<ul><li><a href=/x>{told}</a></li></ul>"):
            found = texts(made(text=f"<p>{PARAGRAPHS[0]}</p>{piece}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"))
            self.assertEqual(found, [PARAGRAPHS[0], told, *PARAGRAPHS[1:]], piece)
        amended = "This article was amended on 5 June 2019: the wall is a hundred years old, not two hundred."
        self.assertEqual(texts(made(below=f"<p class=article-footer>{amended}</p>")), [*PARAGRAPHS, amended])

    def test_other_articles_among_paragraphs_are_none_of_it(self):
        for piece in ("<p><a href=/x>Ilse Varn: “They lied”</a></p>", "<aside><h3>More</h3><p>The board said that it was done.</p></aside>", "<div class=social-share><p>Sign up for what they wrote.</p></div>"):
            self.assertEqual(texts(made(text=f"<p>{PARAGRAPHS[0]}</p>{piece}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>")), PARAGRAPHS, piece)

    def test_what_stands_above_the_article_and_who_wrote_it_are_no_paragraphs(self):
        old = "<table><tr><td>Home Sports Weather</td></tr><tr><td><h1>Ferry to stop</h1><p>By Mira Teld</p><p>Staff Writer</p>{}</td></tr></table>".format("".join(f"<p>{text}</p>" for text in PARAGRAPHS))
        found = page.article(f"<html lang=en><head><title>Ferry to stop</title></head><body>{old}</body></html>".encode())
        self.assertEqual((found["text"].split("\n\n"), found["author"]), (PARAGRAPHS, "Mira Teld"))
        for line, names in (("By <a href=/m>Mira Teld</a> in Karst", "Mira Teld"), ("By Mira Teld and Jon Haldrey | Karst Daily | May 3, 2024", "Mira Teld, Jon Haldrey"), ("Mira van der Teld, Staff Writer", "Mira van der Teld")):
            found = page.article(made(above=f"<p>{line}</p>"))
            self.assertEqual((found["text"].split("\n\n"), found["author"]), (PARAGRAPHS, names), line)
        self.assertEqual(texts(made(above="<p>By Friday Mira Teld had gone</p>"))[0], "By Friday Mira Teld had gone")

    def test_a_quotation_that_repeats_a_part_of_a_paragraph_is_read_once(self):
        for pulled in ("<blockquote class=pullquote>We have waited long enough</blockquote>", "<blockquote><p>“We have waited long enough”</p><cite>Ilse Varn</cite></blockquote>", "<div class=pull-quote><p>We have waited long enough</p></div>"):
            self.assertEqual(texts(made(text=f"<p>{PARAGRAPHS[0]}</p>{pulled}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>")), PARAGRAPHS, pulled)
        said = "“We shall wait no longer for the ice,”"
        self.assertIn(said, texts(made(text=f"<p>{PARAGRAPHS[0]}</p><blockquote>{said}</blockquote><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>")))

    def test_what_the_page_says_is_left_out(self):
        below = "<p>Read more: Storm closes the road</p><p>Sign up for our newsletter</p><p>Follow us on Twitter</p><p>https://post.example/7</p>"
        left = page.article(made(below=below), explain=True)
        self.assertEqual(left["text"].split("\n\n"), PARAGRAPHS)
        self.assertTrue(all(why for _, why in left["left"]) and len(left["left"]) >= 3)

    def test_what_is_explained_is_all_of_the_page(self):
        found = page.article(made(below='<div class="sidebar"><h3>Letters</h3><p>Our letter comes every morning.</p></div>'), explain=True)
        self.assertIn("Our letter comes every morning.", [text for text, _ in found["left"]])
        self.assertNotIn("Our letter", found["text"])

    def test_a_class_alone_is_no_reason(self):
        for name in ("paywall", "subscriber-only", "share", "gallery-text", "story-newsletter"):
            below = f"<div class={name}><p>“The wall will hold for a hundred years and more,” the engineer said on Friday.</p></div>"
            self.assertEqual(len(texts(made(below=below))), 4, name)

    def test_a_heading_about_something_ends_nothing(self):
        self.assertEqual(len(texts(made(below="<h2>About the wall</h2><p>It is cheap, said Ilse Varn, who has read the plans of the wall.</p>"))), 5)

    def test_labels_between_paragraphs_are_left_out(self):
        between = "<p>Story continues below</p><p>{{title}} by {{author}}</p><p>RELATED: <a href=/x>Mayor says he will not pay</a></p><p>Article continues after ad</p>"
        self.assertEqual(texts(made(text=f"<p>{PARAGRAPHS[0]}</p>{between}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>")), PARAGRAPHS)
        self.assertEqual(texts(made(below="<p>ADVERTISEMENT</p><p>Share</p><p>3 Comments</p><p>Tags</p>")), PARAGRAPHS)

    def test_an_aside_that_holds_most_of_the_page_is_the_article_and_what_is_hidden_is_not(self):
        inside = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
        self.assertEqual(texts(made(text=f'<div id=cookie-consent><p>We use cookies on your device, and so do our 812 partners.</p></div><aside>{inside}</aside>')), PARAGRAPHS)
        self.assertEqual(texts(made(below='<div style="display:none"><p>“Nobody sees this,” said a machine that writes for other machines.</p></div>')), PARAGRAPHS)

    def test_a_collapsed_body_is_the_article(self):
        inside = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:])
        self.assertEqual(texts(made(text=f'<p>{PARAGRAPHS[0]}</p><div style="display:none" class="more-text">{inside}</div>')), PARAGRAPHS)

    def test_struck_text_is_out_and_marks_of_notes_are_no_numbers(self):
        below = "<p>The mayor <del>confirmed</del> <ins>denied</ins> it, and 12<sup>3</sup> boats were lost.<sup><a href=#n>[1]</a></sup></p><p>They cost 10<sup>6</sup> crowns and 40 km<sup>2</sup> of sea, Ilse Varn said.</p>"
        self.assertEqual(texts(made(below=below))[3:], ["The mayor denied it, and 12 boats were lost.", "They cost 10⁶ crowns and 40 km² of sea, Ilse Varn said."])

    def test_signs_that_nobody_sees_are_out(self):
        self.assertIn("decision of Brandvold", texts(made(below="<p>The deci&shy;sion of Brand\u200bvold was read out by the clerk of the board.</p>"))[3])

    def test_the_posts_of_a_live_blog_stand_in_their_order(self):
        posts = "".join(f'<div class="live-post"><time datetime="2021-03-05T1{hour}:20:00Z">1{hour}:20</time><p>Ilse Varn said that vote number {hour} was final, and that nobody had objected.</p></div>' for hour in (3, 2, 1))
        found = texts(made(text=f"<div class=liveblog>{posts}</div>"))
        self.assertEqual(found[::2], ["11:20", "12:20", "13:20"])

    def test_data_gives_the_text_that_the_page_does_not_show(self):
        lines = "\\n\\n".join(PARAGRAPHS).replace('"', '\\"')
        head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{lines}",}}</script>'
        self.assertEqual(texts(made(head=head, text="<div id=app></div>")), PARAGRAPHS)


class NoArticleTests(unittest.TestCase):
    def refusal(self, data):
        with self.assertRaises(Fault) as caught:
            page.article(data)
        self.assertTrue(caught.exception.empty)
        return caught.exception.reason

    def test_pages_without_an_article_are_told_apart(self):
        cookies = "<p>We and our partners use cookies and store unique identifiers on your device.</p><p>You can consent to our use of personal data, or read our privacy notice.</p>"
        self.assertIn("cookies", self.refusal(made(text=cookies)))
        self.assertIn("script", self.refusal(made(text="<div id=__next></div>", outside='<script id="__NEXT_DATA__" type="application/json">{}</script>')))
        self.assertIn("lists", self.refusal(made(text="".join(f"<a href=/{number}>Story {number}</a> " for number in range(40)))))

    def test_a_teaser_is_marked_as_cut(self):
        head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
        found = page.article(made(head=head, below="<div class=paywall><p>To continue reading this article, subscribe for 1 crown.</p></div>"))
        self.assertTrue(found["cut"] and found["remarks"])
        self.assertEqual(found["text"].split("\n\n"), PARAGRAPHS)
        self.assertIsNone(page.article(made())["cut"])


class AboutTests(unittest.TestCase):
    def test_who_saved_a_page_wrote_its_address_into_it(self):
        for comment in ("<!--\n Page saved with SingleFile \n url: https://post.example/wall \n saved date: Wed Mar 03 2021 10:11:12 GMT+0100 (CET)\n-->", "<!-- saved from url=(0025)https://post.example/wall -->"):
            found = page.article(made().replace(b"<html", comment.encode() + b"<html"))
            self.assertEqual((found["url"], found["outlet"]), ("https://post.example/wall", "post.example"))
            self.assertEqual(found["saved"], "2021-03-03T10:11:12+01:00" if "SingleFile" in comment else None)

    def test_authors_are_names_alone(self):
        for author, expected in (("By Ilse Varn, Political Editor", "Ilse Varn"), ("Ilse Varn, Toma Reik", "Ilse Varn, Toma Reik"), ("Ilse Varn ilse@post.example", "Ilse Varn")):
            self.assertEqual(page.article(made(head=f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": "{author}"}}</script>'))["author"], expected)

    def test_people_and_outlets_that_stand_elsewhere_in_the_data_are_looked_up(self):
        graph = ('{"@graph":[{"@type":"NewsArticle","headline":"Board raises the wall at Marsh Gate","author":{"@id":"#p"},"publisher":{"@id":"#o"}},'
            '{"@type":"Person","@id":"#p","name":"Ilse Varn"},{"@type":"Organization","@id":"#o","name":"The Marsh Times"}]}')
        found = page.article(made(head=f'<script type="application/ld+json">{graph}</script>'))
        self.assertEqual((found["author"], found["outlet"]), ("Ilse Varn", "The Marsh Times"))

    def test_a_title_is_the_page_s_own_and_its_lines_are_parted(self):
        bare = made().replace(b"<title>Board raises the wall at Marsh Gate</title>", b"<title></title>")
        self.assertEqual(page.article(bare.replace(b"raises the wall", b"raises<br>the wall"))["title"], "Board raises the wall at Marsh Gate")
        self.assertEqual(page.article(bare.replace(b"<title></title>", b"").replace(b"<article>", b"<svg><title>Logo of the Marsh Times</title></svg><article>"))["title"], "Board raises the wall at Marsh Gate")

    def test_a_site_s_name_in_the_first_heading_is_no_title(self):
        data = made().replace(b"<article><h1>Board raises the wall at Marsh Gate</h1>", b"<h1>Ostrevant Post</h1><article><h2>Board raises the wall at Marsh Gate</h2>").replace(b"Gate</title>", b"Gate | Ostrevant Post</title>")
        self.assertEqual(page.article(data)["title"], "Board raises the wall at Marsh Gate")


class ByteTests(unittest.TestCase):
    def test_bytes_that_are_no_utf8_at_all_are_windows_1252_whatever_is_declared(self):
        self.assertEqual(unpacking.decoded("“Velm,” said Zoë".encode("cp1252"), "utf-8"), ("“Velm,” said Zoë", 0))
        self.assertEqual(unpacking.decoded("é ".encode() + b"\xeb", "utf-8"), ("é \ufffd", 1))
        self.assertEqual(unpacking.decoded(b"a\x81", "utf-8")[1], 1)
        self.assertEqual(unpacking.decoded("<html>Velm".encode("utf-16-le")), ("<html>Velm", 0))

    def test_a_page_that_a_crawler_unpacked_is_read_as_it_is(self):
        for encoding in ("br", "deflate", "gzip"):
            self.assertEqual(unpacking.unpacked(b"<!doctype html>", encoding), b"<!doctype html>")

    def test_hyphens_at_line_ends_stay_in_compounds(self):
        lines = ["The deci-", "sion of the trade-", "union leader on a long-", "term lease was all-", "but-signed, the Anglo-", "Tarsonian board said."]
        self.assertEqual(document.paragraphs([lines]), ["The decision of the trade-union leader on a long-term lease was all-but-signed, the Anglo-Tarsonian board said."])

    def test_numbers_of_notes_on_the_same_page_leave_their_words(self):
        self.assertEqual(document.without_marks(["the dispute1 that", "in 2021", "1 Interview with a worker."])[:2], ["the dispute that", "in 2021"])

    def test_what_a_browser_prints_around_a_page_is_no_text(self):
        pages = [["06/03/2021, 10:11", "Wall | Post", "Text on page one.", "https://post.example/wall", "1/2"], ["06/03/2021, 10:11", "Wall | Post", "More.", "https://post.example/wall", "2/2"]]
        self.assertEqual(document.print_heads(pages), {"url": "https://post.example/wall", "title": "Wall | Post"})
        self.assertEqual(pages, [["Text on page one."], ["More."]])


class FeedTests(unittest.TestCase):
    def test_an_id_that_several_items_have_tells_none_apart(self):
        found = feed.feed(b"<rss version='2.0'><channel><title>V</title>" + b"".join(b"<item><link>https://v.example/%d</link><guid isPermaLink='false'>x</guid></item>" % n for n in (1, 2)) + b"</channel></rss>")
        self.assertEqual([item["id"] for item in found["items"]], ["https://v.example/1", "https://v.example/2"])

    def test_bodies_that_are_escaped_twice_are_paragraphs(self):
        text = "".join(f"&amp;lt;p&amp;gt;{paragraph * 3}&amp;lt;/p&amp;gt;" for paragraph in PARAGRAPHS)
        self.assertEqual(body.held(text)["text"].count("\n\n"), 2)

    def test_json_feeds_may_point_elsewhere_and_utf16_is_read(self):
        found = feed.feed(b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "external_url": "https://v.example/1"}]}')
        self.assertEqual(found["items"][0]["url"], "https://v.example/1")
        wide = "<?xml version='1.0' encoding='utf-16'?><rss version='2.0'><channel><item><link>https://v.example/1</link></item></channel></rss>".encode("utf-16")
        self.assertEqual(len(feed.feed(wide)["items"]), 1)


    def test_an_item_without_an_address_is_read_under_the_feeds_own(self):
        text = "".join(f"&lt;p&gt;{paragraph * 3}&lt;/p&gt;" for paragraph in PARAGRAPHS)
        rss = f"<rss version='2.0'><channel><title>V</title><link>https://v.example/</link><item><guid isPermaLink='false'>7</guid><description>{text}</description></item><item><description>{text}</description></item></channel></rss>"
        whole = feed.feed(rss.encode(), contents=True)["items"]
        self.assertEqual([(item["url"], item["id"], item["text"].count("\n\n")) for item in whole], [(None, "https://v.example/#7", 2), (None, None, 2)])
        self.assertEqual([item["url"] for item in feed.feed(rss.encode(), "https://v.example/feed")["items"]], [None, None])
        [item] = feed.feed(json.dumps({"version": "https://jsonfeed.org/version/1.1", "feed_url": "https://v.example/f.json", "items": [{"id": "7", "content_text": "\n\n".join(PARAGRAPHS * 3)}]}).encode(), contents=True)["items"]
        self.assertEqual((item["url"], item["id"], item["text"].count("\n\n")), (None, "https://v.example/f.json#7", 8))

    def test_what_was_changed_was_not_published_then(self):
        moment = "2024-05-03T10:00:00+00:00"
        atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><title>V</title><entry><id>a</id><link href='https://v.example/a'/><updated>2024-05-03T10:00:00Z</updated></entry></feed>"
        rdf = b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'><item><link>https://v.example/a</link><dc:date>2024-05-03T10:00:00Z</dc:date></item></rdf:RDF>"
        self.assertEqual([(item["published"], item["updated"]) for data in (atom, rdf) for item in feed.feed(data)["items"]], [(None, moment), (moment, None)])


class ArchiveTests(unittest.TestCase):
    PAGE = made()

    def records(self, data):
        import tempfile

        with tempfile.NamedTemporaryFile(suffix=".warc") as file:
            file.write(data)
            file.flush()
            held = archive.opened(open(file.name, 'rb'))
            found = []
            while True:
                answer, _ = held.next()
                found.append(answer)
                if answer["end"]:
                    return found

    def warc(self, names=lambda head: head, end=b"\r\n", http=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", url=b"https://post.example/1", kind=b"response"):
        content = http.replace(b"\r\n", end) + self.PAGE
        head = b"WARC-Type: " + kind + b"\r\nWARC-Target-URI: " + url + b"\r\nWARC-Date: 2021-03-05T09:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n" % len(content)
        return (b"WARC/1.0\r\n" + names(head) + b"\r\n").replace(b"\r\n", end) + content + end * 2

    def test_heads_of_other_makers_are_read(self):
        for data in (self.warc(end=b"\n"), self.warc(names=bytes.lower), self.warc(url=b"<https://post.example/1>"), self.warc(http=b"HTTP/1.1 200 OK\r\n\r\n")):
            found = [answer["record"] for answer in self.records(self.warc(url=b"https://post.example/0") + data + self.warc(url=b"https://post.example/2")) if answer["record"]]
            self.assertEqual([one["url"] for one in found], [f"https://post.example/{number}" for number in range(3)], data[:120])

    def test_a_record_whose_length_is_too_great_ends_itself_alone(self):
        import gzip

        records = [self.warc(url=b"https://post.example/%d" % number) for number in range(4)]
        length = re.search(rb"Content-Length: (\d+)", records[1])[1]
        for more in (100, 10_000_000):
            wrong = [*records[:1], records[1].replace(length, b"%d" % (int(length) + more)), *records[2:]]
            for data in (b"".join(wrong), b"".join(map(gzip.compress, wrong))):
                found = [(answer["record"]["url"][-1], answer["record"]["cut"]) for answer in self.records(data) if answer["record"]]
                self.assertEqual(found, [(str(number), False) for number in range(4)], (more, data[:2]))

    def test_a_record_that_is_cut_says_so_and_a_revisit_is_counted(self):
        cut = [answer["record"]["cut"] for answer in self.records(self.warc() + self.warc()[:-200]) if answer["record"]]
        self.assertEqual(cut, [False, True])
        self.assertEqual(self.records(self.warc() + self.warc(kind=b"revisit"))[-1]["passed"], {"again": 1})


class OtherPagesTests(unittest.TestCase):
    def refused(self, body, why, title="Ostrevant Post"):
        with self.assertRaisesRegex(Fault, why) as found:
            page.article(f"<html lang=en><head><title>{title}</title></head><body>{body}</body></html>".encode())
        self.assertTrue(found.exception.empty)

    def test_a_list_of_articles_is_none_with_and_without_their_first_words(self):
        cards = "".join(f"<div><h2><a href=/{number}>Board raises wall number {number} again</a></h2><p>It will cost {number} million, the clerk said.</p></div>" for number in range(12))
        self.refused(cards, "lists articles")
        self.refused("<ul>" + "".join(f"<li><a href=/{number}>Board raises wall number {number} again</a></li>" for number in range(40)) + "</ul>", "lists articles")

    def test_a_list_within_an_article_is_its_own(self):
        items = "".join(f"<section><h2><a href=https://maker.example/{number}>Wall {number}</a></h2><p>It will hold for {number} years, Ilse Varn said.</p></section>" for number in range(12))
        self.assertEqual(texts(made(below=items))[3:], [f"It will hold for {number} years, Ilse Varn said." for number in range(12)])

    def test_what_stands_in_an_articles_place_is_none(self):
        self.refused("<h1>Just a moment...</h1><p>The Post needs to review the security of your connection.</p>", "in an article's place", "Just a moment...")
        self.refused("<h1>404</h1><p>The page that you look for is not there any more.</p>", "in an article's place", "404 Not Found")
        self.refused("<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>", "in the browser")

    def test_what_asks_for_money_in_the_place_of_the_rest_marks_it_as_cut(self):
        asking = "<p>This article is for subscribers. To read the rest of it, subscribe for a crown a week.</p>"
        found = page.article(made(below=asking), explain=True)
        self.assertEqual((found["text"].split("\n\n"), found["cut"]), (PARAGRAPHS, True))
        self.assertTrue(any("in the place of the rest" in why for _, why in found["left"]))
        self.assertIsNone(page.article(made(below=asking.replace("This", "“This").replace("week.", "week,” said Ilse Varn.")))["cut"])


if __name__ == "__main__":
    unittest.main()
