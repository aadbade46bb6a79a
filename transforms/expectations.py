"""Great Expectations run on a frame: what each rule found."""

import functools
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

from schemas.suite import great_expectations

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations import ExpectationSuite
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.core.batch_definition import BatchDefinition


class Finding(NamedTuple):
    """What a rule found.

    Attributes:
        success: Whether it holds; None if it could not be evaluated.
        rows: The `row` of each row that breaks it.
        message: What was observed, or why it could not be evaluated; None where there is nothing to say.
    """

    success: bool | None
    rows: tuple[int, ...] = ()
    message: str | None = None


# Threads that share Great Expectations' objects are given each other's rows.
LOCK = threading.Lock()
COUNTED = {"result_format": "BASIC"}
NAMED = {"result_format": "COMPLETE", "unexpected_index_column_names": ["row"]}
SHOWN = 5


def findings(suite: "ExpectationSuite", frame: "pd.DataFrame") -> dict[str, Finding]:
    """Return what each rule of a suite found in a frame whose column `row` numbers its rows.

    A rule that could not be evaluated says why: a column is missing, an expectation raised, a result is not whole.
    Safe to call from several threads.
    """
    names = [_name(expectation) for expectation in suite.expectations]
    try:
        with LOCK:
            results = _results(suite, frame)
    except Exception as error:  # whatever stops the rules must not let an event pass unchecked
        return dict.fromkeys(names, Finding(None, message=f"{type(error).__name__}: {error}"))
    found = {_name(result.expectation_config): _finding(result, len(frame)) for result in results}
    return {name: found.get(name, Finding(None, message="no result")) for name in names}


def _results(suite: "ExpectationSuite", frame: "pd.DataFrame") -> "list[ExpectationValidationResult]":
    """Count first, and name rows only for rules that some row breaks: to name costs twice as much (measured)."""
    batch = _whole_frame().get_batch({"dataframe": frame})
    counted = batch.validate(suite, result_format=COUNTED).results
    broken = {_name(result.expectation_config) for result in counted if not result.success}
    if not broken:
        return list(counted)
    rules = [expectation for expectation in suite.expectations if _name(expectation) in broken]
    part = great_expectations().ExpectationSuite(name=suite.name, expectations=rules)
    named = batch.validate(part, result_format=NAMED).results
    return [*(result for result in counted if result.success), *named]


@functools.cache
def _whole_frame() -> "BatchDefinition[Any]":
    context = great_expectations().get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("dateline").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("whole")


def _name(expectation: Any) -> str:
    return str(expectation.meta["rule"])


def _finding(result: "ExpectationValidationResult", length: int) -> Finding:
    seen = result.result
    if error := _error(result.exception_info):
        return Finding(None, message=error)
    if "observed_value" in seen:
        return Finding(bool(result.success), message=str(seen["observed_value"]))
    rows = tuple(int(entry["row"]) for entry in seen.get("unexpected_index_list") or ())
    if seen.get("element_count") != length or len(rows) != seen.get("unexpected_count"):
        return Finding(None, message="the result does not name every row")
    shown = "; ".join(str(value) for value in seen.get("unexpected_list", ())[:SHOWN])
    return Finding(bool(result.success), rows, shown or None)


def _error(info: dict[str, Any]) -> str | None:
    # An expectation that raised is reported flat, one whose metrics did by metric.
    entries = [info] if "raised_exception" in info else list(info.values())
    messages = [entry["exception_message"] for entry in entries if entry["raised_exception"]]
    return messages[0] if messages else None
