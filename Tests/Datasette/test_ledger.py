"""Programs that know nothing of Dixit read a ledger: Datasette, and SQLite as Python brings it.

usage: .setup/datasette/bin/python -m unittest discover --start-directory Tests/Datasette

DIXIT names another program than the one that `make build` makes.
"""

import collections
import contextlib
import csv
import io
import os
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

from datasette.app import Datasette

ROOT = Path(__file__).resolve().parents[2]
DIXIT = os.environ.get("DIXIT", str(ROOT / ".build/release/dixit"))
VIEWS = {"statements", "articles", "actors", "mentions", "marks", "links"}


def setUpModule():
    global folder, ledger, exported
    folder = tempfile.TemporaryDirectory()
    ledger = f"{folder.name}/samples.sqlite"
    subprocess.run([DIXIT, "add", "--quiet", "--ledger", ledger, "Samples"], cwd=ROOT, check=True, capture_output=True)
    table = subprocess.run([DIXIT, "export", "--ledger", ledger, "--format", "csv"], cwd=ROOT, check=True, capture_output=True)
    # A statement that repeats one of the original of a copy is exported with the copy, and does not count; `copy_of` tells.
    exported = [row for row in csv.DictReader(io.StringIO(table.stdout.decode(), newline="")) if not row["copy_of"]]
    # The export calls a speaker as the article does, “LISENNE” behind a dateline; the views call it as its actor is called.
    with contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as file:
        names = {str(actor): name for actor, name in file.execute("SELECT id, name FROM actors")}
    for row in exported:
        row["speaker"] = names.get(row["actor"], row["speaker"])


def tearDownModule():
    folder.cleanup()


def counts(column):
    return dict(collections.Counter(row[column] for row in exported if row[column]))


class DatasetteReads(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.site = Datasette(files=[ledger], settings={"facet_time_limit_ms": 10_000, "sql_time_limit_ms": 10_000})

    async def asyncTearDown(self):
        for database in self.site.databases.values():
            database.close()

    async def page(self, address):
        answer = await self.site.client.get(f"/samples{address}")
        self.assertEqual(answer.status_code, 200, answer.text[:500])
        return answer.json()

    async def test_the_views_are_listed(self):
        listed = {view["name"] for view in (await self.page(".json"))["views"]}
        self.assertLessEqual(VIEWS, listed)

    async def test_each_view_is_read_as_json_and_as_a_page(self):
        for view in VIEWS:
            with self.subTest(view=view):
                self.assertTrue((await self.page(f"/{view}.json?_shape=objects"))["columns"])
                self.assertEqual((await self.site.client.get(f"/samples/{view}")).status_code, 200)

    async def test_statements_are_counted_by_speaker_and_by_outlet_as_the_export_tells(self):
        address = "/statements.json?_facet=speaker&_facet=outlet&_facet_size=max&_size=0"
        facets = (await self.page(address))["facet_results"]
        for column in ["speaker", "outlet"]:
            with self.subTest(column=column):
                found = {result["value"]: result["count"] for result in facets[column]["results"] if result["value"]}
                self.assertTrue(found)
                self.assertEqual(found, counts(column))

    async def test_the_search_box_finds_words_of_statements_in_any_form(self):
        found = (await self.page("/statements.json?_search=gate&_shape=objects"))["rows"]
        told = {row["id"] for row in found}
        words = {row["statement"] for row in exported if "gate" in (row["source"] + row["cue"] + row["content"]).lower().split()}
        self.assertTrue(words)
        self.assertLessEqual(words, told)
        plural = (await self.page("/statements.json?_search=gates&_shape=objects"))["rows"]
        self.assertEqual({row["id"] for row in plural}, told)

    async def test_the_search_box_finds_articles(self):
        found = (await self.page("/articles.json?_search=timetable&_shape=objects"))["rows"]
        self.assertTrue(found)
        self.assertTrue(all("timetable" in row["text"].lower() for row in found))


class PlainSQLiteReads(unittest.TestCase):
    def setUp(self):
        self.file = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)

    def tearDown(self):
        self.file.close()

    def test_who_said_what_as_the_export_tells(self):
        rows = self.file.execute(
            "SELECT id, speaker, actor, form, source, cue, content, confidence, parent, outlet, title FROM statements ORDER BY article, number")
        stands = [["" if value is None else str(value) for value in row] for row in rows]
        names = ["statement", "speaker", "actor", "form", "source", "cue", "content", "confidence", "parent", "outlet", "title"]
        tells = [[row[name] for name in names] for row in exported]
        for row in stands + tells:
            row[7] = float(row[7])
        self.assertGreater(len(stands), 100)
        self.assertEqual(sorted(stands), sorted(tells))

    def test_ids_are_words_and_no_numbers(self):
        kinds = self.file.execute("SELECT DISTINCT typeof(id), id GLOB 's[0-9]*.[0-9]*' FROM statements").fetchall()
        self.assertEqual(kinds, [("text", 1)])
        self.assertEqual(self.file.execute("SELECT id FROM statements ORDER BY article, number LIMIT 1").fetchone(), ("s1.0",))

    def test_places_are_code_points_of_the_text_as_the_export_tells(self):
        rows = self.file.execute(
            "SELECT 's' || article || '.' || number, content_start || '-' || (content_start + content_length),"
            " substr(text, content_start + 1, content_length) FROM statement JOIN body USING (article)"
            " WHERE pieces IS NULL OR NOT pieces & 4").fetchall()
        tells = {row["statement"]: (row["content_spans"], row["content"]) for row in exported}
        self.assertGreater(len(rows), 100)
        for statement, places, words in rows:
            if statement in tells:
                self.assertEqual((places, words), tells[statement])

    def test_a_mention_stands_in_the_text_where_it_is_said_to(self):
        wrong = self.file.execute(
            'SELECT count(*), sum(substr(articles.text, start + 1, "end" - start) = mentions.text)'
            " FROM mentions JOIN articles ON articles.id = mentions.article").fetchone()
        self.assertEqual(*wrong)


if __name__ == "__main__":
    unittest.main()
