import pickle

import pytest

from schemas.dead_letter import Refused
from transforms.reading.errors import SourceError, UsageError


@pytest.mark.parametrize("error", [SourceError("file:///a", "why"), UsageError("why"), Refused("not_json", "where")])
def test_an_error_comes_whole_out_of_another_process(error: Exception) -> None:
    other = pickle.loads(pickle.dumps(error))
    assert (type(other), str(other), vars(other)) == (type(error), str(error), vars(error))


def test_a_source_error_says_which_source_and_why() -> None:
    assert str(SourceError("file:///a", "cannot be read")) == "file:///a: cannot be read"
