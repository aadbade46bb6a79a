"""Break the disk at each call that touches an output, run again, and prove that nothing is lost and nothing twice.

    python tests/support/faults.py                 # every call: some minutes
    python tests/support/faults.py --every 9       # each ninth

Real faults of real system calls (`faulty.c`), in processes of their own that are forked from one that has loaded all.
Reading, parsing, planning, locks, and writing are dateline's own; the coder costs nothing. Needs a C compiler.
"""

import argparse
import collections
import ctypes
import errno
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from forks import forked

HERE = Path(__file__).parent
SHORT, EVER = -1, 10**9
LINES, EXTRA_MEMORY, FILES_LEFT = 24, range(0, 40, 8), range(1, 11)
LARGE = 20_000  # so often a text says its sentence where memory is to run out


class Fault(NamedTuple):
    """A fault: what the call number n and so many behind it meet; below the output, or below its source."""

    name: str
    how: int
    many: int = 1
    where: str = "output"


FAULTS = (
    Fault("killed at a call, torn writes", -signal.SIGKILL),
    Fault("input/output error, once", errno.EIO),
    Fault("input/output error, ever after", errno.EIO, EVER),
    Fault("input/output error at the source", errno.EIO, 1, "source"),
    Fault("disk full, ever after", errno.ENOSPC, EVER),
    Fault("disk turns read-only", errno.EROFS, EVER),
    Fault("no file descriptor left, once", errno.EMFILE),
    Fault("every write is short", SHORT, EVER),
)


class Tried(NamedTuple):
    """What came of one try: how it ended, and what was wrong behind the rerun."""

    ended: str
    lost: int
    twice: int
    wrong: tuple[str, ...]


class World(NamedTuple):
    """A source, and the rows of a run left alone."""

    folder: Path
    source: Path
    calm: Path


def compiled(folder: Path) -> Path:
    """Return the library that makes calls fail."""
    library = folder / "faulty.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, HERE / "faulty.c", "-ldl"], check=True)
    return library


def ingest(source: Path, output: Path) -> None:
    """Run the main job's reading, planning and writing in this process."""
    from ingest import write_batch

    from transforms.batch import RecordBatch
    from transforms.plan_chunks import plan_chunks
    from transforms.read_chunk import read_chunk
    from transforms.reading.find import find
    from transforms.tables.coverage import coverage
    from transforms.tables.lock import lock_sources
    from transforms.tables.settings import Settings, settle
    from transforms.tables.storage import storage
    from transforms.tables.sweep import sweep

    store, sizes = storage(str(output)), Settings(chunk_bytes=max(512, source.stat().st_size // 8), chunk_records=4)
    settle(store, sizes)
    files = find([str(source)]).files
    lock_sources(store, [file.uri for file in files])
    sweep(store, coverage(store), [file.uri for file in files])
    unread = []
    for reading in plan_chunks(files, coverage(store), sizes, reread=False):
        for batch in read_chunk(reading, sizes):
            if isinstance(batch, RecordBatch):
                write_batch(store, batch, most=1.0)
            else:
                unread.append(batch.reason)
    if unread:
        raise SystemExit(f"source not read to its end: {unread[0]}")


def compare(world: World, output: Path) -> Tried:
    """Compare an output with that of the run left alone, and ask audit."""
    from rows import TABLES_OF_A_CHUNK, rows, same

    from transforms.tables.audit import audit
    from transforms.tables.storage import storage

    wanted, found = (
        places(rows(folder, name) for name in ("articles", "dead_letters")) for folder in (world.calm, output)
    )
    wrong = [f"{table} differ" for table in TABLES_OF_A_CHUNK if not same(rows(output, table), rows(world.calm, table))]
    wrong += [str(finding) for finding in audit(storage(str(output))).findings]
    wrong += [f"left behind: {file.name}" for file in output.rglob("*.tmp")]
    return Tried("", len(wanted - found), (found - wanted).total(), tuple(wrong))


def places(tables: Iterator[Any]) -> "collections.Counter[int]":
    """Return how often each position has an outcome."""
    return collections.Counter(at for table in tables if table for at in table["offset"].to_pylist())


def armed(fault: Fault, at: int, world: World, output: Path) -> int:
    """Ingest with a fault; return how many calls there were that it might have met."""
    shim = ctypes.CDLL(None)
    where = world.source.parent if fault.where == "source" else output
    shim.fault_arm(str(where).encode(), ctypes.c_long(at), ctypes.c_long(fault.many), fault.how)
    ingest(world.source, output)
    return int(shim.fault_calls())


def rerun(world: World, output: Path, ended: str) -> Tried:
    """Run again without a fault, and compare."""
    again, said = forked(lambda: ingest(world.source, output))
    if again != "done":
        return Tried(ended, 0, 0, (f"the rerun ended with {again}: {said}",))
    compared, result = forked(lambda: compare(world, output))
    tried = Tried(ended, *result[1:]) if compared == "done" else Tried(ended, 0, 0, (f"{compared}: {result}",))
    shutil.rmtree(output, ignore_errors=True)
    return tried


def disk(fault: Fault, world: World, every: int) -> Iterator[Tried]:
    """Try a fault of the disk at each call."""
    ended, calls = forked(lambda: armed(fault, EVER, world, world.folder / "counted"))
    assert ended == "done", (ended, calls)
    shutil.rmtree(world.folder / "counted")
    for at in range(0, calls, every) if fault.how != SHORT else [0]:
        output = world.folder / "output"
        ended, _ = forked(lambda at=at, output=output: armed(fault, at, world, output))  # type: ignore[misc]
        yield rerun(world, output, ended)


def memory(world: World) -> Iterator[Tried]:
    """Let address space run out, with a little more of it each time."""

    def starved(more: int, output: Path) -> None:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + more * 2**20, resource.RLIM_INFINITY))
        ingest(world.source, output)

    for more in EXTRA_MEMORY:
        output = world.folder / "output"
        ended, _ = forked(lambda more=more, output=output: starved(more, output))  # type: ignore[misc]
        yield rerun(world, output, ended)


def descriptors(world: World) -> Iterator[Tried]:
    """Leave a process but a few descriptors."""

    def poor(left: int, output: Path) -> None:
        used = max(int(name) for name in os.listdir("/proc/self/fd"))
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + left, used + left))
        ingest(world.source, output)

    for left in FILES_LEFT:
        output = world.folder / "output"
        ended, _ = forked(lambda left=left, output=output: poor(left, output))  # type: ignore[misc]
        yield rerun(world, output, ended)


def deleted(world: World, every: int) -> Iterator[Tried]:
    """Halt a run at a call, delete its output, and let it go on."""
    ended, calls = forked(lambda: armed(Fault("", 0), EVER, world, world.folder / "counted"))
    shutil.rmtree(world.folder / "counted")
    stop = Fault("", -signal.SIGSTOP)
    for at in range(0, calls, every * 2):
        output = world.folder / "output"

        def delete(child: int, output: Path = output) -> None:
            os.waitid(os.P_PID, child, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
            shutil.rmtree(output, ignore_errors=True)
            os.kill(child, signal.SIGCONT)

        ended, _ = forked(lambda at=at, output=output: armed(stop, at, world, output), delete)  # type: ignore[misc]
        again, _ = forked(lambda output=output: ingest(world.source, output))  # type: ignore[misc]
        if again.startswith("OutputError"):  # a folder with half an output is refused until somebody empties it
            shutil.rmtree(output)
            ended += ", refused until emptied"
        yield rerun(world, output, ended)


def two_writers(world: World, times: int) -> Iterator[Tried]:
    """Let two processes ingest at once; the lock lets one of them in."""
    for _ in range(times):
        output = world.folder / "output"
        ends: list[str] = []

        def other(_: int, output: Path = output, ends: list[str] = ends) -> None:
            ends.append(forked(lambda: ingest(world.source, output))[0])

        ended, _said = forked(lambda output=output: ingest(world.source, output), other)  # type: ignore[misc]
        yield rerun(world, output, " and ".join(sorted([ended, *ends])))


def clock(world: World) -> Iterator[Tried]:
    """Let each look at the clock show an hour less than the one before."""

    def back(output: Path) -> None:
        os.putenv("FAULT_CLOCK", "1")
        ingest(world.source, output)

    output = world.folder / "output"
    ended, _ = forked(lambda: back(output))
    yield rerun(world, output, ended)


def tries(world: World, every: int) -> Iterator[tuple[str, list[Tried]]]:
    """Yield each fault with what came of all tries."""
    for fault in FAULTS:
        yield fault.name, list(disk(fault, world, every))
    yield "memory runs out", list(memory(made(world.folder / "large", LARGE)))
    yield "a few file descriptors", list(descriptors(world))
    yield "output deleted while running", list(deleted(world, every))
    yield "two writers on one output", list(two_writers(world, max(2, 20 // every)))
    yield "clock runs backwards", list(clock(world))


def made(folder: Path, times: int = 6) -> World:
    """Make a source with bad lines in it and texts of some length, and ingest it without a fault."""
    source, calm = folder / "in" / "articles.jsonl", folder / "calm"
    source.parent.mkdir(parents=True)
    lines = [json.dumps({"text": f"Story {n}. " * times}) if n % 7 else f"no article {n}" for n in range(LINES)]
    source.write_text("\n".join(lines) + "\n")
    ended, said = forked(lambda: ingest(source, calm))
    assert ended == "done", said
    return World(folder, source, calm)


def main() -> None:
    """Run from the command line; starts itself again with the library loaded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        if "faulty" not in os.environ.get("LD_PRELOAD", ""):
            environment = {**os.environ, "LD_PRELOAD": str(compiled(Path(name)))}
            sys.exit(subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode)
        import ingest as _  # noqa: F401  # all is loaded once, in the process that the others are forked from

        sys.exit(told(tries(made(Path(name)), given.every)))


def told(results: Iterator[tuple[str, list[Tried]]]) -> int:
    """Print the table; return 1 if anything was lost, stood twice or was wrong."""
    bad = 0
    sys.stdout.write(f"{'fault':36} {'tried':>5} {'lost':>4} {'twice':>5}  how it ended\n")
    for name, tried in results:
        lost, twice = sum(each.lost for each in tried), sum(each.twice for each in tried)
        ends = collections.Counter(each.ended for each in tried)
        sys.stdout.write(
            f"{name:36} {len(tried):5} {lost:4} {twice:5}  {', '.join(f'{n} {e}' for e, n in ends.items())}\n"
        )
        wrong = collections.Counter(words for each in tried for words in each.wrong)
        sys.stdout.write("".join(f"    WRONG {count} times: {words}\n" for words, count in wrong.most_common(5)))
        sys.stdout.flush()
        bad += lost + twice + len(wrong)
    return 1 if bad else 0


if __name__ == "__main__":
    main()
