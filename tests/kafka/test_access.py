"""Settings and their errors, without a broker."""

from pathlib import Path

import pytest

from transforms.reading.errors import UsageError
from transforms.reading.topics.access import Access, read_access
from transforms.reading.topics.address import Address, addresses, read_address
from transforms.reading.topics.connect import connect
from transforms.reading.topics.survey import beginning

SERVERS = ("localhost:9092",)


def test_topics_of_the_same_brokers_are_read_together() -> None:
    assert addresses(["kafka://a:1/x,y", "kafka://a:1/y,z", "kafka://b/x"]) == (
        Address(("a:1",), ("x", "y", "z")),
        Address(("b:9092",), ("x",)),
    )


@pytest.mark.parametrize(
    "source", ["kafka://", "kafka://a", "kafka://a/", "kafka://a:b/x", "kafka://a/x y", "kafka:///x"]
)
def test_an_address_that_is_none_is_refused_with_the_form_that_it_should_have(source: str) -> None:
    with pytest.raises(UsageError, match=r"kafka://host:port"):
        read_address(source)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as refused:
        read_address("kafka://me:hunter2@a:1/x")
    assert "hunter2" not in str(refused.value)


def test_a_file_and_the_environment_give_settings_and_no_secret_shows(tmp_path: Path) -> None:
    file = tmp_path / "kafka.properties"
    file.write_text(
        "# our cluster\nsecurity.protocol = SASL_SSL\nsasl.mechanisms=PLAIN\nsasl.username=me\nsasl.password=old\n"
    )
    access = read_access(SERVERS, str(file), {"DATELINE_KAFKA_SASL_PASSWORD": "hunter2", "HOME": "/"})
    assert access.options()["sasl_plain_password"] == "hunter2"
    assert access.options()["security_protocol"] == "SASL_SSL"
    assert "hunter2" not in f"{access} {access!r} {(access,)!r} {[access]}"
    assert access.hide("login hunter2 failed") == "login *** failed"


def test_java_s_login_line_is_understood(tmp_path: Path) -> None:
    file = tmp_path / "kafka.properties"
    module = 'org.apache.kafka.common.security.scram.ScramLoginModule required username="me" password="a=b c";'
    file.write_text(f"security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config={module}\n")
    assert read_access(SERVERS, str(file), {}).options()["sasl_plain_password"] == "a=b c"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("sasl.pasword=hunter2", r"properties:1: dateline does not know the setting sasl\.pasword"),
        ("hunter2", "properties:1: no setting"),
        ("security.protocol=TLS", "one of PLAINTEXT"),
        ("security.protocol=SASL_SSL\nsasl.password=hunter2", "needs sasl.mechanism"),
        ("security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.username=me", "needs sasl.password"),
        ("security.protocol=SSL\nssl.ca.location=/no/such", "there is no file /no/such"),
    ],
)
def test_a_wrong_setting_is_refused_by_name_and_its_value_is_not_shown(
    tmp_path: Path, content: str, complaint: str
) -> None:
    file = tmp_path / "kafka.properties"
    file.write_text(content)
    with pytest.raises(UsageError, match=complaint) as refused:
        read_access(SERVERS, str(file), {})
    assert "hunter2" not in str(refused.value)


def test_a_broker_that_is_not_there_is_named_with_the_reason() -> None:
    with pytest.raises(UsageError, match=r"localhost:1: .*refused"):
        connect(Access(("localhost:1",)))


@pytest.mark.parametrize("begin", ["newest", "timestamp=yesterday", "timestamp"])
def test_a_beginning_that_is_none_is_refused(begin: str) -> None:
    with pytest.raises(UsageError, match="earliest, latest or timestamp="):
        beginning(begin)
