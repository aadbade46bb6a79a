"""Two saved benches beside each other: what became faster, what slower, beyond the range of their rounds."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path


def compare(files: Sequence[Path]) -> str:
    """Return the last two results as a table; a change within the ranges of both is none.

    Raises:
        SystemExit: Fewer than two are there.
    """
    if len(files) < 2:
        raise SystemExit(f"{len(files)} saved: run `make bench` before and after")
    before, after = (json.loads(file.read_text()) for file in files[-2:])
    heading = f"{before['when']} -> {after['when']}, {after['machine']}\n"
    return heading + "".join(_rows(before["commands"], after["commands"]))


def _rows(before: dict[str, dict[str, list[float]]], after: dict[str, dict[str, list[float]]]) -> Iterator[str]:
    for name in sorted(before.keys() & after.keys()):
        for figure in ("times plain", "times plain, by work", "MiB"):
            old, new = before[name][figure], after[name][figure]
            apart = new[1] > old[2] or new[2] < old[1]
            yield f"{name:18} {figure:22} {old[0]:8.2f} -> {new[0]:8.2f}   {'' if apart else 'within the ranges'}\n"
