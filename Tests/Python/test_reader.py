import json
import pickle
import subprocess
import threading

import dixit
import pytest
from conftest import HARBOUR, ROOT


def test_an_article_is_typed_and_its_spans_are_slices_of_its_text(reader):
    article = reader.read("😀 " + HARBOUR)
    first, second = article.statements
    assert first.speaker.name == "Ilse Varn" and first.speaker.kind == "person" and first.form == "mixed"
    assert first.cue[0].text == "said" and second.content[0].text == "it"
    for statement in article.statements:
        for span in statement.source + statement.cue + statement.content:
            assert article.text[span.start:span.end] == span.text
    for entity in article.entities:
        for mention in entity.mentions:
            assert article.text[mention.start:mention.end] == mention.text
    assert second.mark("sourcing") == "named" and second.mark("nothing") is None


def test_a_statement_knows_the_statement_it_stands_in(reader):
    article = reader.read("Ilse Varn said that her deputy had told reporters that the harbour was open.")
    inner = [statement for statement in article.statements if statement.parent]
    assert inner and inner[0].parent in article.statements


def test_what_is_known_of_an_article_stands_in_its_record(reader):
    article = reader.read({"text": HARBOUR, "id": "h", "desk": [1, {"a": None}]}, outlet="Far Bank", title="Harbour")
    assert (article.id, article.outlet, article.title, article.author) == ("h", "Far Bank", "Harbour", None)
    assert article.record["desk"] == [1, {"a": None}]


def test_records_are_those_of_the_command_to_the_byte(reader, program):
    lines = (ROOT / "Samples/far-bank.jsonl").read_text(encoding="utf8").splitlines()[:3]
    done = subprocess.run([program, "read", "--quiet", "-f", "jsonl", "-"], input="\n".join(lines), capture_output=True, encoding="utf8", check=True)
    # Where a date comes from is told by the command, which gathers.
    expected = [line.replace(', "published_by": "file"', "") for line in done.stdout.splitlines()]
    assert [reader.read_json(line) for line in lines] == expected
    assert [article.json for article in reader.read_many(map(json.loads, lines))] == expected


def test_a_record_is_read_back(reader):
    article = reader.read(HARBOUR)
    again = dixit.Article.from_json(article.json.encode())
    assert again.record == article.record and again.reader == reader.version


def test_links_and_marks_of_all_shapes_are_read_back(reader):
    record = dict(reader.read(HARBOUR).record)
    record["links"] = [{"a": 1, "b": 0, "relation": "denies", "confidence": 0.7, "layer": "replies", "version": 1}]
    record["own_voice"] = [{"start": 0, "end": 3, "text": "The", "kind": "word", "confidence": 0.5, "version": 1}]
    article = dixit.Article.from_json(json.dumps(record))
    assert article.links == (dixit.Link(1, 0, "denies", 0.7, "replies"),)
    assert article.marks["own_voice"][0].value is None and article.marks["own_voice"][0].members["kind"] == "word"


def test_many_come_in_their_order_whatever_their_length(reader):
    texts = [HARBOUR * (20 if number % 5 == 0 else 1) for number in range(12)]
    found = list(reader.read_many(texts, jobs=3))
    assert [article.text for article in found] == texts and [article.id for article in found] == [str(n) for n in range(1, 13)]


def test_many_are_taken_as_they_are_needed(reader):
    taken = []

    def texts():
        for number in range(1_000):
            taken.append(number)
            yield "Her deputy denied it."

    articles = reader.read_many(texts(), jobs=2)
    next(articles)
    articles.close()
    assert len(taken) <= 10


def test_what_cannot_be_read_is_one_sentence_and_stops_nothing_that_is_asked_to_go_on(reader):
    with pytest.raises(dixit.DixitError, match='article 2: has no member "text"; give its text as a string'):
        list(reader.read_many([HARBOUR, {"title": "no text"}]))
    first, second, third = reader.read_many([HARBOUR, {"id": "x"}, HARBOUR], errors="return")
    assert isinstance(second, dixit.DixitError) and first.statements and third.statements


@pytest.mark.parametrize("text", ["", "\0", "\ud800 said nothing", "﻿", "a" * 10_000, "“" * 500])
def test_any_text_is_read(reader, text):
    article = reader.read(text)
    assert len(article.text) == len(text)


def test_threads_share_a_reader(reader):
    found = []
    threads = [threading.Thread(target=lambda: found.append(reader.read(HARBOUR).json)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and len(set(found)) == 1


def test_a_reader_is_pickled_by_what_it_was_made_of():
    again = pickle.loads(pickle.dumps(dixit.Reader(engine="portable")))
    assert again.engine == "portable"


@pytest.mark.parametrize(("model", "says"), [("/nowhere/reader.model", "/nowhere/reader.model"), (__file__, "is not a Dixit model"), ("a\0b", "NUL")])
def test_a_model_that_cannot_be_used_is_named(model, says):
    with pytest.raises(dixit.DixitError, match=says):
        dixit.Reader(model)


def test_an_engine_that_there_is_not_is_refused():
    with pytest.raises(dixit.DixitError, match="there is no engine “gpu”"):
        dixit.Reader(engine="gpu")
