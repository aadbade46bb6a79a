"""A connection to a cluster, or the reason why there is none, within half a minute."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from transforms.reading.errors import UsageError
from transforms.reading.topics.access import Access

if TYPE_CHECKING:
    from kafka import KafkaConsumer

PROBE_SECONDS, BOOTSTRAP_MS = 5.0, 15_000
FETCH_BYTES = 4 * 1024 * 1024
# Nothing is decided by the library: neither where to begin, nor what counts as read, nor that a topic should exist.
OPTIONS: dict[str, Any] = {
    "enable_auto_commit": False,
    "auto_offset_reset": "none",
    "isolation_level": "read_committed",
    "allow_auto_create_topics": False,
    "reconnect_backoff_max_ms": 1000,  # measured: with the default, partitions come back 26 to 62 s after a restart
    "max_partition_fetch_bytes": FETCH_BYTES,
    "bootstrap_timeout_ms": BOOTSTRAP_MS,
    "metrics_enabled": False,
}
REASONS = {
    "SaslAuthenticationFailed": "wrong user or password",
    "Authentication failed": "wrong user or password",
    "UnsupportedSaslMechanism": "the broker does not take this sasl.mechanism",
    "CERTIFICATE_VERIFY_FAILED": "the broker's certificate is not signed by ssl.ca.location, or is for another host",
    "WRONG_VERSION_NUMBER": "TLS was spoken where the broker does not: look at security.protocol and the port",
    "RECORD_LAYER_FAILURE": "TLS was spoken where the broker does not: look at security.protocol and the port",
    "CERTIFICATE_REQUIRED": "the broker wants a client certificate: ssl.certificate.location and ssl.key.location",
    "BAD_CERTIFICATE": "the broker wants a client certificate: ssl.certificate.location and ssl.key.location",
    "IllegalSaslState": "the broker wants no login here: look at security.protocol and the port",
    "handshake failure": "TLS handshake failed: look at the certificates and the port",
}


def connect(access: Access, **options: Any) -> "KafkaConsumer":
    """Return a consumer without partitions.

    Raises:
        UsageError: Names the brokers and the reason.
    """
    from kafka import KafkaConsumer
    from kafka.errors import KafkaError

    _probe(access)
    with heard() as said:
        try:
            return KafkaConsumer(**OPTIONS | access.options() | options)
        except (KafkaError, OSError, ValueError) as error:
            raise UsageError(
                f"{','.join(access.servers)}: {access.hide(_reason(access, [*said, str(error)]))}"
            ) from None


def _probe(access: Access) -> None:
    """Raise what is wrong with every host, if none listens."""
    complaints = []
    for server in access.servers:
        host, _, port = server.rpartition(":")
        try:
            socket.create_connection((host.strip("[]"), int(port)), PROBE_SECONDS).close()
        except (OSError, OverflowError) as error:
            complaints.append(f"{server}: {getattr(error, 'strerror', None) or error or 'no answer'}")
        else:
            return
    raise UsageError(f"no broker answers: {'; '.join(complaints)}")


@contextmanager
def heard() -> Iterator[list[str]]:
    """Collect what the library logs meanwhile: of why a connection fails, its exception says nothing."""
    said: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("kafka")
    logger.addHandler(listener)
    logger.propagate = False  # what matters of it is said by dateline, once and in its own words
    try:
        yield said
    finally:
        logger.removeHandler(listener)


def _reason(access: Access, said: list[str]) -> str:
    for sign, reason in REASONS.items():
        if any(sign in message for message in said):
            return reason
    if any(sign in message for message in said for sign in ("closed", "EOF", "disconnect")):
        login = dict(access.settings).get("security.protocol", "").startswith("SASL")
        why = "wrong user or password, or a port for something else" if login else "it may speak TLS or want a login"
        return f"the broker hangs up: {why}; look at security.protocol and the port"
    return f"no answer to the first question within {BOOTSTRAP_MS // 1000} s: {said[-1]}"
