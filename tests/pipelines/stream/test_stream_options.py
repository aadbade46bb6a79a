import pytest

from pipelines.stream.options import DEFAULTS, as_flags, stream_options
from transforms.reading.errors import UsageError

MASTER = "--flink_master=flink:8081"
BEAM = ["runner", "streaming", "flink_master", "parallelism", "flink_submit_uber_jar", "environment_type"]


def test_what_is_not_said_is_safe() -> None:
    options = stream_options([MASTER], BEAM)
    assert options.items() > DEFAULTS.items()
    flags = as_flags(options)
    for flag in ("--finish_bundle_before_checkpointing", "--retain_externalized_checkpoints_on_cancellation"):
        assert flag in flags


@pytest.mark.parametrize("flags", [["--parallelism=4"], ["--parallelism", "4"]])
def test_what_is_said_counts(flags: list[str]) -> None:
    assert stream_options([MASTER, *flags], BEAM)["parallelism"] == "4"


@pytest.mark.parametrize(
    ("flags", "complaint"),
    [
        ([], "host:port"),
        (["--flink_master=[local]"], "dies with it"),
        ([MASTER, "--runner=DirectRunner"], "runs on Flink"),
        ([MASTER, "--checkpointing_interval=-1"], "without checkpoints"),
        ([MASTER, "--checkpointing_interval=0"], "without checkpoints"),
        ([MASTER, "--checkpointing_mode=AT_LEAST_ONCE"], "twice"),
        ([MASTER, "--externalized_checkpoints_enabled=false"], "JobManager dies"),
        ([MASTER, "--retain_externalized_checkpoints_on_cancellation=false"], "cancelled"),
        ([MASTER, "--finish_bundle_before_checkpointing=false"], "held back"),
        ([MASTER, "--allow_non_restored_state"], "lost"),
        ([MASTER, "--shutdown_sources_after_idle_ms=1000"], "never ends"),
        ([MASTER, "--drain"], "savepoint"),
        ([MASTER, "--enable_stable_input_drain"], "savepoint"),
        ([MASTER, "--environment_type=LOOPBACK"], "die with it"),
        ([MASTER, "--paralelism=4"], r"neither Beam nor Flink knows --paralelism; --parallelism\?"),
        ([MASTER, "4"], "is no option"),
    ],
)
def test_what_would_lose_rows_or_is_unknown_is_refused_by_name(flags: list[str], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        stream_options(flags, BEAM)
