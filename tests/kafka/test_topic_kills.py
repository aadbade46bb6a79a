"""Runs that are killed at any moment end like one that never was; the short form of topic_kills.py."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from broker import Broker
from topic_kills import Trial, disturbed, value

from transforms.reading.topics.fetch import fetch
from transforms.reading.topics.survey import survey_all

pytestmark = pytest.mark.slow


def test_500_articles_through_five_kills_are_each_there_once(
    broker: Broker, new_topic: Callable[..., str], tmp_path: Path
) -> None:
    outcome = disturbed(broker, new_topic(3), tmp_path, Trial(500, 5))
    assert (outcome.outcomes, outcome.twice, outcome.findings, outcome.same_rows) == (500, 0, 0, True)
    assert outcome.kills.total() == 5


def test_reading_goes_on_when_the_broker_was_killed_and_came_back(
    broker: Broker, new_topic: Callable[..., str]
) -> None:
    topic = new_topic()
    broker.produce(topic, [b"%d " % n * 20_000 for n in range(400)])
    [extent] = survey_all([broker.source(topic)])
    reading = fetch(extent.place, 0, extent.end)
    seen = [next(reading).position.offset]
    broker.do("kill")
    revival = threading.Timer(8, broker.do, ["up"])
    revival.start()
    seen += [record.position.offset for record in reading]
    revival.join()
    assert seen == list(range(400))


def test_the_harness_writes_every_kind_of_record() -> None:
    assert [value(n) for n in (0, 50)] == [b"no json", None]
