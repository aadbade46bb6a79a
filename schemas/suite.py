"""Rules as data, and the Great Expectations suite that is made of them."""

import logging
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite


class Rule(NamedTuple):
    """One expectation.

    Attributes:
        kind: Name of the class in `great_expectations.expectations`.
        arguments: What the class is given.
        reason: Why its threshold is what it is.
    """

    kind: str
    arguments: dict[str, Any]
    reason: str | None = None


def great_expectations() -> ModuleType:
    """Return the module `great_expectations`: it takes seconds to import, and most commands do without."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with warnings.catch_warnings(), _absent("pyspark"):
        warnings.simplefilter("ignore")  # it imports a deprecated module of Python's
        import great_expectations as gx
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)  # its import says INFO
    return gx


@contextmanager
def _absent(module: str) -> Iterator[None]:
    """Hide a module that Great Expectations imports where it can: PySpark's may end the process (`python -c`)."""
    hidden = module not in sys.modules
    if hidden:
        sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if hidden:
            del sys.modules[module]


def suite(name: str, rules: Mapping[str, Rule]) -> "ExpectationSuite":
    """Return the suite of these rules; an expectation's `meta["rule"]` is its name."""
    gx = great_expectations()
    expectations = [
        getattr(gx.expectations, rule.kind)(**rule.arguments, meta={"rule": rule_name}, notes=rule.reason)
        for rule_name, rule in rules.items()
    ]
    return gx.ExpectationSuite(name=name, expectations=expectations)
