"""A producer that goes on at a steady rate while something else happens."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from broker import Broker
from topic_kills import value


@contextmanager
def producing(broker: Broker, topic: str, rate: float, at_least: int = 0) -> Iterator[None]:
    """Produce so many records a second as long as the body runs, and at least so many in all if it ends well."""
    enough, failed = threading.Event(), threading.Event()
    thread = threading.Thread(target=_produce, args=(broker, topic, rate, at_least, enough, failed))
    thread.start()
    try:
        yield
    except BaseException:
        failed.set()
        raise
    finally:
        enough.set()
        thread.join()


def _produce(
    broker: Broker, topic: str, rate: float, at_least: int, enough: threading.Event, failed: threading.Event
) -> None:
    from kafka import KafkaProducer

    with KafkaProducer(bootstrap_servers=broker.server, reconnect_backoff_max_ms=1000) as producer:
        began = time.monotonic()
        for number in itertools.count():
            if failed.is_set() or (number >= at_least and enough.is_set()):
                break
            producer.send(topic, value(number), key=str(number).encode())
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
        producer.flush(120)
