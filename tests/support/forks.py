"""Something done in a process of its own that is forked from this one: it has loaded all, and may die."""

import errno
import json
import os
import resource
from collections.abc import Callable
from typing import Any


def forked(work: Callable[[], Any], meanwhile: Callable[[int], None] = lambda _: None) -> tuple[str, Any]:
    """Do something in a process of its own; return how it ended and what it returned."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        os._exit(_reported(work, writer))
    os.close(writer)
    meanwhile(child)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed", None
    ended, result = json.loads(said)
    return ended, result


def _reported(work: Callable[[], Any], writer: int) -> int:
    try:
        report = ["done", work()]
    except BaseException as error:  # whatever ends the process: this says how
        name = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
        report = [f"{type(error).__name__} {name}".strip(), str(error)[:200]]
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    os.write(writer, json.dumps(report).encode())
    return 0
