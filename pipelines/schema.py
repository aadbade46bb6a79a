"""`dateline schema`: the contract, printed."""

import sys

from pipelines.endings import DONE
from schemas.rendering import render
from schemas.tables import TABLES
from transforms.reading.errors import UsageError


def show_schema(table: str | None, form: str) -> int:
    """Print one table's schema, or all of them.

    Raises:
        UsageError: There is no such table.
    """
    if table is not None and table not in TABLES:
        message = f"there is no table {table!r}; there are {', '.join(TABLES)}"
        raise UsageError(message)
    for name in [table] if table else TABLES:
        sys.stdout.write(render(name, form).rstrip() + "\n\n")
    return DONE
