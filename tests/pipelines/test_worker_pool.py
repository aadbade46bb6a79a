import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

import grpc
import pytest
from apache_beam.portability.api import beam_fn_api_pb2 as messages
from apache_beam.portability.api import beam_fn_api_pb2_grpc as service
from apache_beam.portability.api import beam_provision_api_pb2 as provision
from apache_beam.portability.api import beam_provision_api_pb2_grpc as provision_service

from pipelines import worker_pool
from pipelines.worker_pool import WorkerPool

STAND_IN = """import os, sys
os.write(int(sys.argv[3]), b"connected")
os.close(int(sys.argv[3]))
sys.stdin.read()
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
    """A runner, its address, and a pool that is asked directly."""

    runner: Runner
    address: str
    pool: WorkerPool

    def start(self, name: str) -> str:
        endpoint = {"url": self.address}
        request = messages.StartWorkerRequest(worker_id=name, control_endpoint=endpoint, provision_endpoint=endpoint)
        return str(self.pool.StartWorker(request, None).error)

    def processes(self) -> list[subprocess.Popen[bytes]]:
        return [worker.process for worker in self.pool._workers]


@pytest.fixture
def cheap_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that do no more than to say that they have connected, and to end with their pool."""
    monkeypatch.setattr(worker_pool, "WORKER", (sys.executable, "-c", STAND_IN))


@pytest.fixture
def asked() -> Iterator[Asked]:
    runner, server = Runner(), grpc.server(ThreadPoolExecutor(8))
    service.add_BeamFnControlServicer_to_server(runner, server)
    provision_service.add_ProvisionServiceServicer_to_server(runner, server)
    address, pool = f"localhost:{server.add_insecure_port('localhost:0')}", WorkerPool()
    server.start()
    yield Asked(runner, address, pool)
    for process in Asked(runner, address, pool).processes():
        process.kill()
    _until(lambda: not pool._workers)
    runner.closed.set()
    server.stop(None).wait()


@pytest.mark.slow
def test_a_start_is_answered_when_the_worker_has_connected(asked: Asked) -> None:
    assert asked.start("1-1") == ""
    assert asked.runner.connected.acquire(timeout=30)


@pytest.mark.slow
def test_a_worker_that_ends_before_it_has_connected_is_an_error(asked: Asked) -> None:
    with ThreadPoolExecutor(1) as threads:
        answer: Future[str] = threads.submit(asked.start, "1-1")
        _until(asked.processes)
        asked.processes()[0].kill()
        assert "worker 1-1 ended before it had connected" in answer.result(30)


@pytest.mark.usefixtures("cheap_workers")
def test_of_a_job_the_newest_worker_is_kept_and_other_jobs_keep_theirs(asked: Asked) -> None:
    asked.start("1-1")
    asked.runner.job = "another"
    asked.start("1-1")
    first, other = asked.processes()
    asked.start("2-1")
    assert other.wait(30) == -signal.SIGKILL
    assert first.poll() is None


@pytest.mark.usefixtures("cheap_workers")
def test_a_job_has_as_many_workers_as_it_asks_for(asked: Asked) -> None:
    asked.runner.wanted = 2
    for name in ("1-1", "1-2", "2-1"):
        asked.start(name)
    _until(lambda: len(asked.processes()) == 2)
    assert [worker.name for worker in asked.pool._workers] == ["1-2", "2-1"]


@pytest.mark.usefixtures("cheap_workers")
def test_a_worker_is_stopped_by_its_id_if_no_other_job_has_the_same(asked: Asked) -> None:
    asked.start("1-1")
    asked.pool.StopWorker(messages.StopWorkerRequest(worker_id="1-1"), None)
    _until(lambda: not asked.processes())


@pytest.mark.slow
def test_workers_die_with_their_pool(asked: Asked) -> None:
    asked.start("1-1")
    (process,) = asked.processes()
    assert process.stdin
    process.stdin.close()  # what the end of the pool does
    assert process.wait(30) == 1


@pytest.mark.slow
def test_the_pool_listens_on_the_named_address_only_and_ends_when_told() -> None:
    command = [sys.executable, "-m", "pipelines.worker_pool", "--host", "127.0.0.9", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONWARNINGS": ""})
    assert process.stderr
    line = next(line for line in process.stderr if "listening" in line)
    assert "127.0.0.9" in line
    process.terminate()
    assert process.wait(30) == 0
    process.stderr.close()


def _until(true: Callable[[], object]) -> None:
    late = time.monotonic() + 60
    while not true():
        assert time.monotonic() < late
        time.sleep(0.05)
