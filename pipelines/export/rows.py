"""What is exported: the events of an output with what their articles say of themselves, in batches."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from pipelines.views.connect import connect

BATCH = 1000
MEMORY = "1GB"
# The order is that of the tables, so that the same rows make the same file.
EVENTS = """
    select events.*, articles.url, articles.publisher, articles.title, articles.language
    from events left join articles using (source, "partition", "offset")
    order by ingest_date, source, "partition", "offset", trigger.start, event_id
"""


@contextmanager
def views(directory: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the views of an output; what does not fit into `MEMORY` while it is sorted is kept on disk meanwhile.

    Raises:
        OutputError: The folder is no output of dateline's, or one of its files is damaged.
    """
    with TemporaryDirectory(prefix="dateline-export-") as spill:
        connection = connect(directory)
        try:
            connection.execute(f"set memory_limit = '{MEMORY}'")
            connection.execute(f"set temp_directory = '{spill}'")
            yield connection
        finally:
            connection.close()


def events(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Yield the events of the views as rows."""
    for batch in connection.sql(EVENTS).to_arrow_reader(BATCH):
        yield from batch.to_pylist()
