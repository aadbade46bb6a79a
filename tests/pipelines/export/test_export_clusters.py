"""After `dateline link` a happening is one row of GDELT's, however many articles report it."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from pipelines.export.clusters import clusters, counted_once
from pipelines.export.run import gdelt
from schemas.cluster import CLUSTER, MEMBER
from schemas.event import EVENT

Row = dict[str, Any]
Make = Callable[..., Row]


def linked(members: list[Row], face: Row) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.register("events", pa.Table.from_pylist(members, EVENT))
    cluster = {"cluster_id": "c", "face": face["event_id"], "reports": len(members), "sources": 2}
    of_cluster = [{"event_id": row["event_id"], "cluster_id": "c"} for row in members]
    for name, schema, rows in (("event_clusters", CLUSTER, [cluster]), ("cluster_members", MEMBER, of_cluster)):
        nullable = pa.schema([field.with_nullable(True) for field in schema])
        connection.register(name, pa.Table.from_pylist(rows, nullable))
    return connection


@pytest.mark.parametrize(
    ("face_is", "standing", "left"),
    [
        ({}, 2, {"left out: another report stands for it": 2}),
        ({"auxiliary": ["future"]}, 0, {"left out: another report stands for it": 1, "left out: future": 1}),
    ],
)
def test_the_face_stands_unless_it_is_left_out(face_is: Row, standing: int, left: Row, event_row: Make) -> None:
    members = sorted((event_row(number) for number in range(3)), key=lambda row: str(row["event_id"]))
    members[2] |= face_is
    counts = Counter[str]()
    with linked(members, members[2]) as connection:
        known = clusters(connection)
    rows = list(gdelt(counted_once(({**row, "url": None} for row in members), known), counts))
    (cells,) = (row.decode().split("\t") for row in rows)
    assert int(cells[0]) == int(members[standing]["event_id"][:13], 16)
    told = 2 * (3 - len(face_is))  # each has a trigger and a mention
    assert cells[31:34] == [str(told), "2", "3"]
    assert {name: number for name, number in counts.items() if name.startswith("left out")} == left
