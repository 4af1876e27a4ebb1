import sqlite3
import sys
from datetime import UTC, date, datetime

import dixit
import pytest
from conftest import HARBOUR
from dixit import tables


def test_statements_are_found_with_where_the_words_stand(ledger):
    found, = ledger.find("harbour")
    assert found.id == "s1.0" and found.speaker == dixit.Actor("@1", "Ilse Varn", "person")
    assert found.article.outlet == "Far Bank" and found.article.published_by == "file" and found.review is None
    assert [HARBOUR[start:end] for start, end in found.matches] == ["harbour"]


def test_filters_are_those_of_the_command(ledger):
    assert {found.article.name for found in ledger.find(outlet="Delta Farmer")} == {"far-2"}
    assert ledger.find(outlet=["Far Bank", "Delta Farmer"], since="2021-04", limit=None) == ledger.find(article=2)
    assert ledger.find(added_since="2000", limit=None) == ledger.find(limit=None) and ledger.find(added_since="9000-01-01") == []
    assert [found.form for found in ledger.find(form="mixed")] == ["mixed"]
    assert ledger.find(nested=True) == [] and ledger.find(reviewed=True) == [] and ledger.find(confidence=1.0) == []
    assert ledger.find(sourcing="named") and len(ledger.find(limit=1)) == 1


@pytest.mark.parametrize(("words", "filters", "says"), [
    ("(", {}, "cannot be searched for"), ("", {"form": "loud"}, "form cannot be “loud”"), ("", {"colour": "red"}, "there is no filter “colour”"),
    ("", {"speaker": "Nobody Known"}, "Nobody Known"), ("", {"limit": -1}, "-1"),
])
def test_questions_that_are_none_are_refused_in_one_sentence(ledger, words, filters, says):
    with pytest.raises(dixit.DixitError, match=says.replace("(", r"\(")):
        ledger.find(words, **filters)


def test_a_ledger_that_is_none_is_refused(tmp_path):
    with pytest.raises(dixit.DixitError, match="nothing.sqlite"):
        dixit.Ledger(tmp_path / "nothing.sqlite")
    (tmp_path / "text.sqlite").write_text("no ledger")
    with pytest.raises(dixit.DixitError, match="text.sqlite"):
        dixit.Ledger(tmp_path / "text.sqlite")
    assert not (tmp_path / "nothing.sqlite").exists()


@pytest.mark.parametrize("name", tables.TABLES)
def test_tables_are_the_views_of_the_file(ledger, ledger_file, name):
    with sqlite3.connect(f"file:{ledger_file}?mode=ro", uri=True) as file:
        wanted = ", ".join(f'"{column}"' for column in tables.TABLES[name])
        rows = file.execute(f"SELECT {wanted} FROM {name}").fetchall()
        columns = [row[1] for row in file.execute(f"PRAGMA table_info({name})")]
    found = ledger.table(name, to="rows")
    assert len(found) == len(rows)
    plain = [tuple(str(value).removesuffix("+00:00") if isinstance(value, date | datetime) else value for value in row.values()) for row in found]
    assert plain == [tuple(row) for row in rows]
    assert set(columns) - set(tables.TABLES[name]) <= {"rowid", "other_spelling"}


def test_a_table_is_filtered_as_finding_is(ledger):
    row, = ledger.statements("harbour", to="rows")
    assert row["speaker"] == "Ilse Varn" and row["day"] == date(2021, 3, 12) and row["content"] == "The harbour is “open to anyone who pays,”"
    assert len(ledger.statements(to="rows")) == 3
    assert ledger.table("articles", to="rows")[0]["added"].tzinfo is UTC


@pytest.mark.parametrize(("package", "to"), [("pyarrow", "arrow"), ("pandas", "pandas"), ("polars", "polars")])
def test_a_package_that_is_not_there_is_said_with_the_remedy(ledger, monkeypatch, package, to):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(dixit.DixitError, match=f"{package} is not installed; install it with: pip install 'dixit\\[{to}\\]'"):
        ledger.statements(to=to)


def test_arrow_pandas_and_polars_hold_the_same(ledger):
    pytest.importorskip("pyarrow")
    arrow = ledger.statements()
    assert arrow.schema == tables.schema(tables.TABLES["statements"]) and arrow.num_rows == 3
    pandas = pytest.importorskip("pandas")
    frame = ledger.statements(to="pandas")
    assert list(frame["speaker"].dropna()) == [name for name in arrow.column("speaker").to_pylist() if name]
    assert frame["day"][0] == pandas.Timestamp("2021-03-12") and str(frame["actor"].dtype) == "Int64"
    pytest.importorskip("polars")
    assert ledger.statements(to="polars").rows() == [tuple(row.values()) for row in arrow.to_pylist()]


def test_parquet_is_read_back_as_it_was(ledger, tmp_path):
    pytest.importorskip("pyarrow")
    import pyarrow.parquet

    files = ledger.write_parquet(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["actors.parquet", "articles.parquet", "links.parquet", "marks.parquet", "statements.parquet"]
    for file, name in zip(files, tables.EXPORTED):
        assert pyarrow.parquet.read_table(file).equals(ledger.table(name))
    with pytest.raises(dixit.DixitError, match="writing failed"):
        ledger.write_parquet(tmp_path / "no such folder")
