"""What workers of a stream need, loaded by doing their work once on an article of our own."""

import datetime as dt
from importlib import import_module
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "samples" / "articles.jsonl"


def load_steps() -> None:
    """Import Beam's worker, the steps and the Kafka library."""
    for module in (
        "apache_beam.runners.worker.sdk_worker",
        "pipelines.stream.flow",
        "transforms.parsing.page",
        "kafka",
    ):
        import_module(module)


def load_coder_and_rules() -> None:
    """Load the coder and Great Expectations."""
    from pipelines.extract import articles_of
    from transforms.load_coder import load_coder
    from transforms.tables.rows import event_table
    from transforms.validate_events import validate_events

    # The progress bars of Great Expectations have a thread, which would not outlive a fork.
    import_module("tqdm").tqdm.monitor_interval = 0
    articles = next(iter(articles_of(str(SAMPLE), None, [])))
    coded = event_table(articles, tuple(load_coder().code(articles)), dt.datetime.now(dt.UTC))
    validate_events(coded, {(*article.position,): article.text for article in articles})


STAGES = (load_steps, load_coder_and_rules)
