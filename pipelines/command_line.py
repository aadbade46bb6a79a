"""The command `dateline`: which commands there are, and how each ends.

Exit status: 0 done; 1 done, but more was refused than `--max-refused`, a rule could not be evaluated, a source could
not be read to its end, or audit found something; 2 bad usage or could not start; 3 stopped before the end, run again.
"""

import signal
import sys

from pipelines.commands import articles, coding, keeping, querying
from pipelines.commands.app import BEAM_FLAGS, app

__all__ = ["articles", "coding", "keeping", "main", "querying"]


def main() -> None:
    """Run the command line; what stands after `--` is Beam's."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["run"] and "--" in arguments:
        at = arguments.index("--")
        arguments, BEAM_FLAGS[:] = arguments[:at], arguments[at + 1 :]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # how schedulers say stop: workers are ended, not blamed
    from pipelines.endings import ending

    with ending(shows=arguments[:1] not in (["run"], ["publish"], ["replay"], ["recode"])):
        app(args=arguments, prog_name="dateline")
