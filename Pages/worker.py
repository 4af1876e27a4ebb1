#!/usr/bin/env python3
"""The page worker: takes strangers' bytes apart in a process of its own, which may be killed at any moment and loses nothing by it.

usage: worker.py < requests > answers

README.md says what requests and answers look like. The worker opens no connection and writes no file; it cannot, from before the
first request on: an audit hook refuses both, limits of the system refuse files and memory.
"""

import gc
import json
import os
import resource
import signal
import sys

import limits
from fault import Fault, mib


class Late(BaseException):
    """A page took too long. No Exception, so that no library can take it for one of its own."""


def main():
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints does not get between answers
    requests = sys.stdin.buffer
    load()
    confine()
    signal.signal(signal.SIGALRM, late)
    answer(out, {"ready": True})
    archives = {}
    while header := requests.readline(limits.HEADER):
        request = None
        try:
            request = json.loads(header)
            number, size = request["id"], int(request.get("bytes", 0))
        except (ValueError, KeyError, TypeError, RecursionError):
            answer(out, {"id": None, "refused": {"reason": "a request is not JSON of the kind that README.md tells", "remedy": "this is a fault of Dixit, please report it"}})
            return  # where the next request begins is not known any more
        answer(out, {"id": number, **outcome(request, requests, size, lambda offset: answer(out, {"id": number, "at": offset}), archives)})


def answer(out, value):
    data = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    while data:
        data = data[os.write(out.fileno(), data):]


def outcome(request, requests, size, report, archives):
    """What answers a request: what was found, or why it is refused."""
    try:
        data = taken(requests, size)
        signal.setitimer(signal.ITIMER_REAL, limits.SECONDS)
        try:
            return done(request, data, report, archives)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except Fault as fault:
        return refusal(fault.reason, fault.remedy)
    except Late:
        return refusal(f"taking it apart took longer than {limits.SECONDS} s", "save the article's part of it, or leave it out")
    except MemoryError:
        gc.collect()
        return refusal(f"taking it apart needs more than {mib(limits.MEMORY)} of memory", "save the article's part of it, or leave it out")
    except RecursionError:
        return refusal("its parts are nested too deep", "save the article's part of it, or leave it out")
    except Exception as error:  # whatever a library meets in what strangers made
        return refusal(f"it could not be taken apart ({type(error).__name__})", "save its text as plain text, or leave it out")


def refusal(reason, remedy):
    return {"refused": {"reason": reason, "remedy": remedy}}


def taken(requests, size):
    """The bytes behind a request; what is beyond all limits is passed over, not held."""
    data = requests.read(min(size, limits.DOCUMENT + 1))
    left = size - len(data)
    while left > 0 and (piece := requests.read(min(left, 1 << 20))):
        left -= len(piece)
    return data


def done(request, data, report, archives):
    import archive
    import document
    import feed
    import page

    about = {name: request.get(name) for name in ("url", "charset", "encoding")}
    match request.get("kind"):
        case "page":
            return {"article": page.article(data, **about)}
        case "feed":
            return {"feed": feed.feed(data, **about)}
        case "pdf":
            return {"article": document.document(data)}
        case "archive":
            path, offset = request["path"], int(request.get("offset", 0))
            opened = archives.get(path)
            if opened is None or request.get("open"):
                archives.clear()
                archives[path] = opened = archive.Archive(path, offset)
            return {"archive": opened.next(report, request.get("languages"), request.get("skip"))}
        case kind:
            return refusal(f"requests of kind {kind!r} are not known", "this is a fault of Dixit, please report it")


# Confinement

def load():
    """Everything that pages need, before memory and files are limited; with a first page, since libraries load more at theirs."""
    import archive
    import document
    import feed
    import page

    try:
        page.article(b"<html><head><title>Ready</title></head><body><h1>Ready or not</h1><p>" + b"The port of Velm opened on Monday, the warden said. " * 20 + b"</p></body></html>")
        feed.feed(b'<rss version="2.0"><channel><title>Ready</title><item><link>https://velm.example/</link></item></channel></rss>')
    except Fault:
        pass
    assert archive and document
    gc.freeze()


FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink",
    "os.truncate", "shutil.", "ftplib.", "http.client", "urllib.Request", "smtplib.", "webbrowser.", "ctypes.dlopen")


def refuse(event, arguments):
    """The audit hook: no connection, no process, no change of a file."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"the page worker does not do this: {event}")
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        if isinstance(mode, str) and set(mode) & set("wax+") or isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError("the page worker writes no files")


def confine():
    sys.setrecursionlimit(2000)
    with open("/proc/self/statm", encoding="ascii") as sizes:
        taken_already = int(sizes.read().split()[0]) * resource.getpagesize()
    for limit, value in ((resource.RLIMIT_AS, taken_already + limits.MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 64)):
        resource.setrlimit(limit, (value, value))
    sys.addaudithook(refuse)


def late(signum, frame):
    raise Late


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
