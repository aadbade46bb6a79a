"""Which language a text is in: what the record says, and a detector that speaks up only when it is sure."""

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from schemas.dead_letter import Refused
from transforms.parsing.quote import quote

ENGLISH = frozenset({"en", "eng", "english"})
UNSAID = "und"
# The detector takes some English news about West Africa for Nigerian Pidgin.
LIKE_ENGLISH = frozenset({"en", "pcm"})
SHORTEST = 200
SAMPLE = 500
# Of 2,680 samples of 500 characters from English news the least English had 0.64, tables and lists of names included;
# samples in French, Arabic, Indonesian, Dutch, Danish, Tagalog and Swahili had less than 0.000001.
NOT_ENGLISH = 0.01


def check_language(text: str, declared: str | None) -> None:
    """Check that a text is in English.

    Args:
        text: The article's text.
        declared: BCP 47 tag that the record gives; None if it gives none.

    Raises:
        Refused: `not_english` if the record says so; or if the text has 200 characters and the detector finds English
            impossible both at its beginning and in its middle.
    """
    primary = (declared or UNSAID).strip().replace("_", "-").partition("-")[0].casefold()
    if primary not in ENGLISH and primary != UNSAID:
        raise Refused("not_english", f"the record says that its language is {quote(declared or '')}")
    if len(text) < SHORTEST or _may_be_english(text[:SAMPLE]):
        return
    middle = text[max(len(text) - SAMPLE, 0) // 2 :][:SAMPLE]
    if not _may_be_english(middle):
        likeliest = detector().classify(middle)[0]
        raise Refused("not_english", f"the text is not in English; it looks like language {likeliest}")


def _may_be_english(sample: str) -> bool:
    return sum(share for language, share in detector().rank(sample) if language in LIKE_ENGLISH) >= NOT_ENGLISH


@lru_cache(maxsize=1)
def detector() -> LanguageIdentifier:
    """Return the detector of languages, loaded at its first use."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
