"""`dateline publish`: all articles arrive at least once, whatever comes between."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from broker import Broker

from pipelines import publish as publishing
from pipelines.publish import publish
from schemas.record import Record
from transforms.reading.records import records
from transforms.reading.source_file import SourceFile
from transforms.reading.topics.fetch import fetch
from transforms.reading.topics.survey import survey_all

pytestmark = pytest.mark.slow
NewTopic = Callable[..., str]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(publishing, "EACH", 50)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "a.jsonl"
    file.write_text("".join(line(n) for n in range(300)))
    return file


def line(number: int, words: int = 1) -> str:
    return json.dumps({"id": f"a{number}", "text": f"Story {number}. " + "Talks go on. " * words}) + "\n"


def arrived(broker: Broker, topic: str) -> list[Record]:
    [extent] = survey_all([broker.source(topic)])
    return list(fetch(extent.place, 0, extent.end))


def test_articles_arrive_once_under_their_ids_and_a_second_time_only_what_is_new(
    broker: Broker, new_topic: NewTopic, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = new_topic()
    assert publish([str(source)], broker.source(topic), None) == 0
    assert publish([str(source)], broker.source(topic), None) == 0
    with source.open("a") as file:
        file.write(line(300))
    assert publish([str(source)], broker.source(topic), None) == 0
    assert [out.split()[0] for out in capsys.readouterr().out.splitlines()] == ["300", "0", "1"]
    assert [record.key for record in arrived(broker, topic)] == [f"a{n}".encode() for n in range(301)]
    assert arrived(broker, topic)[7].value == line(7).rstrip().encode()


def test_what_was_interrupted_goes_on_where_the_brokers_had_everything(
    broker: Broker, new_topic: NewTopic, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(file: SourceFile, first: int) -> Iterator[Record]:
        for number, record in enumerate(records(file, first)):
            if number == 120:
                raise KeyboardInterrupt
            yield record

    topic = new_topic()
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "records", interrupted)
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                publish([str(source)], broker.source(topic), None)
    assert publish([str(source)], broker.source(topic), None) == 0
    keys = [record.key for record in arrived(broker, topic)]
    assert {key for key in keys if key} == {f"a{n}".encode() for n in range(300)}
    assert len(keys) <= 300 + 2 * publishing.EACH


def test_an_article_that_the_topic_never_takes_is_counted_and_the_others_arrive(
    broker: Broker, new_topic: NewTopic, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = new_topic(max_message_bytes="5000")
    source.write_text(line(0) + line(1, words=2000) + line(2))
    assert publish([str(source)], broker.source(topic), None) == 1
    assert "2 articles sent" in (out := capsys.readouterr().out)
    assert "not sent: larger than max.message.bytes of the topic 1" in out
    assert [record.key for record in arrived(broker, topic)] == [b"a0", b"a2"]


def test_a_text_is_sent_as_json_and_what_is_bad_as_it_is(
    broker: Broker, new_topic: NewTopic, tmp_path: Path, source: Path
) -> None:
    topic = new_topic()
    (tmp_path / "b.txt").write_text("Talks go on.")
    source.write_text("no json\n")
    assert publish([str(source), str(tmp_path / "b.txt")], broker.source(topic), None) == 0
    text, bad = sorted(record.value or b"" for record in arrived(broker, topic))[::-1]
    assert bad == b"no json"
    assert json.loads(text)["text"] == "Talks go on."


def test_progress_is_a_line_now_and_then(
    broker: Broker, new_topic: NewTopic, source: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(publishing, "LINE_SECONDS", 0.0)
    publish([str(source)], broker.source(new_topic()), None)
    assert [said.split(",")[1] for said in capsys.readouterr().err.splitlines()][:2] == [" 50 sent", " 100 sent"]
