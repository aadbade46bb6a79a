"""The jobs of a Flink cluster, by its REST address.

    deploy/flink/jobs.py list           id, state, name, and the newest complete checkpoint of each job
    deploy/flink/jobs.py stop JOB       stop it with a savepoint, print where; never drains
    deploy/flink/jobs.py newest OUTPUT  the newest complete checkpoint of the stream into an output, also when the
                                        JobManager is gone; or of a JOB, [FOLDER] being that of all checkpoints

Run by the project's Python. FLINK_MASTER (localhost:18081) is the cluster. To resume:

    dateline run kafka://... --output ... --streaming -- --flink_master=... --savepoint_path=WHAT_NEWEST_PRINTED
"""

import os
import re
import sys
import time
from pathlib import Path

from pipelines.stream.cluster import AwayError, Cluster, as_uri, newest_complete
from pipelines.stream.note import noted_jobs
from transforms.tables.storage import storage

CHECKPOINTS = Path(__file__).parent.resolve() / "data" / "checkpoints"
STOP_SECONDS = 600


def list_jobs(cluster: Cluster) -> None:
    """Print every job that the cluster knows."""
    for job in cluster.ask("GET", "/jobs/overview")["jobs"]:
        newest = cluster.newest_checkpoint(job["jid"]) or "no checkpoint yet"
        sys.stdout.write("\t".join((job["jid"], job["state"], job["name"], newest)) + "\n")


def stop(cluster: Cluster, job: str) -> None:
    """Stop a job with a savepoint and print where that is."""
    request, late = cluster.stop(job), time.monotonic() + STOP_SECONDS
    while not (savepoint := cluster.stopped(job, request)):
        if time.monotonic() > late:
            sys.exit(f"no savepoint after {STOP_SECONDS} s; the job goes on, see its checkpoints in Flink's web page")
        time.sleep(0.5)
    sys.stdout.write(f"{savepoint}\n")


def newest(what: str, folder: str) -> None:
    """Print the newest complete checkpoint of a job, or of the job that streams into an output."""
    job = what
    if not re.fullmatch("[0-9a-f]{32}", what):
        noted = sorted(noted_jobs(storage(what)))
        if len(noted) != 1:
            streams = "".join(f"\n{each.job}  {each.name}" for each in noted) or " none"
            sys.exit(f"{what}: name the job; streams into this output:{streams}")
        job, folder = noted[0].job, noted[0].checkpoints or folder
    found = newest_complete(f"{as_uri(folder)}/{job}")
    sys.stdout.write(
        f"{found or sys.exit(f'job {job} has no complete checkpoint in {folder}; start from the tables')}\n"
    )


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    cluster = Cluster(os.environ.get("FLINK_MASTER", "localhost:18081"))
    match arguments:
        case ["list"]:
            list_jobs(cluster)
        case ["stop", job]:
            stop(cluster, job)
        case ["newest", what]:
            newest(what, str(CHECKPOINTS))
        case ["newest", what, folder]:
            newest(what, folder)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (AwayError, RuntimeError) as error:
        sys.exit(str(error))
