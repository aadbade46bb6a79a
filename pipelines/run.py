"""`dateline run`: the main job, to the end of its sources or for ever."""

from pipelines.request import Request


def run_main_job(request: Request) -> int:
    """Run the main job and return the exit status."""
    if request.streaming:
        from pipelines.stream.run import run_stream as run
    else:
        from pipelines.drain.run import drain as run
    return run(request)
