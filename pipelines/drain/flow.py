"""The main job: read from where the tables end to where the sources end now, then stop.

    PlanChunks -> ReadChunk -> ParseArticles -> CodeEvents -> ValidateEvents -> WriteChunk

A chunk is read, coded, validated and written within one bundle: no shuffle of articles, bounded memory, and a finished
chunk is durable at once.
"""

from collections.abc import Callable, Sequence

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from transforms.code_events import CodeEvents
from transforms.load_coder import Codes
from transforms.parse_articles import ParseArticles
from transforms.plan_chunks import Reading
from transforms.read_chunk import ReadChunk
from transforms.validate_chunk import ValidateEvents
from transforms.write_chunk import WriteChunk


def drain(plan: Sequence[Reading], output: str, load: Callable[[], Codes], *, beam_flags: Sequence[str] = ()) -> None:
    """Run the main job over a plan on the local portable runner, pinned by name: `DirectRunner` may choose another."""
    with beam.Pipeline(runner=FnApiRunner(), options=PipelineOptions(list(beam_flags))) as pipeline:
        (
            pipeline
            | "PlanChunks" >> beam.Create(plan)
            | ReadChunk(output)
            | ParseArticles(output)
            | CodeEvents(output, load)
            | ValidateEvents(load().version)
            | WriteChunk(output)
        )
