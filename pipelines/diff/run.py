"""`dateline diff`: what changed between two outputs, as exit status, counts and a listing."""

import csv
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from pipelines.diff.differences import Comparison, Difference, as_json
from pipelines.endings import DONE, FOUND
from pipelines.explain import party


def diff(one: str, other: str, form: str = "table", *, listing: bool = False) -> int:
    """Print what differs between the events of two outputs; return 0 if nothing does, else 1.

    Events are matched by their id: article, text, type and where the trigger begins.

    Args:
        one: An output.
        other: Another one.
        form: `table` counts by type and field; `json` and `csv` list every event that differs.
        listing: List every event in a table too.
    """
    found = Comparison(one, other)
    if form == "json":
        for each in found:
            sys.stdout.write(as_json(each._asdict()) + "\n")
    elif form == "csv":
        _write_csv(found)
    else:
        for each in found if listing else ():
            sys.stdout.write(_line(each))
        _say(found, one, other)
    return FOUND if found.found.num_rows or any(found.scope().only) else DONE


def _write_csv(found: Comparison) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(Difference._fields)
    for each in found:
        sides = ("" if side is None else as_json(side) for side in (each.before, each.after))
        writer.writerow([*each[:4], " ".join(each.fields), *sides, each.said])


def _line(each: Difference) -> str:
    row = each.after or each.before or {}
    lines = [f"{each.what}  {each.event_id[:12]} {each.event_type} of {each.article_id}: {each.said}"]
    if each.what == "change":
        pairs = ((name, (each.before or {})[name], row[name]) for name in each.fields)
        lines += [f"    {name}: {_short(old)} -> {_short(new)}" for name, old, new in pairs]
    else:
        who = f"{_short(row['actors'])} -> {_short(row['recipients'])}"
        lines += [f"    {row['trigger']['text']!r}: {who}"]
    return "\n".join(lines) + "\n"


def _short(value: Any) -> str:
    """Return a value for people: parties by what they were resolved to, nothing that is empty, no offsets."""
    if isinstance(value, list):
        return "; ".join(map(_short, value)) or "nothing"
    if not isinstance(value, dict):
        return str(value)
    if "sectors" in value:
        return party(value)
    hidden = {"start", "end"} if "text" in value else set()
    return ", ".join(_short(part) for name, part in value.items() if name not in hidden and part is not None)


def _say(found: Comparison, one: str, other: str) -> None:
    scope, say = found.scope(), sys.stdout.write
    for which, number in ((one, scope.only[0]), (other, scope.only[1])):
        if number:
            say(f"{number} article(s) stand only in {which}: their events are not compared\n")
    if scope.forgotten:
        say(f"{scope.forgotten} article(s) are forgotten in one of both: their events are not compared\n")
    same = scope.events[0] - sum(vanish + change for _, _, vanish, change in found.by_type())
    before, after = scope.events
    say(f"{scope.both} articles compared: {before} events in {one}, {after} in {other}, {same} the same\n")
    if found.found.num_rows:
        _show(("event type", "appear", "vanish", "change"), found.by_type())
    if fields := found.by_field():
        _show(("field", "changed"), fields)
    if held := found.quarantined():
        say(f"{held} of those that vanish are in quarantine in {other}\n")


def _show(head: tuple[str, ...], rows: list[Any]) -> None:
    table = Table(*head, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*map(str, row))
    Console(highlight=False, markup=False, soft_wrap=not sys.stdout.isatty()).print(table)
