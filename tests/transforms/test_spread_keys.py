from collections import Counter

import pytest

from transforms.plan_stream import Stretch
from transforms.spread_keys import KEY_GROUPS, _murmur3_128, key_group, spread_key, stretch_of


@pytest.mark.parametrize(
    ("text", "hashed"),
    [(b"", 0), (b"hello", 0x41BD9B02), (b"The quick brown fox jumps over the lazy dog", 0xBC071B6C)],
)
def test_the_hash_is_murmur3(text: bytes, hashed: int) -> None:
    assert _murmur3_128(text) == hashed


def test_the_groups_are_those_that_flink_was_seen_to_use() -> None:
    source = "kafka://fO07Bt63p4RyyvGcfPqOQQ/flink-kills"
    keys = [Stretch("/tmp/tmpw15nbl9z/out", source, partition, 0).text() for partition in range(8)]
    assert [key_group(key) * 4 // KEY_GROUPS for key in keys] == [0, 0, 0, 0, 3, 0, 0, 0]


@pytest.mark.parametrize("parallelism", [2, 3, 4, 8])
@pytest.mark.parametrize("source", ["kafka://c/news", "kafka://c/others"])
def test_partitions_are_spread_over_all_subtasks(parallelism: int, source: str) -> None:
    stretches = [Stretch("out", source, partition, 256) for partition in range(8)]
    keys = [spread_key(stretch.text())[0] for stretch in stretches]
    assert [stretch_of(key) for key in keys] == stretches
    readers = Counter(key_group(key) * parallelism // KEY_GROUPS for key in keys)
    assert len(readers) == parallelism
    assert max(readers.values()) <= 8 // parallelism + 1
