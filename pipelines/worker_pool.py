"""The service beside each TaskManager that starts worker processes: what Beam calls an EXTERNAL environment.

    python -m pipelines.worker_pool --host localhost --port 50000

Beam's own pool (2.77) listens on every address, takes whichever `python` comes first in PATH, keeps what workers print
in a pipe that nobody reads (a worker that prints 64 KiB hangs for ever), and when it is killed leaves its workers
alive. Here workers print where the pool prints, and hold its end of a pipe as a life line.
"""

import argparse
import logging
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
from apache_beam.portability.api import beam_fn_api_pb2 as messages
from apache_beam.portability.api import beam_fn_api_pb2_grpc as service

_LOG = logging.getLogger("worker_pool")
_WORKER = "from pipelines.worker_pool import work; work()"


class WorkerPool(service.BeamFnExternalWorkerPoolServicer):
    """Starts and stops workers. Jobs number their workers from one: two jobs may each have a worker of the same id."""

    def __init__(self) -> None:
        self._workers: dict[str, list[subprocess.Popen[bytes]]] = {}

    def StartWorker(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802 (Beam's name)
        """Start a worker that connects to where the job is controlled from."""
        command = [sys.executable, "-c", _WORKER, request.control_endpoint.url, request.worker_id]
        process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 (our own interpreter)
        self._workers.setdefault(request.worker_id, []).append(process)
        threading.Thread(target=self._report_end, args=(request.worker_id, process), daemon=True).start()
        _LOG.info("worker %s is process %d", request.worker_id, process.pid)
        return messages.StartWorkerResponse()

    def StopWorker(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802 (Beam's name)
        """Stop a worker, if it is clear which: one of two of the same id ends when its job closes the connection."""
        match self._workers.get(request.worker_id, []):
            case [process]:
                process.terminate()
        return messages.StopWorkerResponse()

    def _report_end(self, worker: str, process: subprocess.Popen[bytes]) -> None:
        status = process.wait()
        self._workers[worker].remove(process)
        _LOG.info("worker %s, process %d, ended with %d", worker, process.pid, status)


def serve(host: str, port: int) -> None:
    """Serve until this process is stopped; its workers end with it."""
    server = grpc.server(ThreadPoolExecutor(8))
    service.add_BeamFnExternalWorkerPoolServicer_to_server(WorkerPool(), server)
    server.add_insecure_port(f"{host}:{port}")
    server.start()
    _LOG.info("listening at %s:%d", host, port)
    server.wait_for_termination()


def work() -> None:
    """Be a worker: arguments are where the job is controlled from, and this worker's id."""
    _log_to_stderr()
    address, worker = sys.argv[1:]
    threading.Thread(target=_end_with_pool, daemon=True).start()
    from apache_beam.runners.worker.sdk_worker import SdkHarness

    SdkHarness(address, worker_id=worker, data_buffer_time_limit_ms=-1).run()


def _end_with_pool() -> None:
    """Wait for the end of standard input, which the pool never writes to: it is gone. Its successor starts others."""
    sys.stdin.buffer.read()
    os._exit(1)


def _log_to_stderr() -> None:
    line = "%(asctime)s %(process)d %(levelname)s %(name)s - %(message)s"
    logging.basicConfig(level=logging.INFO, format=line, force=True)
    logging.getLogger("apache_beam").setLevel(logging.WARNING)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Starts worker processes beside a Flink TaskManager.")
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--port", type=int, default=50000)
    arguments = parser.parse_args()
    _log_to_stderr()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve(arguments.host, arguments.port)
