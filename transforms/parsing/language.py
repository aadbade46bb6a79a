"""Which language a text is in: what the record says, and a detector that speaks up only when it is sure."""

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from schemas.dead_letter import Refused
from transforms.parsing.quote import quote

ENGLISH = frozenset({"en", "eng", "english"})
UNSAID = frozenset({"und"})
# English-based creoles: the detector takes English news about West Africa for one of them.
LIKE_ENGLISH = frozenset({"en", "pcm", "sco", "jam", "tpi", "bi"})
SHORTEST = 200
SAMPLE = 1000
SURE = 0.9


def check_language(text: str, declared: str | None) -> None:
    """Check that a text is in English.

    Args:
        text: The article's text.
        declared: BCP 47 tag that the record gives; None if it gives none.

    Raises:
        Refused: `not_english` if the record says so, or the detector is sure of the beginning and of the middle.
    """
    primary = (declared or "und").strip().replace("_", "-").partition("-")[0].casefold()
    if primary not in ENGLISH | UNSAID:
        raise Refused("not_english", f"the record says that its language is {quote(declared or '')}")
    if len(text) < SHORTEST:
        return
    middle = max(len(text) // 2 - SAMPLE // 2, 0)
    for sample in (text[:SAMPLE], text[middle : middle + SAMPLE]):
        found, share = _detector().classify(sample)
        if found in LIKE_ENGLISH or share < SURE:
            return
    raise Refused("not_english", f"the text looks like language {found} ({share:.0%} sure)")


@lru_cache(maxsize=1)
def _detector() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
