"""The flow of `dateline recode`, in a worker: the main job's last steps behind a beginning of its own.

ReadArticles -> CodeEvents -> ValidateEvents -> WriteChunk
"""

from collections.abc import Callable, Sequence

import apache_beam as beam
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from transforms.code_events import CodeEvents
from transforms.load_coder import Codes
from transforms.recode import ReadArticles
from transforms.replay_chunk import Commits
from transforms.validate_chunk import ValidateEvents
from transforms.write_chunk import WriteChunk


def recode_chunks(plan: Sequence[Commits], directory: str, output: str, load: Callable[[], Codes]) -> None:
    """Code the chunks of a plan again on the local portable runner."""
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        (
            pipeline
            | "PlanRecode" >> beam.Create(plan)
            | ReadArticles(directory, output)
            | CodeEvents(output, load)
            | ValidateEvents(load().version)
            | WriteChunk(output)
        )
