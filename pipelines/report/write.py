"""`dateline report`: the events of an output as one page that needs no network."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rich.console import Console

from pipelines.endings import DONE
from pipelines.export.target import unfinished
from pipelines.report.blocks import Extent, extent, write_blocks
from pipelines.report.contests import read_contests
from pipelines.report.overview import Overview
from pipelines.report.page import ends, known
from pipelines.report.quality import figures
from pipelines.report.tables import keep_events
from pipelines.views.connect import connect
from transforms.reading.errors import UsageError

_MEBIBYTE = 1024 * 1024


def run_report(directory: str, output: Path) -> int:
    """Write the report of an output; return the exit status.

    Raises:
        OutputError: The folder is no output of dateline's.
        UsageError: The page cannot be written there.
    """
    connection = connect(directory)
    overview = Overview()
    with _written(output) as file, tempfile.TemporaryFile("w+", encoding="utf-8") as blocks:
        keep_events(connection)
        embedded = extent(connection)
        firsts = write_blocks(connection, embedded, overview, blocks)
        contests = read_contests(connection, [event.id for event in overview.events])
        head, tail = ends(known(overview, figures(connection), contests, embedded, firsts))
        file.write(head)
        blocks.seek(0)
        shutil.copyfileobj(blocks, file)
        file.write(tail)
    _say(output, overview, embedded)
    return DONE


@contextmanager
def _written(output: Path) -> Iterator[IO[str]]:
    """Open the page under another name, which becomes its own when it is complete."""
    if output.is_dir():
        raise UsageError(f"{output} is a folder; name the page's file: -o {output / 'report.html'}")
    with unfinished(output) as temporary:
        try:
            file = temporary.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            message = f"{output} cannot be written ({error.strerror}); name another file with -o"
            raise UsageError(message) from error
        with file:
            yield file
        temporary.replace(output)


def _say(output: Path, overview: Overview, embedded: Extent) -> None:
    size = output.stat().st_size / _MEBIBYTE
    kept = "whole texts" if embedded.whole else "the events' sentences and their neighbours instead of whole texts"
    told = f"{len(overview.events)} events of {len(overview.articles)} articles, {kept}, {size:.1f} MiB"
    Console(highlight=False, soft_wrap=True, markup=False).print(f"{output}: {told}")
