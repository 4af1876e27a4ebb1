"""A crawl's archive, WARC or WET, gzipped or not -> its page records, one an answer, with the place to go on from.

`Archive` keeps the file open between answers, so that a million records take no more memory than one. Pages are handed out as the
crawler got them and are taken apart elsewhere, in workers that may die of them. A record is known by its place: the offset in the file
where it begins, and its number. Where an archive is entered anew, it is at the offset, if a record begins there; a gzip file that is
one stream has no such places, and is passed through from its start to the number.
"""

import io
import re
import zlib
from email.message import Message

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

import limits
import packedarchive
from fault import Fault, Late

PAGES = ("text/html", "application/xhtml+xml")
GZIP = b"\x1f\x8b\x08"


def opened(file, after=None):
    """The archive in an open file, to be looked through from behind a record.

    - file: or the error that opening it has met.
    - after: {"offset", "number"} of the record behind which to go on.
    """
    if file is None or isinstance(file, OSError):
        raise Fault(f"reading it failed ({file.strerror if file else 'no file was named'})", "check the file")
    file.seek(0)
    head = file.read(64 << 10)
    if head.startswith(packedarchive.ZIP):
        file = io.BufferedReader(packedarchive.Parts(file))
    elif head.startswith(packedarchive.ARC) or head.startswith(GZIP) and inner(head).startswith(packedarchive.ARC):
        file.seek(0)
        return packedarchive.Arc(file, after)
    return Archive(file, after)


def inner(head):
    """The first bytes behind gzip."""
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


class Archive:
    """One open file; `offset` and `number` are the place of the record that was looked at last, None and 0 before the first."""

    def __init__(self, file, after=None):
        self.file = file
        self.offset, self.number = None, 0
        self.damaged = None
        self.behind, start, self.entered = 0, 0, 0
        if after:
            offset, self.behind = int(after["offset"]), int(after["number"])
            if offset > 0 and begins(self.file, offset):
                self.number, start = self.behind - 1, offset
        self.enter(start)

    def enter(self, offset):
        self.entered, self.is_fresh = offset, True
        self.file.seek(offset)
        self.records = ArchiveIterator(self.file, parse_http=False)  # where a body is not what its head says, `taken` finds out, not the way to the next record

    def has_more(self):
        self.file.seek(self.entered)
        is_so = bool(self.file.read(1))
        self.file.seek(self.entered)
        return is_so

    def look(self):
        """The next record; None at the end. A damaged place is passed over, up to where a record begins again."""
        while True:
            if self.is_fresh and self.entered and not self.has_more():
                return None
            try:
                record = next(self.records, None)
            except Exception as error:  # fastwarc's errors are OSError, ValueError and others
                reason = type(error).__name__
            else:
                if record is not None:
                    self.offset, self.is_fresh = record.stream_pos, False
                    length = record.headers.get("Content-Length")  # without, its head swallows what comes behind it
                    if (length is None or length.strip() != str(record.content_length)) and (mended := self.mended(record.stream_pos)):
                        return mended
                    if length is not None:
                        self.number += 1
                        return self.shortened(record, self.early_end(record)) or record
                    reason = "a record without a length"
                elif self.offset is not None:
                    return None
                else:
                    reason = "no record"
            place = self.entered if self.is_fresh else next_beginning(self.file, (self.offset or 0) + 1)
            if place is not None and reason not in ("no record", "a record without a length") and (mended := self.mended(place)):
                return mended
            if self.offset is None and not begins(self.file, 0):
                raise Fault("it is no WARC or WET archive, or its beginning is damaged", "fetch it again")
            self.damaged = "place"
            behind = next_beginning(self.file, max(self.offset or 0, self.entered) + 1)  # what only looks like a record is not entered twice
            if behind is None:
                raise Fault(f"the archive is damaged behind byte {self.offset or 0} ({reason})", "fetch it again; what came before was taken")
            self.enter(behind)

    def mended(self, offset):
        """The record at an offset whose head is not written as WARC has it: names in small letters, lines that end with LF alone; None where it is damaged.

        The next one is behind its length.
        """
        self.file.seek(offset)
        data = self.file.read(WHOLE)
        if data.startswith(GZIP):
            engine = zlib.decompressobj(31)
            try:
                plain = engine.decompress(data, WHOLE)
            except zlib.error:
                return None
            behind = offset + len(data) - len(engine.unused_data) if engine.eof else None
        else:
            plain, behind = data, offset
        head = re.match(rb"WARC/\d\.\d\r?\n(?:[^\r\n]+\r?\n){1,100}\r?\n", plain)
        fields = {} if head is None else {name.strip().lower(): value.strip() for name, _, value in (line.partition(b":") for line in head[0].splitlines()[1:]) if value}
        size = fields.get(b"content-length", b"")
        if head and b"\r\nContent-Length:" in head[0] and b"\r\nWARC-Type:" in head[0]:
            return None  # it is as it should be: what is wrong stands before it
        if not size.isdigit() or not fields.get(b"warc-type") or int(size) > WHOLE or behind is None:
            return None
        names = b"".join(KNOWN.get(name, name) + b": " + value + b"\r\n" for name, value in fields.items())
        body = plain[head.end():head.end() + int(size)]
        if body.startswith(b"HTTP/") and (lines := re.match(rb"(?:[^\r\n]+\n)+\n", body)):
            body = lines[0].replace(b"\n", b"\r\n") + body[lines.end():]
            names = names.replace(b"Content-Length: " + size, b"Content-Length: %d" % len(body))
        self.mending = ArchiveIterator(io.BytesIO(b"WARC/1.0\r\n" + names + b"\r\n" + body + b"\r\n\r\n"), parse_http=False)
        record = next(self.mending, None)
        if record is None:
            return None
        if not data.startswith(GZIP):
            behind = offset + head.end() + int(size)
            behind += len(re.match(rb"[\r\n]*", plain[behind - offset:])[0])
        self.offset = offset
        self.number += 1
        self.enter(behind)
        return record

    def early_end(self, record, is_suspect=False):
        """Where the next record begins, if it does so within this one, whose length is too great then; None where all is well, or nobody knows.

        - is_suspect: whether to look also where each record is packed for itself, which takes as long as reading it.
        """
        here = self.file.tell()
        try:
            self.file.seek(record.stream_pos)
            head = self.file.read(HEAD)
            if head.startswith(GZIP):
                return self.end_of_packed(record) if is_suspect else None
            begin = head.find(b"\r\n\r\n")
            end = record.stream_pos + begin + 4 + record.content_length
            size = self.file.seek(0, io.SEEK_END)
            self.file.seek(min(end, size))
            if begin < 0 or end <= size and is_beginning(self.file.read(HEAD).lstrip(b"\r\n") or b"WARC/"):
                return None
            place = next_beginning(self.file, record.stream_pos + 1)
            if place is None or place >= end:
                return None
            self.file.seek(place - 4)
            return place if self.file.read(4) == b"\r\n\r\n" else None
        finally:
            self.file.seek(here)

    def end_of_packed(self, record):
        """Where the next record begins, if this one's stream ends before its length does."""
        self.file.seek(record.stream_pos)
        data = self.file.read(WHOLE)
        engine = zlib.decompressobj(31)
        plain = engine.decompress(data, WHOLE)
        is_short = engine.eof and engine.unused_data and len(plain) < plain.find(b"\r\n\r\n") + 4 + record.content_length
        return record.stream_pos + len(data) - len(engine.unused_data) if is_short else None

    def shortened(self, record, behind):
        """A record that ends where the next one begins, with which it then goes on; None where it is as long as it says."""
        if behind is None:
            return None
        self.file.seek(record.stream_pos)
        data = self.file.read(min(behind - record.stream_pos, WHOLE))
        if data.startswith(GZIP):
            data = zlib.decompressobj(31).decompress(data, WHOLE)
        head, _, body = data.partition(b"\r\n\r\n")
        body = body.removesuffix(b"\r\n\r\n")
        head = re.sub(rb"(?im)^Content-Length:[^\r\n]*", b"Content-Length: %d" % len(body), head)
        self.mending = ArchiveIterator(io.BytesIO(head + b"\r\n\r\n" + body + b"\r\n\r\n"), parse_http=False)
        self.enter(behind)
        return next(self.mending, None)

    def next(self):
        """Looks for the next page: ({"record", "passed", "offset", "number", "damaged", "end"}, its bytes).

        "record" is null where none came among `RECORDS_AT_ONCE`; "passed" counts what was passed over, by the reason; "damaged" is "record"
        where the last record is, which is then passed over, "place" where a place before it cannot be read, else null.
        """
        passed = {}
        end = False
        self.damaged = None
        found, data = None, b""
        while found is None and self.damaged != "record" and sum(passed.values()) < limits.RECORDS_AT_ONCE:
            record = self.look()
            if record is None:
                end = True
                break
            try:
                found, data = taken(record) if self.number > self.behind else ("before", b"")
                if data and (found["cut"] or b"WARC-Type:" in data) and (whole := self.shortened(record, self.early_end(record, is_suspect=True))):
                    found, data = taken(whole)
            except (Exception, Late):  # whatever a stranger has written into it: it ends itself alone
                self.damaged = "record"
                break
            if isinstance(found, str):
                passed[found] = passed.get(found, 0) + 1
                found = None
        return {"record": found, "passed": passed, "offset": self.offset or 0, "number": self.number, "damaged": self.damaged, "end": end}, data if found else b""


KNOWN = {name.lower().encode(): name.encode() for name in ("WARC-Type", "WARC-Target-URI", "WARC-Date", "WARC-Record-ID", "Content-Type", "Content-Length")}
"""Names of a record's head, as they are looked for."""


def taken(record):
    """What is known of a page's record, and its bytes; or why it is passed over, and nothing."""
    url = record.headers.get("WARC-Target-URI")
    about = {"url": url and url.removeprefix("<").removesuffix(">"), "charset": None, "encoding": None, "fetched": dated(record), "cut": False}
    if record.record_type == WarcRecordType.conversion:
        return {**about, "kind": "text"}, record.reader.read(limits.PAGE + 1)
    if record.record_type == WarcRecordType.revisit:
        return "again", b""
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return "request", b""
    http, about["cut"] = unpacked(record)
    kind, charset, packed = kind_of(http)
    if kind is None:
        data = http.reader.read(limits.PAGE + 1)
        return ({**about, "kind": "page", "charset": charset, "encoding": packed}, data) if PAGE_BEGINS.match(data) and http.http_headers.status_code == 200 else ("type", b"")
    if kind not in PAGES:
        return "type", b""
    if http.is_http_parsed and http.http_headers.status_code != 200:
        return "status", b""
    return {**about, "kind": "page", "charset": charset, "encoding": packed}, http.reader.read(limits.PAGE + 1)


def unpacked(record):
    """(record, whether the archive ends within it), with HTTP's head parsed and its chunks joined; in a record of its own, so that the archive's,
    whatever the chunks are, is passed by its length."""
    if not record.is_http:
        return record, False
    if record.content_length > WHOLE:
        record.parse_http(auto_decode="none")
        return record, False
    data = record.reader.read(WHOLE)
    whole = WarcRecord()
    whole.is_http = True
    whole.set_bytes_content(data)
    whole.parse_http(auto_decode="transfer")
    return whole, len(data) < record.content_length


PAGE_BEGINS = re.compile(rb"\s*(?:<!doctype html|<html)", re.I)
"""How a page begins whose type nobody tells."""

WHOLE = limits.PAGE + (1 << 20)
"""Bytes of a record that is held whole: a page and its head. What is longer is refused for its length, however it is chunked."""


def kind_of(record):
    """Content type, None where it is not told, charset and content encoding of a record; what a crawler unpacked already counts as unpacked."""
    headers = record.http_headers if record.is_http_parsed else record.headers
    message = Message()
    message["Content-Type"] = " ".join((headers.get("Content-Type") or "")[:200].split())
    charset = message.get_param("charset")
    packed = headers.get("Content-Encoding") if record.is_http_parsed else None
    kind = message.get_content_type() if headers.get("Content-Type") else None
    return kind, charset[:100] if isinstance(charset, str) else None, packed[:100] if packed else None


def dated(record):
    """The moment of the crawl, as ISO 8601."""
    try:
        return record.record_date.isoformat()
    except (ValueError, AttributeError):
        return None


# Places where records begin

def begins(file, offset):
    """Whether a record begins at an offset: as it is, or as a gzip stream of its own."""
    file.seek(offset)
    return is_beginning(file.read(HEAD))


HEAD = 4096
"""Bytes that show whether they begin a record."""


def is_beginning(head):
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 5)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


BEGINNING = re.compile(re.escape(GZIP) + b"|WARC/")


def next_beginning(file, offset):
    """The first offset from there on at which a record begins; None where there is none."""
    while True:
        file.seek(offset)
        piece = file.read(PIECE + HEAD)
        for found in BEGINNING.finditer(piece):
            if found.start() >= PIECE:
                break
            if is_beginning(piece[found.start():found.start() + HEAD]):
                return offset + found.start()
        if len(piece) <= PIECE:
            return None
        offset += PIECE


PIECE = 1 << 20
"""Bytes that are searched at once; what begins a record in their last ones reaches into what is read beyond them."""
