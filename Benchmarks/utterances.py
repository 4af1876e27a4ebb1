"""Measures `dixit same`: whether two contents are one utterance, and whether what was cut and put in is marked right.

    python3 Benchmarks/utterances.py --dixit .build/release/dixit

The pairs are those of `judged-utterances.txt`: 100 of an utterance and an edited version of it, 100 of two utterances. Each text stands in an article of its
own, is read and added to a ledger like any other, and is asked for by its statement. Texts and judgements come from one annotator, a language model.
"""

import argparse
import json
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
MARK = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}")


def words(text):
    """The words that are compared."""
    return re.findall(r"\w+", text.lower().replace("’", ""))


def marked(line):
    """The earlier text, the later one, and each word of both with how it has fared."""
    before, after, sorts, at = "", "", [], 0
    for mark in [*MARK.finditer(line), None]:
        kept = line[at : mark.start() if mark else len(line)]
        before, after = before + kept, after + kept
        sorts += [("kept", word) for word in words(kept)]
        if mark:
            cut, added = mark.group(1) or "", mark.group(2) or ""
            before, after = before + cut, after + added
            sorts += [("cut", word) for word in words(cut)] + [("added", word) for word in words(added)]
            at = mark.end()
    return " ".join(before.split()), " ".join(after.split()), sorts


def pairs():
    """Pairs of an earlier and a later text: whether they are one utterance, and the marks of those that are."""
    lines = [line for line in (HERE / "judged-utterances.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    groups = [group.splitlines() for group in "\n".join(lines).strip().split("\n\n")]
    found = []
    for number, group in enumerate(groups):
        following = groups[(number + 1) % len(groups)]
        for line in group[1:]:
            if line.startswith("!"):
                found.append((group[0], line[1:].strip(), None))
            else:
                found.append(marked(line))
        found += [(group[0], following[0], None), (group[0], marked(following[1])[1], None)]
    return found


def main():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dixit", default=".build/release/dixit")
    dixit = parser.parse_args().dixit
    right = wrong = missed = unread = marks = marks_right = 0
    judged = pairs()
    fillers = ["Rain fell on the coast for the third day.", "The shops in the capital stayed shut until noon."]
    with tempfile.TemporaryDirectory() as folder:
        # A ledger for each pair: the same utterance stands in several pairs.
        for number, (first, second, sorts) in enumerate(judged):
            path = f"{folder}/{number}.sqlite"
            lines = [
                {"id": str(at), "text": f"{fillers[at]}\n\n“{text},” said Dessa Korvin, the foreign minister.", "published": f"2021-03-{12 + at}"}
                for at, text in enumerate((first, second))
            ]
            text = "\n".join(map(json.dumps, lines))
            subprocess.run([dixit, "add", "-q", "--ledger", path, "-"], input=text.encode(), check=True, capture_output=True)
            found = json.loads(subprocess.run([dixit, "find", "--ledger", path, "-f", "json", "--article", "1"], check=True, capture_output=True).stdout)
            said = [one for one in found if not one["parent"] and words(" ".join(part["text"] for part in one["content"])) == words(first)]
            if not said:
                unread += 1
                continue
            answer = subprocess.run([dixit, "same", said[0]["id"], "--ledger", path, "-f", "json"], check=True, capture_output=True)
            versions = json.loads(answer.stdout)["versions"]
            if sorts is None:
                wrong += bool(versions)
                continue
            if len(versions) < 2:
                missed += 1
                continue
            right += 1
            told = [(part["sort"], word) for part in versions[1]["marking"] for word in words(part["words"])]
            marks += len(sorts)
            marks_right += len(sorts) - len(set(enumerate(sorts)) - set(enumerate(told)))
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    print(f"{len(judged)} pairs, of which the reader did not read {unread} as they were written")
    print(f"precision {precision:.3f}, recall {recall:.3f}, F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}")
    print(f"words marked right, of pairs that are found: {marks_right / max(1, marks):.4f} of {marks}")


if __name__ == "__main__":
    main()
