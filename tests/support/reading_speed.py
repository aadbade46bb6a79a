"""How fast one partition is read alone, and in how much memory: `PYTHONPATH=. python tests/support/reading_speed.py`.

Starts its own broker, or uses the one of KAFKA_DATA and KAFKA_PORT.
"""

import os
import resource
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from broker import Broker, running

from transforms.reading.topics.fetch import fetch
from transforms.reading.topics.survey import survey_all

RECORDS, BYTES, EVERY = 100_000, 3000, 10_000


def main() -> None:
    with _broker() as broker:
        topic = f"speed-{os.getpid()}"
        broker.create(topic)
        options = {"linger_ms": 50, "batch_size": 500_000}
        filler = os.urandom(8).hex().encode() * (BYTES // 16)
        broker.produce(topic, (b"%010d" % n + filler for n in range(RECORDS)), options=options)
        [extent] = survey_all([broker.source(topic)])
        began, work, last = time.monotonic(), time.process_time(), 0.0
        for number, _ in enumerate(fetch(extent.place, 0, extent.end), 1):
            if number % EVERY == 0:
                now = time.monotonic() - began
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                sys.stdout.write(f"{number} records, {EVERY / (now - last):.0f} records/s, peak {memory} MB\n")
                last = now
        sys.stdout.write(f"all: {RECORDS / (time.monotonic() - began):.0f} records/s of {BYTES} bytes, ")
        sys.stdout.write(f"{RECORDS / (time.process_time() - work):.0f} for a second of its own work\n")


def _broker() -> Any:
    if "KAFKA_DATA" in os.environ:
        return nullcontext(Broker(int(os.environ["KAFKA_PORT"]), Path(os.environ["KAFKA_DATA"])))
    return running(Path(tempfile.mkdtemp()))


if __name__ == "__main__":
    main()
