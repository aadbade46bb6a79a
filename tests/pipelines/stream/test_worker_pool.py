import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import grpc
import pytest
from apache_beam.portability.api import beam_fn_api_pb2 as messages
from apache_beam.portability.api import beam_fn_api_pb2_grpc as service
from apache_beam.portability.api import beam_provision_api_pb2 as provision
from apache_beam.portability.api import beam_provision_api_pb2_grpc as provision_service

from pipelines.stream.worker_pool import WorkerPool

NURSERY = """import os, socket, sys
from pipelines.stream.worker_nursery import nurse
from pipelines.stream.worker import work

control, kind, loaded = socket.socket(fileno=int(sys.argv[1])), sys.argv[2], []

def cheap(address, worker, pool):
    os.write(pool, b"connected")
    os.close(pool)
    sys.stdin.read()

def telling(address, worker, pool):
    os.write(pool, f"{address} {worker} {loaded}".encode())

stages = [lambda: loaded.append(1), lambda: loaded.append(2), lambda: control.send(b"loaded")]
nurse(control, stages if kind == "telling" else [], {"real": work, "cheap": cheap, "telling": telling}[kind])
"""


class Runner(provision_service.ProvisionServiceServicer, service.BeamFnControlServicer):
    """What a TaskManager is to its workers: says which job it is, and holds their connections."""

    def __init__(self) -> None:
        self.job, self.wanted, self.connected = "one", 1, threading.Semaphore(0)
        self.closed = threading.Event()

    def GetProvisionInfo(self, request: Any, context: Any) -> Any:  # noqa: N802 (Beam's name)
        info = provision.ProvisionInfo()
        info.pipeline_options["beam:option:job_name:v1"] = self.job
        info.pipeline_options["beam:option:sdk_worker_parallelism:v1"] = str(self.wanted)
        return provision.GetProvisionInfoResponse(info=info)

    def Control(self, responses: Any, context: Any) -> Iterator[Any]:  # noqa: N802 (Beam's name)
        self.connected.release()
        self.closed.wait(600)
        yield from ()


class Asked(NamedTuple):
    """A runner, its address, a pool that is asked directly, and the process that its workers are forked from."""

    runner: Runner
    address: str
    pool: WorkerPool
    nursery: subprocess.Popen[bytes]

    def start(self, name: str) -> str:
        endpoint = {"url": self.address}
        request = messages.StartWorkerRequest(worker_id=name, control_endpoint=endpoint, provision_endpoint=endpoint)
        return str(self.pool.StartWorker(request, None).error)

    def processes(self) -> list[int]:
        return [worker.process for worker in self.pool._workers]


@contextmanager
def nursery(kind: str) -> Iterator[tuple[socket.socket, subprocess.Popen[bytes]]]:
    """Start a nursery: of real workers, or of cheap ones that do no more than to connect and to end with the pool."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-c", NURSERY, str(theirs.fileno()), kind]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[theirs.fileno()])
    with process, ours:  # closed first: the nursery ends with it
        theirs.close()
        yield ours, process


@pytest.fixture
def asked(request: pytest.FixtureRequest) -> Iterator[Asked]:
    """A pool of cheap workers, or of the kind that the test names."""
    runner, server = Runner(), grpc.server(ThreadPoolExecutor(8))
    service.add_BeamFnControlServicer_to_server(runner, server)
    provision_service.add_ProvisionServiceServicer_to_server(runner, server)
    with nursery(getattr(request, "param", "cheap")) as (control, process):
        address, pool = f"localhost:{server.add_insecure_port('localhost:0')}", WorkerPool(control)
        server.start()
        yield Asked(runner, address, pool, process)
        for worker in [*pool._workers]:
            with suppress(ProcessLookupError):  # it has ended and the pool has not seen it yet
                os.kill(worker.process, signal.SIGKILL)
        _until(lambda: not pool._workers)
    runner.closed.set()
    server.stop(None).wait()


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["real"], indirect=True)
def test_a_start_is_answered_when_the_worker_has_connected(asked: Asked) -> None:
    assert asked.start("1-1") == ""
    assert asked.runner.connected.acquire(timeout=30)


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["real"], indirect=True)
def test_a_worker_that_ends_before_it_has_connected_is_an_error(asked: Asked) -> None:
    with ThreadPoolExecutor(1) as threads:
        answer: Future[str] = threads.submit(asked.start, "1-1")
        _until(asked.processes)
        os.kill(asked.processes()[0], signal.SIGKILL)
        assert "worker 1-1 ended before it had connected" in answer.result(30)


def test_of_a_job_the_newest_worker_is_kept_and_other_jobs_keep_theirs(asked: Asked) -> None:
    asked.start("1-1")
    asked.runner.job = "another"
    asked.start("1-1")
    first, other = asked.processes()
    asked.start("2-1")
    _until(lambda: other not in asked.processes())
    assert first in asked.processes()


def test_a_job_has_as_many_workers_as_it_asks_for(asked: Asked) -> None:
    asked.runner.wanted = 2
    for name in ("1-1", "1-2", "2-1"):
        asked.start(name)
    _until(lambda: len(asked.processes()) == 2)
    assert [worker.name for worker in asked.pool._workers] == ["1-2", "2-1"]


def test_a_worker_is_stopped_by_its_id_if_no_other_job_has_the_same(asked: Asked) -> None:
    asked.start("1-1")
    asked.pool.StopWorker(messages.StopWorkerRequest(worker_id="1-1"), None)
    _until(lambda: not asked.processes())


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["real"], indirect=True)
def test_workers_die_with_their_pool(asked: Asked) -> None:
    asked.start("1-1")
    assert asked.nursery.stdin
    asked.nursery.stdin.close()  # what the end of the pool does
    _until(lambda: not asked.processes())


def test_a_nursery_loads_while_nobody_asks_and_a_worker_has_what_was_loaded() -> None:
    reads, writes = os.pipe()
    with nursery("telling") as (control, _), os.fdopen(reads) as answer:
        assert control.recv(100) == b"loaded"
        socket.send_fds(control, [b'["localhost:1", "1-1"]'], [writes])
        os.close(writes)
        assert answer.read() == "localhost:1 1-1 [1, 2]"


@pytest.mark.slow
@pytest.mark.parametrize("ends", ["it is told to", "its nursery has died"])
def test_the_pool_listens_on_the_named_address_only_and_ends_when(ends: str) -> None:
    command = [sys.executable, "-m", "pipelines.stream.worker_pool", "--host", "127.0.0.9", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONWARNINGS": ""})
    assert process.stderr
    line = next(line for line in process.stderr if "listening" in line)
    assert "127.0.0.9" in line
    [nursery] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(process.pid if ends == "it is told to" else int(nursery), signal.SIGTERM)
    assert process.wait(30) == int(ends != "it is told to")
    process.stderr.close()


def _until(true: Callable[[], object]) -> None:
    late = time.monotonic() + 60
    while not true():
        assert time.monotonic() < late
        time.sleep(0.05)
