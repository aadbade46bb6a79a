import subprocess
import sys
from pathlib import Path

import pytest

from transforms.tables.lock import lock_sources
from transforms.tables.settings import OutputError
from transforms.tables.storage import storage

HOLD = """
import sys
from transforms.tables.lock import {call}
from transforms.tables.storage import storage
{call}(storage(sys.argv[1]), {argument})
print("held", flush=True)
sys.stdin.read()
"""


def hold(output: Path, call: str, argument: str) -> subprocess.Popen[str]:
    code = HOLD.format(call=call, argument=argument)
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(output)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.slow
def test_a_second_run_of_the_same_source_is_refused_while_one_is_alive_and_not_after_it_was_killed(
    tmp_path: Path,
) -> None:
    store = storage(str(tmp_path))
    with hold(tmp_path, "lock_sources", "['file:///a', 'file:///b']") as process:
        lock_sources(store, ["file:///c"])
        with pytest.raises(OutputError, match="another run reads file:///b"):
            lock_sources(store, ["file:///b"])
        process.kill()
        process.wait()
        lock_sources(store, ["file:///b"])
        process.communicate()


@pytest.mark.slow
def test_a_new_run_waits_for_the_workers_of_a_killed_one(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    with hold(tmp_path, "join_run", "'file:///a'") as process:
        with pytest.raises(OutputError, match="workers of an earlier run"):
            lock_sources(store, ["file:///a"], seconds=0.3)
        process.kill()
        process.wait()
        lock_sources(store, ["file:///a"])
        process.communicate()


@pytest.mark.slow
def test_workers_that_read_a_rewritten_source_again_are_waited_for_too(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    with hold(tmp_path, "join_run", "'file:///a#2'") as process:
        with pytest.raises(OutputError, match="workers of an earlier run"):
            lock_sources(store, ["file:///a"], seconds=0.3)
        process.communicate()
