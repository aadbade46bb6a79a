import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.dead_letter import Refused
from transforms.parsing.json_object import json_object

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.dictionaries(st.text(max_size=5), JSON, max_size=5))
def test_any_json_object_is_read_as_it_was_written(value: dict[str, Any]) -> None:
    assert json_object(json.dumps(value)) == value
    assert json_object(" \r\n" + json.dumps(value, ensure_ascii=False, indent=1) + "\n") == value


def nested(depth: int) -> str:
    return '{"a":' * (depth - 1) + "{}" + "}" * (depth - 1)


def test_the_deepest_object_that_is_read_is_100_deep() -> None:
    assert json_object(nested(100))
    with pytest.raises(Refused) as refused:
        json_object(nested(101))
    assert refused.value.code == "too_deep"


@pytest.mark.parametrize("text", ["[" * 500, "{[" * 500 + '\\"', '"' + "[{" * 500, "]" * 200 + "[" * 200])
def test_brackets_inside_strings_and_side_by_side_are_not_depth(text: str) -> None:
    value = {text: text, "list": [[]] * 300}
    assert json_object(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" + "[]," * 60 + "[" * 101, "too_deep"),
        ('["\\\n' + "[" * 200 + '"]', "not_json"),
    ],
    ids=["behind lists that were closed", "a line break that is escaped does not end a string"],
)
def test_depth_is_counted_outside_of_strings(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        json_object(text)
    assert refused.value.code == code


@pytest.mark.parametrize("digits", [1000, 1001])
@pytest.mark.parametrize("form", ["{}", "-{}", "{}.5", "{}e-5"])
def test_a_number_may_have_a_thousand_characters(form: str, digits: int) -> None:
    number = form.format("1" * (digits - len(form) + 2))
    if digits == 1000:
        assert json_object(f'{{"n": {number}}}')
        return
    with pytest.raises(Refused) as refused:
        json_object(f'{{"n": {number}}}')
    assert refused.value.code == "number_too_long"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 101 + '"' + '\\"' * 1_000_000,
        '"' * 1_000_000 + "[" * 101,
        "\\" * 1_000_000 + "{" * 101,
        '{"a' * 300_000,
        '{"a": "' + "\\ud83d\\ude00" * 100_000 + '"}',
    ],
)
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    try:
        json_object(text)
    except Refused as refused:
        assert refused.code in {"not_json", "too_deep"}  # noqa: PT017
    assert time.process_time() - started < 2


def test_a_pair_of_surrogate_escapes_is_one_character() -> None:
    assert json_object('{"a": "\\ud83d\\ude00"}') == {"a": "\U0001f600"}
    assert json_object('{"a": "\\\\ud83d"}') == {"a": "\\ud83d"}
