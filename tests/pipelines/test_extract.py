"""`dateline extract` streams: it prints before its input ends, and ends quietly when nobody reads on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
EXTRACT = [str(Path(sys.executable).with_name("dateline")), "extract"]
SAMPLES = Path(__file__).parents[2] / "pipelines" / "samples" / "articles.jsonl"


def test_the_first_event_is_printed_before_standard_input_ends() -> None:
    article = {
        "id": "s1",
        "text": "OSLO, May 3 - Norway expelled two Belarusian diplomats on Friday, the ministry said.",
    }
    with subprocess.Popen(EXTRACT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write((json.dumps(article) + "\n") * 40)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["article_id"] == "s1"
        assert process.poll() is None
        process.stdin.close()
        process.stdout.read()
    assert process.returncode == 0


def test_one_article_is_answered_without_waiting_for_more() -> None:
    article = {
        "id": "s1",
        "text": "OSLO, May 3 - Norway expelled two Belarusian diplomats on Friday, the ministry said.",
    }
    with subprocess.Popen(EXTRACT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(article) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["article_id"] == "s1"
        process.stdin.close()
        process.stdout.read()
    assert process.returncode == 0


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    with subprocess.Popen([*EXTRACT, SAMPLES], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_what_is_refused_is_said_and_the_status_is_1() -> None:
    ended = subprocess.run(EXTRACT, input=b"no JSON\n", capture_output=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert b"not_json" in ended.stderr
