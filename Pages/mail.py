"""An e-mail, or a page that a browser saved as one (MHTML) -> its article."""

import email
import re
from email import policy
from email.utils import parseaddr

import body
import dates
import page
from fault import Fault
from forms import joined, record
from unpacking import decoded


def articles(data):
    message = email.message_from_bytes(data, policy=policy.default)
    address = message.get("Snapshot-Content-Location") or content_location(message)
    if address or message.get_content_type() == "multipart/related" and message.get("From", "").lower().startswith("<saved by"):
        return [saved(message, address)]
    paragraphs, lost = told(message)
    if not paragraphs and (part := message.get_body(("plain", "html"))) is not None:  # some programs name the text itself as a file
        text, lost = content(part)
        paragraphs = body.paragraphs(text) if part.get_content_type() == "text/html" else unwrapped(text)
    if not paragraphs:
        raise Fault("it is an e-mail without a text", "save what is attached to it, and give that", empty=True)
    name, sender = parseaddr(str(message.get("From", "")))
    outlet = name or sender.rpartition("@")[2] or None
    day = str(message.get("Date", "")).strip()
    attached = [f"“{name}”" for part in message.iter_attachments() if (name := named(part))]
    remarks = [(f"what is attached to it is not read ({', '.join(attached[:5])})", "save it from the e-mail, and give it too")] if attached else []
    return [record("\n\n".join(paragraphs), str(message.get("Subject", "")).strip() or None, outlet=outlet, published=dates.iso(day) if day else None, replaced=lost, remarks=remarks)]


PARTS = 20
"""Parts of an e-mail, of one kind or within each other, that are looked at."""


def told(part, depth=0):
    """The paragraphs of an e-mail, and how many places of them are not in their encoding: of several texts one behind the other, of the same text in several forms the plain one, unless it is a stub."""
    if depth > PARTS or part.get_content_disposition() == "attachment" or part.get_filename():
        return [], 0
    kind = part.get_content_type()
    if part.is_multipart() and kind != "message/rfc822":
        parts = list(part.iter_parts())[:PARTS]
        found = [told(one, depth + 1) for one in (parts[:1] if kind == "multipart/related" else parts)]
        if kind != "multipart/alternative":
            return [text for texts, _ in found for text in texts], sum(lost for _, lost in found)
        longest = max((len("".join(texts)) for texts, _ in found), default=0)
        return next((one for one in found if one[0] and len("".join(one[0])) >= longest / 2), ([], 0))
    if kind not in ("text/plain", "text/html"):
        return [], 0
    text, lost = content(part)
    return body.paragraphs(text) if kind == "text/html" else unwrapped(text), lost


def content(part):
    """The text of a part, and how many places of it are not in its encoding: what mail says of that is often wrong, or not there."""
    return decoded(part.get_payload(decode=True) or b"", part.get_content_charset())


def named(part):
    """What is attached, by its file's name; an e-mail by its subject."""
    if part.get_content_type() == "message/rfc822":
        return next((str(inner.get("Subject", "")).strip() for inner in part.iter_parts()), "") or "an e-mail"
    return part.get_filename()


def content_location(message):
    """Where the page of MHTML comes from: its first part of HTML says it."""
    for part in message.walk():
        if part.get_content_type() == "text/html" and part.get("Content-Location"):
            return str(part["Content-Location"]).strip()
    return None


def saved(message, address):
    """The page of MHTML, which is its first part of HTML; when it was saved is the message's date."""
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if part is None:
        raise Fault("it is a saved page without HTML", "save the page again")
    address = str(address or "").strip()
    found = page.article(part.get_payload(decode=True) or b"", url=address if address.startswith("http") else None, charset=part.get_content_charset())
    moment = dates.iso(str(message.get("Date", "")).strip()) if message.get("Date") else None
    return {**found, "saved": found["saved"] or moment}


def unwrapped(text):
    """The paragraphs of a plain text. Mail breaks lines at some width: those of a paragraph belong together, unless most are short."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    sign = next((place for place, line in enumerate(lines) if line == "-- " or line == "--" and len(lines) - place <= SIGNED), len(lines))
    lines = unquoted(line for line in lines[:sign] if not re.fullmatch(r"\s*[-=_*~]{3,}\s*", line))
    long = [line for line in lines if len(line) > 50]
    if not any(not line.strip() for line in lines) or len(long) < len([line for line in lines if line.strip()]) / 3:
        return [line.strip() for line in lines if line.strip()]
    return joined(part for line in lines for part in ([line, ""] if len(line) > UNBROKEN and line.rstrip()[-1:] in ".!?”\"" else [line]))


SIGNED = 12
"""Lines of a signature, with the two hyphens above it."""
UNBROKEN = 120
"""Letters of a line that no program has broken, and which is a paragraph if it ends as a sentence."""


def unquoted(lines):
    """The lines without the signs before what an e-mail quotes; where somebody else's words begin, a line is empty."""
    found, before = [], 0
    for line in lines:
        marks = QUOTED.match(line)[0]
        depth = marks.count(">")
        if depth != before and found and line[len(marks):].strip():
            found.append("")
        if line[len(marks):].strip():
            before = depth
        found.append(line[len(marks):])
    return found


QUOTED = re.compile(r"(?:> ?)*")
