"""Bytes as they came -> bytes unpacked -> text, within limits."""

import codecs
import re
import zlib

import limits
from fault import Fault, mib

MARKS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.I)


def unpacked(data, encoding=None):
    """The bytes behind gzip, deflate or Brotli: as `encoding` says (HTTP's Content-Encoding), or as the first two bytes of gzip show."""
    steps = [step.strip().lower() for step in (encoding or "").split(",") if step.strip() not in ("", "identity")]
    if PLAIN.match(data):
        return data  # a crawler has unpacked it, and left the header
    for step in reversed(steps):
        if step in ("gzip", "x-gzip"):
            if data[:2] == b"\x1f\x8b":
                data = inflated(data, 31)
        elif step == "deflate":
            data = inflated(data, 15 if data[:1] in (b"\x08", b"\x18", b"\x28", b"\x38", b"\x48", b"\x58", b"\x68", b"\x78") else -15)
        elif step == "br":
            data = unbrotlied(data)
        else:
            raise Fault(f"it is packed with {step[:40]!r}, which is not known", "ask for it with gzip or unpacked")
    if not steps and data[:2] == b"\x1f\x8b":
        data = inflated(data, 31)
    return data


PLAIN = re.compile(rb"\s*<(?:!doctype|html|\?xml)", re.I)


def inflated(data, bits):
    """zlib's inflation of a stream that may be cut; what came before the cut is kept, as browsers do."""
    engine = zlib.decompressobj(bits)
    try:
        plain = engine.decompress(data, limits.UNPACKED + 1)
    except zlib.error:
        raise Fault("it is packed with gzip and damaged", "fetch it again") from None
    if len(plain) > limits.UNPACKED:
        raise too_big()
    if not plain and data:
        raise Fault("it is packed with gzip and damaged", "fetch it again")
    return plain


def unbrotlied(data):
    import brotli

    engine, pieces, size = brotli.Decompressor(), [], 0
    try:
        piece = engine.process(data, output_buffer_limit=1 << 20)
        while True:
            size += len(piece)
            if size > limits.UNPACKED:
                raise too_big()
            pieces.append(piece)
            if engine.is_finished() or engine.can_accept_more_data():
                break
            piece = engine.process(b"", output_buffer_limit=1 << 20)
    except brotli.error:
        raise Fault("it is packed with Brotli and damaged", "fetch it again") from None
    return b"".join(pieces)


def too_big():
    return Fault(f"unpacked, it is longer than {mib(limits.UNPACKED)}", "split it, or leave it out")


def decoded(data, charset=None):
    """The text of bytes, and how many places of it are not in its encoding and became U+FFFD.

    The encoding is that of a byte order mark; else UTF-8, where the bytes are UTF-8; else what HTTP's header (`charset`) or the page
    itself declares; else Windows-1252. UTF-8 goes before declarations since bytes are seldom UTF-8 by chance, and pages that say
    otherwise are common. Where UTF-8 is declared and nothing in the bytes is, they are Windows-1252 if that explains every one.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return counted(data[len(mark):] if encoding == "utf-8" else data, encoding)
    if len(data) > 8 and not any(data[1:64:2]) and all(data[:64:2]):
        return counted(data, "utf-16-le")
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        pass
    declared = DECLARED.search(data[:4096])
    names = [charset, declared and (declared[1] or declared[2]).decode("ascii", "replace")]
    encoding = next((found for found in map(known, names) if found), "windows-1252")
    if encoding == "utf-8" and MULTIBYTE.search(data) is None and not any(byte in data for byte in UNDEFINED):
        encoding = "windows-1252"
    return counted(data, encoding)


MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""A character of UTF-8 that takes more than a byte."""
UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
"""Bytes that stand for nothing in Windows-1252."""


def known(name):
    """Python's name of a text encoding; None where there is none. Latin-1 is read as Windows-1252, as all browsers do."""
    try:
        found = codecs.lookup((name or "").strip()) if name else None
        found = found and found._is_text_encoding and found.name
    except (LookupError, ValueError):
        return None
    if found in ("iso8859-1", "ascii"):
        return "windows-1252"
    return None if found in ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem") else found


def counted(data, encoding):
    try:
        text = data.decode(encoding, "replace")
    except (UnicodeError, ValueError):
        encoding, text = "utf-8", data.decode("utf-8", "replace")
    return text, max(0, text.count("\ufffd") - data.count(b"\xef\xbf\xbd"))
