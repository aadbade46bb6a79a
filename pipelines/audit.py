"""`dateline audit`: the proof, printed; with sources, also that every record of theirs has an outcome."""

import sys
from collections.abc import Iterator, Sequence

from pipelines.audit_topics import compare_topics
from pipelines.endings import DONE, FOUND
from transforms.plan_chunks import identify
from transforms.reading.errors import SourceError
from transforms.reading.find import find
from transforms.reading.records import records
from transforms.reading.source_file import SourceFile
from transforms.reading.topics.address import is_topic
from transforms.reading.topics.survey import survey_all
from transforms.tables.audit import Audit, Finding, audit
from transforms.tables.coverage import joined, within
from transforms.tables.settings import read_settings
from transforms.tables.storage import storage

MOST_SHOWN = 100


def show_audit(directory: str, against: Sequence[str], kafka_config: str | None = None) -> int:
    """Audit an output, print what was found, return the exit status."""
    store = storage(directory)
    read_settings(store)
    extents = survey_all([source for source in against if is_topic(source)], kafka_config)
    result = audit(store)
    findings = [*result.findings, *(finding for file in _files(against) for finding in compare(file, result))]
    findings += compare_topics(extents, result)
    for finding in findings[:MOST_SHOWN]:
        sys.stdout.write(f"{finding.kind}: {finding.message}\n")
    if len(findings) > MOST_SHOWN:
        sys.stdout.write(f"... and {len(findings) - MOST_SHOWN} more\n")
    known = sum(len(offsets) for offsets in result.outcomes.values())
    verdict = f"{len(findings)} finding(s)" if findings else "clean"
    chunks, partitions = len(result.coverage.commits), len(result.outcomes)
    sys.stdout.write(f"{verdict}: {known} records with an outcome, {chunks} chunks, {partitions} partitions\n")
    return FOUND if findings else DONE


def _files(against: Sequence[str]) -> tuple[SourceFile, ...]:
    return find([source for source in against if not is_topic(source)]).files


def compare(file: SourceFile, result: Audit) -> Iterator[Finding]:
    """Yield the records of a file without an outcome, and outcomes without a record."""
    source = identify(file, result.coverage.known(), reread=False)
    if source is None:
        yield Finding("rewritten", f"{file.path} no longer holds what was read from it")
        return
    try:
        there = {record.position.offset for record in records(file)}
    except SourceError as error:
        yield Finding("source", str(error))
        return
    have = result.outcomes.get((source, 0), set())
    gone = joined((gap.first, gap.stop) for gap in result.coverage.gaps if gap.source == source)
    there = {offset for offset in there if not within(offset, offset + 1, gone)}
    if missing := sorted(there - have):
        yield Finding(
            "missing", f"{file.path}: {len(missing)} of {len(there)} records have no outcome, the first at {missing[0]}"
        )
    if unknown := sorted(have - there):
        yield Finding("unknown", f"{file.path}: {len(unknown)} outcomes have no record, the first at {unknown[0]}")
