"""The first end of the flow of `recode`: committed chunks of one output in, their articles for another output out."""

from collections.abc import Iterator

import apache_beam as beam

from transforms.batch import ArticleBatch
from transforms.recode_chunk import read_kept
from transforms.replay_chunk import Commits
from transforms.tables.attempts import begin, recall
from transforms.tables.lock import join_run
from transforms.tables.storage import storage


class ReadArticles(beam.PTransform[beam.PCollection[Commits], beam.PCollection[ArticleBatch]]):
    """Read the articles and the open dead letters of each chunk, one batch a chunk.

    Args:
        directory: The output that holds them.
        output: The output that they are written to: knows at which positions earlier workers died.
    """

    def __init__(self, directory: str, output: str) -> None:
        super().__init__()
        self.directory, self.output = directory, output

    def expand(self, plan: beam.PCollection[Commits]) -> beam.PCollection[ArticleBatch]:
        """Read."""
        return plan | beam.ParDo(_ReadArticlesDoFn(self.directory, self.output))


class _ReadArticlesDoFn(beam.DoFn):
    def __init__(self, directory: str, output: str) -> None:
        self.directory, self.output = directory, output

    def setup(self) -> None:
        self.store, self.into = storage(self.directory), storage(self.output)

    def process(self, commits: Commits) -> Iterator[ArticleBatch]:
        for source in {covered.source for covered in commits[0].covers}:
            join_run(self.into, source)
        note = recall(self.into, commits[0].chunk)
        if note.suspects:
            begin(self.into, commits[0].chunk, note, ())  # CodeEvents goes by what is noted
        yield read_kept(self.store, commits, note)
