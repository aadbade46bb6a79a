"""`dateline run --streaming`: plan where a stream begins, send it to Flink, and stay as its supervisor."""

import os
import sys
from functools import partial

from pipelines.endings import DONE
from pipelines.request import Request, settings_of
from pipelines.stream.cluster import AwayError, Cluster, as_uri, newest_complete
from pipelines.stream.flow import Flow
from pipelines.stream.note import Noted, note_job
from pipelines.stream.options import Options, stream_options
from pipelines.stream.submit import submit
from pipelines.stream.supervise import supervise
from transforms.load_coder import load_coder
from transforms.plan_stream import beyond, stretches
from transforms.plan_topics import plan_topics
from transforms.published import instant
from transforms.reading.errors import UsageError
from transforms.reading.topics.address import is_topic
from transforms.reading.topics.survey import Extent, survey_all
from transforms.stream_topic import StreamTopic
from transforms.tables.coverage import coverage
from transforms.tables.gaps import write_gaps
from transforms.tables.lock import lock_run, lock_sources
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import storage
from transforms.tables.sweep import sweep


def run_stream(request: Request) -> int:
    """Run a stream and return the exit status."""
    request = _checked(request)
    options, store = _options(request), storage(request.output)
    settings = settings_of(store, request)
    savepoint = _savepoint(options.pop("savepoint_path", None))
    extents = survey_all(request.sources, request.kafka_config, request.begin)
    uris = list(dict.fromkeys(extent.place.uri for extent in extents))
    cluster, name = Cluster(options["flink_master"]), f"dateline {' '.join(uris)} -> {request.output}"
    try:
        job = cluster.running(name)
    except AwayError as error:
        raise UsageError(f"no JobManager answers: {error}") from None
    if job and savepoint:
        raise UsageError(f"job {job} does this already: stop it before it is to go on from {savepoint}")
    settle(store, settings)

    def send(state: str | None) -> str:
        sent = submit(_flow(request, settings), {**options, **({"savepoint_path": state} if state else {})}, name)
        note_job(store, Noted(name, sent, cluster.checkpoints()))
        return sent

    if job:
        sys.stderr.write(f"job {job} does this already: watching it\n")
        lock_run(store, uris)
    else:
        lock_sources(store, uris)
        sweep(store, coverage(store), uris)
        job = send(savepoint)
    sys.stdout.write(f"job {job}\n")
    sys.stdout.flush()
    return DONE if request.detach else supervise(cluster, job, send)


def _checked(request: Request) -> Request:
    """Return a request as workers can take it: they run elsewhere, in another folder."""
    if files := [source for source in request.sources if not is_topic(source)]:
        raise UsageError(f"{', '.join(files)}: a stream reads topics only; run files without --streaming")
    if request.dry_run or request.group:
        raise UsageError("--dry-run and --group are for runs that end: leave them out of a stream")
    output = request.output if "://" in request.output else os.path.abspath(request.output)
    config = request.kafka_config and os.path.abspath(request.kafka_config)
    return request._replace(output=output, kafka_config=config, published=instant(request.published))


def _options(request: Request) -> Options:
    from apache_beam.options.pipeline_options import PipelineOptions

    options = stream_options(request.beam_flags, PipelineOptions([]).get_all_options())
    return {"sdk_worker_parallelism": str(request.workers), **options}


def _savepoint(named: str | None) -> str | None:
    """Return where state is to be taken from: what was named, or the newest complete checkpoint in it."""
    if not named:
        return None
    address = as_uri(named if ":/" in named else f"file://{os.path.abspath(named)}").rstrip("/")
    found = address if storage(address).exists("_metadata") else newest_complete(address)
    if not found:
        raise UsageError(
            f"--savepoint_path={named} holds no complete checkpoint; without it the stream goes on from the tables"
        )
    return found


def _flow(request: Request, settings: Settings) -> Flow:
    """Plan a stream from what the tables hold now; what is known to be gone is noted before anything is read."""
    how = {"accept_gap": request.accept_gap, "reread": request.reread}
    extents, store = survey_all(request.sources, request.kafka_config, request.begin), storage(request.output)
    write_gaps(store, plan_topics(extents, coverage(store), settings, **how).gaps)
    readings = plan_topics(beyond(extents), coverage(store), settings, **how).readings
    planned = stretches(readings, beyond(extents), request.output)
    places = {extent.place.uri: extent for extent in extents}
    topics = {s.source: _topic(places[s.source.partition("#")[0]], request.kafka_config) for s in planned}
    load = request.load or partial(load_coder, request.lexicon)
    return Flow(topics, planned, request.output, load, request.published, request.flush_seconds)


def _topic(extent: Extent, config: str | None) -> StreamTopic:
    place = extent.place
    return StreamTopic(place.access.servers, config, place.cluster, place.topic)
