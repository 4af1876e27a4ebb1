"""An article's record as a row of Arrow: its parts, its statements and entities as arrays of structs, and the line that `dixit read -f jsonl` writes. What
`dixit read -f parquet` and `dixit.spark` give; Documentation/parquet.md tells of the columns."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

PARTS = ("id", "title", "outlet", "author", "published", "url", "text")

_span = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
_mention = pa.struct([*_span, pa.field("form", pa.string())])
_statement = pa.struct([
    ("id", pa.int32()), ("parent", pa.int32()), ("form", pa.string()), ("source", pa.list_(_span)), ("cue", pa.list_(_span)), ("content", pa.list_(_span)),
    ("speaker", pa.int32()), ("speaker_name", pa.string()), ("speaker_confidence", pa.float64()), ("speaker_inferred", pa.bool_()), ("confidence", pa.float64()),
    ("marks", pa.map_(pa.string(), pa.string())),
])
_entity = pa.struct([("id", pa.int32()), ("name", pa.string()), ("kind", pa.string()), ("mentions", pa.list_(_mention))])
RECORD = pa.schema([
    *((name, pa.string()) for name in PARTS), ("reader", pa.string()), ("model", pa.string()), ("statements", pa.list_(_statement)), ("entities", pa.list_(_entity)),
    ("record", pa.string()),
])
"""The columns of a record; `record` is the line itself, from which `dixit add --as-read` makes the same article."""


def row(record: Mapping[str, Any], line: str) -> dict[str, Any]:
    """A row for a record, and the line that it was made of."""
    names = {entity["id"]: entity["name"] for entity in record["entities"]}
    statements = [{**statement, "speaker_name": names.get(statement["speaker"]), "marks": list(_marks(statement))} for statement in record["statements"]]
    return {
        **{part: record.get(part) for part in PARTS}, "reader": record["reader"]["version"], "model": record["reader"]["model"], "statements": statements,
        "entities": record["entities"], "record": line,
    }


def _marks(statement: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for layer, mark in statement.get("marks", {}).items():
        yield layer, json.dumps(mark, ensure_ascii=False)
