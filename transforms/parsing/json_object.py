"""JSON as RFC 8259 has it and no more: one object, each key once, bounded depth and numbers."""

import json
import re
from typing import Any, NoReturn

from schemas.dead_letter import Refused
from transforms.parsing.decode import check_unicode
from transforms.parsing.quote import quote

DEEPEST = 100
LONGEST_NUMBER = 1000
# A string, also one that never ends, or a bracket. Possessive, so that no text makes it go back.
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)


def json_object(text: str) -> dict[str, Any]:
    """Return the JSON object that a text is.

    Raises:
        Refused: `not_json`, `not_an_object`, `duplicate_key`, `not_a_number`, `number_too_long`, `too_deep`,
            `lone_surrogate`.
    """
    _check_depth(text)
    try:
        found = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise Refused("not_json", _message(error)) from error
    if not isinstance(found, dict):
        raise Refused("not_an_object", f"JSON, but {KINDS[type(found)]} and not an object: {quote(text)}")
    if "\\ud" in text or "\\uD" in text:
        _check_surrogates(found)
    return found


KINDS = {
    list: "an array",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


def _message(error: json.JSONDecodeError) -> str:
    near = quote(error.doc[max(error.pos - 10, 0) : error.pos + 30])
    return f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}, near {near}"


def _check_depth(text: str) -> None:
    if text.count("{") + text.count("[") <= DEEPEST:
        return
    depth = 0
    for token in TOKEN.finditer(text):
        first = text[token.start()]
        depth += 1 if first in "[{" else -1 if first in "]}" else 0
        if depth > DEEPEST:
            raise Refused("too_deep", f"nested more than {DEEPEST} deep at character {token.start()}")


def _check_surrogates(found: dict[str, Any]) -> None:
    for key, value in found.items():
        check_unicode(key, "a key")
        if isinstance(value, str):
            check_unicode(value, quote(key))
        elif isinstance(value, dict | list):
            check_unicode(json.dumps(value, ensure_ascii=False), quote(key))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise Refused("duplicate_key", f"the key {quote(twice)} stands twice in one object")
    return found


def _integer(digits: str) -> int:
    _check_length(digits)
    return int(digits)


def _real(digits: str) -> float:
    _check_length(digits)
    return float(digits)


def _check_length(digits: str) -> None:
    if len(digits) > LONGEST_NUMBER:
        raise Refused(
            "number_too_long", f"a number of {len(digits)} characters, {quote(digits)}; {LONGEST_NUMBER} are read"
        )


def _constant(name: str) -> NoReturn:
    raise Refused("not_a_number", f"{name} is not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_int=_integer, parse_float=_real, parse_constant=_constant)
