"""Change the code a little, sixty times, and see whether a test notices.

    nice -n 19 python tests/support/mutants.py --seed 7 --mutants 60

mutmut makes every mutant of the files below; a seed draws some. Each is tried in a copy of the project with the fast
tests of its folder that run the changed function, the fastest first, up to the first that fails. Prints what was
drawn, and the survivors with what was changed and how many tests have run it.
"""

import argparse
import difflib
import importlib
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import libcst as cst
from mutmut.mutation.file_mutation import create_mutations, deep_replace
from progress import say
from reach import PASSED, STUCK, Reach, measure, notice

ROOT = Path(__file__).parents[2]
COPIED = ("pipelines", "schemas", "transforms", "tests", "pyproject.toml", "README.md")
PARSING = ("tests/transforms/test_parse_article.py", "tests/transforms/parsing")
MIRRORS = {
    "transforms/parse_article.py": PARSING,
    **{f"transforms/parsing/{name}.py": PARSING for name in (
        "charset", "decode", "instant", "json_object", "language", "page", "page_date")},
    **{f"transforms/tables/{name}.py": ("tests/transforms/tables",) for name in ("chunk", "coverage", "audit")},
    "transforms/validate_events.py": ("tests/transforms/test_validate_events.py",),
    **{f"transforms/coding/who/{name}.py": ("tests/transforms/coding",) for name in (
        "parties", "actors", "recipients", "agency")},
}  # fmt: skip
LOADED = (
    "apache_beam", "great_expectations", "hypothesis", "py3langid.langid", "pyarrow.compute", "pyarrow.parquet",
    "spacy", "trafilatura",
)  # fmt: skip
PATIENCE = 1200.0  # for all tests of a mutant; one that does not end fails by its own limit
CAUGHT = "caught"
ENDS = {PASSED: "SURVIVED", STUCK: "TOO SLOW"}


class Mutant(NamedTuple):
    """A file, what it says instead, and where."""

    file: str
    code: str
    line: int

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
        yield Mutant(file, changed.code, _first_line(module.code, changed.code))


def _first_line(before: str, after: str) -> int:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next(number for number, (one, other) in enumerate(pairs, 1) if one != other)


def tried(copy: Path, mutant: Mutant, reach: Reach) -> tuple[str, int]:
    """Return how the tests that run the changed function end, and how many they are."""
    original = (ROOT / mutant.file).read_text(encoding="utf-8")
    tests = reach.tests(mutant.file, original, mutant.line)
    (copy / mutant.file).write_text(mutant.code, encoding="utf-8")
    try:
        return ENDS.get(notice(copy, tests, PATIENCE) if tests else PASSED, CAUGHT), len(tests)
    finally:
        (copy / mutant.file).write_text(original, encoding="utf-8")


def survivors(copy: Path, sample: list[Mutant]) -> int:
    """Try mutants in a copy of the project, say what becomes of each, and return how many no test has noticed."""
    for name in LOADED:
        importlib.import_module(name)
    mirrors = dict.fromkeys(test for mutant in sample for test in MIRRORS[mutant.file])
    reach = measure(copy, mirrors, {mutant.file for mutant in sample})
    survived = 0
    for number, mutant in enumerate(sample, 1):
        end, tests = tried(copy, mutant, reach)
        survived += end != CAUGHT
        change = f" {tests} tests\n{mutant.change()}" if end != CAUGHT else ""
        say(f"{number:3} {end:8} {mutant.file}:{mutant.line}{change}")
    return survived


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--mutants", type=int, default=60)
    parser.add_argument("--only", default="", help="of those that are drawn, the ones of files whose names hold this")
    given = parser.parse_args()
    sample = [mutant for mutant in drawn(given.seed, given.mutants) if given.only in mutant.file]
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder)
        for name in COPIED:
            where = ROOT / name
            shutil.copytree(where, copy / name) if where.is_dir() else shutil.copy(where, copy / name)
        survived = survivors(copy, sample)
    say(f"{len(sample) - survived} of {len(sample)} caught")


if __name__ == "__main__":
    main()
