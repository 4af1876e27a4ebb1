"""A crawl's archive, WARC or WET, gzipped or not -> its article pages, one an answer, with the place to go on from.

`Archive` keeps the file open between answers, so that a million records take no more memory than one. Where it starts anew (a worker
that died, a run that was stopped), it goes on at an offset of the file; a gzip file that is one stream cannot be entered in its
middle, and is passed through from its start.
"""

from email.message import Message

from fastwarc.warc import ArchiveIterator, WarcRecordType

import limits
import page
from fault import Fault
from languages import language_of

PAGES = ("text/html", "application/xhtml+xml")


class Archive:
    """One open file; `at` is the offset of the record that comes next, as far as is known."""

    def __init__(self, path, offset):
        self.path = path
        try:
            self.file = open(path, "rb")
        except OSError as error:
            raise Fault(f"reading it failed ({error.strerror})", "check the file") from None
        self.file.seek(offset)
        self.start = offset
        kinds = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
        self.records = ArchiveIterator(self.file, record_types=kinds, parse_http=True, auto_decode="transfer")

    def next(self, report, languages=None, skip=None):
        """Looks for the next article: {"article", "offset", "passed", "refused", "end"}.

        - report: called with the offset of each page before it is taken apart, so that whoever kills a late worker knows which it was.
        - languages: codes of those that count, None for all.
        - skip: the offset of a page not to take apart.
        """
        passed, offset = 0, self.start
        while passed < limits.RECORDS_AT_ONCE:
            try:
                record = next(self.records, None)
            except Exception as error:  # fastwarc's errors are OSError, ValueError and others
                raise Fault(f"the archive is damaged behind byte {offset} ({type(error).__name__})", "fetch it again; what came before was read") from None
            if record is None:
                return {"article": None, "passed": passed, "offset": None, "end": True}
            offset = record.stream_pos
            found = None if offset == skip else self.read(record, offset, report)
            if found and "refused" in found:
                return {**found, "article": None, "passed": passed, "offset": offset, "end": False}
            if found and (not languages or found["language"] in languages):
                return {"article": found, "passed": passed, "offset": offset, "end": False}
            passed += 1
        return {"article": None, "passed": passed, "offset": offset, "end": False}

    def read(self, record, offset, report):
        """A record's article; None where it is no article page; what is wrong with it, as "refused"."""
        address = record.headers.get("WARC-Target-URI")
        if record.record_type == WarcRecordType.conversion:
            return self.converted(record, address)
        kind, charset, packed = kind_of(record)
        if kind not in PAGES or record.is_http_parsed and record.http_headers.status_code != 200:
            return None
        data = record.reader.read(limits.PAGE + 1)
        report(offset)
        try:
            found = page.article(data, address, charset, packed)
        except Fault as fault:
            if "no article" in fault.reason:
                return None
            return {"refused": {"reason": fault.reason, "remedy": fault.remedy}, "url": address}
        return dated(found, record)

    def converted(self, record, address):
        """A record of WET, which holds a page's text without its paragraphs' borders: each line counts as one."""
        data = record.reader.read(limits.PAGE + 1)
        if len(data) > limits.PAGE:
            return None
        text = "\n\n".join(line for line in map(str.strip, data.decode("utf-8", "replace").splitlines()) if line)
        if not text:
            return None
        found = {"title": None, "author": None, "published": None, "outlet": None, "url": address, "language": language_of(text), "credit": None, "replaced": 0, "text": text}
        return dated(found, record)


def kind_of(record):
    """Content type, charset and content encoding of a record; what a crawler unpacked already counts as unpacked."""
    headers = record.http_headers if record.is_http_parsed else record.headers
    message = Message()
    message["Content-Type"] = (headers.get("Content-Type") or "")[:200]
    charset = message.get_param("charset")
    return message.get_content_type(), charset if isinstance(charset, str) else None, headers.get("Content-Encoding") if record.is_http_parsed else None


def dated(found, record):
    """With the moment of the crawl beside the date of publication."""
    try:
        found["fetched"] = record.record_date.isoformat()
    except (ValueError, AttributeError):
        found["fetched"] = None
    return found
