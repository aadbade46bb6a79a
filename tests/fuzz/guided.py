"""Let coverage guide the bytes: libFuzzer, through atheris, over records of each kind.

    python -m tests.fuzz.guided -max_total_time=600        # libFuzzer's own flags

The first byte says what the rest is. What it finds it writes to `crash-...` in the working folder.
"""

import sys
from random import Random

import atheris

with atheris.instrument_imports(include=["transforms.parsing", "transforms.parse_article", "transforms.reading"]):
    from tests.fuzz import oracle, records

KINDS = ("json", "json", "text", "html")


def try_bytes(data: bytes) -> None:
    """Check that bytes become an article or a dead letter, the same one twice."""
    chance = Random(data[:1])
    record = records.made(data[1:], KINDS[data[0] % len(KINDS)] if data else "json", chance)
    assert oracle.outcome(record) == oracle.outcome(record)


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_bytes)
    atheris.Fuzz()
