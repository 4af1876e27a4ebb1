"""Archives that are no WARC themselves: WACZ, which packs WARCs together, and ARC, the form before WARC."""

import io
import struct
import zipfile
from email.message import Message

import limits
from fault import Fault, Late

ZIP = b"PK\x03\x04"
ARC = b"filedesc://"


class Parts(io.RawIOBase):
    """The WARCs of a WACZ as one file that is read from start to end: archives behind one another are an archive. They are kept unpacked in it, as its
    specification wants, so that every place can be gone to."""

    def __init__(self, file):
        try:
            with zipfile.ZipFile(file) as packed:
                entries = [entry for entry in packed.infolist() if entry.filename.startswith("archive/") and not entry.is_dir()]
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
            raise Fault("it is a packed collection of web archives (WACZ) that is damaged", "fetch it again") from None
        if not entries:
            raise Fault("it is a ZIP archive without web archives in it", "unpack it and add the folder")
        if any(entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1 for entry in entries):
            raise Fault("the web archives in it are packed once more, as WACZ does not have it", "unpack it and add the .warc.gz files in it")
        self.file, self.parts, self.size, self.place = file, [], 0, 0
        for entry in entries:
            file.seek(entry.header_offset)
            head = file.read(30)
            if len(head) < 30 or head[:4] != ZIP:
                raise Fault("it is a packed collection of web archives (WACZ) that is damaged", "fetch it again")
            name, extra = struct.unpack("<HH", head[26:30])
            self.parts.append((self.size, entry.header_offset + 30 + name + extra, entry.file_size))
            self.size += entry.file_size

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=0):
        self.place = max(0, offset + (0, self.place, self.size)[whence])
        return self.place

    def tell(self):
        return self.place

    def readinto(self, held):
        for begin, offset, size in self.parts:
            if begin <= self.place < begin + size:
                self.file.seek(offset + self.place - begin)
                data = self.file.read(min(len(held), begin + size - self.place))
                held[: len(data)] = data
                self.place += len(data)
                return len(data)
        return 0


class Arc:
    """An open ARC, read by warcio; see `archive.Archive`, whose `next` it has. Places are numbers of records alone: what comes before is passed through."""

    def __init__(self, file, after=None):
        from warcio.archiveiterator import ArchiveIterator

        self.behind = int(after["number"]) if after else 0
        self.number = 0
        self.file = file
        self.records = ArchiveIterator(file, arc2warc=True)

    def next(self):
        passed, found, data, damaged, end = {}, None, b"", None, False
        while found is None and sum(passed.values()) < limits.RECORDS_AT_ONCE:
            try:
                record = next(self.records, None)
                if record is None:
                    end = True
                    break
                self.number += 1
                found, data = of_arc(record) if self.number > self.behind else ("before", b"")
            except (Exception, Late):  # where the next record begins is not known any more
                damaged, end = "place", True
                break
            if isinstance(found, str):
                passed[found] = passed.get(found, 0) + 1
                found = None
        return {"record": found, "passed": passed, "offset": self.file.tell(), "number": self.number, "damaged": damaged, "end": end}, data if found else b""


def of_arc(record):
    """What is known of a page's record, and its bytes; or why it is passed over, and nothing."""
    if record.rec_type != "response" or record.http_headers is None:
        return "request", b""
    kind = Message()
    kind["Content-Type"] = " ".join((record.http_headers.get_header("Content-Type") or "")[:200].split())
    if kind.get_content_type() not in ("text/html", "application/xhtml+xml"):
        return "type", b""
    if record.http_headers.get_statuscode() != "200":
        return "status", b""
    charset = kind.get_param("charset")
    about = {"url": record.rec_headers.get_header("WARC-Target-URI"), "charset": charset[:100] if isinstance(charset, str) else None, "encoding": None}
    data = record.content_stream().read(limits.PAGE + 1)
    return {**about, "fetched": record.rec_headers.get_header("WARC-Date"), "cut": False, "kind": "page"}, data
