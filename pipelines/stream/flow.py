"""The main job for ever: read topics as they grow, on a cluster that keeps what is under way.

    WatchPartitions -> PollTopics -> ParseArticles -> CodeEvents -> AssembleChunks -> ValidateEvents -> WriteChunk

What is read is spread over all workers in small batches before it is coded; each chunk is put together again by its
key.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import apache_beam as beam

from transforms.assemble_chunks import AssembleChunks
from transforms.code_events import CodeEvents
from transforms.load_coder import Codes
from transforms.parse_articles import ParseArticles
from transforms.plan_stream import Stretch
from transforms.poll_topics import PollTopics
from transforms.stream_topic import StreamTopic
from transforms.validate_chunk import ValidateEvents
from transforms.watch_partitions import WatchPartitions
from transforms.write_chunk import WriteChunk


class Flow(NamedTuple):
    """What a stream reads, and where to.

    Attributes:
        topics: The topics by their identity in the tables.
        planned: Where each of their partitions is begun.
        output: The output.
        load: Returns the coder; called once a worker.
        published: When articles that do not say so were published (RFC 3339).
        flush_seconds: How long what has come of a chunk may wait for the rest of it.
    """

    topics: Mapping[str, StreamTopic]
    planned: Sequence[Stretch]
    output: str
    load: Callable[[], Codes]
    published: str | None = None
    flush_seconds: int = 30


def stream(pipeline: beam.Pipeline, flow: Flow) -> None:
    """Add the steps to a pipeline. Their names are the names of their state: they do not change between versions."""
    (
        pipeline
        | WatchPartitions(flow.topics, flow.planned, flow.output)
        | PollTopics(flow.topics, flow.output, flow.published)
        | "Spread" >> beam.Reshuffle()
        | ParseArticles(flow.output)
        | CodeEvents(flow.output, flow.load)
        | AssembleChunks(flow.output, flow.flush_seconds)
        | ValidateEvents(flow.load().version)
        | WriteChunk(flow.output)
    )
