"""What the tests of the Python package share. They run on the library that was built last (or `DIXIT_LIBRARY`), or on an installed wheel."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if os.environ.get("DIXIT_INSTALLED") != "yes":
    sys.path.insert(0, str(ROOT / "Python"))

import dixit  # noqa: E402
from dixit import places  # noqa: E402

HARBOUR = "The harbour is “open to anyone who pays,” said Ilse Varn, the port warden. Her deputy denied it."
MORE = f'{{"id": "far-1", "outlet": "Far Bank", "published": "2021-03-12", "title": "Harbour", "text": "{HARBOUR}"}}\n'


@pytest.fixture(scope="session")
def reader():
    return dixit.Reader()


@pytest.fixture(scope="session")
def program():
    """The command that is tested beside the package."""
    return os.environ.get("DIXIT_PROGRAM") or str(places.program())


@pytest.fixture(scope="session")
def ledger_file(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "articles.jsonl").write_text(MORE + '{"id": "far-2", "outlet": "Delta Farmer", "published": "2021-04-02", "text": "Joren Haldrey said that rice does not grow in dust."}\n')
    subprocess.run([program, "add", "--quiet", "--ledger", folder / "news.sqlite", folder / "articles.jsonl"], check=True)
    return folder / "news.sqlite"


@pytest.fixture
def ledger(ledger_file):
    return dixit.Ledger(ledger_file)
