"""The service beside each TaskManager that starts worker processes: what Beam calls an EXTERNAL environment.

    python -m pipelines.stream.worker_pool --host localhost --port 50000

Beam's own pool (2.77) listens on every address, takes whichever `python` comes first in PATH, keeps what workers print
in a pipe that nobody reads (a worker that prints 64 KiB hangs for ever), and when it is killed leaves its workers
alive. Here workers are forked from a process that has loaded what they need, print where the pool prints, and hold
its end of a pipe as a life line.
"""

import argparse
import json
import logging
import os
import select
import signal
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import grpc
from apache_beam.portability.api import beam_fn_api_pb2 as messages
from apache_beam.portability.api import beam_fn_api_pb2_grpc as service
from apache_beam.portability.api import beam_provision_api_pb2 as provision
from apache_beam.portability.api import beam_provision_api_pb2_grpc as provision_service

from pipelines.stream.preload import STAGES
from pipelines.stream.worker_nursery import MOST_BYTES, fork_nursery

_LOG = logging.getLogger("worker_pool")


class Worker(NamedTuple):
    """A running worker: its id, its process, a handle of that (pidfd), and a key of the job that it works for."""

    name: str
    process: int
    handle: int
    job: bytes


class WorkerPool(service.BeamFnExternalWorkerPoolServicer):
    """Starts and stops workers.

    Jobs number their workers from one, so two jobs may each have a worker of the same id. And a runner that gives up
    while it starts (a job that is restarted again and again) forgets its worker: of each job the newest are kept, as
    many as it asks for.
    """

    def __init__(self, nursery: socket.socket) -> None:
        self._nursery = nursery
        self._workers: list[Worker] = []
        self._lock = threading.Lock()

    def StartWorker(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802 (Beam's name)
        """Start a worker; answer when it has connected to where its job is controlled from.

        The runner waits for ever for a worker that was started and does not come: one that ends before is an error.
        """
        job, wanted = _job(request)
        connected, connects = os.pipe()
        process, handle = self._fork(request.control_endpoint.url, request.worker_id, connects)
        os.close(connects)
        self._keep(Worker(request.worker_id, process, handle, job), wanted)
        with os.fdopen(connected, "rb") as pipe:
            came = pipe.read()
        error = "" if came else f"worker {request.worker_id} ended before it had connected; see the log of its pool"
        return messages.StartWorkerResponse(error=error)

    def _fork(self, address: str, name: str, connects: int) -> tuple[int, int]:
        """Have a worker forked; return its process and a handle of it."""
        with self._lock:
            socket.send_fds(self._nursery, [json.dumps([address, name]).encode()], [connects])
            process, handles, *_ = socket.recv_fds(self._nursery, MOST_BYTES, 1)
        return int(process), handles[0]

    def _keep(self, worker: Worker, wanted: int) -> None:
        _LOG.info("worker %s is process %d", worker.name, worker.process)
        with self._lock:
            self._workers.append(worker)
            for forgotten in [known for known in self._workers if known.job == worker.job][:-wanted]:
                signal.pidfd_send_signal(forgotten.handle, signal.SIGKILL)
        threading.Thread(target=self._await_end, args=(worker,), daemon=True).start()

    def StopWorker(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802 (Beam's name)
        """Stop a worker, if it is clear which: one of two of the same id ends when its job closes the connection."""
        with self._lock:
            named = [worker for worker in self._workers if worker.name == request.worker_id]
            if len(named) == 1:
                signal.pidfd_send_signal(named[0].handle, signal.SIGTERM)
        return messages.StopWorkerResponse()

    def _await_end(self, worker: Worker) -> None:
        select.select([worker.handle], [], [])
        with self._lock:
            self._workers.remove(worker)
            os.close(worker.handle)
        _LOG.info("worker %s, process %d, ended", worker.name, worker.process)


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


def serve(host: str, port: int, nursery: socket.socket) -> None:
    """Serve until this process is stopped; its workers end with it."""
    server = grpc.server(ThreadPoolExecutor(32))
    service.add_BeamFnExternalWorkerPoolServicer_to_server(WorkerPool(nursery), server)
    server.add_insecure_port(f"{host}:{port}")
    server.start()
    _LOG.info("listening at %s:%d", host, port)
    server.wait_for_termination()


def _end_with(nursery: int) -> None:
    """Wait for the end of the nursery: without it this process is of no use, and what started it starts it again."""
    os.waitpid(nursery, 0)
    _LOG.error("the process that workers are forked from has ended: so does the pool")
    os._exit(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Starts worker processes beside a Flink TaskManager.")
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--port", type=int, default=50000)
    arguments = parser.parse_args()
    line = "%(asctime)s %(process)d %(levelname)s %(name)s - %(message)s"
    logging.basicConfig(level=logging.WARNING, format=line, force=True)
    _LOG.setLevel(logging.INFO)
    forked_from, process_of_it = fork_nursery(STAGES)
    threading.Thread(target=_end_with, args=(process_of_it,), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve(arguments.host, arguments.port, forked_from)
