"""How a worker reaches a topic: no secret goes with the pipeline, each worker reads its own settings."""

import os
from typing import NamedTuple

from transforms.reading.topics.access import read_access
from transforms.reading.topics.survey import TopicPartition


class StreamTopic(NamedTuple):
    """How a worker reaches a topic.

    Attributes:
        servers: host:port of the brokers to ask first.
        config: A file of settings, at the same place on every worker; the environment's variables count too.
        cluster: The cluster's id.
        topic: The topic.
    """

    servers: tuple[str, ...]
    config: str | None
    cluster: str
    topic: str

    def place(self, partition: int) -> TopicPartition:
        """Return a partition with what this process needs to reach it."""
        return TopicPartition(
            read_access(self.servers, self.config, os.environ), self.cluster, self.topic, partition
        )  # fmt: skip
