#!/usr/bin/env python3
"""Executes the notebooks of Documentation on the samples and keeps what they print.

usage: .setup/notebooks/bin/python Documentation/notebooks.py [--check]     (after make build and Setup/notebooks.sh; make test-notebooks does both)

Each runs in a folder with facts.csv and articles.csv, as `dixit export --format facts` and `article-facts` write them. With --check nothing is written; exit
status 1 where a notebook prints other words than it holds. What is compared is what it prints as plain text. DIXIT names the program, .build/release/dixit.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
DIXIT = os.environ.get("DIXIT", str(ROOT / ".build/release/dixit"))
R_KERNEL = {"argv": ["R", "--slave", "-e", "IRkernel::main()", "--args", "{connection_file}"], "display_name": "R", "language": "R"}


def printed(notebook):
    """What each cell of code has printed, as plain text."""
    def words(output):
        return output["text"] if output["output_type"] == "stream" else output.get("data", {}).get("text/plain", "")

    return ["".join(map(words, cell.outputs)) for cell in notebook.cells if cell.cell_type == "code"]


def has_r():
    done = shutil.which("Rscript") and subprocess.run(["Rscript", "-e", "library(IRkernel)"], capture_output=True)
    return done and done.returncode == 0


def main():
    stale = 0
    with tempfile.TemporaryDirectory() as folder:
        ledger = f"{folder}/samples.sqlite"
        subprocess.run([DIXIT, "add", "--quiet", "--ledger", ledger, "Samples"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        for form, name in [("facts", "facts"), ("article-facts", "articles")]:
            subprocess.run([DIXIT, "export", "--ledger", ledger, "--format", form, "--output", f"{folder}/{name}.csv"], check=True)
        kernels = Path(folder, "jupyter/kernels/ir")
        kernels.mkdir(parents=True)
        (kernels / "kernel.json").write_text(json.dumps(R_KERNEL))
        os.environ["JUPYTER_PATH"] = f"{folder}/jupyter"
        for path in sorted(Path(__file__).parent.glob("*.ipynb")):
            old = nbformat.read(path, as_version=4)
            if old.metadata.kernelspec.name == "ir" and not has_r():
                print(f"{path.name} is left out: it needs R; apt-get install r-base-core r-cran-irkernel", file=sys.stderr)
                continue
            new = nbformat.from_dict(old)
            NotebookClient(new, timeout=120, resources={"metadata": {"path": folder}}, record_timing=False).execute()
            new.metadata.pop("language_info", None)
            if printed(new) == printed(old):
                continue
            stale += 1
            print(path.name)
            if "--check" not in sys.argv:
                nbformat.write(new, path)
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
