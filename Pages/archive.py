"""A crawl's archive, WARC or WET, gzipped or not -> its page records, one an answer, with the place to go on from.

`Archive` keeps the file open between answers, so that a million records take no more memory than one. Pages are handed out as the
crawler got them and are taken apart elsewhere, in workers that may die of them. A record is known by its place: the offset in the file
where it begins, and its number. Where an archive is entered anew, it is at the offset, if a record begins there; a gzip file that is
one stream has no such places, and is passed through from its start to the number.
"""

import re
import zlib
from email.message import Message

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

import limits
from fault import Fault, Late

PAGES = ("text/html", "application/xhtml+xml")
GZIP = b"\x1f\x8b\x08"


class Archive:
    """One open file; `offset` and `number` are the place of the record that was looked at last, None and 0 before the first."""

    def __init__(self, path, after=None):
        """- after: {"offset", "number"} of the record behind which to go on."""
        try:
            self.file = open(path, "rb")
        except OSError as error:
            raise Fault(f"reading it failed ({error.strerror})", "check the file") from None
        self.offset, self.number = None, 0
        self.damaged = None
        self.behind, start, self.entered = 0, 0, 0
        if after:
            offset, self.behind = int(after["offset"]), int(after["number"])
            if offset > 0 and begins(self.file, offset):
                self.number, start = self.behind - 1, offset
        self.enter(start)

    def enter(self, offset):
        self.entered = offset
        self.file.seek(offset)
        self.records = ArchiveIterator(self.file, parse_http=False)  # where a body is not what its head says, `taken` finds out, not the way to the next record

    def look(self):
        """The next record; None at the end. A damaged place is passed over, up to where a record begins again."""
        while True:
            try:
                record = next(self.records, None)
            except Exception as error:  # fastwarc's errors are OSError, ValueError and others
                reason = type(error).__name__
            else:
                if record is not None:
                    self.offset = record.stream_pos
                    if "Content-Length" in record.headers:
                        self.number += 1
                        return record
                    reason = "a record without a length"  # its head swallows what comes behind it
                elif self.offset is not None:
                    return None
                else:
                    reason = "no record"
            if self.offset is None and not begins(self.file, 0):
                raise Fault("it is no WARC or WET archive, or its beginning is damaged", "fetch it again")
            self.damaged = "place"
            behind = next_beginning(self.file, max(self.offset or 0, self.entered) + 1)  # what only looks like a record is not entered twice
            if behind is None:
                raise Fault(f"the archive is damaged behind byte {self.offset or 0} ({reason})", "fetch it again; what came before was taken")
            self.enter(behind)

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
            except (Exception, Late):  # whatever a stranger has written into it: it ends itself alone
                self.damaged = "record"
                break
            if isinstance(found, str):
                passed[found] = passed.get(found, 0) + 1
                found = None
        return {"record": found, "passed": passed, "offset": self.offset or 0, "number": self.number, "damaged": self.damaged, "end": end}, data if found else b""


def taken(record):
    """What is known of a page's record, and its bytes; or why it is passed over, and nothing."""
    about = {"url": record.headers.get("WARC-Target-URI"), "charset": None, "encoding": None, "fetched": dated(record)}
    if record.record_type == WarcRecordType.conversion:
        return {**about, "kind": "text"}, record.reader.read(limits.PAGE + 1)
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return "request", b""
    http = unpacked(record)
    kind, charset, packed = kind_of(http)
    if kind not in PAGES:
        return "type", b""
    if http.is_http_parsed and http.http_headers.status_code != 200:
        return "status", b""
    return {**about, "kind": "page", "charset": charset, "encoding": packed}, http.reader.read(limits.PAGE + 1)


def unpacked(record):
    """A record with HTTP's head parsed and its chunks joined; in a record of its own, so that the archive's, whatever the chunks are, is passed by its length."""
    if not record.is_http:
        return record
    if record.content_length > WHOLE:
        record.parse_http(auto_decode="none")
        return record
    whole = WarcRecord()
    whole.is_http = True
    whole.set_bytes_content(record.reader.read(WHOLE))
    whole.parse_http(auto_decode="transfer")
    return whole


WHOLE = limits.PAGE + (1 << 20)
"""Bytes of a record that is held whole: a page and its head. What is longer is refused for its length, however it is chunked."""


def kind_of(record):
    """Content type, charset and content encoding of a record; what a crawler unpacked already counts as unpacked."""
    headers = record.http_headers if record.is_http_parsed else record.headers
    message = Message()
    message["Content-Type"] = " ".join((headers.get("Content-Type") or "")[:200].split())
    charset = message.get_param("charset")
    packed = headers.get("Content-Encoding") if record.is_http_parsed else None
    return message.get_content_type(), charset[:100] if isinstance(charset, str) else None, packed[:100] if packed else None


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
