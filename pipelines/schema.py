"""`dateline schema`: the contract, printed."""

import sys

from pipelines.endings import DONE
from schemas.rendering import render
from schemas.tables import CONTRACT
from transforms.reading.errors import UsageError


def show_schema(table: str | None, form: str) -> int:
    """Print one table's schema, or all of them.

    Raises:
        UsageError: There is no such table.
    """
    if table is not None and table not in CONTRACT:
        message = f"there is no table {table!r}; there are {', '.join(CONTRACT)}"
        raise UsageError(message)
    for name in [table] if table else CONTRACT:
        sys.stdout.write(render(name, form).rstrip() + "\n\n")
    return DONE
