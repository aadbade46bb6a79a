"""What can go wrong with a source, told apart by what happens next."""


class UsageError(Exception):
    """What was asked for cannot be started: nothing is touched, exit status 2. The message says what to do."""


class SourceError(Exception):
    """A source cannot be read further: what came before is kept, nothing beyond is covered, exit status 1.

    Args:
        uri: The source.
        reason: What is wrong, and where in the source.
    """

    def __init__(self, uri: str, reason: str) -> None:
        super().__init__(uri, reason)
        self.uri = uri
        self.reason = reason

    def __str__(self) -> str:
        """Return one line for a person."""
        return f"{self.uri}: {self.reason}"
