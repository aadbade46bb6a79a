"""The address of topics: `kafka://host:port[,host:port]/topic[,topic]`."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from transforms.reading.errors import UsageError

SCHEME = "kafka://"
_SERVER = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?")
_TOPIC = re.compile(r"[A-Za-z0-9._-]{1,249}")
_PORT = 9092


class Address(NamedTuple):
    """Brokers to ask first, and topics on their cluster."""

    servers: tuple[str, ...]
    topics: tuple[str, ...]


def is_topic(source: str) -> bool:
    """Tell whether a source names topics."""
    return source.lower().startswith(SCHEME)


def addresses(sources: Iterable[str]) -> tuple[Address, ...]:
    """Return the addresses in sources: topics on the same brokers together, each once.

    Raises:
        UsageError: A source is no such address.
    """
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for source in sources:
        address = read_address(source)
        found.setdefault(address.servers, {}).update(dict.fromkeys(address.topics))
    return tuple(Address(servers, tuple(topics)) for servers, topics in found.items())


def read_address(source: str) -> Address:
    """Return the address in a source.

    Raises:
        UsageError: It is none; a password in it is refused, because it would show in the list of processes.

    >>> read_address("kafka://a:1,b/news,wire")
    Address(servers=('a:1', 'b:9092'), topics=('news', 'wire'))
    """
    servers, slash, topics = source[len(SCHEME) :].partition("/")
    if "@" in servers:
        raise UsageError("kafka://user:password@... would show to everybody on this machine: use --kafka-config FILE")
    hosts = [_SERVER.fullmatch(server) for server in servers.split(",")]
    names = topics.rstrip("/").split(",")
    if not slash or not all(hosts) or not all(map(_TOPIC.fullmatch, names)):
        raise UsageError(f"{source}: write kafka://host:port[,host:port]/topic[,topic]")
    return Address(tuple(f"{host[1]}:{host[2] or _PORT}" for host in hosts if host), tuple(dict.fromkeys(names)))
