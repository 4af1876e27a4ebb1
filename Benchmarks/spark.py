#!/usr/bin/env python3
"""Measures reading in Spark beside the command: words a second with one core and more, Spark's part of the time, memory of a Python worker.

usage: spark.py [--articles N] [--cores 1 2] [--rounds N]      with the Python package and PySpark: .setup/python-extras/bin/python

The articles are those of Samples, over and over, in one file of Parquet. The command writes records into a file of JSON Lines; Spark, with as many cores
(`local[N]`), reads the Parquet by `dixit.spark.read_articles` and writes Parquet. Both start anew each time. Told are the whole process, from its start to its
end, and of Spark the job alone, from the moment that the session stands: the difference is what starting Java takes, whatever there is to read. Processor time
is told as well, of the command and of the job with all its processes, since it says more on a busy machine. Last comes what a million articles like these
within an hour take.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--articles", type=int, default=5000)
    options.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    options.add_argument("--rounds", type=int, default=1)
    options.add_argument("--job", nargs=3, metavar=("IN", "OUT", "CORES"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.job:
        return job(*given.job)
    from dixit import places

    lines = [json.loads(line) for file in sorted((ROOT / "Samples").glob("*.jsonl")) for line in file.read_text(encoding="utf8").splitlines()]
    articles = [{"id": str(at), "text": lines[at % len(lines)]["text"]} for at in range(given.articles)]
    words = sum(len(article["text"].split()) for article in articles)
    print(f"{given.articles} articles, {words} words")
    with tempfile.TemporaryDirectory() as folder:
        write(articles, Path(folder))
        for cores in given.cores:
            rounds = [(command(str(places.program()), folder, cores), spark(folder, cores)) for _ in range(given.rounds)]
            tell(cores, words, given.articles, rounds)


def write(articles, folder):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(articles), folder / "articles.parquet")
    (folder / "articles.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf8")


def command(program, folder, cores):
    """Seconds of the command, by the clock and of the processor."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(f"{folder}/read.jsonl", "wb") as out:
        subprocess.run([program, "read", "--quiet", "-j", str(cores), "-f", "jsonl", f"{folder}/articles.jsonl"], check=True, stdout=out)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def spark(folder, cores):
    """{"whole", "job", "processor", "memory", "rows"}: seconds, and the most that a Python worker has held, in MB."""
    start, peaks = time.perf_counter(), {}
    process = subprocess.Popen(
        [sys.executable, __file__, "--job", f"{folder}/articles.parquet", f"{folder}/read.parquet", str(cores)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"})
    watching = threading.Thread(target=watch, args=(process, peaks))
    watching.start()
    out, _ = process.communicate()
    watching.join()
    if process.returncode != 0:
        sys.exit("spark.py: Spark ended with an error; run make test-spark first")
    return {**json.loads(out.splitlines()[-1]), "whole": time.perf_counter() - start, "memory": max(peaks.values(), default=0) / 1000}


def watch(process, peaks):
    """Notes the most memory that each Python worker below a process has held, in kB."""
    while process.poll() is None:
        for worker in workers(process.pid):
            try:
                status = Path(f"/proc/{worker}/status").read_text()
            except OSError:
                continue
            for line in status.splitlines():
                if line.startswith("VmHWM:"):
                    peaks[worker] = max(peaks.get(worker, 0), int(line.split()[1]))
        time.sleep(0.2)


def processes():
    """(the parent of each process, its name, its seconds of the processor with those of its children that have ended)"""
    parents, names, seconds = {}, {}, {}
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                fields = (place / "stat").read_text().rpartition(")")[2].split()
                names[int(place.name)] = (place / "cmdline").read_bytes()
            except OSError:
                continue
            parents[int(place.name)] = int(fields[1])
            seconds[int(place.name)] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return parents, names, seconds


def workers(root):
    """The processes below one that PySpark's daemon has made."""
    parents, names, _ = processes()
    return [one for one in parents if b"pyspark.daemon" in names[one] and b"pyspark.daemon" in names.get(parents[one], b"") and is_below(one, root, parents)]


def processor(root):
    """The seconds of the processor that a process and all below it have taken."""
    parents, _, seconds = processes()
    return sum(seconds[one] for one in parents if is_below(one, root, parents))


def is_below(one, root, parents):
    while one in parents:
        if one == root:
            return True
        one = parents[one]
    return False


def job(given, out, cores):
    """What Spark does, in a process of its own."""
    from dixit.spark import read_articles
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false").getOrCreate()
    start, before = time.perf_counter(), processor(os.getpid())
    read_articles(session.read.parquet(given), id="id").write.mode("overwrite").parquet(out)
    seconds, after = time.perf_counter() - start, processor(os.getpid())
    print(json.dumps({"job": seconds, "processor": after - before, "rows": session.read.parquet(out).where("error is null").count()}))
    session.stop()


def tell(cores, words, articles, rounds):
    if any(found["rows"] != articles for _, found in rounds):
        sys.exit("spark.py: Spark has not read all articles")
    alone, taken = (statistics.median(seconds[at] for seconds, _ in rounds) for at in (0, 1))
    whole, inner, processor = (statistics.median(found[part] for _, found in rounds) for part in ("whole", "job", "processor"))
    print(f"command -j {cores}       {words / alone:8.0f} words/s   {alone:7.1f} s")
    print(f"Spark local[{cores}], job  {words / inner:8.0f} words/s   {inner:7.1f} s   {alone / inner:.3f} of the command")
    print(f"Spark local[{cores}], all  {words / whole:8.0f} words/s   {whole:7.1f} s   {alone / whole:.3f} of the command; {whole - inner:.1f} s are Spark's start and end")
    print(f"processor time: command {words / taken:.0f} words/s, Spark's job {words / processor:.0f} words/s: {taken / processor:.3f} of the command")
    print(f"                  a Python worker held {max(found['memory'] for _, found in rounds):.0f} MB at most")
    print(f"                  a million such articles an hour: {1e6 * processor / articles / 3600:.0f} such cores, by processor time")


if __name__ == "__main__":
    main()
