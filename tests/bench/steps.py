"""The split of the time: one process that does what a worker does, step by step, each step timed by its own work.

python -m tests.bench.steps articles.jsonl OUTPUT   prints CPU seconds by step as JSON
"""

import datetime as dt
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pyarrow.parquet

import transforms.parse_article
import transforms.tables.write
import transforms.validate_chunk
from transforms.batch import EventBatch, RecordBatch
from transforms.coding.coder import Coder
from transforms.parse_articles import parse_articles
from transforms.plan_chunks import plan_chunks
from transforms.read_chunk import read_chunk
from transforms.reading.find import find
from transforms.tables.attempts import Note
from transforms.tables.coverage import Coverage
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import storage

SPENT: dict[str, float] = defaultdict(float)
RUNNING: list[str] = []
STEPS = {"tagger": "tag", "parser": "parse", "paragraphs": "tag"}


@contextmanager
def spent(step: str) -> Iterator[None]:
    """Count the work of what is inside for a step, and not for the step around it."""
    began = time.process_time()
    RUNNING.append(step)
    yield
    RUNNING.pop()
    took = time.process_time() - began
    SPENT[step] += took
    if RUNNING:
        SPENT[RUNNING[-1]] -= took


def timed(step: str, module: Any, name: str) -> None:
    """Let a function of a module count its work for a step."""
    function: Callable[..., Any] = getattr(module, name)

    def counting(*arguments: Any, **more: Any) -> Any:
        with spent(step):
            return function(*arguments, **more)

    setattr(module, name, counting)


class Watched(NamedTuple):
    """A component of the parser whose work counts for a step."""

    step: str
    component: Any

    def pipe(self, docs: Iterable[Any], **how: Any) -> Iterator[Any]:
        if not hasattr(self.component, "pipe"):
            how, made = {}, map(self.component, docs)
        else:
            made = iter(self.component.pipe(docs, **how))
        while True:
            with spent(self.step):
                doc = next(made, None)
            if doc is None:
                return
            yield doc


def watch(coder: Coder) -> None:
    """Time what is inside the steps that are called whole."""
    timed("parse JSON", transforms.parse_article, "json_object")
    timed("language", transforms.parse_article, "check_language")
    timed("tokenise", coder.nlp, "make_doc")
    watched: list[Any] = [(name, Watched(STEPS.get(name, name), each)) for name, each in coder.nlp._components]
    coder.nlp._components = watched
    timed("Great Expectations", transforms.validate_chunk, "validate_events")
    timed("Parquet", pyarrow.parquet, "write_table")


def work(source: str, output: str, coder: Coder) -> None:
    """Do what a worker does with a file."""
    store = storage(output)
    settle(store, Settings())
    for reading in plan_chunks(find([source]).files, Coverage((), ()), Settings()):
        with spent("read"):
            batches = list(read_chunk(reading, Settings()))
        for batch in batches:
            assert isinstance(batch, RecordBatch)
            with spent("check fields"):
                parsed = parse_articles(batch, Note())
            with spent("coding"):
                events = tuple(coder.code(parsed.articles))
            coded = EventBatch(parsed.chunk, parsed.covers, parsed.articles, events, parsed.dead_letters)
            with spent("Arrow"):
                checked = transforms.validate_chunk.validate_chunk(coded, coder.version, dt.datetime.now(dt.UTC))
            with spent("files"):
                transforms.tables.write.write_chunk(
                    store, checked.chunk, checked.covers, checked.tables, evaluated=True
                )


if __name__ == "__main__":
    COMPLETE = Coder()
    work(sys.argv[1], f"{sys.argv[2]}-first", COMPLETE)  # also imports what is used late
    watch(COMPLETE)
    SPENT.clear()
    work(sys.argv[1], sys.argv[2], COMPLETE)
    sys.stdout.write(json.dumps({step: round(seconds, 4) for step, seconds in SPENT.items()}) + "\n")
