"""`dateline run` to its end: find the sources, plan what no table holds yet, run the main job, say what happened."""

import datetime as dt
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from pipelines.drain.progress import progress
from pipelines.drain.run_to_end import run_to_end
from pipelines.drain.summary import say_summary, summarise
from pipelines.drain.workers import Job
from pipelines.endings import DONE, STOPPED
from pipelines.request import Request, settings_of
from transforms.load_coder import load_coder
from transforms.plan_chunks import Reading, plan_chunks
from transforms.plan_topics import TopicPlan, plan_topics
from transforms.published import instant
from transforms.reading.errors import UsageError
from transforms.reading.find import find
from transforms.reading.source_file import SourceFile
from transforms.reading.topics.address import is_topic
from transforms.reading.topics.group import commit_groups
from transforms.reading.topics.survey import Extent, survey_all
from transforms.tables.coverage import Coverage, coverage
from transforms.tables.failures import clear_failures
from transforms.tables.gaps import write_gaps
from transforms.tables.lock import lock_sources
from transforms.tables.recover import recover
from transforms.tables.settings import FILE, Settings, settle
from transforms.tables.storage import Storage, storage
from transforms.tables.sweep import sweep


class _Sources(NamedTuple):
    """What the sources were when the run was launched: what comes later is another run's."""

    files: tuple[SourceFile, ...]
    extents: tuple[Extent, ...]

    @property
    def uris(self) -> list[str]:
        return [*(file.uri for file in self.files), *dict.fromkeys(extent.place.uri for extent in self.extents)]

    def plan(self, held: Coverage, settings: Settings, request: Request) -> TopicPlan:
        topics = plan_topics(
            self.extents, held, settings, accept_gap=request.accept_gap, reread=request.reread
        )  # fmt: skip
        files = plan_chunks(self.files, held, settings, reread=request.reread)
        return topics._replace(readings=(*files, *topics.readings))


def drain(request: Request) -> int:
    """Run the main job to its end and return the exit status."""
    if request.detach:
        raise UsageError("--detach is for a stream: add --streaming, or leave it out")
    request = request._replace(published=instant(request.published))
    sources, store = _sources(request), storage(request.output)
    settings = settings_of(store, request)
    if request.dry_run:
        return _say_plan(sources.plan(_held(store), settings, request))
    _check_flags(request.beam_flags)
    settle(store, settings)
    lock_sources(store, sources.uris)
    recover(store)
    write_gaps(store, sources.plan(coverage(store), settings, request).gaps)
    held = coverage(store)
    plan = sources.plan(held, settings, request).readings
    sweep(store, held, sources.uris)
    clear_failures(store, sources.uris)
    if plan:
        return _work_off(plan, held, sources, settings, request)
    commit_groups(request.group, sources.extents, held)
    sys.stdout.write(f"nothing new: {store.root} holds every record of {len(sources.uris)} source(s)\n")
    return DONE


def _work_off(
    plan: Sequence[Reading], held: Coverage, sources: _Sources, settings: Settings, request: Request
) -> int:  # fmt: skip
    """Run the main job over a plan, and over what is left of it when workers die; return the exit status."""
    store, began = storage(request.output), dt.datetime.now(dt.UTC)

    def plan_rest() -> tuple[Reading, ...]:
        rest = sources.plan(coverage(store), settings, request).readings
        return tuple(reading._replace(published_at=request.published) for reading in rest)

    job = Job(request.output, request.load or partial(load_coder, request.lexicon), request.beam_flags)
    with progress(store, plan, held):
        ended = run_to_end(plan_rest, store, job, request.workers, sources.uris)
    after = coverage(store)
    commit_groups(request.group, sources.extents, after)
    summary = summarise(store, held, after, sources.uris)
    with suppress(BrokenPipeError):  # who reads the messages may have gone: the status stands
        say_summary(summary, request.output, dt.datetime.now(dt.UTC) - began)
    return summary.status(request.max_refused) if ended else STOPPED


def _sources(request: Request) -> _Sources:
    topics = [source for source in request.sources if is_topic(source)]
    found = find([source for source in request.sources if not is_topic(source)])
    for path in found.skipped:
        sys.stderr.write(f"left aside (hidden, broken, an output, or an unknown ending): {path}\n")
    return _Sources(found.files, survey_all(topics, request.kafka_config, request.begin))


def _held(store: Storage) -> Coverage:
    return coverage(store) if store.exists(FILE) else Coverage((), ())


def _say_plan(plan: TopicPlan) -> int:
    for gap in plan.gaps:
        where = f"{gap.source} partition {gap.partition}"
        sys.stdout.write(f"would note that {where} lacks [{gap.first}, {gap.stop}): {gap.reason}\n")
    for reading in plan.readings:
        stop = "its end" if reading.stop is None else reading.stop
        sys.stdout.write(f"would read {_named(reading)} from {reading.first} to {stop}\n")
    sys.stdout.write(f"{len(plan.readings)} stretch(es) in all; nothing was touched\n")
    return DONE


def _named(reading: Reading) -> str:
    if reading.topic:
        return f"{reading.topic.topic} partition {reading.topic.partition}"
    return f"{len(reading.files)} files" if len(reading.files) > 1 else os.fsdecode(reading.files[0].path)


def _check_flags(flags: Sequence[str]) -> None:
    """Refuse a flag that Beam does not know: Beam itself only logs a warning and goes on."""
    if flags:
        from apache_beam.options.pipeline_options import PipelineOptions

        options = PipelineOptions(list(flags))
        known = options.get_all_options()
        if unknown := options.get_all_options(retain_unknown_options=True).keys() - known.keys():
            message = f"Beam does not know --{', --'.join(sorted(unknown))}"
            raise UsageError(message)
