import doctest
import importlib
import os
import re
import subprocess
import sys

import dixit
import pytest
from conftest import MORE, ROOT

EXAMPLES = {"dixit": [], "dixit.records": [], "dixit.reader": [], "dixit.ledger": ["pyarrow"], "dixit.spacy": ["spacy"]}


@pytest.mark.parametrize("module", EXAMPLES)
def test_the_examples_in_docstrings_are_right(module, program, tmp_path, monkeypatch):
    for package in EXAMPLES[module]:
        pytest.importorskip(package)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.jsonl").write_text(MORE.replace(" Her deputy denied it.", ""))
    subprocess.run([program, "add", "--quiet", "--ledger", "news.sqlite", "article.jsonl"], check=True)
    done = doctest.testmod(importlib.import_module(module))
    assert done.attempted and not done.failed


def test_the_version_is_that_of_the_program(program):
    written = (ROOT / "Sources/Reading/Reader.swift").read_text()
    assert re.search(r'programVersion = "(.*)"', written)[1] == dixit.__version__ == dixit.Reader().version.version
    assert subprocess.run([program, "--version"], capture_output=True, text=True).stdout.startswith(f"dixit {dixit.__version__}\n")


def test_importing_needs_neither_the_library_nor_any_other_package():
    check = "import sys, dixit; assert not {'numpy', 'pyarrow', 'pandas', 'polars', 'spacy', 'pyspark'} & set(sys.modules); print(len(dixit.__all__))"
    path = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run([sys.executable, "-c", check], env={**os.environ, "PYTHONPATH": path, "DIXIT_LIBRARY": "/nowhere"}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_command_is_the_program(program):
    run = "import sys; from dixit.command import main; sys.argv = ['dixit', '--version']; main()"
    path = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run([sys.executable, "-c", run], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True)
    assert done.stdout.startswith(f"dixit {dixit.__version__}\n"), done.stderr


def test_spacy_has_the_statements(reader):
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("dixit")
    texts = ["Ilse Varn said the harbour was open.", "", "Nobody spoke."]
    docs = list(nlp.pipe(texts))
    assert [doc.text for doc in docs] == texts
    assert docs[0].spans["dixit_source"][0].text == "Ilse Varn" and docs[0].spans["dixit_cue"][0]._.statement is docs[0]._.statements[0]
    assert docs[1]._.statements == () and docs[0]._.dixit.json == reader.read(texts[0], id="1").json
