import gc

import pytest

from transforms.loading import loading


def test_what_is_loaded_is_never_looked_at_and_what_comes_later_is() -> None:
    with loading():
        assert not gc.isenabled()
        kept = [[] for _ in range(1000)]  # type: ignore[var-annotated]
    later: list[object] = []
    seen = gc.get_objects()
    assert gc.isenabled()
    assert not any(each is kept for each in seen)
    assert any(each is later for each in seen)
    gc.unfreeze()


def test_the_collector_is_back_when_loading_fails() -> None:
    with pytest.raises(OSError, match="no model"), loading():
        raise OSError("no model")
    assert gc.isenabled()
    gc.unfreeze()
