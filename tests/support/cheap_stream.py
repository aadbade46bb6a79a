"""`dateline run --streaming` with a coder that costs little: a process of its own, so that it can be killed."""

import signal
import sys

import cheap

from pipelines.endings import ending
from pipelines.request import Request
from pipelines.run import run_main_job

if __name__ == "__main__":
    source, output, records, flush, *flags = sys.argv[1:]
    for stop in (signal.SIGINT, signal.SIGTERM):  # the children of a shell's background job ignore SIGINT
        signal.signal(stop, signal.default_int_handler)
    with ending():
        request = Request(
            (source,), output, chunk_records=int(records), streaming=True, flush_seconds=int(flush),
            beam_flags=tuple(flags), load=cheap.load_slow,
        )  # fmt: skip
        sys.exit(run_main_job(request))
