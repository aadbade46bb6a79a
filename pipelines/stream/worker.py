"""A worker process on a cluster: forked for the worker pool, controlled by the runner, ended with either."""

import os
import sys
import threading


def work(address: str, worker: str, pool: int) -> None:
    """Work for the runner at `address` until it closes the connection; tell the pool when there is one."""
    from apache_beam.runners.worker.sdk_worker import SdkHarness

    threading.Thread(target=_end_with_pool, daemon=True).start()
    harness = SdkHarness(address, worker_id=worker, data_buffer_time_limit_ms=-1)
    os.write(pool, b"connected")
    os.close(pool)
    harness.run()


def _end_with_pool() -> None:
    """Wait for the end of standard input, which the pool never writes to: it is gone. Its successor starts others."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)
