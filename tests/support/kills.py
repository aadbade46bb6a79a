"""Kill the main job at random moments, let it end, and prove that its tables are those of a run left alone.

    python tests/support/kills.py --seed 7 --kills 20 --workers 2 --source articles.jsonl

Workers, or the launcher, or both are killed with SIGKILL; a third of the time while a chunk is being written.
"""

import argparse
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rows import TABLES_OF_A_CHUNK, outcomes_on_disk, outcomes_to_expect, rows, same
from sessions import Session, start

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "pipelines" / "samples" / "articles.jsonl"
COMMAND = "import sys; from pipelines.command_line import main; main()"
CHEAP = """
import sys; sys.path.insert(0, {here!r})
import cheap; from pipelines.request import Request; from pipelines.run import run_main_job
from pipelines.endings import ending
with ending():
    sys.exit(run_main_job(
        Request(({source!r},), {output!r}, workers={workers}, chunk_bytes={size}, load=cheap.load_slow)))
"""
PATIENCE = 600.0


class Job(NamedTuple):
    """The main job to be killed: a source, how many workers, the size of its chunks, whether with the cheap coder."""

    source: Path
    workers: int = 1
    chunk_bytes: int = 4096
    cheap: bool = False

    def command(self, output: Path) -> list[str]:
        """Return the command that runs it."""
        if self.cheap:
            code = CHEAP.format(here=str(Path(__file__).parent), source=str(self.source), output=str(output),
                                workers=self.workers, size=self.chunk_bytes)  # fmt: skip
            return [sys.executable, "-c", code]
        options = ["--output", output, "--workers", self.workers, "--chunk-bytes", self.chunk_bytes, "--max-refused", 1]
        return [sys.executable, "-c", COMMAND, "run", str(self.source), *map(str, options)]


class Killed(NamedTuple):
    """What was killed, when, and how many chunks were committed by then."""

    what: str
    moment: str
    seconds: float
    chunks: int


def kill_and_finish(job: Job, output: Path, kills: int, seed: int) -> list[Killed]:
    """Run a job with as many kills as asked for, or as it lasts, and then to its end."""
    chance, done = random.Random(seed), list[Killed]()
    session = start(job.command(output), log(output))
    while len(done) < kills:
        moment = ("while writing", "while coding", "at any time")[len(done) % 3]
        if not _await(moment, chance, session, output):
            break
        what = chance.choice(["launcher", "a worker", "all"])
        _kill(what, chance, session)
        done.append(Killed(what, moment, session.seconds(), committed(output)))
        if what != "a worker":
            if chance.random() < 0.5:  # else the next run has to wait for the orphans by itself
                session.await_empty(10)
            session = start(job.command(output), log(output))
    _finish(job, session, output)
    return done


def _await(moment: str, chance: random.Random, session: Session, output: Path) -> bool:
    """Wait for the moment to kill; tell whether the job was still running then."""
    signs: dict[str, Callable[[], bool]] = {
        "while writing": lambda: _half_written(output),
        "while coding": lambda: any((output / "_dateline" / "attempts").glob("*.json")),
        "at any time": lambda: True,
    }
    time.sleep(chance.uniform(0, 1.0 if moment == "while writing" else 0.1))
    while session.running() and not signs[moment]():
        time.sleep(0.0005)
    time.sleep({"while writing": 0.0, "while coding": chance.uniform(0, 1)}.get(moment, chance.uniform(0, 8)))
    return session.running()


def _half_written(output: Path) -> bool:
    """Tell whether a file is being written, or a chunk has files but no commit yet."""
    names = {table: {file.name for file in (output / table).glob("*/*")} for table in TABLES_OF_A_CHUNK}
    beside = set().union(*(found for table, found in names.items() if table != "articles"))
    return any(name.endswith(".tmp") for found in names.values() for name in found) or bool(beside - names["articles"])


def _kill(what: str, chance: random.Random, session: Session) -> None:
    workers = session.workers()
    if what == "a worker" and workers:
        session.kill(chance.choice(workers))
    elif what == "all":
        session.kill_all()
    else:
        session.kill(session.launcher)


def _finish(job: Job, session: Session, output: Path) -> None:
    """Let a job end; its launcher may have given it up after many kills without progress, so try twice more."""
    for left in (2, 1, 0):
        status = session.wait(PATIENCE)
        if not session.await_empty(10):
            raise SystemExit(f"processes are left: {session.members()}")
        if status in {0, 1}:
            return
        if not left:
            raise SystemExit(f"ended with {status}: {log(output).read_text(errors='replace')[-2000:]}")
        session = start(job.command(output), log(output))


def log(output: Path) -> Path:
    """Return where the runs into an output say what they do."""
    return output.with_suffix(".log")


def committed(output: Path) -> int:
    """Return how many chunks are committed."""
    return len(list((output / "articles").glob("*/*.parquet")))


def verdicts(job: Job, killed: Path, calm: Path) -> dict[str, bool]:
    """Compare a killed run with one left alone, with the raw input, and ask audit."""
    again = subprocess.run(job.command(killed), capture_output=True, text=True, check=False)
    audit = [sys.executable, "-c", COMMAND, "audit", str(killed), "--against", str(job.source)]
    return {
        **{
            f"{table} as in a run left alone": same(rows(killed, table), rows(calm, table))
            for table in TABLES_OF_A_CHUNK
        },
        "outcomes as in the raw input": outcomes_on_disk(killed) == outcomes_to_expect(job.source),
        "audit is clean": subprocess.run(audit, capture_output=True, check=False).returncode == 0,
        "a further run finds nothing new": again.returncode == 0 and again.stdout.startswith("nothing new"),
    }


def prove(job: Job, folder: Path, kills: int, seed: int) -> tuple[list[Killed], dict[str, bool]]:
    """Kill runs until there were as many kills as asked for; return them and what was compared.

    A run left alone of the same source that is there already is not made again.
    """
    calm, killed, found = folder / "calm", list[Killed](), dict[str, bool]()
    if not calm.exists():
        _finish(job, start(job._replace(workers=1).command(calm), log(calm)), calm)
    while len(killed) < kills:
        output = folder / f"killed{len(killed)}-{job.workers}"
        killed += kill_and_finish(job, output, kills - len(killed), seed + len(killed))
        for name, held in verdicts(job, output, calm).items():
            found[name] = found.get(name, True) and held
    return killed, found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--source", type=Path, default=SAMPLES)
    parser.add_argument("--chunk-bytes", type=int, default=4096)
    parser.add_argument("--cheap", action="store_true", help="with a coder that costs nothing")
    given = parser.parse_args()
    say = sys.stdout.write
    say(f"seed {given.seed}\n")
    with TemporaryDirectory(prefix="kills-") as folder:
        job = Job(given.source.absolute(), given.workers, given.chunk_bytes, given.cheap)
        killed, found = prove(job, Path(folder), given.kills, given.seed)
    for number, one in enumerate(killed, 1):
        say(f"{number:3} {one.what:9} {one.moment:14} after {one.seconds:6.2f} s, {one.chunks:4} chunks committed\n")
    say(f"{len(killed)} kills: {dict(Counter(one.moment for one in killed))}\n")
    say("".join(f"{'yes' if held else 'NO ':4} {name}\n" for name, held in found.items()))
    sys.exit(0 if all(found.values()) else 1)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main()
