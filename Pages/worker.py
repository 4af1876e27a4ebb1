#!/usr/bin/env python3
"""The page worker: takes strangers' bytes apart in a process of its own, which may be killed at any moment and loses nothing by it.

usage: worker.py [records FILE | rows FILE] < requests > answers

With "records" it looks through one archive, with "rows" through one file of Parquet, and does nothing else.

README.md says what requests and answers look like. The worker opens no connection, starts nothing and writes no file; it cannot, from before the
first request on: the kernel refuses it (confinement.py), limits of the system refuse files and memory, and an audit hook says in words what is refused.
"""

import gc
import importlib
import json
import os
import resource
import signal
import sys
import types

# What was installed brings the packages along; in a repository they are the interpreter's own.
sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), "packages"))

import confinement  # noqa: E402
import limits  # noqa: E402
from fault import Fault, Late, mib  # noqa: E402


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is meant for whoever feeds this, who then ends it
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints does not get between answers
    requests = sys.stdin.buffer
    opened = Opened()
    network = left_network()
    if sys.argv[1:2] in (["records"], ["rows"]):
        opened.path, opened.file = sys.argv[2], archive_file(sys.argv[2])
    load({"records": "archive", "rows": "parquet"}.get(sys.argv[1] if len(sys.argv) > 1 else ""))
    had, missing = confine()
    opened.confined = [*had, *(["a network of its own"] if network is None else [])], [*missing, *([network] if network else [])]
    signal.signal(signal.SIGPROF, late)
    answer(out, {"ready": True, "confined": opened.confined[0], "missing": opened.confined[1]})
    while header := requests.readline(limits.HEADER):
        request = None
        try:
            request = json.loads(header)
            number, size = request["id"], int(request.get("bytes", 0))
        except (ValueError, KeyError, TypeError, RecursionError):
            answer(out, {"id": None, "refused": {"reason": "a request is not JSON of the kind that README.md tells", "remedy": "this is a fault of Dixit, please report it"}})
            return  # where the next request begins is not known any more
        opened.data = b""
        found = outcome(request, requests, size, opened)
        answer(out, {"id": number, **found}, opened.data)


class Opened:
    """What stays open between requests: the archive or table that is looked through, and the bytes that go behind the answer."""

    archive = None
    rows = None
    path = None
    file = None
    """Its file, which is opened before files are refused; an OSError where it cannot be."""
    data = b""
    confined = ([], [])


def answer(out, value, behind=b""):
    data = memoryview(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n" + behind)
    while data:
        data = data[os.write(out.fileno(), data):]


def outcome(request, requests, size, opened):
    """What answers a request: what was found, or why it is refused."""
    try:
        data = taken(requests, size)
        signal.setitimer(signal.ITIMER_PROF, limits.SECONDS)
        try:
            return done(request, data, opened)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except Fault as fault:
        return refusal(fault.reason, fault.remedy, **({"empty": True} if fault.empty else {}))
    except Late:
        return refusal(f"taking it apart took more than {limits.SECONDS} s of processor time", "save the article's part of it, or leave it out")
    except MemoryError:
        gc.collect()
        return refusal(f"taking it apart needs more than {mib(limits.MEMORY)} of memory", "save the article's part of it, or leave it out")
    except RecursionError:
        return refusal("its parts are nested too deep", "save the article's part of it, or leave it out")
    except Exception as error:  # whatever a library meets in what strangers made
        return refusal(f"it could not be taken apart ({type(error).__name__})", "save its text as plain text, or leave it out")


def refusal(reason, remedy, **more):
    return {"refused": {"reason": reason, "remedy": remedy, **more}}


def taken(requests, size):
    """The bytes behind a request; what is beyond all limits is passed over, not held."""
    data = requests.read(min(size, limits.DOCUMENT + 1))
    left = size - len(data)
    while left > 0 and (piece := requests.read(min(left, 1 << 20))):
        left -= len(piece)
    return data


def done(request, data, opened):
    about = {name: request.get(name) for name in ("url", "charset", "encoding")}
    match request.get("kind"):
        case "page":
            import page

            return {"article": page.article(data, **about, explain=bool(request.get("explain")), continues=bool(request.get("continues"))) | confined(request, opened)}
        case "feed":
            import feed

            return {"feed": feed.feed(data, **about, contents=bool(request.get("contents")))}
        case "pdf":
            import document

            return {"article": document.document(data)}
        case "file":
            import forms

            return forms.taken(data, str(request.get("name") or ""))
        case "workbook":
            import workbook

            return {"tables": workbook.tables(data)}
        case "references":
            import references

            return {"references": references.references(data)}
        case "fragment":
            import body
            import forms

            if len(data) > limits.PAGE:
                raise Fault(f"it is HTML of more than {mib(limits.PAGE)}", "give its text alone")
            return {"article": forms.record("\n\n".join(body.paragraphs(data.decode("utf-8", "replace"))))}
        case "text":
            import plain

            return {"article": plain.converted(data, about["url"])}
        case "records":
            import archive

            if "path" in request:
                opened.archive = None
                opened.archive = archive.opened(opened.file, request.get("after"))
            found, opened.data = opened.archive.next()
            return {**found, "bytes": len(opened.data)}
        case "rows":
            import parquet

            if "path" in request:
                opened.rows = parquet.Rows(opened.file, bool(request.get("records")), int(request.get("after") or 0))
            found, opened.data = opened.rows.next()
            return {**found, "bytes": len(opened.data)}
        case kind:
            return refusal(f"requests of kind {kind!r} are not known", "this is a fault of Dixit, please report it")


def confined(request, opened):
    """What the kernel holds this worker to, where a page is to be explained."""
    if not request.get("explain"):
        return {}
    had, missing = opened.confined
    return {"confined": ", ".join(had) + (f"; could not be had: {', '.join(missing)}" if missing else "")}


# Confinement

def archive_file(path):
    try:
        return open(path, "rb")
    except OSError as error:
        return error


def left_network():
    """Leaves the network; why that could not be done, None where it was."""
    try:
        confinement.leave_network()
    except (confinement.Missing, AttributeError, OSError) as reason:
        return f"a network of its own ({reason})"
    return None


def load(only):
    """What is needed for pages, before memory and files are limited, with a first page, since libraries load more at theirs; what other kinds need is
    loaded when one is asked for, so that a worker is ready soon.

    - only: the module of a worker that does nothing else.
    """
    if only:
        importlib.import_module(only)
        return
    stand_ins()
    import page

    for name in (*LATER, "importlib.metadata"):
        del sys.modules[name]
    try:
        page.article(b"<html><head><title>Ready</title></head><body><h1>Ready or not</h1><p>" + b"The port of Velm opened on Monday, the warden said. " * 20 + b"</p></body></html>")
    except Fault:
        pass
    gc.freeze()


class Later(types.ModuleType):
    """What stands for a library while another one imports names from it: the library itself is loaded when one of them is first called."""

    __path__ = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Named(self.__name__, name)


class Named:
    """A function or class of a library that is loaded when it is called, or something of it is asked for."""

    def __init__(self, module, name):
        self.module, self.name = module, name

    def itself(self):
        return getattr(importlib.import_module(self.module), self.name)

    def __call__(self, *arguments, **named):
        return self.itself()(*arguments, **named)

    def __getattr__(self, name):
        return getattr(self.itself(), name)


class Unconnected(types.ModuleType):
    """What stands for a library that makes connections, which are refused here: libraries that import it find what they ask for, and it does nothing."""

    __path__ = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {"__init__": lambda self, *_, **__: None}) if name[0].isupper() else lambda *_, **__: None


LATER = ("py3langid", "htmldate", "courlan", "justext", "justext.core", "justext.utils", "charset_normalizer")
"""What trafilatura imports and few pages need, or none: guesses of languages, dates, addresses, encodings, a second opinion on what an article is."""
UNCONNECTED = ("urllib3", "urllib3.exceptions", "urllib3.response", "urllib3.util", "trafilatura.downloads", "courlan.network")


def stand_ins():
    """Puts what need not be loaded, and takes longer than all the rest, out of the way of trafilatura's imports; its version too, which it looks for."""
    for kind, names in ((Later, LATER), (Unconnected, UNCONNECTED)):
        for name in names:
            sys.modules[name] = kind(name)
            holder, _, last = name.rpartition(".")
            if isinstance(sys.modules.get(holder), kind):
                setattr(sys.modules[holder], last, sys.modules[name])
    versions = types.ModuleType("importlib.metadata")
    versions.version = lambda name: None
    sys.modules["importlib.metadata"] = versions


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
    found = confinement.confine(confinement.environment())
    sys.addaudithook(refuse)
    return found


def late(signum, frame):
    raise Late


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
