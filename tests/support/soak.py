"""A stream on Flink under steady load for long, with a fault now and then: what it loses, and what it takes.

    PYTHONPATH=. python tests/support/soak.py [--minutes 60] [--rate 8] [--pause 180] [--out out/soak] [FAULT...]

Writes soak.csv (a line every 15 s), faults.csv (a line a fault), soak.svg, and prints what came of each fault and how
memory, open files and state grew. `--pause 0` leaves faults out, `--rate 0` all load but the first records. A job that
goes back to a checkpoint without a fault is a finding.
"""

import argparse
import csv
import itertools
import math
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
from broker import Broker
from flink_cluster import LocalFlink
from flink_faults import FAULTS, TOPIC, Phase, Stream
from flink_kills import audited
from flink_sample import sampled
from flink_servers import servers
from progress import say
from soak_plot import plot
from steady_producer import producing
from topic_kills import value

PARTITIONS, FIRST, END = 8, 400, "end"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("faults", nargs="*", metavar="FAULT", help=", ".join(FAULTS))
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--rate", type=float, default=8, help="articles a second")
    options.add_argument("--pause", type=float, default=180, help="seconds from a recovery to the next fault")
    options.add_argument("--every", type=float, default=15, help="seconds between two lines of CSV")
    options.add_argument("--parallelism", type=int, default=4)
    options.add_argument("--checkpoints", type=int, default=10_000, help="milliseconds between two checkpoints")
    options.add_argument("--out", type=Path, default=Path("out/soak"))
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with servers() as (broker, flink, output):
        findings = soak(broker, flink, output, given)
    samples = pd.read_csv(given.out / "soak.csv")
    plot(samples, pd.read_csv(given.out / "faults.csv"), given.out / "soak.svg")
    sys.stdout.write(f"{growth(samples)}\naudit --against: {findings or 'clean'}\n{given.out / 'soak.svg'}\n")
    sys.exit(bool(findings))


def soak(broker: Broker, flink: LocalFlink, output: Path, given: argparse.Namespace) -> list[str]:
    """Run a stream for some minutes; return what was lost or doubled, and what an audit finds at the end."""
    broker.create(TOPIC, PARTITIONS)
    broker.produce(TOPIC, [value(number) or b"no json" for number in range(FIRST)])
    stream = Stream(broker, flink, output, given.parallelism, f"--checkpointing_interval={given.checkpoints}")
    found: list[str] = []
    try:
        stream.await_rows(stream.ends())
        with (
            producing(broker, TOPIC, given.rate) if given.rate else nullcontext(),
            sampled(stream, given.out / "soak.csv", given.every),
            (given.out / "faults.csv").open("w", newline="") as lines,
        ):
            writer = csv.writer(lines)
            writer.writerow(("at", "restarts_before", *Phase._fields))
            for at, restarts, phase in faults(stream, given):
                writer.writerow((round(at), restarts, *phase._replace(seconds=round(phase.seconds, 1))))
                lines.flush()
                say(f"{at / 60:5.1f} min  {phase}")
                found += [str(phase)] if phase.lost or phase.twice else []
                found += [f"{restarts} restart(s) by itself before: {phase.what}"] if restarts else []
        stream.await_rows(stream.ends())
        stream.launcher.stop()
    finally:
        stream.launcher.kill()
    return [*found, *audited(broker, output)]


def faults(stream: Stream, given: argparse.Namespace) -> Iterator[tuple[float, int, Phase]]:
    """Yield when each fault began, how often the job restarted before it without one, and what came of the fault.

    The last one, when the minutes are over, is none.
    """
    began, names = time.monotonic(), itertools.cycle(given.faults or FAULTS)
    end, name = began + given.minutes * 60, ""
    while name != END:
        before, pause = stream.restarts(), given.pause or math.inf
        name = next(names) if time.monotonic() + pause < end else END
        time.sleep(max(0.0, min(pause, end - time.monotonic())))
        at, restarts = time.monotonic() - began, stream.restarts() - before
        yield at, restarts, stream.meet(name, FAULTS.get(name, lambda _: None))


def growth(samples: pd.DataFrame) -> str:
    """Return medians of the second and of the last quarter of the time, side by side.

    The first quarter is left out: a Java machine takes what it is given before it looks for what it can free.
    """
    quarter = samples["seconds"].max() / 4
    early = samples[samples["seconds"].between(quarter, 2 * quarter)].median()
    late = samples[samples["seconds"] > 3 * quarter].median()
    names = [name for name in map(str, samples) if name.startswith(("mb_", "files_", "state_", "checkpoint_"))]
    lines = [f"{name:20} {early[name]:12.0f} {late[name]:12.0f}" for name in names]
    return "\n".join([f"{'median of':20} {'2nd quarter':>12} {'last quarter':>12}", *lines])


if __name__ == "__main__":
    main()
