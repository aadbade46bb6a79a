"""Beam's and Flink's options of a stream: what is set unless you say otherwise, and what would lose rows."""

import difflib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from transforms.reading.errors import UsageError

JAR = Path(__file__).parents[2] / "deploy/flink/data/libs/1.19.3/beam-job-server.jar"
Options = dict[str, str]
ON = "true"
# Python's side of Beam does not know these: they are for Flink's.
# fmt: off
FLINK = frozenset({
    "allow_non_restored_state", "auto_balance_write_files_sharding_enabled", "auto_watermark_interval",
    "checkpoint_timeout_millis", "checkpointing_interval", "checkpointing_mode", "disable_metrics",
    "enable_stable_input_drain", "execution_retry_delay", "externalized_checkpoints_enabled",
    "fail_on_checkpointing_errors", "faster_copy", "finish_bundle_before_checkpointing", "flink_conf_dir",
    "force_slot_sharing_group", "force_unaligned_checkpoint_enabled", "latency_tracking_interval", "max_bundle_size",
    "max_bundle_time_mills", "min_pause_between_checkpoints", "num_concurrent_checkpoints",
    "number_of_execution_retries", "object_reuse", "operator_chaining", "report_checkpoint_duration",
    "retain_externalized_checkpoints_on_cancellation", "savepoint_path", "shutdown_sources_after_idle_ms",
    "state_backend_storage_path", "unaligned_checkpoint_enabled",
})
# fmt: on
DEFAULTS: Options = {
    "runner": "FlinkRunner",
    "streaming": ON,
    "max_parallelism": "128",  # also how far a stream can be spread later without losing its state
    "checkpointing_interval": "30000",  # under a backlog one takes up to 20 s: it waits behind batches that are coded
    "min_pause_between_checkpoints": "2000",
    "checkpoint_timeout_millis": "600000",
    "externalized_checkpoints_enabled": ON,
    "retain_externalized_checkpoints_on_cancellation": ON,
    "finish_bundle_before_checkpointing": ON,
    "max_bundle_size": "2",  # batches: a checkpoint waits until those under way are coded
    "max_bundle_time_mills": "500",
    "flink_submit_uber_jar": ON,
    "environment_type": "EXTERNAL",
    "environment_config": "worker-pool:50100",  # where deploy/flink has it
}


def _number_above_0(value: str) -> bool:
    return value.isdigit() and int(value) > 0


def _is(*allowed: str) -> Callable[[str], bool]:
    return lambda value: value.lower() in allowed


def _address(value: str) -> bool:
    return bool(value) and not value.startswith("[")


# Option: what it may be, and why nothing else.
SAFE: dict[str, tuple[Callable[[str], bool], str]] = {
    "runner": (_is("flinkrunner"), "a stream runs on Flink: --runner=FlinkRunner --flink_master=host:port"),
    "flink_master": (
        _address,
        "name the REST address of a cluster, host:port; one inside the launcher dies with it and loses its state",
    ),
    "streaming": (_is(ON), "without it nothing is ever written"),
    "checkpointing_interval": (
        _number_above_0,
        "without checkpoints what is under way is lost when a part dies: give milliseconds, such as 30000",
    ),
    "checkpointing_mode": (
        _is("exactly_once"),
        "batches that come twice would wait in the state for ever: leave it out",
    ),
    "externalized_checkpoints_enabled": (_is(ON), "nothing could be resumed when the JobManager dies: leave it out"),
    "retain_externalized_checkpoints_on_cancellation": (
        _is(ON),
        "nothing could be resumed after the job was cancelled: leave it out",
    ),
    "finish_bundle_before_checkpointing": (
        _is(ON),
        "what is in a bundle that stays open over a checkpoint is held back, perhaps for ever: leave it out",
    ),
    "allow_non_restored_state": (
        _is("false"),
        "rows whose state is left out are lost; start from the tables instead, without --savepoint_path",
    ),
    "shutdown_sources_after_idle_ms": (lambda _: False, "a stream never ends by itself"),
    "enable_stable_input_drain": (
        lambda _: False,
        "a drained stream never ends and reads again: stop with a savepoint",
    ),
    "drain": (lambda _: False, "a drained stream never ends and reads again: stop with a savepoint"),
    "flink_submit_uber_jar": (_is(ON), "a stream is submitted over Flink's REST address only"),
    "environment_type": (_is("external", "docker", "process"), "workers inside the launcher die with it"),
}


def stream_options(flags: Sequence[str], beam_options: Iterable[str]) -> Options:
    """Return the options of a stream: those given, and the safe ones for all else.

    Args:
        flags: What stands behind `--`.
        beam_options: Names that Beam knows.

    Raises:
        UsageError: An option is unknown, would lose rows, or is missing; names it and says what to do.
    """
    given = _parse(flags)
    known = {*beam_options, *FLINK, "drain"}
    if unknown := sorted(given.keys() - known):
        close = [f"--{name}" for one in unknown for name in difflib.get_close_matches(one, known, 1)]
        message = f"neither Beam nor Flink knows --{', --'.join(unknown)}" + (f"; {', '.join(close)}?" if close else "")
        raise UsageError(message)
    options = {"flink_master": "", **DEFAULTS, **given}
    for name, (safe, why) in SAFE.items():
        if name in options and not safe(options[name]):
            raise UsageError(f"--{name}={options[name]} is not for a stream: {why}")
    return {"flink_job_server_jar": _jar(), **options}


def _parse(flags: Sequence[str]) -> Options:
    given: Options = {}
    name = None
    for flag in flags:
        if flag.startswith("--"):
            name, equals, value = flag[2:].partition("=")
            given[name] = value if equals else ON
        elif name is not None and given[name] == ON:
            given[name] = flag
        else:
            raise UsageError(f"{flag} is no option: write --name=value")
    return given


def _jar() -> str:
    return os.environ.get("FLINK_JAR") or str(JAR)


def as_flags(options: Options) -> list[str]:
    """Return options as Beam takes them: booleans bare, or not at all.

    >>> as_flags({"streaming": "true", "parallelism": "2", "object_reuse": "false"})
    ['--streaming', '--parallelism=2']
    """
    return [f"--{name}" if value == ON else f"--{name}={value}" for name, value in options.items() if value != "false"]
