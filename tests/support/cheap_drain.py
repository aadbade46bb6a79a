"""`dateline run` with a coder that costs little, or dateline's own: a process of its own, so that it can be killed."""

import sys

import cheap

from pipelines.endings import ending
from pipelines.request import Request
from pipelines.run import run_main_job

CODERS = {"real": None, "cheap": cheap.load_slow, "bare": cheap.load_bare}

if __name__ == "__main__":
    source, output, workers, records, config, coder = sys.argv[1:7]
    with ending():
        request = Request(
            (source,), output, int(workers), chunk_records=int(records), kafka_config=config or None,
            max_refused=1.0, load=CODERS[coder],
        )  # fmt: skip
        sys.exit(run_main_job(request))
