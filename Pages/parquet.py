"""The rows of a file of Parquet, as objects in JSON: an article each, or a record of `dixit read -f parquet` each.

Columns that a cell of a table could hold are taken, and lists of strings, as authors are given; what is nested otherwise is no part of an article. A row
that cannot be given is told with the reason, and the others are given all the same.
"""

import json
import math
import os
import sys

import limits
from fault import Fault, mib

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyarrow import types
except ImportError:
    pa = None
else:
    # One thread, and memory that is given back: a worker has little of both.
    pa.set_memory_pool(pa.system_memory_pool())
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)

RECORD = {"record", "reader", "model", "statements", "entities"}
"""Columns by which a row of `dixit read -f parquet` or of dixit.spark is known."""
RESULTS = {"form", "cue", "content", "confidence"}
"""Columns by which a row is known to be a statement."""
OWN = {"record", "reader", "model", "error"}
"""What such a row tells beside the article."""
ROWS = 32
"""Rows that are taken at once."""


class Rows:
    """One open file; `number` is the row that was given last, from 1 on."""

    def __init__(self, file, records, after):
        """
        - file: or the error that opening it has met.
        - records: whether records are wanted, not articles.
        - after: the row behind which to go on.
        """
        if pa is None:
            raise Fault("what reads Parquet is not there, pyarrow", f"install it with: {install()}")
        if file is None or isinstance(file, OSError):
            raise Fault(f"reading it failed ({file.strerror if file else 'no file was named'})", "check the file")
        try:
            file.seek(0)
            self.file = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
            schema, self.total = self.file.schema_arrow, self.file.metadata.num_rows
            names = schema.names
        except Exception as error:  # whatever a stranger has written into it
            raise Fault(f"it is no Parquet, or is damaged ({type(error).__name__})", "write it again") from None
        self.records = records
        if records and "record" not in names:
            raise Fault("it has no column “record”, which tells what was read", "give what dixit read -f parquet or dixit-spark --records writes, or leave --as-read out")
        if not records and set(names) >= RESULTS and not set(names) >= RECORD:
            raise Fault("its rows are statements, and no articles", "give the articles; what dixit-spark --records writes is kept by dixit add --as-read")
        left_out = OWN if set(names) >= RECORD else set()
        wanted = [at for at, field in enumerate(schema) if field.name == "record"] if records else [
            at for at, field in enumerate(schema) if is_plain(field.type) and field.name not in left_out]
        self.columns = list(dict.fromkeys(names[at] for at in wanted))
        self.number, self.size, self.batches, self.left, self.fault = after, ROWS, None, None, None

    def next(self):
        """({"columns", "total", "number", "rows": [numbers], "skipped": [[number, reason, remedy]], "end"}, the rows, a line each)."""
        about = {"columns": self.columns, "total": self.total, "rows": [], "skipped": [], "end": False}
        lines, size = [], 0
        while size < PIECE and len(lines) < ROWS:
            try:
                if self.fault:
                    raise self.fault
                row = self.row()
            except Fault as fault:
                if not lines and not about["skipped"]:
                    raise
                self.fault = fault  # when what came before has been given out
                break
            if row is None:
                about["end"] = True
                break
            try:
                line = self.line(row)
                if len(line) > LINE:
                    raise Skipped(f"the row is longer than {mib(LINE)}", "split or remove it")
            except Skipped as skipped:
                about["skipped"].append([self.number, *skipped.args])
            except Exception as error:  # text that is none, a date that no calendar has
                about["skipped"].append([self.number, f"the row cannot be read ({type(error).__name__})", "mend or remove it"])
            else:
                about["rows"].append(self.number)
                lines.append(line)
                size += len(line)
        return {**about, "number": self.number}, b"".join(lines)

    def row(self):
        """The next row: its columns, and its place in them; None at the end."""
        while not self.left:
            batch = self.batch()
            if batch is None:
                return None
            self.left = [(batch, at) for at in range(batch.num_rows)]
        self.number += 1
        return self.left.pop(0)

    def batch(self):
        """The next rows; fewer at once where many are too large for the memory there is."""
        while True:
            try:
                if self.batches is None:
                    self.batches = self.begin()
                return next(self.batches, None)
            except (MemoryError, pa.ArrowMemoryError):
                if self.size == 1:
                    raise Fault(f"row {self.number + 1} needs more than {mib(limits.MEMORY)} of memory", "split or remove it; what came before was taken") from None
                self.size, self.batches = 1, None
            except Exception as error:  # a damaged page, a type that is none
                raise Fault(f"it is damaged behind row {self.number} ({type(error).__name__})", "write it again; what came before was taken") from None

    def begin(self):
        """The rows behind the one that was given last, as batches; groups of rows before it are not read."""
        groups, passed = [], 0
        for group in range(self.file.num_row_groups):
            count = self.file.metadata.row_group(group).num_rows
            if groups or passed + count > self.number:
                groups.append(group)
            else:
                passed += count
        skip = self.number - passed
        for batch in self.file.iter_batches(batch_size=self.size, row_groups=groups, columns=self.columns, use_threads=False):
            if skip < batch.num_rows:
                yield batch.slice(skip)
            skip = max(0, skip - batch.num_rows)

    def line(self, row):
        """A row as a line of JSON."""
        batch, at = row
        cells = {}
        for name, column in zip(batch.schema.names, batch.columns):
            cells.setdefault(name, column[at])
        if self.records:
            record = cells["record"].as_py()
            if not isinstance(record, str):
                raise Skipped("the row holds no record", "remove it, or have its article read: without --as-read")
            return " ".join(record.splitlines()).encode() + b"\n"
        values = {name: value(cell) for name, cell in cells.items()}
        return json.dumps({name: one for name, one in values.items() if one is not None}, ensure_ascii=False).encode() + b"\n"


class Skipped(Exception):
    """A row that is not given: reason and remedy, each a clause."""


LINE = 64 << 20
"""Bytes of a row, as of a line (GatheringLimit.line)."""
PIECE = 4 << 20
"""Bytes that are handed out at once, if one row has no more."""


def is_plain(kind):
    """Whether a column holds what a cell of a table could, or lists of strings."""
    if types.is_list(kind) or types.is_large_list(kind):
        return is_text(kind.value_type)
    if types.is_dictionary(kind):
        return is_plain(kind.value_type)
    return is_text(kind) or types.is_primitive(kind) or types.is_decimal(kind) or types.is_null(kind) or types.is_binary(kind) or types.is_large_binary(kind)


def is_text(kind):
    is_view = getattr(types, "is_string_view", lambda kind: False)  # since pyarrow 16
    return types.is_string(kind) or types.is_large_string(kind) or is_view(kind)


def value(cell):
    """A cell's value as JSON has it; None where nothing is known."""
    if types.is_timestamp(cell.type) and cell.is_valid and cell.type.unit == "ns":
        cell = cell.cast(pa.timestamp("us", cell.type.tz), safe=False)
    found = cell.as_py()
    if isinstance(found, bytes):
        return found.decode("utf-8", "replace")
    if isinstance(found, float):
        return found if math.isfinite(found) else None
    if found is None or isinstance(found, str | int):
        return found
    if isinstance(found, list):
        return [one for one in found if one is not None]
    return found.isoformat() if hasattr(found, "isoformat") else str(found)


def install():
    """The command that brings pyarrow to this Python."""
    packages = os.path.join(os.path.dirname(os.path.abspath(__file__)), "packages")
    target = f"--target {packages} " if os.path.isdir(packages) else ""
    return f"{sys.executable} -m pip install {target}pyarrow"
