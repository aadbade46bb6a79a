"""Which test runs which function, and how long it takes: a changed function is tried with those tests, fast first."""

import ast
import os
import signal
import sys
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import coverage
import pytest

PASSED, CRASHED, STUCK = 0, 99, -9  # what else there is says that a test failed, or could not even be loaded
DATA = ".coverage"
SECONDS = "seconds.tsv"
SAID = "said.txt"
FAST = ("-q", "--assert=plain", "-m", "not slow", "-p", "no:cacheprovider", "--timeout=300")


class Reach(NamedTuple):
    """What the tests do when nothing is changed.

    Attributes:
        seconds: What each test takes, by its id, set-up left out.
        lines: The tests that run a line: by file, then by line.
    """

    seconds: dict[str, float]
    lines: dict[str, dict[int, list[str]]]

    def tests(self, file: str, code: str, line: int) -> list[str]:
        """Return the tests that run the function around a line, or any of the file.

        Those that run the line itself come first, and among them the fastest.
        """
        within = set(_function(code, line)) if line else set()
        known = self.lines[file]
        found = {test for number in known if number in within or not within for test in known[number]}
        near = set(known.get(line, ()))
        return sorted(found, key=lambda test: (test not in near, self.seconds[test], test))


class Stopwatch:
    """A plugin of pytest that writes how long each test took."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(f"{report.duration}\t{report.nodeid}\n")


class Chosen:
    """A plugin of pytest that runs some tests, in their order."""

    def __init__(self, tests: Iterable[str]) -> None:
        self.place = {test: number for number, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((item for item in items if item.nodeid in self.place), key=lambda i: self.place[i.nodeid])


def measure(project: Path, tests: Iterable[str], files: Iterable[str]) -> Reach:
    """Run tests once and return what they reach of some files of a project.

    Raises:
        SystemExit: One fails.
    """
    watch = Stopwatch(project / SECONDS)
    if in_child(project, [*FAST, "--cov=transforms", "--cov-context=test", "--cov-report=", *tests], watch):
        raise SystemExit(f"a test fails without a mutant:\n{(project / SAID).read_text(encoding='utf-8')[-4000:]}")
    return measured(project, files)


def measured(project: Path, files: Iterable[str]) -> Reach:
    """Return what `measure` has left in a project."""
    timed = (line.split("\t", 1) for line in (project / SECONDS).read_text(encoding="utf-8").splitlines())
    data = coverage.CoverageData(str(project / DATA))
    data.read()
    return Reach({test: float(time) for time, test in timed}, {file: _lines(data, project / file) for file in files})


def notice(project: Path, tests: list[str], patience: float) -> int:
    """Return how some tests, given by id, end: at the first that fails, or when patience does."""
    files = dict.fromkeys(test.split("::")[0] for test in tests)
    return in_child(project, [*FAST, "-x", *files], Chosen(tests), patience)


def in_child(project: Path, arguments: list[str], plugin: object, patience: float = float("inf")) -> int:
    """Run pytest on a project in a process of its own, which has what this one has loaded; return its status."""
    child = os.fork()
    if not child:
        try:
            os._exit(_pytest(project, arguments, plugin))
        finally:  # whatever happens, this process does not go on with what its parent was at
            traceback.print_exc()
            os._exit(CRASHED)
    until = time.monotonic() + patience
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            assert os.waitstatus_to_exitcode(status) != CRASHED, "pytest itself did not run"
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return STUCK


def _pytest(project: Path, arguments: list[str], plugin: object) -> int:
    os.chdir(project)
    sys.path.insert(0, str(project))
    said = os.open(SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    return pytest.main(arguments, plugins=[plugin])


def _lines(data: coverage.CoverageData, file: Path) -> dict[int, list[str]]:
    """Return who runs each line; what runs while a file is imported is nobody's."""
    known = data.contexts_by_lineno(str(file)).items()
    return {line: [test.rpartition("|")[0] for test in tests if test.endswith("|run")] for line, tests in known}


def _function(code: str, line: int) -> range:
    """Return the lines of the innermost function around a line; none outside of functions.

    >>> _function("X = 1\\ndef f():\\n    return X\\n", 3)
    range(3, 4)
    """
    functions = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef))
    around = [node for node in functions if node.lineno <= line <= (node.end_lineno or node.lineno)]
    if not around:
        return range(0)
    innermost = max(around, key=lambda node: node.lineno)
    return range(innermost.body[0].lineno, (innermost.end_lineno or innermost.lineno) + 1)
