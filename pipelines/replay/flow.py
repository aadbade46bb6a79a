"""The flow of `dateline replay`, in a worker: the main job's steps between two ends of its own.

ReadDeadLetters -> ParseArticles -> CodeEvents -> ValidateEvents -> WriteReplay
"""

from collections.abc import Callable, Sequence

import apache_beam as beam
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from transforms.code_events import CodeEvents
from transforms.load_coder import Codes
from transforms.parse_articles import ParseArticles
from transforms.replay import ReadDeadLetters, WriteReplay
from transforms.replay_chunk import Commits
from transforms.validate_chunk import ValidateEvents


def replay_chunks(plan: Sequence[Commits], output: str, load: Callable[[], Codes]) -> None:
    """Replay the chunks of a plan on the local portable runner."""
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        (
            pipeline
            | "PlanReplay" >> beam.Create(plan)
            | ReadDeadLetters(output)
            | ParseArticles(output)
            | CodeEvents(output, load)
            | ValidateEvents(load().version)
            | WriteReplay(output)
        )
