"""A ledger's statements, articles and the rest as tables: for Arrow, Parquet, pandas and polars. Documentation/parquet.md tells of the columns."""

import os
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from .errors import DixitError, missing

Name = Literal["statements", "articles", "actors", "mentions", "marks", "links"]
Frame = Literal["arrow", "pandas", "polars", "rows"]
Kind = Literal["text", "integer", "number", "day", "moment"]
Columns = dict[str, Kind]

# In the order in which Sources/Ledger/Loading/LedgerTable.swift hands them out.
TABLES: dict[Name, Columns] = {
    "statements": {
        "id": "text", "article": "integer", "number": "integer", "parent": "text", "speaker": "text", "actor": "integer", "kind": "text", "sourcing": "text",
        "source": "text", "cue": "text", "content": "text", "form": "text", "confidence": "number", "speaker_confidence": "number", "day": "day", "outlet": "text",
        "title": "text", "url": "text", "review": "text",
    },
    "articles": {
        "id": "integer", "name": "text", "title": "text", "outlet": "text", "author": "text", "published": "text", "day": "day", "published_by": "text", "url": "text", "text": "text",
        "copy_of": "integer", "added": "moment", "reader": "text", "model": "text", "sha256": "text", "corrected": "text",
    },
    "actors": {
        "id": "integer", "name": "text", "kind": "text", "names": "text", "statements": "integer", "told_by_others": "integer",
    },
    "mentions": {
        "article": "integer", "entity": "integer", "name": "text", "kind": "text", "actor": "integer", "start": "integer", "end": "integer", "text": "text", "form": "text",
    },
    "marks": {
        "statement": "text", "article": "integer", "number": "integer", "layer": "text", "value": "text", "version": "integer", "confidence": "number",
        "evidence": "text", "detail": "text", "by": "text",
    },
    "links": {"a": "text", "b": "text", "layer": "text", "value": "text", "confidence": "number", "by": "text"},
}
EXPORTED: tuple[Name, ...] = ("statements", "articles", "actors", "marks", "links")
"""The tables that are written where none is named."""


def frame(columns: Columns, rows: Sequence[Sequence[Any]], to: Frame) -> Any:
    """Rows as a table of a kind. Days are dates, moments are in UTC; what is not known is null."""
    data = {name: [_value(kind, row[at]) for row in rows] for at, (name, kind) in enumerate(columns.items())}
    match to:
        case "rows":
            return [dict(zip(data, values)) for values in zip(*data.values())]
        case "arrow":
            return arrow(columns, data)
        case "pandas":
            return _pandas(columns, data)
        case "polars":
            return _polars(columns, data)
    raise DixitError(f"there is no frame “{to}”; name arrow, pandas, polars or rows")


def schema(columns: Columns) -> Any:
    """The columns as a `pyarrow.Schema`."""
    pa = _pyarrow()
    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "day": pa.date32(), "moment": pa.timestamp("ms", tz="UTC")}
    return pa.schema([(name, kinds[kind]) for name, kind in columns.items()])


def arrow(columns: Columns, data: dict[str, list[Any]]) -> Any:
    return _pyarrow().table(data, schema=schema(columns))


def write_parquet(table: Any, path: str) -> str:
    """Writes a table as Parquet; the file gets its name when it is whole."""
    _pyarrow()
    import pyarrow.parquet

    partial = path + ".partial"
    try:
        pyarrow.parquet.write_table(table, partial, compression="zstd")
        os.replace(partial, path)
    except OSError as error:
        raise DixitError(f"{path}: writing failed ({error.strerror or error}); name a folder that can be written to") from None
    return path


def _value(kind: Kind, value: Any) -> Any:
    if value is None or kind in ("text", "integer", "number"):
        return value
    return date.fromisoformat(value) if kind == "day" else datetime.fromisoformat(value + "+00:00")


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ModuleNotFoundError:
        raise missing("pyarrow", "arrow") from None
    return pyarrow


def _pandas(columns: Columns, data: dict[str, list[Any]]) -> Any:
    try:
        import pandas
    except ModuleNotFoundError:
        raise missing("pandas", "pandas") from None
    kinds = {"text": "string", "integer": "Int64", "number": "float64", "day": "datetime64[s]", "moment": "datetime64[s, UTC]"}
    return pandas.DataFrame({name: pandas.Series(data[name], dtype=kinds[kind]) for name, kind in columns.items()})


def _polars(columns: Columns, data: dict[str, list[Any]]) -> Any:
    try:
        import polars
    except ModuleNotFoundError:
        raise missing("polars", "polars") from None
    kinds = {"text": polars.String, "integer": polars.Int64, "number": polars.Float64, "day": polars.Date, "moment": polars.Datetime("ms", "UTC")}
    return polars.DataFrame(data, schema={name: kinds[kind] for name, kind in columns.items()})
