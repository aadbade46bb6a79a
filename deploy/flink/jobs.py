"""The jobs of a Flink cluster, by its REST address.

    deploy/flink/jobs.py list            id, state, name, and the newest complete checkpoint of each job
    deploy/flink/jobs.py stop JOB        stop it with a savepoint, print where; never drains
    deploy/flink/jobs.py newest [FOLDER] the newest complete checkpoint below a folder: also when the JobManager is gone

Run by the project's Python. FLINK_MASTER (localhost:18081) is the cluster. To resume:

    dateline run kafka://... --output ... --streaming -- --flink_master=... --savepoint_path=WHAT_NEWEST_PRINTED
"""

import os
import sys
import time
from pathlib import Path

from pipelines.stream_cluster import AwayError, Cluster, newest_complete

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


def newest(folder: str) -> None:
    """Print the newest complete checkpoint below a folder."""
    found = newest_complete(folder) or sys.exit(f"{folder}: no complete checkpoint; start from the tables")
    sys.stdout.write(f"{found}\n")


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    cluster = Cluster(os.environ.get("FLINK_MASTER", "localhost:18081"))
    match arguments:
        case ["list"]:
            list_jobs(cluster)
        case ["stop", job]:
            stop(cluster, job)
        case ["newest", *folder]:
            newest(folder[0] if folder else str(CHECKPOINTS))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (AwayError, RuntimeError) as error:
        sys.exit(str(error))
