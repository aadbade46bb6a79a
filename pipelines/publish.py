"""`dateline publish`: the articles of files to a topic, at least once; what comes twice is harmless by article id."""

import hashlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.endings import DONE, FOUND
from schemas.article import Article
from schemas.dead_letter import Refused
from schemas.record import Record
from transforms.parse_article import FIELDS, parse_article
from transforms.reading.errors import SourceError, UsageError
from transforms.reading.find import find
from transforms.reading.records import records
from transforms.reading.source_file import SourceFile, printable
from transforms.reading.topics.access import Access, read_access
from transforms.reading.topics.address import is_topic, read_address
from transforms.reading.topics.connect import heard
from transforms.reading.topics.survey import survey

EACH, LINE_SECONDS, FLUSH_SECONDS = 1000, 10.0, 180.0
OPTIONS: dict[str, Any] = {
    "acks": "all",
    "enable_idempotence": True,
    "allow_auto_create_topics": False,
    "linger_ms": 20,
    "max_request_size": 32 * 1024 * 1024,
    "reconnect_backoff_max_ms": 1000,
}


class Message(NamedTuple):
    """What is sent: the article's id as key, so that all versions of an article stand in one partition, in order."""

    key: bytes
    value: bytes


class _Publishing:
    """One run of the command: what was sent, what was not, and how far each file is."""

    def __init__(self, access: Access, topic: str) -> None:
        self.producer, self.access, self.topic = _producer(access), access, topic
        self.state = _state_folder() / hashlib.sha256(f"{sorted(access.servers)} {topic}".encode()).hexdigest()[:16]
        self.counted: Counter[str] = Counter()
        self.failed: list[str] = []
        self.alone: list[Message] = []
        self.said = self.began = time.monotonic()

    def file(self, file: SourceFile) -> None:
        mark = self.state / f"{hashlib.sha256(file.uri.encode()).hexdigest()[:16]}.json"
        at = _resume_at(mark, file)
        for number, record in enumerate(records(file, at), 1):
            self._send(record)
            at = record.stop
            if number % EACH == 0:
                self._settle(mark, file, at)
        self._settle(mark, file, at)

    def _send(self, record: Record) -> None:
        try:
            message = as_message(record)
        except Refused as refused:
            self.counted[f"not sent: {refused.code}"] += 1
            return
        sent = self.producer.send(self.topic, message.value, key=message.key)
        sent.add_errback(partial(self._failed, message))
        self.counted["sent"] += 1

    def _failed(self, message: Message, error: Exception) -> None:
        from kafka.errors import MessageSizeTooLargeError

        if isinstance(error, MessageSizeTooLargeError):  # the batch that it was sent in, or itself
            self.alone.append(message)
        else:
            self.failed.append(str(error) or type(error).__name__)

    def _send_alone(self) -> None:
        """Send what was refused for its size once more, each by itself.

        An idempotent producer of kafka-python refuses all that comes behind a message that is too large (3.0.12).
        """
        from kafka.errors import MessageSizeTooLargeError

        alone, self.alone = self.alone, []
        if alone:
            self._renew()
        for message in alone:
            try:
                self.producer.send(self.topic, message.value, key=message.key).get(FLUSH_SECONDS)
            except MessageSizeTooLargeError:  # the topic never takes it
                self.counted["sent"] -= 1
                self.counted["not sent: larger than max.message.bytes of the topic"] += 1
                self._renew()

    def _renew(self) -> None:
        self.producer.close(10)
        self.producer = _producer(self.access)

    def _settle(self, mark: Path, file: SourceFile, at: int) -> None:
        """Wait until the brokers have all that was sent, and only then note how far the file is."""
        self.producer.flush(FLUSH_SECONDS)
        self._send_alone()
        if self.failed:
            message = f"{printable(file.path)}: {len(self.failed)} article(s) were not taken: {self.failed[0]}"
            raise SourceError(file.uri, message)
        mark.parent.mkdir(parents=True, exist_ok=True)
        temporary = mark.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps({"path": file.path, "at": at, "size": file.size, "modified": file.mtime_ns}))
        temporary.replace(mark)
        if time.monotonic() > self.said + LINE_SECONDS:
            self.said = time.monotonic()
            rate = self.counted["sent"] / (self.said - self.began)
            sys.stderr.write(f"{printable(file.path)}: at {at}, {self.counted['sent']} sent, {rate:.0f}/s\n")


def publish(files: list[str], target: str, config: str | None) -> int:
    """Send the articles of files to a topic and return the exit status.

    Raises:
        UsageError: The topic cannot be reached, or a file is not there.
    """
    if not is_topic(target):
        raise UsageError(f"{target}: the last argument is the topic: kafka://host:port/topic")
    address = read_address(target)
    if len(address.topics) != 1:
        raise UsageError(f"{target}: articles are published to one topic")
    found = find(files).files
    access = read_access(address.servers, config, os.environ)
    survey(access, address.topics)  # says what is wrong before anything is sent
    with heard():
        publishing = _Publishing(access, address.topics[0])
        try:
            for file in found:
                publishing.file(file)
        finally:
            publishing.producer.close(10)
    return _say(publishing, target)


def _producer(access: Access) -> Any:
    from kafka import KafkaProducer

    return KafkaProducer(**OPTIONS | access.options())


def as_message(record: Record) -> Message:
    """Return what is sent of a record: JSON as it is, also if it is bad; else the article in it as JSON.

    Raises:
        Refused: It is no JSON and holds no article, or is larger than what is kept of a record.
    """
    try:
        article = parse_article(record)
    except Refused as refused:
        if record.media != "json" or record.value is None or refused.code == "too_large":
            raise
        return Message(record.sha256.encode(), record.value)  # whoever reads the topic refuses it with its reason
    own = record.media == "json" and not record.declared and record.value is not None
    return Message(article.id.encode(), record.value if own and record.value else _json(article))


def _json(article: Article) -> bytes:
    given = {name: getattr(article, name) for name in (*FIELDS, "text")}
    if article.published_at:
        given["published_at"] = article.published_at.isoformat()
    return json.dumps({name: value for name, value in given.items() if value is not None}, ensure_ascii=False).encode()


def _resume_at(mark: Path, file: SourceFile) -> int:
    """Return how far a file was sent before: 0 if it is another file by now."""
    if not mark.exists():
        return 0
    known = json.loads(mark.read_text())
    same = (known["size"], known["modified"]) == (file.size, file.mtime_ns)
    return int(known["at"]) if same or (file.layout == "lines" and file.size > known["size"]) else 0


def _state_folder() -> Path:
    home = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(home) / "dateline" / "publish"


def _say(publishing: _Publishing, target: str) -> int:
    lost = {reason: number for reason, number in publishing.counted.items() if reason != "sent"}
    sys.stdout.write(f"{publishing.counted['sent']} articles sent to {target}\n")
    for line in _lines(lost):
        sys.stdout.write(line)
    return FOUND if lost else DONE


def _lines(lost: dict[str, int]) -> Iterator[str]:
    return (f"{reason} {number}\n" for reason, number in sorted(lost.items()))
