"""The committed snapshot of each table. Run this file to renew it: `python tests/schemas/test_snapshot.py`."""

import json
from pathlib import Path

import pyarrow as pa
import pytest

from schemas.column import column, required
from schemas.snapshot import Shape, breaks, shape
from schemas.tables import CONTRACT

SNAPSHOTS = Path(__file__).parent / "snapshots"


def kept(table: str) -> Shape:
    found: Shape = json.loads((SNAPSHOTS / f"{table}.json").read_text(encoding="utf-8"))
    return found


def now(table: str) -> Shape:
    # `violations` stands last in quarantine, behind what `events` may yet get.
    fields = sorted(CONTRACT[table], key=lambda field: field.name != "violations")
    return shape(fields)


@pytest.mark.parametrize("table", CONTRACT)
def test_old_readers_survive_the_schema(table: str) -> None:
    broken = list(breaks(kept(table), now(table)))
    assert not broken, (
        f"{table}: {broken}: add a column that may be null, at the end, and leave the old ones as they are"
    )


@pytest.mark.parametrize("table", CONTRACT)
def test_the_snapshot_is_the_schema(table: str) -> None:
    message = (
        f"{table} has changed: write CHANGELOG.md, then `python {Path(__file__).name}` in tests/schemas, and commit"
    )
    assert kept(table) == now(table), message


SPAN = pa.struct([required("text", pa.string(), "Words."), required("start", pa.int32(), "First.")])
OLD = [
    required("id", pa.string(), "The id."),
    column("span", SPAN, "Where."),
    required("spans", pa.list_(SPAN), "All."),
]


def with_field(kind: pa.StructType, field: pa.Field) -> pa.StructType:
    return pa.struct([*kind, field])


LATE = column("late", pa.string(), "Came later.")
GOOD = {
    "nothing": OLD,
    "a column that may be null, at the end": [*OLD, LATE],
    "a field that may be null, at the end of a struct": [OLD[0], column("span", with_field(SPAN, LATE), ""), OLD[2]],
    "another description": [required("id", pa.string(), "The id, for ever."), *OLD[1:]],
}
BAD = {
    "gone": (OLD[:2], "spans is gone, renamed or has moved"),
    "moved": ([OLD[1], OLD[0], OLD[2]], "id is gone, renamed or has moved"),
    "in front": ([LATE, *OLD], "id is gone, renamed or has moved"),
    "never null": ([*OLD, required("late", pa.string(), "")], "late is new and never null"),
    "other type": ([required("id", pa.int64(), ""), *OLD[1:]], "id: type was string, is int64"),
    "null now": ([column("id", pa.string(), ""), *OLD[1:]], "id: null was False, is True"),
    "no longer null": ([OLD[0], required("span", SPAN, ""), OLD[2]], "span: null was True, is False"),
    "nested": (
        [*OLD[:2], required("spans", pa.list_(pa.struct([SPAN[0]])), "")],
        "spans.start is gone, renamed or has moved",
    ),
    "list": ([OLD[0], column("span", pa.list_(SPAN), ""), OLD[2]], "span: type was struct, is list of struct"),
}


@pytest.mark.parametrize("change", GOOD)
def test_old_readers_survive(change: str) -> None:
    assert list(breaks(shape(OLD), shape(GOOD[change]))) == []


@pytest.mark.parametrize("change", BAD)
def test_old_readers_do_not_survive(change: str) -> None:
    fields, message = BAD[change]
    assert list(breaks(shape(OLD), shape(fields))) == [message]


def renew() -> None:
    for table in CONTRACT:
        file = SNAPSHOTS / f"{table}.json"
        broken = list(breaks(kept(table), now(table))) if file.exists() else []
        if broken:
            raise SystemExit(f"{table}: {broken}: remove {file} if nobody has read such a table yet")
        file.write_text(json.dumps(now(table), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    renew()
