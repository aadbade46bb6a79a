"""Events as a Delta Lake table: only days that changed are written, all in one commit; nothing changed, no commit."""

import datetime as dt
import hashlib
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake

from pipelines.endings import DONE
from pipelines.export.rows import BATCH, views
from pipelines.export.target import check_outside
from transforms.reading.errors import UsageError

NAME = "dateline events"
# What makes a row what it is: the coder is deterministic, and a row that is processed again says when.
IDENTITY = """
    select ingest_date, concat_ws(chr(31), event_id, source, "partition", "offset", coder_version, ontology_version,
        epoch_us(processed_at)) as identity
    from events order by ingest_date, identity
"""


def export_delta(directory: str, target: str) -> int:
    """Write the events of an output to a Delta table partitioned by `ingest_date`; return the exit status.

    A day's version, kept by Delta as an application's transaction, is a digest of its rows: a day of the same rows is
    not written again. Days that are gone from the output go from the table.
    """
    path = Path(target)
    check_outside(path, directory)
    table = _open(path)
    with views(directory) as connection:
        versions = _versions(connection)
        known = {day: table.transaction_version(_app(day)) for day in _days(table)} if table else {}
        changed = sorted(day for day in versions.keys() | known.keys() if versions.get(day) != known.get(day))
        if changed or table is None:
            _write(connection, path, changed, versions, known_table=table is not None)
    version = DeltaTable(path).version()
    sys.stdout.write(f"{path}: version {version}, {len(changed)} of {len(versions)} days written\n")
    return DONE


def _open(path: Path) -> DeltaTable | None:
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return None
    if not path.is_dir() or not DeltaTable.is_deltatable(str(path)):
        message = f"{path} is there and is no Delta table; name a new folder"
        raise UsageError(message)
    table = DeltaTable(path)
    if table.metadata().name != NAME:
        message = f"{path} is a Delta table that `dateline export` did not make; name a new folder"
        raise UsageError(message)
    return table


def _versions(connection: duckdb.DuckDBPyConnection) -> dict[dt.date, int]:
    digests: dict[dt.date, Any] = defaultdict(hashlib.sha256)
    for batch in connection.sql(IDENTITY).to_arrow_reader(BATCH):
        for day, identity in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            digests[day].update(identity.encode())
    return {day: int.from_bytes(digest.digest()[:8]) >> 1 for day, digest in digests.items()}  # below 2^63: a long


def _days(table: DeltaTable) -> set[dt.date]:
    return {dt.date.fromisoformat(str(partition["ingest_date"])) for partition in table.partitions()}


def _write(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    changed: list[dt.date],
    versions: dict[dt.date, int],
    *,
    known_table: bool,
) -> None:
    days = ", ".join(f"date '{day}'" for day in changed) or "null"
    rows = connection.sql(f'from events where ingest_date in ({days}) order by ingest_date, source, "offset"')
    transactions = [Transaction(_app(day), versions.get(day, 0)) for day in changed]
    write_deltalake(
        path, rows.to_arrow_reader(BATCH), partition_by=["ingest_date"], mode="overwrite", name=NAME,
        predicate=" or ".join(f"ingest_date = '{day}'" for day in changed) if known_table else None,
        schema_mode="merge", commit_properties=CommitProperties(app_transactions=transactions),
    )  # fmt: skip


def _app(day: dt.date) -> str:
    return f"dateline:events:{day}"
