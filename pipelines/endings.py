"""How a command ends when it cannot go on: one line on what is wrong, and the exit status that schedulers read."""

import errno
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

DONE, FOUND, NOT_STARTED, STOPPED = 0, 1, 2, 3
_INTERRUPTED = 130  # typer has caught a KeyboardInterrupt first
# What to do before running again; every fault and its remedy stand in one table.
_TABLE = "ARCHITECTURE.md#faults"
_REMEDIES = {
    errno.ENOSPC: "make room",
    errno.EDQUOT: "make room",
    errno.EMFILE: "raise `ulimit -n`",
    errno.ENOMEM: "take fewer --workers",
    errno.EROFS: "mount the disk to be written to",
    errno.EIO: "look after the disk",
}


@contextmanager
def ending(*, shows: bool = False) -> Iterator[None]:
    """Turn an error into a message on standard error and an exit status.

    Usage and output errors end with 2: nothing was touched. Whatever else stops a command ends with 3: what is
    committed stays, and the same command goes on from there.

    Args:
        shows: The command only shows something: it is done when its reader has seen enough, like head(1).
    """
    try:
        yield
    except KeyboardInterrupt:
        _interrupted()
    except BrokenPipeError:
        _reader_gone(DONE if shows else STOPPED)
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            _interrupted()
        if isinstance(ended.__context__, BrokenPipeError):  # click has caught it first and ends with 1
            _reader_gone(DONE if shows else STOPPED)
        raise
    except Exception as error:  # the last stop: whatever it is, say it and give the status
        _stop(error)


def _interrupted() -> None:
    _end(STOPPED, "dateline: stopped; run the same command again to go on")


def _stop(error: Exception) -> None:
    from transforms.reading.errors import UsageError
    from transforms.tables.settings import OutputError  # loads Arrow: `dateline --help` does without

    if isinstance(error, UsageError | OutputError):
        _end(NOT_STARTED, f"dateline: {error}")
    if isinstance(error, PermissionError):
        _end(NOT_STARTED, f"dateline: no permission: {error.filename or error}")
    traceback.print_exception(error)
    again = f"what is committed stays; {_remedy(error)}run again to go on (faults and remedies: {_TABLE})"
    _end(STOPPED, f"dateline: stopped before the end: {_cause(error)}\n{again}")


def _remedy(error: Exception) -> str:
    number = errno.ENOMEM if isinstance(error, MemoryError) else getattr(error, "errno", None)
    return f"{_REMEDIES[number]}, then " if number in _REMEDIES else ""


def _reader_gone(status: int) -> None:
    """End quietly: nobody is there to be told."""
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(status)


def _cause(error: BaseException) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def _end(status: int, message: str) -> None:
    sys.stderr.write(message + "\n")
    sys.exit(status)
