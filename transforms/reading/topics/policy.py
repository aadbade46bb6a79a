"""Whether a topic is compacted: then records may be gone that were there."""

from functools import cache

from transforms.reading.topics.connect import OPTIONS, heard
from transforms.reading.topics.survey import TopicPartition


@cache
def compacted(place: TopicPartition) -> bool:
    """Tell whether old records of a key are taken out of a topic; assumed where the broker does not say."""
    from kafka import KafkaAdminClient
    from kafka.admin import ConfigResource, ConfigResourceType
    from kafka.errors import KafkaError

    with heard():
        try:
            admin = KafkaAdminClient(**place.access.options(), bootstrap_timeout_ms=OPTIONS["bootstrap_timeout_ms"])
        except KafkaError:
            return True
        try:
            resource = ConfigResource(ConfigResourceType.TOPIC, place.topic)
            described = admin.describe_configs([resource], config_filter="all")
            return "compact" in str(described["topic"][place.topic]["cleanup.policy"]["value"])
        except (KafkaError, KeyError):
            return True
        finally:
            admin.close()
