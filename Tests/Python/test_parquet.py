import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal

import dixit
import pytest
from conftest import HARBOUR, ROOT

if os.environ.get("DIXIT_INSTALLED") != "yes" and not (ROOT / ".setup/pages").exists():
    pytest.skip("the page worker is not set up", allow_module_level=True)


@pytest.fixture
def run(program, tmp_path):
    """Runs the program with this Python beside it, and sees to its status."""
    def run(*arguments, status=0):
        done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "DIXIT_PYTHON": sys.executable})
        assert done.returncode == status, done.stderr
        return done

    return run


@pytest.fixture
def arrow():
    """pyarrow, where it is installed."""
    return pytest.importorskip("pyarrow")


@pytest.fixture
def parquet(arrow):
    return pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def judged(program, ledger_file, tmp_path):
    """A ledger in which mara has found a statement wrong and judged marks of another."""
    path = tmp_path / "judged.sqlite"
    subprocess.run([program, "backup", "--ledger", ledger_file, path], check=True)
    for words in (["s1.1", "wrong"], ["s1.0", "mark", "sourcing=anonymous"]):
        subprocess.run([program, "review", "--ledger", path, *words, "--by", "mara"], check=True, stdout=subprocess.DEVNULL)
    return path


def test_without_pyarrow_the_remedy_is_said_in_one_sentence(run, ledger_file, tmp_path):
    try:
        import pyarrow
    except ModuleNotFoundError:
        pyarrow = None
    if pyarrow:
        pytest.skip("it is installed here")
    (tmp_path / "articles.parquet").write_bytes(b"PAR1")
    for words in (["export", "--ledger", ledger_file, "-f", "parquet", "-o", "tables"], ["read", "-f", "parquet", "-o", "read.parquet", ROOT / "Samples/far-bank.jsonl"],
                  ["add", "--ledger", "new.sqlite", "articles.parquet"]):
        said = run(*words, status=1).stderr
        assert "pyarrow" in said and f"install it with: {sys.executable} -m pip install pyarrow" in said and len(said.splitlines()) == 1
    assert not list(tmp_path.glob("**/*.partial")) and not (tmp_path / "read.parquet").exists()


def test_rows_are_the_records_of_the_command(run, parquet, tmp_path):
    from dixit import nested

    sample = ROOT / "Samples/far-bank.jsonl"
    run("read", "-q", "-f", "parquet", "-o", "read.parquet", sample)
    found = parquet.read_table(tmp_path / "read.parquet")
    lines = run("read", "-q", "-f", "jsonl", sample).stdout.splitlines()
    assert found.schema.equals(nested.RECORD) and found.column("record").to_pylist() == lines
    assert found.to_pylist() == nested.pa.Table.from_pylist([nested.row(json.loads(line), line) for line in lines], schema=nested.RECORD).to_pylist()
    assert any(statement["speaker_name"] for statement in found.column("statements")[0].as_py())


def test_exported_tables_are_those_of_python(run, parquet, ledger, ledger_file, tmp_path):
    run("export", "--ledger", ledger_file, "-f", "parquet", "-o", "tables")
    for name in ("statements", "articles", "actors", "marks", "links"):
        found, wanted = parquet.read_table(tmp_path / f"tables/{name}.parquet"), ledger.table(name)
        assert found.schema.equals(wanted.schema) and found.to_pylist() == wanted.to_pylist(), name


def test_an_sqlite_file_for_others_tells_no_names_and_nothing_found_wrong(run, judged, tmp_path):
    run("export", "--ledger", judged, "-f", "sqlite", "-o", "tables.sqlite")
    assert b"mara" not in (tmp_path / "tables.sqlite").read_bytes()
    file = sqlite3.connect(tmp_path / "tables.sqlite")
    assert {row[0] for row in file.execute("SELECT name FROM sqlite_schema WHERE type != 'index'")} == {"articles", "actors", "statements", "mentions", "marks", "links"}
    assert [row[0] for row in file.execute("SELECT id FROM statements ORDER BY id")] == [row["id"] for row in dixit.Ledger(judged).table("statements", to="rows")]
    assert file.execute("PRAGMA foreign_key_check").fetchall() == [] and file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert file.execute("SELECT value, \"by\" FROM marks WHERE statement = 's1.0' AND layer = 'sourcing'").fetchall() == [("anonymous", "person")]
    assert file.execute("SELECT count(*) FROM marks WHERE statement = 's1.1'").fetchone() == (0,)
    run("export", "--ledger", judged, "-f", "sqlite", "-o", "named.sqlite", "--reviewers")
    named = sqlite3.connect(tmp_path / "named.sqlite").execute("SELECT DISTINCT \"by\" FROM marks WHERE \"by\" IS NOT NULL")
    assert named.fetchall() == [("mara",)]


def test_filters_choose_among_statements_and_what_belongs_to_them(run, ledger_file, tmp_path):
    run("export", "--ledger", ledger_file, "-f", "sqlite", "-o", "part.sqlite", "--outlet", "Delta Farmer")
    file = sqlite3.connect(tmp_path / "part.sqlite")
    assert {row[0] for row in file.execute("SELECT name FROM articles")} == {"far-2"}
    assert {row[0] for row in file.execute("SELECT speaker FROM statements")} == {row[0] for row in file.execute("SELECT name FROM actors")} == {"Joren Haldrey"}
    assert {row[0] for row in file.execute("SELECT article FROM mentions UNION SELECT article FROM marks")} == {2}


def test_articles_of_parquet_are_read(run, arrow, parquet, tmp_path):
    rows = {
        "key": arrow.array([7, None, 9], arrow.int64()), "body": arrow.array([HARBOUR, "Nobody spoke.", "The rice grew."]).dictionary_encode(),
        "headline": ["Harbour", None, "Rice"], "authors": [["Ann Cole", "Ben Dorr"], [], None],
        "when": arrow.array([datetime(2021, 3, 12, 8, tzinfo=UTC), None, None], arrow.timestamp("ns", "UTC")), "price": [Decimal("1.50"), None, None],
        "nested": [{"a": 1}, None, None],
    }
    parquet.write_table(arrow.table(rows), tmp_path / "news.parquet")
    run("add", "-q", "--ledger", "new.sqlite", "--map", "text=body,id=key,title=headline,author=authors,published=when", "news.parquet")
    first, second, third = dixit.Ledger(tmp_path / "new.sqlite").table("articles", to="rows")
    assert (first["name"], first["title"], first["author"], str(first["day"]), first["published_by"]) == ("7", "Harbour", "Ann Cole, Ben Dorr", "2021-03-12", "file")
    assert second["name"] == "news:2" and third["author"] is None
    given = json.loads(run("gather", "--map", "text=body", "news.parquet").stdout.splitlines()[0])
    assert given["price"] == "1.50" and "nested" not in given
    assert "0 articles added; 3 were there" in run("add", "-q", "--ledger", "new.sqlite", "--map", "text=body,id=key,title=headline,author=authors,published=when", "news.parquet").stdout


def test_records_are_kept_as_read_elsewhere_and_stamped(run, arrow, parquet, tmp_path):
    run("read", "-q", "-f", "parquet", "-o", "read.parquet", ROOT / "Samples/far-bank.jsonl")
    rows = parquet.read_table(tmp_path / "read.parquet").to_pylist()
    for row in rows:
        row["record"] = row["record"].replace('"version": "', '"version": "elsewhere ')
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "selection.parquet")
    said = run("add", "-q", "--ledger", "kept.sqlite", "--as-read", "selection.parquet").stdout
    assert f"{len(rows)} articles kept as read elsewhere" in said
    kept = dixit.Ledger(tmp_path / "kept.sqlite")
    assert all(article["reader"].startswith("elsewhere ") for article in kept.table("articles", to="rows"))
    assert len(kept.statements(to="rows")) == sum(len(row["statements"]) for row in rows)
    assert "selection.parquet" in run("show", "1", "--ledger", "kept.sqlite").stdout
    assert f"0 articles kept as read elsewhere; {len(rows)} were there" in run("add", "-q", "--ledger", "kept.sqlite", "--as-read", "selection.parquet").stdout
    assert run("verify", "--ledger", "kept.sqlite").stdout
    # Without it they are read like any article, and what the rows tell of statements is not believed.
    run("add", "-q", "--ledger", "anew.sqlite", "selection.parquet")
    assert {article["reader"] for article in dixit.Ledger(tmp_path / "anew.sqlite").table("articles", to="rows")} == {dixit.__version__}


def test_records_that_were_changed_are_refused_by_row(run, arrow, parquet, tmp_path):
    run("read", "-q", "-f", "parquet", "-o", "read.parquet", ROOT / "Samples/far-bank.jsonl")
    rows = parquet.read_table(tmp_path / "read.parquet").to_pylist()[:3]
    rows[0]["record"] = rows[0]["record"].replace('"text": "', '"text": "x', 1)
    rows[1]["record"] = None
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "changed.parquet")
    done = run("add", "-q", "--ledger", "kept.sqlite", "--as-read", "changed.parquet", status=1)
    assert "1 article kept as read elsewhere" in done.stdout
    assert "does not stand at" in done.stderr and "row 2: the row holds no record" in done.stderr


def hostile(arrow, parquet, folder):
    """Files with what must be said of them."""
    (folder / "words.parquet").write_text("no table at all")
    yield "words.parquet", "it is no Parquet, or is damaged"
    whole = folder / "whole.parquet"
    parquet.write_table(arrow.table({"text": [HARBOUR] * 5000}), whole)
    (folder / "cut.parquet").write_bytes(whole.read_bytes()[:-200])
    yield "cut.parquet", "it is no Parquet, or is damaged"
    parquet.write_table(arrow.table({"text": [[{"deep": [[HARBOUR]]}]], "number": [1]}), folder / "nested.parquet")
    yield "nested.parquet", "none of its columns is known to hold the text"
    parquet.write_table(arrow.table({"text": [1.5]}), folder / "number.parquet")
    yield "number.parquet", "row 1: its member \"text\" is a number where a string is expected"
    parquet.write_table(arrow.table({"content": ["x"], "cue": ["said"], "form": ["direct"], "confidence": [1.0]}), folder / "statements.parquet")
    yield "statements.parquet", "its rows are statements, and no articles"


def test_hostile_files_are_refused_with_the_reason(run, arrow, parquet, tmp_path):
    for name, reason in hostile(arrow, parquet, tmp_path):
        done = run("gather", name, status=1)
        assert f"{name}" in done.stderr and reason in done.stderr and done.stdout == "", (name, done.stderr)
    assert "it has no column “record”" in run("add", "-q", "--ledger", "kept.sqlite", "--as-read", "whole.parquet", status=1).stderr


def test_rows_that_cannot_be_given_are_told_and_the_rest_is_read(run, arrow, parquet, tmp_path):
    texts = arrow.array([HARBOUR, None, "a" * (65 << 20), "The rice grew."], arrow.large_string())
    spoilt = arrow.StringArray.from_buffers(4, arrow.py_buffer(b"".join(n.to_bytes(4, "little") for n in (0, 1, 2, 3, 5))), arrow.py_buffer(b"abc\xff\xfe"))
    parquet.write_table(arrow.table({"text": texts}), tmp_path / "long.parquet")
    done = run("gather", "long.parquet", status=1)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["long:1", "long:4"]
    assert "row 2: " in done.stderr and "row 3: the row is longer than 64 MiB" in done.stderr
    parquet.write_table(arrow.table({"text": spoilt}), tmp_path / "spoilt.parquet")
    done = run("gather", "spoilt.parquet", status=1)
    assert len(done.stdout.splitlines()) == 3 and "row 4: the row cannot be read (UnicodeDecodeError)" in done.stderr


def test_a_folder_of_parts_is_gone_through(run, arrow, parquet, tmp_path):
    parts = tmp_path / "articles.parquet/day=2021-03-12"
    parts.mkdir(parents=True)
    for at in range(2):
        parquet.write_table(arrow.table({"id": [f"a{at}"], "text": [HARBOUR]}), parts / f"part-{at}.parquet")
    (tmp_path / "articles.parquet/_SUCCESS").touch()
    assert [json.loads(line)["id"] for line in run("gather", "-q", "articles.parquet").stdout.splitlines()] == ["a0", "a1"]
