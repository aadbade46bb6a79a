"""How many steps a pattern takes on a text: the same backtracking as Python's own engine, counted instead of timed."""

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from re import _constants as op  # type: ignore[attr-defined]  # isort: skip
from re import _parser  # type: ignore[attr-defined]  # isort: skip

Then = Callable[[int], bool]
Tree = Any


class _Steps:
    """One search: where it is in the text, and how many steps it took."""

    def __init__(self, pattern: "re.Pattern[Any]", text: str) -> None:
        self.text, self.flags, self.steps = text, pattern.flags, 0
        self.tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
        self.groups: dict[int, tuple[int, int]] = {}

    def matches(self, items: list[Tree], at: int, then: Then) -> bool:
        """Match items one behind the other from `at`, then go on."""
        if not items:
            return then(at)
        (kind, said), rest = items[0], items[1:]
        self.steps += 1
        return self._item(kind, said, at, lambda behind: self.matches(rest, behind, then))

    def _item(self, kind: Any, said: Any, at: int, then: Then) -> bool:
        if kind in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
            return at < len(self.text) and self._one(kind, said, at) and then(at + 1)
        if kind is op.AT:
            return self._at(said, at) and then(at)
        if kind is op.BRANCH:
            return any(self.matches(list(branch), at, then) for branch in said[1])
        if kind is op.SUBPATTERN:
            return self.matches(list(said[3]), at, then)
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            return self._repeat(kind, said, at, then)
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return self._ahead(said, at) == (kind is op.ASSERT) and then(at)
        raise NotImplementedError(kind)

    def _repeat(self, kind: Any, said: Any, at: int, then: Then) -> bool:
        least, most, (inner, *more) = said[0], said[1], list(said[2])
        kind_of_inner, said_of_inner = inner
        single = not more and kind_of_inner in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)
        if not single:
            return self._repeat_group(kind, said, at, then, 0)
        longest = at
        while longest < len(self.text) and longest - at < most and self._one(kind_of_inner, said_of_inner, longest):
            longest += 1
            self.steps += 1
        stops = range(at + least, longest + 1)
        if kind is op.POSSESSIVE_REPEAT:
            return longest >= at + least and then(longest)
        return any(self._step(stop, then) for stop in (stops if kind is op.MIN_REPEAT else reversed(stops)))

    def _repeat_group(self, kind: Any, said: Any, at: int, then: Then, done: int) -> bool:
        least, most, inner = said[0], said[1], list(said[2])

        def again(behind: int) -> bool:
            return behind > at and self._repeat_group(kind, said, behind, then, done + 1)

        if kind is op.POSSESSIVE_REPEAT:
            return then(self._furthest(inner, at, most))
        if kind is op.MIN_REPEAT and done >= least and then(at):
            return True
        if done < most and self.matches(inner, at, again):
            return True
        return kind is op.MAX_REPEAT and done >= least and then(at)

    def _furthest(self, inner: list[Tree], at: int, most: int) -> int:
        """Return where a possessive repetition ends: each round keeps its first way."""
        for _ in range(min(most, len(self.text))):
            ends: list[int] = []
            if not self.matches(inner, at, partial(_noted, ends)) or ends[0] == at:
                break
            at = ends[0]
        return at

    def _step(self, at: int, then: Then) -> bool:
        self.steps += 1
        return then(at)

    def _ahead(self, said: Any, at: int) -> bool:
        direction, inner = said
        begin = at if direction > 0 else at - inner.getwidth()[0]
        return begin >= 0 and self.matches(list(inner), begin, lambda _: True)

    def _one(self, kind: Any, said: Any, at: int) -> bool:
        letter = self.text[at]
        if kind is op.ANY:
            return letter != "\n" or bool(self.flags & re.DOTALL)
        if kind is op.IN:
            return any(self._in(part, letter) for part in said if part[0] is not op.NEGATE) != (said[0][0] is op.NEGATE)
        same = letter == chr(said) or (bool(self.flags & re.IGNORECASE) and letter.lower() == chr(said).lower())
        return same == (kind is op.LITERAL)

    def _in(self, part: Any, letter: str) -> bool:
        kind, said = part
        if kind is op.RANGE:
            return any(said[0] <= ord(form) <= said[1] for form in {letter, letter.lower()})
        if kind is op.CATEGORY:
            return re.fullmatch(_CATEGORIES[said], letter, self.flags & re.ASCII) is not None
        return letter == chr(said) or (bool(self.flags & re.IGNORECASE) and letter.lower() == chr(said).lower())

    def _at(self, said: Any, at: int) -> bool:
        if said in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return at == 0
        if said in (op.AT_END, op.AT_END_STRING):
            return at == len(self.text) or (said is op.AT_END and self.text[at:] == "\n")
        words = [0 <= i < len(self.text) and re.match(r"\w", self.text[i]) is not None for i in (at - 1, at)]
        return (words[0] != words[1]) == (said is op.AT_BOUNDARY)


_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s", op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _noted(ends: list[int], stop: int) -> bool:
    ends.append(stop)
    return True


def steps(pattern: "re.Pattern[Any]", text: str, everywhere: bool = True) -> int:
    """Return how many steps `findall` takes; or `match`, which looks only at the beginning."""
    run, at = _Steps(pattern, text), 0
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    try:
        while at <= (len(text) if everywhere else 0):
            ends: list[int] = []
            found = run.matches(list(run.tree), at, partial(_noted, ends))
            at = max(ends[0], at + 1) if found else at + 1
    finally:
        sys.setrecursionlimit(before)
    return run.steps


def letters(pattern: "re.Pattern[Any]") -> Iterator[str]:
    """Yield letters that the pattern tells apart: one of each of its sets, and one that none of them has."""
    yield from dict.fromkeys([*_letters(_parser.parse(pattern.pattern, pattern.flags)), "~", "\n"])


def _letters(items: Any) -> Iterator[str]:
    for kind, said in items:
        if kind in (op.LITERAL, op.NOT_LITERAL):
            yield chr(said)
        elif kind is op.IN:
            yield from (_letter(part) for part in said if part[0] is not op.NEGATE)
        elif kind is op.BRANCH:
            yield from (letter for branch in said[1] for letter in _letters(branch))
        elif kind is op.SUBPATTERN:
            yield from _letters(said[3])
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            yield from _letters(said[2])
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _letters(said[1])


def _letter(part: Any) -> str:
    kind, said = part
    if kind is op.RANGE:
        return chr(said[0])
    return {r"\d": "7", r"\s": " ", r"\w": "a"}.get(_CATEGORIES[said], "~") if kind is op.CATEGORY else chr(said)
