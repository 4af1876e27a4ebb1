"""What the kernel refuses the page worker, by the ways that Python's own list of refusals does not see (M9 of the findings: /bin/sh by `_posixsubprocess.fork_exec`, a file
emptied by `os.open(O_RDONLY|O_TRUNC)`, written by libxml2 and SQLite, /etc/shadow read)."""

import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import _posixsubprocess, _socket, ctypes, os, sqlite3, sys
sys.path.insert(0, "Pages")
sys.dont_write_bytecode = True
import lxml.etree
import worker
library, PYTHON = ctypes.CDLL(None, use_errno=True), sys.executable.encode()
network = worker.left_network()
worker.load(False)
had, missing = worker.confine()
print("had", ", ".join(had))
folder = sys.argv[1]
victim = folder + "/victim.txt"

def started():
    ours, theirs = os.pipe(), os.pipe()
    arguments = [True, (theirs[1],), None, None, -1, -1, -1, -1, -1, -1, theirs[0], theirs[1], True, False, -1, None, None, None, -1, None]
    return _posixsubprocess.fork_exec([b"/bin/true"], [b"/bin/true"], *arguments, *([False] if sys.version_info >= (3, 11) else []))

def called(number, *arguments):
    if library.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")

ATTEMPTS = {
    "read /etc/passwd": lambda: open("/etc/passwd").read(1), "read a file of the user's": lambda: open(victim).read(1), "list a folder of the user's": lambda: os.listdir(folder),
    "truncate": lambda: os.open(victim, os.O_RDONLY | os.O_TRUNC), "chmod": lambda: os.chmod(victim, 0o777), "utime": lambda: os.utime(victim, (0, 0)), "mkfifo": lambda: os.mkfifo(folder + "/fifo"),
    "mknod": lambda: os.mknod(folder + "/node"), "setxattr": lambda: os.setxattr(victim, "user.x", b"y"), "write by libxml2": lambda: lxml.etree.ElementTree(lxml.etree.Element("x")).write(victim),
    "write by SQLite": lambda: sqlite3.connect(folder + "/made.sqlite").execute("CREATE TABLE x (y)"), "signal the parent": lambda: os.kill(os.getppid(), 0), "a socket": lambda: _socket.socket(),
    "start a program": started, "fork by the system's own call": lambda: called(57 if os.uname().machine == "x86_64" else 220, 17), "memfd_create": lambda: os.memfd_create("x"), "io_uring": lambda: called(425, 1, 0),
    "openat2": lambda: called(437, -100, b"/etc/passwd", b"", 24), "ptrace the parent": lambda: called(101 if os.uname().machine == "x86_64" else 117, 16, os.getppid(), 0, 0),
}
for name, attempt in ATTEMPTS.items():
    try:
        attempt()
        print("allowed", name)
    except (OSError, sqlite3.Error, ValueError):
        print("refused", name)
"""


LATER = """
import sys; sys.path.insert(0, 'Pages'); import worker
worker.load(False); worker.confine()
late = {'htmldate', 'courlan', 'justext', 'charset_normalizer', 'py3langid', 'numpy', 'urllib3.connection', 'email', 'dateutil'} & set(sys.modules)
print('loaded:', ', '.join(sorted(late)) or 'none')
from trafilatura import external, metadata, utils
import languages
print(metadata.is_valid_url('https://bay.example/a'))
print(metadata.find_date('<html><head><meta property="article:published_time" content="2024-03-05"></head></html>'))
print(utils.fix_relative_urls('https://bay.example', '/a'))
print(bool(external.get_stoplists()))
print(languages.language_of('Der Rat hat am Montag nach langer Debatte beschlossen, die Mauer am Hafen zu bauen und die Brücke nicht mehr zu öffnen. ' * 3))
"""
"""Loads as the worker does, then uses what is only loaded when it is met."""


@unittest.skipUnless(sys.platform == "linux", "what confines is Linux's")
class ConfinementTests(unittest.TestCase):
    def test_what_python_does_not_see_the_kernel_refuses(self):
        with tempfile.TemporaryDirectory() as folder:
            victim = Path(folder, "victim.txt")
            victim.write_text("whole")
            done = subprocess.run([sys.executable, "-B", "-c", CODE, folder], cwd=ROOT, capture_output=True, text=True, check=False)
            lines = done.stdout.splitlines()
            self.assertEqual(done.returncode, 0, done.stderr)
            had = lines[0].removeprefix("had ").split(", ")
            allowed = {line.removeprefix("allowed ") for line in lines[1:] if line.startswith("allowed ")}
            # An old kernel has no Landlock: reading is then refused by nothing.
            reading = {"read /etc/passwd", "read a file of the user's", "list a folder of the user's"}
            self.assertEqual(allowed - (set() if "Landlock" in had else reading), set() if "seccomp" in had else allowed)
            self.assertEqual((victim.read_text(), sorted(os.listdir(folder))), ("whole", ["victim.txt"]))

    def test_what_is_loaded_when_it_is_met_is_there_in_a_confined_worker(self):
        book, held = openpyxl.Workbook(), io.BytesIO()
        for row in (["Title", "Text"], ["Wall", "The board said so."]):
            book.active.append(row)
        book.save(held)
        sent = [("workbook", held.getvalue()), ("references", b"TY  - NEWS\nTI  - Wall\nUR  - https://post.example/wall\nER  -\n"), ("file", b"{\\rtf1\\ansi The board said so.}")]
        data = b"".join(json.dumps({"id": 1, "kind": kind, "bytes": len(held)}).encode() + b"\n" + held for kind, held in sent)
        done = subprocess.run([sys.executable, "-E", "-s", "-B", ROOT / "Pages/worker.py"], input=data, capture_output=True, check=True)
        self.assertEqual([next(name for name in json.loads(line) if name != "id") for line in done.stdout.splitlines()], ["ready", "tables", "references", "articles"])

    def test_libraries_that_few_pages_need_are_loaded_when_one_does_and_then_work_confined(self):
        done = subprocess.run([sys.executable, "-B", "-c", LATER], cwd=ROOT, capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout.split("\n")[:-1], ["loaded: none", "True", "2024-03-05", "https://bay.example/a", "True", "de"], done.stderr)

    def test_what_could_not_be_had_is_told(self):
        code = "import sys; sys.path.insert(0, 'Pages'); import confinement\nconfinement.MACHINES = {}\nprint(confinement.confine(confinement.environment()))"
        done = subprocess.run([sys.executable, "-B", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        self.assertIn("seccomp (not known for ", done.stdout)

    def test_a_worker_on_a_kernel_without_landlock_and_seccomp_answers_and_says_so(self):
        # Numbers of calls that no kernel has, as for an older one.
        code = "import sys; sys.path.insert(0, 'Pages'); import confinement, worker\nconfinement.CREATE_RULESET = 4000\nconfinement.SPECIAL['seccomp'] = (4001, 4001)\nworker.main()"
        page = b"<html><title>Wall</title><body><p>" + b"The board of Ostrevant said on Monday that the wall would be raised. " * 9 + b"</p></body></html>"
        data = json.dumps({"id": 1, "kind": "page", "explain": True, "bytes": len(page)}).encode() + b"\n" + page
        done = subprocess.run([sys.executable, "-B", "-c", code], cwd=ROOT, input=data, capture_output=True, check=True)
        ready, answer = (json.loads(line) for line in done.stdout.splitlines())
        missing = ["Landlock (Function not implemented)", "seccomp (Function not implemented)"]
        self.assertEqual((ready["missing"][:2], "no_new_privs" in ready["confined"]), (missing, True))
        self.assertIn("no_new_privs", answer["article"]["confined"])
        self.assertIn("could not be had: " + ", ".join(missing), answer["article"]["confined"])


if __name__ == "__main__":
    unittest.main()
