import pytest
from work import calls


@pytest.mark.parametrize(
    "sentence",
    ["Police arrested five men in Oslo.", "Police arrested Anna Berg{} in Oslo on Monday.", '"No," he said, (', ", "],
)
def test_four_times_the_text_takes_less_than_five_times_the_work(sentence: str) -> None:
    def text(n: int) -> str:
        return "\n".join(sentence.format("abcdefghij"[i % 10] + "klmnopqrst"[i // 10 % 10]) for i in range(n))

    calls(text(2))  # tables are loaded
    assert calls(text(240)) < 5 * calls(text(60))


@pytest.mark.parametrize(
    ("first", "again", "last"),
    [
        ("", "The mayor said that ", "police arrested Anna."),
        ("Norway urged ", "Sweden to ask Norway to ", "leave."),
        ("", "rebels, police, ", "fled."),
        ("Police arrested ", "rebels who attacked ", "Oslo."),
        ("Police condemned the attack ", "on the allies of rebels ", "."),
    ],
)
def test_a_sentence_four_times_as_deep_takes_less_than_five_times_the_work(first: str, again: str, last: str) -> None:
    def text(n: int) -> str:
        return first + again * n + last

    calls(text(2))
    assert calls(text(240)) < 5 * calls(text(60))
