"""`dateline export`: events in the layouts of other data sets, as CSV, as PLOVER's JSON, or as a Delta Lake table."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pipelines.endings import DONE
from pipelines.export.clusters import clusters, counted_once
from pipelines.export.rows import events, views
from pipelines.export.target import check_target, write_export
from transforms.exporting.flat import COLUMNS, flat_row
from transforms.exporting.gdelt import gdelt_rows
from transforms.exporting.layout import POLECAT
from transforms.exporting.left_out import left_out
from transforms.exporting.lines import comma_line, tab_line
from transforms.exporting.pairs import number_of_pairs, pairs
from transforms.exporting.plover import plover_line
from transforms.exporting.polecat import polecat_row
from transforms.reading.errors import UsageError

Event = Mapping[str, Any]
Rows = Iterable[Event]


def run_export(directory: str, form: str, target: str) -> int:
    """Export the events of an output; return the exit status.

    Raises:
        OutputError: The folder is no output of dateline's.
        UsageError: Nothing may be written to the target.
    """
    if "://" in target:
        message = f"{target} is no local path; export to a file, then copy it there"
        raise UsageError(message)
    if form == "delta":
        from pipelines.export.delta import export_delta

        return export_delta(directory, target)
    path, counts = Path(target), Counter[str]()
    check_target(path, directory)
    with views(directory) as connection:
        found: Rows = events(connection)
        if form == "gdelt":
            found = counted_once(found, clusters(connection))
        write_export(path, FORMS[form](found, counts), partial(_about, form, directory, counts))
    sys.stdout.write(_summary(path, counts))
    return DONE


def gdelt(found: Rows, counts: Counter[str]) -> Iterator[bytes]:
    """Yield GDELT 2.0 lines: what happened on a day, once however many report it, a line a pair, no header."""
    for event in _happened(found, counts):
        counts["pairs beyond the first 100 of an event"] += number_of_pairs(event) - len(pairs(event))
        for row in gdelt_rows(event):
            counts["rows"] += 1
            yield tab_line(row)


def polecat(found: Rows, counts: Counter[str]) -> Iterator[bytes]:
    """Yield POLECAT lines: a header, then what happened on a day, a line an event."""
    yield tab_line([column.name for column in POLECAT])
    for event in _happened(found, counts):
        counts["rows"] += 1
        yield tab_line(polecat_row(event))


def plover_json(found: Rows, counts: Counter[str]) -> Iterator[bytes]:
    """Yield every event as a line of JSON."""
    for event in found:
        counts.update(("events", "rows"))
        yield plover_line(event).encode() + b"\n"


def flat_csv(found: Rows, counts: Counter[str]) -> Iterator[bytes]:
    """Yield every event as a line of CSV (RFC 4180, UTF-8), after a header."""
    yield comma_line(COLUMNS)
    for event in found:
        counts.update(("events", "rows"))
        yield comma_line(flat_row(event))


FORMS: dict[str, Callable[[Rows, Counter[str]], Iterator[bytes]]] = {
    "gdelt": gdelt,
    "polecat": polecat,
    "plover-json": plover_json,
    "csv": flat_csv,
}


def _happened(found: Rows, counts: Counter[str]) -> Iterator[Event]:
    for event in found:
        counts["events"] += 1
        if reason := left_out(event) or ("another report stands for it" if event.get("folded") else None):
            counts[f"left out: {reason}"] += 1
        else:
            yield event


def _about(form: str, directory: str, counts: Counter[str]) -> dict[str, Any]:
    return {"form": form, "source": directory, **_told(counts)}


def _told(counts: Counter[str]) -> dict[str, Any]:
    told = {name: number for name, number in sorted(counts.items()) if number and name not in {"events", "rows"}}
    return {"events": counts["events"], "rows": counts["rows"], "not_in_it": told}


def _summary(path: Path, counts: Counter[str]) -> str:
    told = _told(counts)
    lines = [f"{path}: {told['rows']} rows of {told['events']} events"]
    lines += [f"  {name}: {number}" for name, number in told["not_in_it"].items()]
    return "\n".join(lines) + "\n"
