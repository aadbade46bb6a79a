"""The process that workers are forked from: what they need is loaded once, and its memory is shared.

It has no connections and no threads of its own: those do not outlive a fork. It ends with the pool, at the end of its
socket. One request a worker: [address, id] as JSON and a file to write to when the worker has connected; the answer is
the worker's process id and a handle (pidfd) of it.
"""

import json
import logging
import os
import select
import socket
import traceback
from collections.abc import Callable, Sequence

from pipelines.stream.worker import work
from transforms.loading import loading

_LOG = logging.getLogger("worker_pool")
MOST_BYTES = 64 * 1024


def fork_nursery(load: Sequence[Callable[[], object]]) -> tuple[socket.socket, int]:
    """Fork this process, which must have one thread; return where to ask for workers, and the nursery's process.

    Nursery and workers end with this process.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    life, held = os.pipe()  # the workers' end of it ends when the other, which only this process holds, is closed
    if process := os.fork():
        theirs.close()
        os.close(life)
        return ours, process
    ours.close()
    os.close(held)
    os.dup2(life, 0)
    os.close(life)
    try:
        nurse(theirs, load)
    except BaseException:  # whatever it is: the copy of the caller must not go on
        traceback.print_exc()
    os._exit(1)


def nurse(
    control: socket.socket,
    load: Sequence[Callable[[], object]],
    begin: Callable[[str, str, int], None] = work,
) -> None:
    """Fork a worker for each request until the pool is gone.

    Args:
        control: Where requests come from.
        load: What is to be loaded, one after the other while nobody asks: who asks early loads the rest itself.
        begin: What a worker does: `work`.
    """
    left, workers = list(load), dict[int, int]()
    while True:
        ready = select.select([control.fileno(), *workers], [], [], 0 if left else None)[0]
        for ended in set(ready) & set(workers):
            _, status = os.waitpid(workers.pop(ended), 0)
            os.close(ended)
            _LOG.info("a worker ended with %d", os.waitstatus_to_exitcode(status))
        if control.fileno() in ready:
            message, files, *_ = socket.recv_fds(control, MOST_BYTES, 1)
            if not message:
                return
            address, name = json.loads(message)
            process = _fork(control, address, name, files[0], begin)
            handle = os.pidfd_open(process)  # of its parent's making: the number cannot be another's yet
            socket.send_fds(control, [str(process).encode()], [handle])
            workers[handle] = process
        elif left and not ready:
            with loading():
                left.pop(0)()


def _fork(control: socket.socket, address: str, name: str, pool: int, begin: Callable[[str, str, int], None]) -> int:
    process = os.fork()
    if process:
        os.close(pool)
        return process
    try:
        control.close()
        begin(address, name, pool)
    except BaseException:  # whatever it is: a worker must not go on as the nursery
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
