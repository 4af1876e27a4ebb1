"""A job for Spark: articles of crawl archives or of Parquet, to a row for each statement in Parquet, by day.

    spark-submit $(python -c 'import dixit.spark_job as job; print(job.__file__)') crawl/*.warc.gz --out statements.parquet
    dixit-spark articles.parquet --out statements.parquet

What was read stays: started again, the job goes on behind the inputs that are done, and reading one again puts the same in its place.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from dixit import places
from dixit.spark import PARTS, ROWS, read_articles

ARCHIVES = (".warc", ".warc.gz", ".wet", ".wet.gz")


def main() -> None:
    options = argparse.ArgumentParser(prog="dixit-spark", description="Reads articles with Spark, and writes who said what as Parquet, by day.")
    options.add_argument("inputs", nargs="+", metavar="INPUT", help="an archive (.warc.gz) or a Parquet file or folder with a column text, at the same path on every machine")
    options.add_argument("--out", required=True, metavar="FOLDER", help="where Parquet is written: input=…/day=…/")
    options.add_argument("--records", metavar="FOLDER", help="where the articles are written too, a row each with what was found: what dixit add --as-read takes")
    options.add_argument("--at-once", type=int, metavar="N", help="inputs of one step; what a step has begun and not ended is read again (4 a core)")
    given = options.parse_args()

    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("dixit").config("spark.sql.sources.partitionOverwriteMode", "dynamic").getOrCreate()
    done = Path(given.out) / "_done"
    waiting = [name for name in dict.fromkeys(map(os.path.abspath, given.inputs)) if not (done / digest(name)).exists()]
    print(f"dixit-spark: {len(given.inputs) - len(waiting)} inputs are done, {len(waiting)} are read", file=sys.stderr)
    at_once = given.at_once or 4 * spark.sparkContext.defaultParallelism
    for start in range(0, len(waiting), at_once):
        names = waiting[start:start + at_once]
        write(spark, names, given.out, given.records)
        done.mkdir(parents=True, exist_ok=True)
        for name in names:
            (done / digest(name)).write_text(name + "\n")
    spark.stop()


def digest(name: str) -> str:
    """What stands for an input: its path and size."""
    path = Path(name)
    sizes = [file.stat().st_size for file in (sorted(path.rglob("*.parquet")) if path.is_dir() else [path])]
    return hashlib.sha256(json.dumps([name, sizes]).encode()).hexdigest()[:16]


def write(spark, names: list[str], out: str, records: str | None = None) -> None:
    """Reads inputs, and writes their statements, and records where these are wanted; an article that cannot be read is a row with `error`."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    frames = [articles(spark, [name], digest(name)) for name in names if not name.endswith(ARCHIVES)]
    archives = [name for name in names if name.endswith(ARCHIVES)]
    if archives:
        frames.append(articles_of_archives(spark, archives))
    for frame in frames:
        found = read_articles(frame, **{part: part for part in PARTS}, keep=["input", "problem"])
        day = f.regexp_extract("published", r"^\d{4}-\d{2}-\d{2}", 0)
        found = found.withColumn("day", f.when(f.coalesce(day, f.lit("")) == "", "unknown").otherwise(day))
        if records:
            found = found.persist(StorageLevel.DISK_ONLY)  # read once, written twice
            found.where("record is not null").drop("problem", "error").write.mode("overwrite").partitionBy("input", "day").parquet(records)
        rows = found.select(
            "input", "day", f.col("id").alias("article"), "title", "outlet", "author", "published",
            "url", "reader", "model", f.coalesce("problem", "error").alias("error"), f.explode_outer("statements").alias("s"))
        rows = rows.where("s is not null or error is not null").select(*(name for name in rows.columns if name != "s"), "s.*")
        rows.write.mode("overwrite").partitionBy("input", "day").parquet(out)
        found.unpersist()


def articles(spark, names: list[str], mark: str):
    from pyspark.sql import functions as f

    frame = spark.read.parquet(*names)
    columns = [(f.col(part) if part in frame.columns else f.lit(None)).cast("string").alias(part) for part in PARTS]
    return frame.select(f.lit(mark).alias("input"), f.lit(None).cast("string").alias("problem"), *columns)


def articles_of_archives(spark, names: list[str]):
    """The articles in archives, an archive a task: `dixit gather` takes their pages apart in processes that can do no harm."""
    rows = spark.createDataFrame([(digest(name), name) for name in names], "input string, path string").repartition(len(names))
    return rows.mapInArrow(gathered, "input string, problem string, " + ", ".join(f"{part} string" for part in PARTS))


KIND = pa.schema([("input", pa.string()), ("problem", pa.string()), *((part, pa.string()) for part in PARTS)])


def gathered(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The articles of archives, several at once; what went wrong with an archive is a row of its own."""
    for batch in batches:
        for row in batch.to_pylist():
            waiting = []
            for article in gather(row["path"]):
                waiting.append({"input": row["input"], **article})
                if len(waiting) >= ROWS:
                    yield pa.RecordBatch.from_pylist(waiting, schema=KIND)
                    waiting = []
            yield pa.RecordBatch.from_pylist(waiting, schema=KIND)


def gather(path: str) -> Iterator[dict[str, str | None]]:
    command = [str(places.program()), "gather", "--quiet", "--jobs", "1", path]
    with tempfile.TemporaryFile("w+") as said, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env={**os.environ, "DIXIT_PYTHON": sys.executable}) as process:
        assert process.stdout
        for line in process.stdout:
            article = json.loads(line)
            yield {part: article.get(part) for part in PARTS}
        if process.wait() != 0:
            said.seek(0)
            yield {"id": path, "problem": said.read(2_000).strip() or f"{path}: gathering ended with status {process.returncode}; look into the file"}


if __name__ == "__main__":
    main()
