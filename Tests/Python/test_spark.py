import json
import os
import subprocess
import sys

import pytest
from conftest import HARBOUR, MORE, ROOT

pytest.importorskip("pyspark")
pytestmark = pytest.mark.skipif(os.environ.get("DIXIT_SPARK") != "yes", reason="make test-spark runs these")


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


def test_records_are_those_of_the_command_to_the_byte(spark, program):
    from dixit.spark import ARROW, read_articles

    lines = (ROOT / "Samples/far-bank.jsonl").read_text(encoding="utf8").splitlines()
    known = [{name: line.get(name) for name in ("id", "title", "outlet", "published", "url", "text")} for line in map(json.loads, lines)]
    told = "\n".join(json.dumps({name: value for name, value in line.items() if value is not None}, ensure_ascii=False) for line in known)
    done = subprocess.run([program, "read", "--quiet", "-f", "jsonl", "-"], input=told, capture_output=True, encoding="utf8", check=True)
    frame = spark.createDataFrame(known, "id string, title string, outlet string, published string, url string, text string").repartition(2)
    found = read_articles(frame, id="id", title="title", outlet="outlet", published="published", url="url").collect()
    assert sorted(row.record for row in found) == sorted(done.stdout.splitlines())
    assert list(found[0].asDict()) == ARROW.names and all(row.error is None for row in found)
    record = json.loads(found[0].record)
    assert [statement.asDict(recursive=True)["content"] for statement in found[0].statements] == [statement["content"] for statement in record["statements"]]
    assert json.loads(found[0].statements[0].marks["sourcing"]) == record["statements"][0]["marks"]["sourcing"]


def test_all_cores_read_whatever_the_parts_of_the_frame(spark):
    from dixit.spark import SHARE, read_articles

    frame = spark.createDataFrame([(HARBOUR,)] * 3, "text string").coalesce(1)
    assert read_articles(frame).rdd.getNumPartitions() == 2 * SHARE
    assert read_articles(frame, partitions=3).rdd.getNumPartitions() == 3
    assert read_articles(frame.repartition(2 * SHARE + 1)).rdd.getNumPartitions() == 2 * SHARE + 1


def test_a_row_that_fails_ends_nothing(spark):
    from dixit.spark import read_articles

    frame = spark.createDataFrame([(1, HARBOUR), (2, None), (3, "")], "number int, body string")
    found = {row.number: row for row in read_articles(frame, text="body", keep=["number"]).collect()}
    assert found[1].statements[0].speaker_name == "Ilse Varn" and found[3].statements == []
    assert found[2].error == "the article has no text; give the column that holds it" and found[2].record is None


def test_a_job_writes_statements_by_day_and_goes_on_where_it_was(spark, program, tmp_path, monkeypatch):
    from dixit import spark_job

    frame = spark.createDataFrame([json.loads(MORE)], "id string, outlet string, published string, title string, text string")
    frame.write.parquet(str(tmp_path / "articles.parquet"))
    page = f"<html><head><title>Port</title><meta property='article:published_time' content='2021-05-02'></head><body><article><p>{HARBOUR * 3}</p></article></body></html>"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    record = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nWARC-Target-URI: https://far-bank.example/port\r\nWARC-Date: 2021-05-03T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(head)}\r\n\r\n"
    (tmp_path / "crawl.warc").write_bytes(record.encode() + head + b"\r\n\r\n")
    (tmp_path / "broken.warc").write_bytes(b"no archive")
    out = str(tmp_path / "statements.parquet")
    inputs = [str(tmp_path / name) for name in ("articles.parquet", "crawl.warc", "broken.warc")]
    monkeypatch.setattr(spark, "stop", lambda: None)
    records = str(tmp_path / "records.parquet")
    monkeypatch.setattr(sys, "argv", ["dixit-spark", *inputs, "--out", out, "--records", records])
    spark_job.main()
    rows = spark.read.parquet(out).collect()
    assert {(str(row.day), row.speaker_name, row.form) for row in rows if row.outlet == "Far Bank" and row.speaker_name == "Ilse Varn"} == {("2021-03-12", "Ilse Varn", "mixed")}
    assert any(row.url == "https://far-bank.example/port" and row.speaker_name == "Ilse Varn" for row in rows), rows
    assert [row.error for row in rows if row.article == inputs[2]], rows
    environment = {**os.environ, "DIXIT_PYTHON": sys.executable}
    kept = subprocess.run([program, "add", "-q", "--ledger", tmp_path / "kept.sqlite", "--as-read", records], env=environment, capture_output=True, text=True)
    assert "2 articles kept as read elsewhere" in kept.stdout, kept.stderr
    files = sorted(path for path in (tmp_path / "statements.parquet").rglob("*.parquet"))
    spark_job.main()
    assert files == sorted(path for path in (tmp_path / "statements.parquet").rglob("*.parquet"))
    for mark in (tmp_path / "statements.parquet/_done").iterdir():
        mark.unlink()
    spark_job.main()
    key = ["input", "article", "id"]
    assert [row.asDict(recursive=True) for row in spark.read.parquet(out).orderBy(key).collect()] == sorted(
        (row.asDict(recursive=True) for row in rows), key=lambda row: tuple((row[name] is not None, row[name]) for name in key))
