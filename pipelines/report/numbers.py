"""Values that come again and again, stored once."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value", bound=Hashable)


class Numbers(Generic[Value]):
    """Gives each value a number, in the order in which they come.

    >>> numbers = Numbers[str]()
    >>> [numbers[word] for word in ("Riga", "Oslo", "Riga")], numbers.values()
    ([0, 1, 0], ['Riga', 'Oslo'])
    """

    def __init__(self) -> None:
        self._numbers: dict[Value, int] = {}

    def __getitem__(self, value: Value) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def values(self) -> list[Value]:
        """Return the values by number."""
        return list(self._numbers)
