"""`dateline status`: how far each source is read, what was refused, what is in quarantine."""

from collections import Counter

from rich.console import Console
from rich.table import Table

from pipelines.endings import DONE
from pipelines.open_counts import quarantined, quarantined_by_rule, refused_by_code
from transforms.tables import attempts
from transforms.tables.commit import Commit
from transforms.tables.coverage import Coverage, coverage
from transforms.tables.failures import failures
from transforms.tables.settings import read_settings
from transforms.tables.storage import storage
from transforms.tables.swap import IDLE, read_swap

MOST_SHOWN = 20


def show_status(directory: str) -> int:
    """Print the state of an output."""
    store = storage(directory)
    settings = read_settings(store)
    held, console = coverage(store), Console(highlight=False, soft_wrap=True)
    rows = sum((Counter(commit.rows) for _, commit in (*held.commits, *held.replays)), Counter[str]())
    refused, broken = refused_by_code(store, held), quarantined_by_rule(store, held)
    rows["dead_letters"], rows["quarantine"] = refused.total(), quarantined(store, held)
    console.print(", ".join(f"{rows[table]} {table}" for table in ("articles", "events", "quarantine", "dead_letters")))
    console.print(_partitions(held))
    sizes = f"sizes {settings.chunk_bytes} bytes, {settings.chunk_records} records"
    console.print(f"{len(held.commits)} chunks, {len(_open(held))} of them can still grow; {sizes}")
    for code, number in refused.most_common():
        console.print(f"refused: {code} {number}", markup=False)
    for rule, number in broken.most_common():
        console.print(f"in quarantine: {rule} {number}", markup=False)
    for source, reason in failures(store):
        console.print(f"not read to its end: {source}: {reason}", markup=False)
    if read_swap(store).state != IDLE:
        console.print(
            "files are being exchanged, or a compact, prune or forget was killed: run `dateline compact` to end it"
        )
    if notes := list(store.names(attempts.FOLDER)):
        console.print(f"{len(notes)} chunk(s) were being coded: a run is alive, or was killed; run again to go on")
    return DONE


def _partitions(held: Coverage) -> Table:
    table = Table("source", "partition", "covered", "gaps", box=None, pad_edge=False)
    shown = list(held.accounted().items())
    for (source, partition), ranges in shown[:MOST_SHOWN]:
        gaps = sum(gap.stop - gap.first for gap in held.gaps if (gap.source, gap.partition) == (source, partition))
        table.add_row(source, str(partition), " ".join(f"[{first}, {stop})" for first, stop in ranges), str(gaps))
    if len(shown) > MOST_SHOWN:
        table.add_row(f"... and {len(shown) - MOST_SHOWN} more", "", "", "")
    return table


def _open(held: Coverage) -> list[Commit]:
    """Return the chunks that can still grow: those whose cell is not covered to its end."""
    return [c for _, c in held.commits if not c.chunk.source.startswith("pack:") and c.covers[0].stop < c.chunk.stop]
