"""Writes Parquet for the program `dixit`, which runs this beside itself: lines of JSON in, a file out.

usage: write_parquet.py < lines

The first line asks, {"file": …, "table": "statements"} for rows of a ledger's table, {"file": …} for records as `dixit read -f jsonl` writes them. Where the
answer to it is not "refused", rows follow, and `null` ends them: only then is the file whole. Answers are {"ready": true}, {"written": ROWS} and
{"refused": {"reason": …, "remedy": …}}.
"""

import json
import os
import signal
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = HERE.parents[1] / "pages/packages"
"""Where the page worker's packages stand in what was installed."""
ROWS, BYTES = 1 << 16, 16 << 20
"""What one group of rows holds at most, in rows and in bytes of their lines."""


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is meant for the program, which then ends this
    say({"ready": True})
    lines = sys.stdin.buffer
    asked = json.loads(lines.readline())
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        return say(refused("pyarrow is not installed", f"install it with: {install()}"))
    from dixit import nested, tables

    columns = tables.TABLES[asked["table"]] if "table" in asked else None
    schema = tables.schema(columns) if columns else nested.RECORD
    written = 0
    try:
        with parquet.ParquetWriter(asked["file"], schema, compression="zstd") as writer:
            say({"written": 0})
            for group in groups(lines):
                rows = [json.loads(line) for line in group]
                if columns:
                    writer.write_table(tables.frame(columns, rows, "arrow"))
                else:
                    found = [nested.row(record, line.decode().rstrip("\n")) for record, line in zip(rows, group)]
                    writer.write_table(nested.pa.Table.from_pylist(found, schema=schema))
                written += len(group)
    except EOFError:
        return  # whoever wrote the rows is gone, and nobody waits
    except OSError as error:
        return say(refused(f"writing failed ({os.strerror(error.errno) if error.errno else error})", "make room there, or name another place with --output"))
    except MemoryError:
        return say(refused("there is not enough memory to write it", "write less at once"))
    say({"written": written})


def groups(lines):
    """The lines of one group of rows after the other, up to the line that ends them."""
    group, size = [], 0
    while (line := lines.readline()) != b"null\n":
        if not line:
            raise EOFError
        group.append(line)
        size += len(line)
        if len(group) >= ROWS or size >= BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def install():
    """The command that brings pyarrow to this Python."""
    target = f"--target {PACKAGES} " if PACKAGES.is_dir() else ""
    return f"{sys.executable} -m pip install {target}pyarrow"


def refused(reason, remedy):
    return {"refused": {"reason": reason, "remedy": remedy}}


def say(answer):
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    # The package by its name, and none of its modules by theirs: one is called spacy.
    sys.path[0] = str(HERE.parent)
    sys.path.append(str(PACKAGES))
    main()
