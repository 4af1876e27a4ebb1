"""Text that stands in no paragraph of its page is read as one; and what a page shows is either taken or named as left out."""

import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Pages"), str(Path(__file__).parent)]

from undated_pages import PARAGRAPHS  # noqa: E402

import page  # noqa: E402

A, B, C = PARAGRAPHS
D = "The ministry of works said that the money would come from the fund for the coast, and that nobody would lose a home by it."
HEAD = "<h1>Board raises the wall at Marsh Gate</h1>"


def read(body):
    return page.article(f"<html lang=en><head><title>Board raises the wall at Marsh Gate</title></head><body>{body}</body></html>".encode(), explain=True)


class BareTextTests(unittest.TestCase):
    def test_sentences_beside_paragraphs_are_paragraphs(self):
        for body in (
            f"{HEAD} {A}<p>{B}<p>{C}<p>{D}",
            f"<table><tr><td>{HEAD} {A}<p>{B}<p>{C}<p>{D}</td></tr></table>",
            f"{HEAD}{A}<hr>{B}<hr>{C}<hr>{D}",
            f"<article>{HEAD}<p>{A}<p>{B}<div>&nbsp;</div>{C}<p>{D}</article>",
            f"<div>{HEAD}{A}<div><img src=x></div>{B}<div><img src=x></div>{C}<div><img src=x></div>{D}</div>",
            f"<div id=story>{HEAD} {A}<br><br>{B}<div>&nbsp;</div>{C}<div>&nbsp;</div>{D}</div>",
            f"<div>{HEAD}{A}<br><br>{B}<div align=center>{C}</div>{D}</div>",
        ):
            self.assertEqual(read(body)["text"].split("\n\n"), [A, B, C, D], body)

    def test_sections_and_centred_lines_are_paragraphs(self):
        for body in (
            f"<article>{HEAD}<section class=lead>{A}</section><div class=body><p>{B}<p>{C}<p>{D}</div></article>",
            f"<article>{HEAD}<p>{A}<p>{B}<p>{C}<center>{D}</center></article>",
            f"<div>{HEAD}<section>{A}</section><section>{B}</section><section>{C}</section><section>{D}</section></div>",
        ):
            self.assertEqual(read(body)["text"].split("\n\n"), [A, B, C, D], body)

    def test_what_goes_on_within_its_line_stays_whole(self):
        bent = B.replace("long", "<i>long</i>").replace("She", "<a href=/v>She</a>")
        self.assertEqual(read(f"{HEAD}{A}<hr>{bent}<hr>{C}<hr>{D}")["text"].split("\n\n"), [A, B, C, D])

    def test_an_article_in_several_elements_is_whole(self):
        every = [f"{PARAGRAPHS[number % 3]} That was day {number}." for number in range(10)]
        part = lambda first, end: "".join(f"<p>{text}</p>" for text in every[first:end])
        for body in (
            f"<article>{HEAD}{part(0, 5)}</article><article>{part(5, 10)}</article>",
            f"<article>{HEAD}{part(0, 3)}</article><div class=post-content>{part(3, 10)}</div>",
            f"<article class=lead>{HEAD}{part(0, 2)}</article><div>{part(2, 10)}</div>",
        ):
            self.assertEqual(read(body)["text"].split("\n\n"), every, body[:80])

    def test_another_article_with_a_headline_stays_out(self):
        body = f"<div><article>{HEAD}<p>{A}<p>{B}<p>{C}</article><article><h1>Storm closes the road</h1><p>{D} {D}<p>{D} And more.</article></div>"
        self.assertNotIn("And more", read(body)["text"])

    def test_every_text_that_is_left_out_is_named(self):
        beside = ("The tide tables of the week", "Weather: gales from the west", "A word from the harbour master")
        body = f"<article>{HEAD}<p>{A}<p>{B}<p>{C}<p>{D}</article>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in zip(("section", "center", "div"), beside)) + "Bare words at the end"
        found = read(body)
        told = " ".join(text for text, _ in found["left"]) + found["text"]
        for text in (*beside, "Bare words at the end"):
            self.assertIn(text, told)


if __name__ == "__main__":
    unittest.main()
