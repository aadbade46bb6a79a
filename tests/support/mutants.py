"""Change the code a little, sixty times, and see whether the tests of the changed file notice.

    python tests/support/mutants.py --seed 7 --mutants 60

mutmut makes every mutant of the files below; a seed draws some. Each is tried in a copy of the project, with the fast
tests that mirror its file. Prints what was drawn, and the survivors with what was changed.
"""

import argparse
import difflib
import importlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import libcst as cst
import pytest
from mutmut.mutation.file_mutation import create_mutations, deep_replace

ROOT = Path(__file__).parents[2]
COPIED = ("pipelines", "schemas", "transforms", "tests", "pyproject.toml", "README.md")
TABLES = ("chunk", "coverage", "audit", "exactly_once", "replay")
PARSING = ("tests/transforms/test_parse_article.py", "tests/transforms/parsing")
MIRRORS = {
    "transforms/parse_article.py": PARSING,
    **{f"transforms/parsing/{name}.py": PARSING for name in (
        "charset", "decode", "instant", "json_object", "language", "page", "page_date")},
    **{f"transforms/tables/{name}.py": tuple(f"tests/transforms/tables/test_{test}.py" for test in TABLES) for name in (
        "chunk", "coverage", "audit")},
    "transforms/validate_events.py": ("tests/transforms/test_validate_events.py",),
    **{f"transforms/coding/who/{name}.py": ("tests/transforms/coding/who", "tests/transforms/coding/test_extraction.py")
       for name in ("parties", "actors", "recipients", "agency")},
}  # fmt: skip
LOADED = ("hypothesis", "pyarrow.parquet", "pyarrow.compute", "spacy", "trafilatura", "py3langid.langid", "apache_beam")
PATIENCE = 600.0


class Mutant(NamedTuple):
    """A file, and what it says instead."""

    file: str
    code: str

    def change(self) -> str:
        """Return the lines that differ."""
        before = (ROOT / self.file).read_text(encoding="utf-8").splitlines()
        lines = list(difflib.unified_diff(before, self.code.splitlines(), n=0, lineterm=""))[2:]
        return "\n".join(f"      {line}" for line in lines)


def drawn(seed: int, count: int) -> Iterator[Mutant]:
    """Yield as many mutants as asked for out of all, drawn by a seed."""
    every = []
    for file in MIRRORS:
        module, mutations, *_ = create_mutations(file, (ROOT / file).read_text(encoding="utf-8"))
        every += [(file, module, mutation) for mutation in mutations]
    say(f"seed {seed}: {count} of {len(every)} mutants of {len(MIRRORS)} files")
    for file, module, mutation in random.Random(seed).sample(every, count):
        changed = deep_replace(module, mutation.original_node, mutation.mutated_node)
        assert isinstance(changed, cst.Module)
        yield Mutant(file, changed.code)


def notices(copy: Path, mutant: Mutant) -> bool:
    """Tell whether a test of the mutant's file fails, or does not end."""
    original = (ROOT / mutant.file).read_text(encoding="utf-8")
    (copy / mutant.file).write_text(mutant.code, encoding="utf-8")
    try:
        return tested(copy, MIRRORS[mutant.file]) != 0
    finally:
        (copy / mutant.file).write_text(original, encoding="utf-8")


def tested(copy: Path, tests: tuple[str, ...]) -> int:
    """Run fast tests in a process of its own and return its status; one that does not end counts as failed."""
    child = os.fork()
    if not child:
        os.chdir(copy)
        sys.path.insert(0, str(copy))
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os._exit(pytest.main(["-x", "-q", "-m", "not slow", "-p", "no:cacheprovider", *tests]))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -1


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--mutants", type=int, default=60)
    parser.add_argument("--only", default="", help="of those that are drawn, the ones of files whose names hold this")
    given = parser.parse_args()
    sample = [mutant for mutant in drawn(given.seed, given.mutants) if given.only in mutant.file]
    for name in LOADED:
        importlib.import_module(name)
    survivors = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder)
        for name in COPIED:
            where = ROOT / name
            shutil.copytree(where, copy / name) if where.is_dir() else shutil.copy(where, copy / name)
        for tests in dict.fromkeys(MIRRORS[mutant.file] for mutant in sample):
            if tested(copy, tests) != 0:
                raise SystemExit(f"fails without a mutant: {' '.join(tests)}")
        for number, mutant in enumerate(sample, 1):
            if notices(copy, mutant):
                say(f"{number:3} caught   {mutant.file}")
            else:
                say(f"{number:3} SURVIVED {mutant.file}\n{mutant.change()}")
                survivors.append(mutant)
    say(f"{len(sample) - len(survivors)} of {len(sample)} caught")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
