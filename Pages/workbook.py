"""A workbook, .xlsx or .xls, -> its sheets, each a table in CSV; days and moments in it as ISO 8601."""

import csv
import io
from datetime import date, datetime, time
from itertools import chain, islice

import archived
import limits
from fault import Fault, mib

OLD = b"\xd0\xcf\x11\xe0"
"""How .xls begins."""


def tables(data):
    """[{"name", "csv", "hidden"}] of the sheets that hold anything."""
    if len(data) > limits.DOCUMENT:
        raise Fault(f"the workbook is longer than {mib(limits.DOCUMENT)}", "split it")
    if data[:2] != b"PK" and data[:4] != OLD:
        raise Fault("it is no workbook", "check what was saved under this name")
    try:
        found = [sheet for sheet in (old(data) if data[:4] == OLD else new(data)) if sheet["csv"]]
    except (Fault, MemoryError):
        raise
    except Exception as error:  # libraries raise whatever they meet in a damaged one
        raise Fault(f"it is a workbook that is damaged ({type(error).__name__})", "save it again, or its sheets as CSV") from None
    if not found:
        raise Fault("it is a workbook without anything in it", "look whether it is the file you meant")
    return found


def new(data):
    import mimetypes

    mimetypes.knownfiles.clear()  # it would look for the system's list, which a confined worker may not read, and which nothing here needs
    import openpyxl

    archived.opened(data)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return [{"name": sheet.title, "csv": written(sheet.iter_rows(values_only=True)), "hidden": sheet.sheet_state != "visible"} for sheet in book.worksheets]


def old(data):
    import xlrd

    book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO())

    def value(cell):
        if cell.ctype == xlrd.XL_CELL_DATE:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        return None if cell.ctype == xlrd.XL_CELL_ERROR else bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value

    return [{"name": sheet.name, "csv": written([value(cell) for cell in sheet.row(row)] for row in range(sheet.nrows)), "hidden": sheet.visibility != 0} for sheet in book.sheets()]


TITLES = 10
"""Rows among which the heading is: the first of more than one cell, where there is one."""


def written(rows):
    """Rows as CSV, without those at the start and the end that hold nothing, and a title above the heading; as wide as the first one that is left."""
    held, width, empty = io.StringIO(), None, 0
    writer = csv.writer(held, lineterminator="\n")
    rows = ([text(cell) for cell in row] for row in rows)
    first = list(islice(rows, TITLES))
    heading = next((place for place, cells in enumerate(first) if sum(map(bool, cells)) > 1), 0)
    for cells in chain(first[heading:], rows):
        if width is None:
            width = max((place for place, cell in enumerate(cells, 1) if cell), default=None)
        if width is None:
            continue
        if not any(cells[:width]):
            empty += 1
            if empty > limits.CHILDREN:
                break  # a sheet that is formatted down to its last row
            continue
        empty = 0
        writer.writerow((cells + [""] * width)[:width])
        if held.tell() > limits.DOCUMENT:
            raise Fault(f"as text, a sheet of it is longer than {mib(limits.DOCUMENT)}", "split it")
    return held.getvalue()


def text(cell):
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("_x000D_", "").replace("\r\n", "\n").replace("\0", "")
