"""Nothing that an article says can leave the place where the page keeps it."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.report.embed import as_json, policy
from pipelines.report.utf16 import units

NASTY = st.text(alphabet=st.sampled_from("<>&/!-\u2028\u2029\"'\\script\x00😀"))


@settings(derandomize=True)
@given(NASTY | st.text(st.characters(exclude_categories=["Cs"])))
def test_embedded_json_is_the_same_value_without_a_sign_of_markup(text: str) -> None:
    embedded = as_json({text: [text]})
    assert not set("<>&\u2028\u2029\x00") & set(embedded)
    assert json.loads(embedded) == {text: [text]}


def test_the_policy_allows_the_scripts_of_the_page_by_their_hash_and_no_network() -> None:
    allowed = policy(["alert(1)"], ["p {}"])
    assert allowed.startswith("default-src 'none'; script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';")
    assert "unsafe" not in allowed
    assert "http" not in allowed


@settings(derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_offsets_are_counted_as_a_browser_counts(text: str) -> None:
    unit = units(text)
    assert [unit(point) for point in range(len(text) + 1)] == [
        len(text[:point].encode("utf-16-le")) // 2 for point in range(len(text) + 1)
    ]
