"""Reading articles in Spark, installed by `dixit[spark]`; Documentation/spark.md tells of it.

    from dixit.spark import read_articles
    found = read_articles(spark.read.parquet("articles.parquet"), text="body", id="address", outlet="site")
    found.select("id", F.explode("statements").alias("statement")).where("statement.form = 'direct'")
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from .errors import DixitError, missing
from .nested import PARTS, RECORD, row
from .reader import Engine, Reader

try:
    from pyspark.errors import PySparkException
    from pyspark.sql import types as t
except ModuleNotFoundError:
    raise missing("pyspark", "spark") from None
if TYPE_CHECKING:
    from pyspark.sql import DataFrame

ARROW = pa.schema([*RECORD, pa.field("error", pa.string())])
"""What `read_articles` gives: the article, its statements and entities; `record`, the line that `dixit read -f jsonl` writes; `error`, why there is none."""


def schema() -> t.StructType:
    """The same as Spark tells it."""
    return t.StructType([t.StructField(field.name, _spark_type(field.type)) for field in ARROW])


def read_articles(
    frame: "DataFrame", *, text: str = "text", id: str | None = None, title: str | None = None, outlet: str | None = None, author: str | None = None,
    published: str | None = None, url: str | None = None, keep: Sequence[str] = (), model: str | None = None, engine: Engine | None = None,
    partitions: int | None = None,
) -> "DataFrame":
    """Reads the articles of a frame, a row each; the arguments name its columns. The model is the wheel's where none is named, and must be at its path on
    every machine.

    A row whose article cannot be read comes back with `error`, and ends nothing. An article without an id is called "text". Columns to `keep` stand before
    the others as they are. Whatever language an article is in, it is read.

    - partitions: into how many the rows are spread; else into `SHARE` for each core, where the frame has fewer, so that all cores read: a file of Parquet
      with a million articles may be one.
    """
    from pyspark.sql import functions as f

    named = {"id": id, "title": title, "outlet": outlet, "author": author, "published": published, "url": url, "text": text}
    columns = [f.col(column).cast("string").alias(f"_{part}") for part, column in named.items() if column is not None]
    kept = frame.select(*keep)

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        reader = _reader(model, engine)
        for batch in batches:
            for start in range(0, batch.num_rows, ROWS):
                rows = batch.slice(start, ROWS)
                given = [{name[1:]: value for name, value in row.items()} for row in rows.select([name for name in rows.schema.names if name not in keep]).to_pylist()]
                found = pa.RecordBatch.from_pylist([row_of(reader, article) for article in given], schema=ARROW)
                yield pa.RecordBatch.from_arrays([*rows.select(list(keep)).columns, *found.columns], [*keep, *ARROW.names])

    return spread(frame.select(*keep, *columns), partitions).mapInArrow(read, t.StructType([*kept.schema.fields, *schema().fields]))


SHARE = 4
"""Partitions for each core: one core is done before another, and takes what is left."""


def spread(frame: "DataFrame", partitions: int | None) -> "DataFrame":
    """The rows in so many partitions, or in enough for all cores."""
    if partitions is None:
        try:
            wanted = SHARE * frame.sparkSession.sparkContext.defaultParallelism
            partitions = wanted if frame.rdd.getNumPartitions() < wanted else None
        except PySparkException:
            pass  # Spark Connect tells neither
    return frame if partitions is None else frame.repartition(partitions)


ROWS = 64
"""Articles that are handed back at once: what a worker holds beside its model."""


@cache
def _reader(model: str | None, engine: Engine | None) -> Reader:
    """One a Python worker, which reads many partitions."""
    return Reader(model, engine=engine)


def row_of(reader: Reader, article: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the schema for an article, whatever it holds."""
    given = {part: article.get(part) for part in PARTS}
    if given["text"] is None:
        return {**given, "error": "the article has no text; give the column that holds it"}
    try:
        known = {part: value for part, value in given.items() if value is not None}
        # As the command says of a date that its input tells.
        line = reader.read_json(json.dumps(known | ({"published_by": "file"} if "published" in known else {}), ensure_ascii=False))
    except (DixitError, ValueError, MemoryError) as error:
        return {**given, "error": str(error) or "there is not enough memory to read it; leave it out"}
    return {**row(json.loads(line), line), "error": None}


def _spark_type(kind: pa.DataType) -> t.DataType:
    if pa.types.is_map(kind):
        return t.MapType(_spark_type(kind.key_type), _spark_type(kind.item_type))
    if pa.types.is_list(kind):
        return t.ArrayType(_spark_type(kind.value_type))
    if pa.types.is_struct(kind):
        return t.StructType([t.StructField(field.name, _spark_type(field.type)) for field in kind])
    return {pa.string(): t.StringType(), pa.int32(): t.IntegerType(), pa.float64(): t.DoubleType(), pa.bool_(): t.BooleanType()}[kind]
