"""A Flink cluster by its REST address: its jobs, their checkpoints, and how they are stopped."""

import http.client
import json
import re
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pyarrow.fs import FileInfo

from transforms.tables.storage import storage

ANSWER_SECONDS = 20.0
ENDED = ("FINISHED", "CANCELED", "FAILED")


class AwayError(Exception):
    """The JobManager does not answer."""


class Cluster(NamedTuple):
    """A cluster.

    Attributes:
        master: host:port or URL of its JobManager.
    """

    master: str

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Return the answer to a question; None if there is no such thing.

        Raises:
            AwayError: Nobody answers, or what answers is not ready.
        """
        url = urlsplit(self.master if "://" in self.master else f"http://{self.master}")
        kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        connection = kind(url.netloc, timeout=ANSWER_SECONDS)
        try:
            content = json.dumps(body) if body is not None else None
            connection.request(method, f"/v1{path}", content, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise AwayError(f"{self.master}: {error}") from error
        finally:
            connection.close()
        if response.status == http.client.NOT_FOUND:
            return None
        if response.status >= http.client.BAD_REQUEST:
            raise AwayError(f"{self.master}{path}: {response.status} {answer[:500].decode(errors='replace')}")
        return json.loads(answer)

    def running(self, name: str) -> str | None:
        """Return the id of the newest job of a name that has not ended."""
        alive = [job for job in self._jobs() if job["name"] == name and job["state"] not in ENDED]
        return max(alive, key=_started)["jid"] if alive else None

    def _jobs(self) -> list[dict[str, Any]]:
        """Return an overview: a question for one job alone has Flink collect metrics from all its processes."""
        return list((self.ask("GET", "/jobs/overview") or {"jobs": ()})["jobs"])

    def state(self, job: str) -> str | None:
        """Return a job's state in Flink's words; None if the JobManager has lost it."""
        return {each["jid"]: each["state"] for each in self._jobs()}.get(job)

    def newest_checkpoint(self, job: str) -> str | None:
        """Return the address of the newest checkpoint or savepoint of a job that is complete."""
        answer = self.ask("GET", f"/jobs/{job}/checkpoints")
        latest = (answer or {}).get("latest", {})
        found = [entry for entry in (latest.get("completed"), latest.get("savepoint")) if entry]
        return as_uri(max(found, key=_number)["external_path"]) if found else None

    def checkpoints(self) -> str | None:
        """Return the folder of all jobs' checkpoints, as the cluster is set up."""
        entries = {entry["key"]: entry["value"] for entry in self.ask("GET", "/jobmanager/config") or ()}
        return entries.get("state.checkpoints.dir") or entries.get("execution.checkpointing.dir")

    def slots(self) -> int:
        """Return the number of slots of all TaskManagers."""
        return int((self.ask("GET", "/overview") or {})["slots-total"])

    def root_cause(self, job: str) -> str | None:
        """Return why a job failed last: the first line, and the last lines of what Python said."""
        answer = self.ask("GET", f"/jobs/{job}/exceptions")
        said = str((answer or {}).get("root-exception") or "").strip()
        return said or None

    def stop(self, job: str) -> str:
        """Begin to stop a job with a savepoint; return what to ask `stopped` for. Never drains."""
        answer = self.ask("POST", f"/jobs/{job}/stop", {"drain": False})
        if answer is None:
            raise AwayError(f"{self.master} knows no job {job}")
        return str(answer["request-id"])

    def stopped(self, job: str, request: str) -> str | None:
        """Return the address of the savepoint; None while it is being written.

        Raises:
            RuntimeError: It could not be written: the job goes on.
        """
        answer = self.ask("GET", f"/jobs/{job}/savepoints/{request}")
        operation = (answer or {}).get("operation") or {}
        if cause := operation.get("failure-cause"):
            raise RuntimeError(str(cause.get("stack-trace", cause)).strip().splitlines()[0])
        return as_uri(operation["location"]) if "location" in operation else None


def as_uri(address: str) -> str:
    """Return an address of Flink's as others understand it.

    >>> as_uri("file:/srv/checkpoints")
    'file:///srv/checkpoints'
    """
    return re.sub(r"^file:/(?!/)", "file:///", address)


def newest_complete(folder: str) -> str | None:
    """Return the newest checkpoint or savepoint below a folder: one job's, or all jobs'.

    The one with the highest number may be half written; only a complete one has `_metadata`, which is written last.
    """
    store = storage(folder)
    found = [store.path(name) for name in store.names() if name.endswith("/_metadata")]
    if not found:
        return None
    newest = max(store.files.get_file_info(found), key=_written)
    return f"{folder.rstrip('/')}{newest.path.removeprefix(store.root).rpartition('/')[0]}"


def _written(metadata: FileInfo) -> tuple[int, int]:
    number = metadata.path.split("/")[-2].removeprefix("chk-")
    return metadata.mtime_ns, int(number) if number.isdigit() else 0


def _started(job: dict[str, Any]) -> int:
    return int(job["start-time"])


def _number(entry: dict[str, Any]) -> int:
    return int(entry["id"])
