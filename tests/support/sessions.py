"""A command in a session of its own, with every process that it starts: they can be counted, killed and awaited."""

import atexit
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import NamedTuple


class Session(NamedTuple):
    """A command and the processes that it started."""

    process: subprocess.Popen[bytes]
    began: float

    @property
    def launcher(self) -> int:
        return self.process.pid

    def seconds(self) -> float:
        return time.monotonic() - self.began

    def running(self) -> bool:
        return self.process.poll() is None

    def wait(self, seconds: float) -> int:
        return self.process.wait(seconds)

    def members(self) -> list[int]:
        """Return the processes of the session that are alive."""
        return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if self._has(entry)]

    def _has(self, entry: Path) -> bool:
        try:
            state, *_, session = (entry / "stat").read_text().rsplit(")", 1)[1].split()[:4]  # proc(5)
        except OSError:  # it has just ended
            return False
        return session == str(self.launcher) and state not in {"Z", "X"}

    def workers(self) -> list[int]:
        """Return the processes that code: Python's spawned children, its resource tracker aside."""
        return [member for member in self.members() if member != self.launcher and _spawned(member)]

    def kill(self, member: int) -> None:
        try:
            os.kill(member, signal.SIGKILL)
        except ProcessLookupError:
            return
        if member == self.launcher:
            self.process.wait()

    def kill_all(self) -> None:
        for member in self.members():
            self.kill(member)

    def await_empty(self, seconds: float) -> bool:
        """Wait until no process of the session is left; tell whether there is none."""
        deadline = time.monotonic() + seconds
        while self.members() and time.monotonic() < deadline:
            time.sleep(0.05)
        return not self.members()


def start(command: list[str], log: Path) -> Session:
    """Start a command in a session of its own, its output appended to a log."""
    with log.open("ab") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, stdin=subprocess.DEVNULL, start_new_session=True)
    session = Session(process, time.monotonic())
    atexit.register(session.kill_all)  # whoever started it and ended too soon leaves nothing behind
    return session


def _spawned(process: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
