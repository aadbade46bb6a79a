"""What a command says when it cannot go on, and the status that it ends with."""

import errno
import os
from pathlib import Path

import pytest

from pipelines.endings import NOT_STARTED, STOPPED, ending
from transforms.reading.errors import UsageError
from transforms.tables.settings import OutputError


def failed(number: int) -> OSError:
    return OSError(number, os.strerror(number), "/output/articles")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (failed(errno.ENOSPC), STOPPED, "make room, then run again to go on"),
        (failed(errno.EMFILE), STOPPED, "raise `ulimit -n`, then run again"),
        (failed(errno.EIO), STOPPED, "look after the disk, then run again"),
        (failed(errno.EROFS), STOPPED, "Read-only file system: '/output/articles'"),
        (MemoryError(), STOPPED, "take fewer --workers, then run again"),
        (
            RuntimeError("a bug\nat length"),
            STOPPED,
            "before the end: a bug\nwhat is committed stays; run again to go on (faults and remedies: ARCH",
        ),
        (failed(errno.EACCES), NOT_STARTED, "no permission: /output/articles"),
        (UsageError("no such file"), NOT_STARTED, "dateline: no such file"),
        (OutputError("another run"), NOT_STARTED, "dateline: another run"),
        (KeyboardInterrupt(), STOPPED, "stopped; run the same command again"),
    ],
)
def test_an_error_ends_with_its_status_and_says_what_to_do(
    error: BaseException, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended, ending():
        raise error
    assert ended.value.code == status
    assert said in capsys.readouterr().err


def test_the_table_of_faults_is_where_messages_say_that_it_is() -> None:
    assert "\n### Faults\n" in (Path(__file__).parents[2] / "ARCHITECTURE.md").read_text(encoding="utf-8")
