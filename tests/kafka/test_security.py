"""TLS and logins: what works, and what is said in time when it does not; no secret shows anywhere."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from broker import Broker, admin
from ingest import ingest

from transforms.reading.errors import UsageError
from transforms.reading.topics.connect import OPTIONS
from transforms.reading.topics.survey import survey_all
from transforms.tables.coverage import coverage
from transforms.tables.settings import Settings

pytestmark = pytest.mark.slow
SASL, TLS, SASL_TLS = 1, 2, 3
RECORDS = [b'{"text": "Story %d."}' % n for n in range(20)]


@pytest.mark.parametrize(("listener", "config"), [(SASL, "sasl"), (TLS, "tls"), (SASL_TLS, "sasl-tls")])
def test_every_kind_of_listener_is_read(
    broker: Broker, new_topic: Callable[..., str], tmp_path: Path, listener: int, config: str
) -> None:
    topic = new_topic()
    broker.produce(topic, RECORDS)
    source = broker.source(topic, listener=listener)
    store = ingest(tmp_path / "out", source, Settings(), config=broker.config(config))
    assert list(coverage(store).accounted().values()) == [[(0, 20)]]
    secret = (broker.data / "password").read_bytes().strip()
    assert not [file for file in (tmp_path / "out").rglob("*") if file.is_file() and secret in file.read_bytes()]


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256"])
def test_every_mechanism_logs_in(
    broker: Broker, new_topic: Callable[..., str], monkeypatch: pytest.MonkeyPatch, mechanism: str
) -> None:
    monkeypatch.setenv("DATELINE_KAFKA_SASL_MECHANISM", mechanism)
    assert survey_all([broker.source(new_topic(), listener=SASL)], broker.config("sasl"))


@pytest.mark.parametrize(
    ("listener", "config", "environment", "reason"),
    [
        (SASL, "sasl", {"SASL_PASSWORD": "hunter2"}, "wrong user or password"),
        (SASL_TLS, "sasl-tls", {"SASL_PASSWORD": "hunter2", "SASL_MECHANISM": "PLAIN"}, "wrong user or password"),
        (0, "tls", {}, "may speak|TLS was spoken|hangs up"),
        (TLS, None, {}, "may speak TLS"),
        (TLS, "sasl-tls", {"SECURITY_PROTOCOL": "SSL"}, "wants a client certificate"),
        (SASL_TLS, "sasl-tls", {"SSL_CA_LOCATION": "client.crt"}, "certificate is not signed by"),
    ],
)
def test_a_connection_that_cannot_be_made_is_refused_within_half_a_minute_with_host_and_reason(
    broker: Broker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    listener: int, config: str | None, environment: dict[str, str], reason: str,
) -> None:  # fmt: skip
    for name, value in environment.items():
        path = str(broker.data / "tls" / value) if name == "SSL_CA_LOCATION" else value
        monkeypatch.setenv(f"DATELINE_KAFKA_{name}", path)
    monkeypatch.setitem(OPTIONS, "bootstrap_timeout_ms", 5000)
    began = time.monotonic()
    with pytest.raises(UsageError, match=rf"localhost:{broker.port + listener}: .*({reason})") as refused:
        survey_all([broker.source("news", listener=listener)], broker.config(config) if config else None)
    assert time.monotonic() - began < 30
    secrets = ["hunter2", (broker.data / "password").read_text().strip()]
    assert not [secret for secret in secrets if secret in str(refused.value) + caplog.text]


def test_a_topic_that_is_not_there_is_refused_with_those_that_sound_like_it(
    broker: Broker, new_topic: Callable[..., str]
) -> None:
    topic = new_topic()
    with pytest.raises(UsageError, match=f"has no topic {topic}x.*there are: .*{topic}"):
        survey_all([broker.source(topic + "x")])


def test_a_topic_that_others_may_read_is_refused(broker: Broker, new_topic: Callable[..., str]) -> None:
    from kafka.admin import ACL, ACLOperation, ACLPermissionType, ResourcePattern, ResourceType

    topic = new_topic()
    with admin(broker) as client:
        pattern = ResourcePattern(ResourceType.TOPIC, topic)
        for operation in (ACLOperation.DESCRIBE, ACLOperation.READ):
            client.create_acls([ACL("User:somebody", "*", operation, ACLPermissionType.ALLOW, pattern)])
    with pytest.raises(UsageError, match=rf"{topic}.*may not see it|no permission"):
        survey_all([broker.source(topic, listener=SASL)], broker.config("sasl"))
