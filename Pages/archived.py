"""What holds files inside one file, in memory: ZIP as word processors write it, within limits."""

import io
import zipfile
import zlib

from lxml import etree

import limits
from fault import Fault, mib

ENTRIES = 5000
DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError, NotImplementedError, EOFError, etree.XMLSyntaxError)
"""What libraries raise where what is packed is damaged."""


def opened(data):
    """The ZIP archive of bytes; refused where it is damaged, packed with a password, or would unpack to too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Fault("it is a document that is damaged or cut off", "fetch or save it again") from None
    if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > limits.DOCUMENT:
        raise Fault(f"unpacked, it is longer than {mib(limits.DOCUMENT)}", "split it")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Fault("it is packed with a password", "save it without")
    return archive
