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
from typing import Any, NamedTuple

import grpc
from apache_beam.portability.api import beam_fn_api_pb2 as messages
from apache_beam.portability.api import beam_fn_api_pb2_grpc as service
from apache_beam.portability.api import beam_provision_api_pb2 as provision
from apache_beam.portability.api import beam_provision_api_pb2_grpc as provision_service

_LOG = logging.getLogger("worker_pool")
WORKER = (sys.executable, "-m", "pipelines.worker")


class Worker(NamedTuple):
    """A running worker: its id, its process, and a key of the job that it works for."""

    name: str
    process: subprocess.Popen[bytes]
    job: bytes


class WorkerPool(service.BeamFnExternalWorkerPoolServicer):
    """Starts and stops workers.

    Jobs number their workers from one, so two jobs may each have a worker of the same id. And a runner that gives up
    while it starts (a job that is restarted again and again) forgets its worker: of each job the newest are kept, as
    many as it asks for.
    """

    def __init__(self) -> None:
        self._workers: list[Worker] = []
        self._lock = threading.Lock()

    def StartWorker(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802 (Beam's name)
        """Start a worker; answer when it has connected to where its job is controlled from.

        The runner waits for ever for a worker that was started and does not come: one that ends before is an error.
        """
        job, wanted = _job(request)
        connected, connects = os.pipe()
        command = [*WORKER, request.control_endpoint.url, request.worker_id, str(connects)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[connects])  # noqa: S603
        os.close(connects)
        self._keep(Worker(request.worker_id, process, job), wanted)
        with os.fdopen(connected, "rb") as pipe:
            came = pipe.read()
        error = "" if came else f"worker {request.worker_id} ended before it had connected; see the log of its pool"
        return messages.StartWorkerResponse(error=error)

    def _keep(self, worker: Worker, wanted: int) -> None:
        _LOG.info("worker %s is process %d", worker.name, worker.process.pid)
        with self._lock:
            self._workers.append(worker)
            forgotten = [known for known in self._workers if known.job == worker.job][:-wanted]
        for known in forgotten:
            known.process.kill()
        threading.Thread(target=self._report_end, args=(worker,), daemon=True).start()

    def StopWorker(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802 (Beam's name)
        """Stop a worker, if it is clear which: one of two of the same id ends when its job closes the connection."""
        with self._lock:
            named = [worker for worker in self._workers if worker.name == request.worker_id]
        if len(named) == 1:
            named[0].process.terminate()
        return messages.StopWorkerResponse()

    def _report_end(self, worker: Worker) -> None:
        status = worker.process.wait()
        if worker.process.stdin:
            worker.process.stdin.close()
        with self._lock:
            self._workers.remove(worker)
        _LOG.info("worker %s, process %d, ended with %d", worker.name, worker.process.pid, status)


def _job(request: Any) -> tuple[bytes, int]:
    """Ask the runner for which job it starts a worker; return a key of it, and how many workers it wants here."""
    with grpc.insecure_channel(request.provision_endpoint.url) as channel:
        ask = provision_service.ProvisionServiceStub(channel).GetProvisionInfo
        answer = ask(provision.GetProvisionInfoRequest(), metadata=[("worker_id", request.worker_id)], timeout=30).info
    submission = b"".join(artifact.SerializeToString(deterministic=True) for artifact in answer.dependencies)
    options = answer.pipeline_options
    wanted = int(_option(options, "sdk_worker_parallelism") or 1)
    return _option(options, "job_name").encode() + submission, max(wanted, 1)


def _option(options: Any, name: str) -> str:
    return str(dict(options).get(f"beam:option:{name}:v1", ""))


def serve(host: str, port: int) -> None:
    """Serve until this process is stopped; its workers end with it."""
    server = grpc.server(ThreadPoolExecutor(32))
    service.add_BeamFnExternalWorkerPoolServicer_to_server(WorkerPool(), server)
    server.add_insecure_port(f"{host}:{port}")
    server.start()
    _LOG.info("listening at %s:%d", host, port)
    server.wait_for_termination()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Starts worker processes beside a Flink TaskManager.")
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--port", type=int, default=50000)
    arguments = parser.parse_args()
    line = "%(asctime)s %(process)d %(levelname)s %(name)s - %(message)s"
    logging.basicConfig(level=logging.INFO, format=line, force=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve(arguments.host, arguments.port)
