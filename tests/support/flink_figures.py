"""What a stream on Flink costs: who reads, how long checkpoints take under backlog, what state and an idle topic take.

PYTHONPATH=. python tests/support/flink_figures.py [--articles 4000] [--parallelism 4] [--idle 120]
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from broker import Broker
from flink_cluster import LocalFlink
from flink_faults import TOPIC, Stream
from flink_servers import servers
from flink_stream import reach, until
from processes import use
from topic_kills import value

from pipelines.stream.cluster import Cluster
from pipelines.stream.options import DEFAULTS

PARTITIONS = 8
CHECKPOINTS = ("checkpointing_interval", "min_pause_between_checkpoints")
AS_PEOPLE_RUN_IT = [f"--{name}={DEFAULTS[name]}" for name in CHECKPOINTS]
WARM_SECONDS = 60  # the JVM compiles what it has just run, and each TaskManager's figures are collected every ten


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--articles", type=int, default=4000)
    options.add_argument("--parallelism", type=int, default=4)
    options.add_argument("--idle", type=int, default=120)
    given = options.parse_args()
    with servers() as (broker, flink, output):
        for name, figure in figures(broker, flink, output, given):
            sys.stdout.write(f"{name:50} {figure}\n")
            sys.stdout.flush()


def figures(broker: Broker, flink: LocalFlink, output: Path, given: argparse.Namespace) -> Iterator[tuple[str, object]]:
    """Let a stream work off a backlog, then do nothing; yield what was seen."""
    broker.create(TOPIC, PARTITIONS)
    values = [value(number) or b"no json" for number in range(given.articles)]
    broker.produce(TOPIC, values, options={"linger_ms": 20})
    stream, cluster = Stream(broker, flink, output, given.parallelism, *AS_PEOPLE_RUN_IT), Cluster(flink.address)
    try:
        job, sent = stream.launcher.job(), time.time()
        stream.await_rows()
        began, first = time.monotonic(), sum(reach(output).values())
        until(lambda: sum(reach(output).values()) >= given.articles, 1800, lambda: reach(output))
        yield "articles/s while a backlog was worked off", (given.articles - first) / (time.monotonic() - began)
        yield from _checkpoints(stream.ask("checkpoints"), sent)
        time.sleep(WARM_SECONDS)
        yield "subtasks that read", sum(count > 0 for count in _written_by(cluster, job, "PollTopics/ParDo"))
        yield "metrics in Flink's REST", _metrics(cluster, job)
        before = use(flink.data)
        time.sleep(given.idle)
        for name, after in use(flink.data).items():
            yield f"cores while idle: {name}", round((after.seconds - before[name].seconds) / given.idle, 3)
        yield "bytes of state when all was written", stream.ask("checkpoints")["latest"]["completed"]["state_size"]
        yield "restarts of the job: 0 without a fault", stream.restarts()
        stream.launcher.stop()
    finally:
        stream.launcher.kill()


def _checkpoints(kept: dict[str, Any], sent: float) -> Iterator[tuple[str, object]]:
    done = [entry for entry in kept["history"] if entry["status"] == "COMPLETED"]
    yield "checkpoints completed, failed under backlog", (kept["counts"]["completed"], kept["counts"]["failed"])
    times = {round(entry["trigger_timestamp"] / 1000 - sent): entry["end_to_end_duration"] for entry in done}
    yield "ms a checkpoint took, by when: s after the job", dict(sorted(times.items()))
    yield "bytes of state under backlog", sorted(entry["state_size"] for entry in done)
    for entry in kept["history"]:
        if entry["status"] == "FAILED":
            at = entry["trigger_timestamp"] / 1000 - sent
            yield f"checkpoint {entry['id']} failed {at:.0f} s after the job was sent", entry.get("failure_message")


def _written_by(cluster: Cluster, job: str, name: str) -> list[int]:
    """Return how many records each subtask of a vertex has given on since the job was last restarted."""
    [vertex] = [v["id"] for v in cluster.ask("GET", f"/jobs/{job}")["vertices"] if name in v["name"]]
    subtasks = cluster.ask("GET", f"/jobs/{job}/vertices/{vertex}")["subtasks"]
    return [int(subtask["metrics"]["write-records"]) for subtask in subtasks]


def _metrics(cluster: Cluster, job: str) -> dict[str, str]:
    """Return dateline's own metrics by name, summed over subtasks."""
    found: dict[str, str] = {}
    for vertex in cluster.ask("GET", f"/jobs/{job}")["vertices"]:
        path = f"/jobs/{job}/vertices/{vertex['id']}/subtasks/metrics"
        names = [metric["id"] for metric in cluster.ask("GET", path) if "dateline" in metric["id"]]
        for name in names:
            for entry in cluster.ask("GET", f"{path}?get={quote(name)}&agg=sum"):  # distributions have no sum
                found[name.rpartition("dateline.")[2]] = entry["sum"]
    return found


if __name__ == "__main__":
    main()
