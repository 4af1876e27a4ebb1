"""When a page was published: what counts, what does not, and which of two days a date is."""

import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Pages"), str(Path(__file__).parent)]

from undated_pages import PAGES, PARAGRAPHS  # noqa: E402
from undated_pages import page as made  # noqa: E402

import dates  # noqa: E402
import page  # noqa: E402


class DateTests(unittest.TestCase):
    def test_a_page_that_tells_no_date_has_none(self):
        self.assertEqual(len(PAGES), 30)
        for what, data in PAGES:
            found = page.article(data)
            self.assertIsNone(found["published"], f"{what}: {found['published']} by {found['published_by']}")

    def test_structured_data_goes_before_what_is_shown_and_that_before_the_address(self):
        meta, shown, address = '<meta property="article:published_time" content="2021-04-03T08:00:00Z">', "<p class=date>5 April 2021</p>", '<link rel=canonical href="https://post.example/2021/04/07/wall">'
        for head, above, expected in (
            (meta + address, shown, ("2021-04-03T08:00:00+00:00", "meta")),
            (address, shown, ("2021-04-05", "text")),
            (address, "", ("2021-04-07", "address")),
        ):
            found = page.article(made(head=head, above=above))
            self.assertEqual((found["published"], found["published_by"]), expected)

    def test_words_elsewhere_count_where_they_say_it_and_agree(self):
        self.assertEqual(page.article(made(below="<p>Published: 3 April 2021, 10:15</p>"))["published"], "2021-04-03")
        self.assertIsNone(page.article(made(below="<p>Published: 3 April 2021</p><p>Published: 4 April 2021</p>"))["published"])

    def test_when_it_was_changed_is_kept_apart(self):
        found = page.article(made(above="<p class=byline>Updated 1 June 2021 10:00 · First published 5 March 2021 09:00</p>"))
        self.assertEqual((found["published"], found["updated"], found["author"]), ("2021-03-05", "2021-06-01", None))

    def test_a_dot_or_the_region_says_which_of_two_days_it_is(self):
        meta = '<meta name=date content="{}">'
        for attributes, date, expected in (
            ('lang="en"', "05.03.2021", "2021-03-05"), ('lang="en-GB"', "05/03/2021 09:15", "2021-03-05T09:15:00"), ('lang="en-US"', "05/03/2021", "2021-05-03"),
            ('lang="fr"', "05/03/2021", "2021-03-05"), ('lang="en"', "05/03/2021", "05/03/2021"), ('lang="en"', "25/03/2021", "2021-03-25"), ('lang="en"', "2021/03/05", "2021-03-05"),
        ):
            self.assertEqual(page.article(made(head=meta.format(date), attributes=attributes))["published"], expected, (attributes, date))

    def test_a_byline_tells_its_date_behind_the_name(self):
        for line, author in (("By Ilse Varn Fri 5 Mar 2021 09.15 GMT", "Ilse Varn"), ("By Ilse Varn on March 5, 2021", "Ilse Varn")):
            found = page.article(made(above=f"<p class=byline>{line}</p>"))
            self.assertEqual((found["published"], found["published_by"], found["author"]), ("2021-03-05", "text", author), line)

    def test_of_short_paragraphs_too_none_is_looked_behind_for_a_date(self):
        short = "".join(f"<p>{text}</p>" for text in ("The board raised the sea wall at Marsh Gate again on Monday.", "It will cost nine million, said Ilse Varn, the clerk.", "Nobody had asked us, Petrus Hool said."))
        self.assertIsNone(page.article(made(text=short * 3, outside="<div><h3>Storm</h3><time datetime=2023-01-01>1 Jan 2023</time></div>"))["published"])

    def test_what_stands_above_the_headline_is_the_day_of_something_else(self):
        address = '<link rel=canonical href="https://post.example/2021/04/07/wall">'
        for above in (
            "<header>Saturday, 28 February 2026</header>", "<div class=date>28 February 2026</div>", "<table><tr><td>Marsh Gate, 28 February 2026</td></tr></table>",
            '<div class=breaking><a href=/x>Storm hits the pier</a> <time datetime="2025-01-02">2 January 2025</time></div>',
        ):
            for head, expected in (("", None), (address, "2021-04-07")):
                data = made(head=head).replace(b"<article>", above.encode() + b"<article>")
                self.assertEqual(page.article(data)["published"], expected, above)

    def test_a_date_with_a_label_of_its_own_is_of_what_the_label_names(self):
        for label in ("Event date", "Hearing", "Deadline", "Born", "War ends", "From the archive", "Next update"):
            self.assertIsNone(page.article(made(above=f"<p>{label}: 3 May 2021</p>"))["published"], label)
        self.assertIsNone(page.article(made(above="<p>(First published in The Marsh Times on 3 May 1931)</p>"))["published"])
        for label in ("Published", "Date", "Posted on"):
            self.assertEqual(page.article(made(above=f"<p>{label}: 3 May 2021</p>"))["published"], "2021-05-03", label)

    def test_an_address_names_a_day_between_signs_of_one_kind(self):
        for path, expected in (("/2021/04/07/wall", "2021-04-07"), ("/wall-2021-04-07", "2021-04-07"), ("/treaty-of-2010/10/12/wall", None)):
            self.assertEqual(page.article(made(head=f'<link rel=canonical href="https://post.example{path}">'))["published"], expected, path)

    def test_the_first_day_of_a_spreadsheet_is_no_date(self):
        self.assertIsNone(page.article(made(head='<meta property="article:published_time" content="1899-12-30">'))["published"])

    def test_a_line_with_a_date_in_other_words_is_the_articles_and_no_paragraph(self):
        for line, day in (("2024年5月3日", "2024-05-03"), ("3 мая 2024 г., 10:14", "2024-05-03"), ("1er août 2023", "2023-08-01"), ("3 May 2024 – 5 min read", "2024-05-03")):
            found = page.article(made(above=f"<p>{line}</p>"))
            self.assertEqual((found["published"], found["published_by"], line in found["text"]), (day, "text", False), line)

    def test_from_one_day_to_another_is_no_date_of_publication(self):
        self.assertIsNone(page.article(made(above="<p>5 March 1960 – 4 June 2020</p>"))["published"])

    def test_of_several_articles_in_structured_data_the_one_with_the_headline_counts(self):
        title = page.article(made())["title"]
        both = ",".join(f'{{"@type":"NewsArticle","headline":"{headline}","datePublished":"{day}"}}' for headline, day in (("Storm closes the coastal road", "2011-03-05"), (title, "2021-03-05")))
        self.assertEqual(page.article(made(head=f'<script type="application/ld+json">[{both}]</script>'))["published"], "2021-03-05")

    def data(self, *items):
        return '<script type="application/ld+json">[' + ",".join(items) + "]</script>"

    def test_structured_data_of_something_else_tells_no_date(self):
        for item in ('{"@type":"NewsArticle","headline":"Storm closes the coastal road","datePublished":"2011-03-05"}', '{"@type":"WebPage","name":"Home","datePublished":"2011-03-05"}',
                '{"@type":"Review","reviewBody":"Fine nets","datePublished":"2011-03-05"}', '{"@type":"WebPage","name":"Board raises the wall at Marsh Gate","dateCreated":"2011-03-05"}'):
            self.assertIsNone(page.article(made(head=self.data(item)))["published"], item)
        for outside in ('<div itemscope itemtype="https://schema.org/Comment"><meta itemprop=datePublished content=2015-01-01><p>Well done</p></div>',
                '<article itemscope itemtype="https://schema.org/NewsArticle"><h3>Storm closes the coastal road</h3><time itemprop=datePublished datetime=2016-01-01>x</time></article>'):
            self.assertIsNone(page.article(made(outside=outside))["published"], outside)

    def test_structured_data_is_the_articles_by_headline_or_address(self):
        address = '<link rel=canonical href="https://post.example/wall">'
        for item in ('{"@type":"NewsArticle","headline":"Marsh Gate: sea wall to be raised by board","datePublished":"2021-03-05"}', '{"@type":"NewsArticle","datePublished":"2021-03-05"}',
                '{"@type":"NewsArticle","headline":"Higher and higher","url":"https://www.post.example/wall/","datePublished":"2021-03-05"}', '{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"Board raises the wall at Marsh Gate","datePublished":"2021-03-05"}}'):
            self.assertEqual(page.article(made(head=address + self.data(item)))["published"], "2021-03-05", item)

    def test_a_short_headline_is_the_articles_where_the_page_shows_just_that(self):
        for title in ("In brief", "码头关闭"):
            head = self.data('{"@type":"NewsArticle","headline":"' + title + '","datePublished":"2021-03-05"}')
            found = page.article(made(head=head).replace(b"Board raises the wall at Marsh Gate", title.encode()))
            self.assertEqual((found["title"], found["published"]), (title, "2021-03-05"))

    def test_an_article_without_a_headline_is_alone_beside_what_describes_the_page(self):
        head = self.data('{"@type":"Article","datePublished":"2021-03-05"}', '{"@type":"WebPage","name":"Ostrevant Post"}')
        self.assertEqual(page.article(made(head=head))["published"], "2021-03-05")

    def test_headings_below_a_paragraph_of_an_item_do_not_name_it(self):
        text = f"<p>{PARAGRAPHS[0]}</p><h2>Higher and higher</h2><p>{PARAGRAPHS[1]}</p>"
        item = '<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop=datePublished content=2021-03-05>' + text + "</div>"
        self.assertEqual(page.article(made(text=item))["published"], "2021-03-05")
        item = '<div itemscope itemtype="https://schema.org/VideoObject"><meta itemprop=name content="Board raises the wall at Marsh Gate"><meta itemprop=datePublished content=2021-03-05></div>'
        self.assertEqual(page.article(made(above=item))["published"], "2021-03-05")

    def test_a_time_is_the_articles_behind_published_in_many_languages_and_in_front_of_its_byline(self):
        for above in ("<span>Publicerad:</span> <time datetime=2021-03-05>5/3</time>", "<span>Опубликовано:</span> <time datetime=2021-03-05>5/3</time>", "<time datetime=2021-03-05>5 March</time> written by Ilse Varn",
                "<time datetime=2021-03-05>5 March</time> Filed under harbours", "<time datetime=2021-03-05>5 March</time> Reading time 4 min"):
            self.assertEqual(page.article(made(above=f"<div>{above}</div>"))["published"], "2021-03-05", above)

    def test_another_time_on_the_page_tells_no_zone(self):
        told = '<meta property="article:published_time" content="2021-03-05T08:00:00">'
        for shown, expected in (("2021-03-06T01:00:00+00:00", "2021-03-05T08:00:00"), ("2021-03-05T08:00:00+01:00", "2021-03-05T08:00:00+01:00")):
            self.assertEqual(page.article(made(head=told, above=f"<time datetime={shown}>5 March</time>"))["published"], expected)

    def test_a_date_under_the_headline_may_be_of_something_else(self):
        for above in ("<div><span>Next meeting:</span> <span>4 April 2021</span></div>", "<table><tr><td>Opened</td><td>5 March 1953</td></tr></table>", "<dl><dt>Released</dt><dd>12 May 1998</dd></dl>", "<p>Event date</p><p>4 March 2021</p>",
                "<p>Filed under: History, 5 March 1953</p>", "<p>From the archive, 5 March 1953</p>", "<p>By Ilse Varn on the treaty of 5 March 1953</p>", "<div class=photo-caption>Marsh Gate, 3 March 2011</div>", "<p>Photo: Ilse Varn, 3 March 2011</p>",
                "<p>Friday, 5 March 2021 | 4 °C</p>", "<p>© Ilse Varn, 5 March 2019</p>", "<p>4 March 1994, aged 80</p>", "<p>Getty Images, 4 March 1994</p>", "<blockquote><p>“We are lost.”</p><p>— Petrus Hool, 4 May 2011</p></blockquote>",
                "<table><tr><th>Date</th></tr><tr><td>4 May 2021</td></tr><tr><td>5 May 2021</td></tr></table>", "<p>Marsh Gate v Velm, 4 May 2021, 15:00</p>", "<div><time datetime=2021-09-01>1 September</time> Harbour feast</div>", "<ul><li>5 March 2021</li><li><a href=/c>Cow in the canal</a></li></ul>"):
            self.assertIsNone(page.article(made(above=above))["published"], above)
        for above in ("<table><tr><td>Published:</td><td>5 March 2021</td></tr></table>", "<ul><li><a href=/ilse>Ilse Varn</a></li><li>5 March 2021</li></ul>", "<ul><li>Published 5 March 2021</li><li>Updated 6 March 2021</li></ul>", "<p>By Ilse Varn, Political Editor, 5 March 2021</p>", "<div><time datetime=2021-03-05>5 March</time> by Ilse Varn</div>"):
            self.assertEqual(page.article(made(above=above))["published"], "2021-03-05", above)

    def test_published_in_a_box_beside_the_article_is_of_the_box(self):
        for outside in ("<div class=book><p>Published 3 March 1999</p><p>Hardcover</p></div>", "<div><p>Posted on 3 March 2014</p><p>Well done</p></div>", "<div><a href=/c><span>Published 4 March 2021</span> Cow in canal</a></div>"):
            self.assertIsNone(page.article(made(outside=outside))["published"], outside)
        self.assertIsNone(page.article(made(below="<ol class=comments><li>Posted on 3 March 2014</li></ol>"))["published"])

    def test_an_address_of_an_event_or_with_a_number_tells_no_date(self):
        for path, expected in (("/history/1916/04/24/rising", None), ("/events/2021/12/24/carols", None), ("/news/wall-20210305", None), ("/wall_20210305_x.html", None), ("/news/20210305", None),
                ("/1916/04/24/rising", "1916-04-24"), ("/news/20210305/wall", "2021-03-05"), ("/20210305-wall", "2021-03-05")):
            self.assertEqual(page.article(made(head=f'<link rel=canonical href="https://post.example{path}">'))["published"], expected, path)

    def test_dates_in_words_and_numbers(self):
        self.assertEqual(dates.iso("Fri, 3 May 24 10:00 EST"), "2024-05-03T10:00:00-05:00")
        for given, expected in (
            ("Dienstag, 5. März 2021, 09:15 Uhr", "2021-03-05T09:15:00"), ("5 de março de 2021", "2021-03-05"), ("March 5th, 2021", "2021-03-05"), ("5th March 2021", "2021-03-05"),
            (1614934800000, "2021-03-05T09:00:00+00:00"), ("1614934800", "2021-03-05T09:00:00+00:00"), ("1887-05-12", "1887-05-12"), ("1970-01-01T00:00:00Z", None), ("2150-01-01", None),
            ("31.02.2021", None), ("Friday", None), ("12", None), ("", None),
            ("2024-W10", None), (12345, None), ("0000012345", None), ("24-03-05", "24-03-05"), ("March 2021", None), ("Spring 2021", None), ("12:30 2021", None), ("2024-03", None),
        ):
            self.assertEqual(dates.iso(given), expected, given)


if __name__ == "__main__":
    unittest.main()
