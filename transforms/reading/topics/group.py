"""The offsets of a consumer group, for lag monitors: where to resume is read from the tables, never from them."""

import logging
from collections.abc import Sequence
from itertools import groupby

from transforms.reading.errors import UsageError
from transforms.reading.topics.access import Access
from transforms.reading.topics.connect import connect, heard
from transforms.reading.topics.survey import Extent
from transforms.tables.coverage import Coverage

log = logging.getLogger("dateline")
COMMIT_MS = 10_000


def commit_groups(group: str | None, extents: Sequence[Extent], held: Coverage) -> None:
    """Set a group's offsets to where the tables account for every record; a failure is said and stops nothing."""
    if group is None:
        return
    reached = {key: ranges[0][1] for key, ranges in held.accounted().items() if ranges[0][0] == 0}
    for access, some in groupby(extents, lambda extent: extent.place.access):
        places = [extent.place for extent in some]
        known = {(p.topic, p.partition): reached[p.uri, p.partition] for p in places if (p.uri, p.partition) in reached}
        _commit(access, group, known)


def _commit(access: Access, group: str, reached: dict[tuple[str, int], int]) -> None:
    from kafka import TopicPartition as Key
    from kafka.errors import KafkaError
    from kafka.structs import OffsetAndMetadata

    offsets = {Key(*place): OffsetAndMetadata(offset, "dateline", -1) for place, offset in reached.items()}
    try:
        consumer = connect(access, group_id=group)
        with heard():
            consumer.commit(offsets, timeout_ms=COMMIT_MS)
            consumer.close()
    except (KafkaError, UsageError) as error:
        log.error("the offsets of group %s could not be set: %s", group, access.hide(str(error)))
