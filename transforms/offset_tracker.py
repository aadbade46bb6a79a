"""What is still to be read of a partition, as Beam splits and keeps it."""

import json
from typing import NamedTuple

from apache_beam.coders import Coder
from apache_beam.io.iobase import RestrictionProgress, RestrictionTracker


class Offsets(NamedTuple):
    """The offsets [at, stop) that are still to be read; without `stop` there is no end."""

    at: int
    stop: int | None = None


class OffsetTracker(RestrictionTracker):
    """Claims everything before an offset. It splits only where it stands: a partition is read in order, by one."""

    def __init__(self, offsets: Offsets) -> None:
        self.offsets = offsets
        self.claimed = offsets.at

    def current_restriction(self) -> Offsets:
        """Return what this call is to read."""
        return self.offsets

    def try_claim(self, position: int) -> bool:
        """Claim everything before `position`; False if it does not lie within."""
        if self.offsets.stop is not None and position > self.offsets.stop:
            return False
        self.claimed = position
        return True

    def try_split(self, fraction_of_remainder: float) -> tuple[Offsets, Offsets] | None:
        """Leave what is not claimed to a later call; refuse any other split."""
        if fraction_of_remainder != 0 or self.claimed == self.offsets.stop:
            return None
        rest = Offsets(self.claimed, self.offsets.stop)
        self.offsets = Offsets(self.offsets.at, self.claimed)
        return self.offsets, rest

    def check_done(self) -> bool:
        """Make sure that nothing of this call is left.

        Raises:
            ValueError: Something is.
        """
        if self.claimed != self.offsets.stop:
            message = f"read to {self.claimed} of {self.offsets}, and the rest was not left to a later call"
            raise ValueError(message)
        return True

    def current_progress(self) -> RestrictionProgress:
        """Return what was claimed and what is left, in offsets; of an endless rest nothing is known."""
        left = 1 if self.offsets.stop is None else self.offsets.stop - self.claimed
        return RestrictionProgress(completed=self.claimed - self.offsets.at, remaining=left)

    def is_bounded(self) -> bool:
        """Tell whether there is an end."""
        return self.offsets.stop is not None


class OffsetsCoder(Coder):
    """Offsets as JSON: a savepoint can be read by any later version, and by people."""

    def encode(self, value: Offsets) -> bytes:
        """Return JSON."""
        return json.dumps(value._asdict()).encode()

    def decode(self, encoded: bytes) -> Offsets:
        """Return what `encode` wrote."""
        return Offsets(**json.loads(encoded))

    def is_deterministic(self) -> bool:
        """Equal offsets have equal bytes."""
        return True
