"""No pattern takes more than six times the steps for a text of four times the length, whatever the text is."""

import importlib
import inspect
import itertools
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from pattern_steps import letters, steps

import pipelines
import schemas
import transforms

pytestmark = pytest.mark.slow

SHORT, TIMES, MOST = 24, 4, 6.0
MOST_LETTERS = 7
ANYWHERE = ("search", "finditer", "findall", "sub", "split")
# What these look at is of a bounded length.
BOUNDED = {
    "transforms.coding.when.datelines.HEADING": "120 characters behind white space",
    "transforms.coding.when.datelines.DATELINE": "120 characters",
    "transforms.coding.when.datelines.AGENCY_ALONE": "120 characters",
    "transforms.coding.parse.plain_text.ENDLESS": "120 characters",
    "transforms.coding.who.heading.LINE": "60 characters",
    "transforms.coding.who.heading.GLUED": "60 characters",
    "pipelines.report.excerpt._BORDER": "300 characters",
}


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def patterns() -> dict[str, "re.Pattern[Any]"]:
    """Return the patterns that stand in modules, by name."""
    return {
        f"{module.__name__}.{name}": value
        for package in (schemas, transforms, pipelines)
        for module in modules(package)
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }


ALL = patterns()


def searched(name: str) -> bool:
    """Say whether a pattern is looked for at every place of a text, and not only at its beginning."""
    module, _, pattern = name.rpartition(".")
    code = inspect.getsource(importlib.import_module(module))
    return any(f"{pattern}.{how}(" in code for how in ANYWHERE)


def attacks(pattern: "re.Pattern[Any]", length: int) -> Iterator[str]:
    """Yield texts of one or two letters again and again, some with another one behind."""
    known = list(letters(pattern))[:MOST_LETTERS]
    for one, two, last in itertools.product(known, known, ("", "~")):
        yield ((one + two) * length)[:length] + last
        if one != two:
            yield one * (length // 2) + two * (length // 2) + last


def test_there_are_patterns() -> None:
    assert len(ALL) > 30
    assert set(BOUNDED) <= set(ALL)


def test_the_counter_sees_what_explodes() -> None:
    assert steps(re.compile("(a+)+b"), "a" * 12) > 20 * steps(re.compile("(a+)+b"), "a" * 6)
    assert steps(re.compile(r"\s*\n"), " " * 80) > 10 * steps(re.compile(r"\s*\n"), " " * 20)
    assert steps(re.compile("[^b]*+b"), "ab" * 80) < 6 * steps(re.compile("[^b]*+b"), "ab" * 20)


@pytest.mark.parametrize("name", sorted(set(ALL) - set(BOUNDED)))
def test_a_longer_text_takes_steps_in_proportion(name: str) -> None:
    pattern, everywhere = ALL[name], searched(name)
    most = max(steps(pattern, text, everywhere) for text in attacks(pattern, SHORT))
    for text, longer in zip(attacks(pattern, SHORT), attacks(pattern, SHORT * TIMES), strict=True):
        least = max(steps(pattern, text, everywhere), most / TIMES, SHORT)
        assert steps(pattern, longer, everywhere) <= MOST * least, longer[:40]
