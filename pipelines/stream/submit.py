"""A stream goes to Flink: one jar with everything about it, sent to the JobManager's REST address."""

import logging
import sys
import time
from pathlib import Path

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.portability.flink_runner import FlinkRunner

from pipelines.stream.cluster import Cluster
from pipelines.stream.flow import Flow, stream
from pipelines.stream.options import Options, as_flags
from transforms.reading.errors import UsageError

APPEARS_SECONDS = 60.0


def submit(flow: Flow, options: Options, name: str) -> str:
    """Send a stream to the cluster and return its job's id.

    Raises:
        UsageError: There is no jar to send.
        RuntimeError: The cluster does not take it.
    """
    _check_jar(options["flink_job_server_jar"])
    logging.getLogger("apache_beam").setLevel(logging.ERROR)
    cluster = Cluster(options["flink_master"])
    options = {"parallelism": str(cluster.slots()), **options, "job_name": name}
    sys.stderr.write(f"sending the stream to {cluster.master}, parallelism {options['parallelism']}\n")
    pipeline = beam.Pipeline(runner=FlinkRunner(), options=PipelineOptions(as_flags(options)))
    stream(pipeline, flow)
    pipeline.run()
    for _ in range(int(APPEARS_SECONDS * 2)):
        if job := cluster.running(name):
            return job
        time.sleep(0.5)
    raise RuntimeError(f"{cluster.master} took the stream, but shows no job of the name {name!r}: see its log")


def _check_jar(jar: str) -> None:
    if "://" not in jar and not Path(jar).is_file():
        raise UsageError(
            f"there is no file {jar}: `deploy/flink/cluster up` builds it; FLINK_JAR or --flink_job_server_jar name"
            " Beam's job server for the cluster's Flink"
        )
