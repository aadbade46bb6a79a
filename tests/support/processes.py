"""What the processes of a local Flink cluster and of its stream's launcher use, by what they are."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

KINDS = ("jobmanager", "taskmanager", "pool", "workers", "launcher")
TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


class Use(NamedTuple):
    """Seconds of CPU since the processes began, resident memory, open files, and when that was looked at."""

    seconds: float = 0.0
    megabytes: int = 0
    files: int = 0
    at: float = 0.0


def use(data: Path) -> dict[str, Use]:
    """Return what the processes of the cluster with a data folder use, by kind."""
    found, processes = {kind: Use(at=time.monotonic()) for kind in KINDS}, list(_processes(data))
    for _, parent, name, fields, files in processes:
        kind = "workers" if parent in {process for process, *_ in processes} else name.partition("-")[0]
        found[kind] = found[kind]._replace(
            seconds=found[kind].seconds + (int(fields[11]) + int(fields[12])) / TICKS,
            megabytes=found[kind].megabytes + int(fields[21]) * PAGE // 2**20,
            files=found[kind].files + files,
        )
    return found


def _processes(data: Path) -> Iterator[tuple[str, str, str, list[str], int]]:
    """Yield each process's id, its parent's, its name as it says itself, figures, how many open files."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            variables = (folder / "environ").read_bytes().split(b"\0")
            fields = (folder / "stat").read_text().rpartition(") ")[2].split()
            files = len(os.listdir(folder / "fd"))
        except OSError:
            continue
        mark = next((each.decode() for each in variables if each.startswith(b"DATELINE_CLUSTER=")), "")
        if mark.startswith(f"DATELINE_CLUSTER={data}/"):
            yield folder.name, fields[1], mark.rpartition("/")[2], fields, files
