"""Whether an event lies a year back or more, by the years its clause names."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from transforms.coding.candidate import Candidate
from transforms.coding.parse.columns import columns
from transforms.coding.story import Story
from transforms.coding.whether.clauses import OWN_SUBJECT
from transforms.coding.whether.labels import label

YEAR = re.compile(r"(1[5-9]|20)\d\d")
DECADE = re.compile(r"['’]?(1[5-9]|20)?\d0s")
OTHER_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "csubj"})
LONG_UNITS = frozenset({"year", "years", "decade", "decades", "century", "centuries"})
PAST_UNITS = frozenset({"last", "previous", "past"})
RECENT = 2010
"""Decades before it are old where a story names no year."""
WIDEST = 60
HIGHEST = 5


def is_old(candidate: Candidate, story: Story) -> bool:
    """Tell whether an event is set a year back or more."""
    now = present(story)
    head = candidate.head
    if any(child.dep_ in {"nummod", "compound", "amod"} and _old_year(child.text, now) for child in head.lefts):
        return head.tag_.startswith("N")
    clause: Token | None = _verb_of(candidate)
    for _ in range(HIGHEST):
        if clause is None:
            return False
        words = list(own_words(clause))
        if any(_sets_back(word, now) for word in words):
            return not _is_present(clause) or any(word.lower_ in {"since", "ago"} for word in words)
        if any(_dates(word) for word in words):
            return False
        if any(_sets_back(word, now) for joined in _joined(clause) for word in own_words(joined)):
            return True
        clause = _inherits_from(clause)
    return False


def present(story: Story) -> int:
    """Return the year in which the story was told: of publication, else the latest that it names; 0 if unknown."""
    if story.published_at:
        return story.published_at.year
    known = story.memory.get("present")
    if not isinstance(known, int):
        years = [int(text) for text in columns(story.doc).text if len(text) == 4 and YEAR.fullmatch(text)]  # noqa: PLR2004
        known = story.memory["present"] = max((year for year in years if year < 2100), default=0)  # noqa: PLR2004
    return known


def _is_present(clause: Token) -> bool:
    """Tell whether a clause speaks of today, so that a year in it dates something else: "talks are set for 2006"."""
    if clause.tag_ in {"VBZ", "VBP"}:
        return True
    helpers = {child.lower_ for child in clause.lefts if child.dep_ in {"aux", "auxpass"}}
    return bool(helpers & {"is", "are", "will"})


def own_words(clause: Token) -> Iterator[Token]:
    """Yield the words of a clause, not those of the clauses inside it; at most `WIDEST`."""
    waiting, seen = [clause], 0
    while waiting and seen < WIDEST:
        word = waiting.pop()
        seen += 1
        yield word
        waiting += [
            child
            for child in word.children
            if child.dep_ not in OTHER_CLAUSES and not (child.dep_ == "conj" and child.tag_.startswith("V"))
        ]


def _verb_of(candidate: Candidate) -> Token:
    """Return the verb whose time is the event's."""
    head = candidate.head
    if head.tag_.startswith("N"):
        for word in candidate.words:
            if word.tag_.startswith("V"):
                return word
        if head.dep_ in {"nsubjpass", "nsubj"} and label(head.head, "occurrence"):
            return head.head
    return head


def _sets_back(word: Token, now: int) -> bool:
    """Tell whether a word of the clause sets it a year back or more."""
    if _old_year(word.text, now):
        return bool(word.i) and (_leads_to_year(word.nbor(-1)) or _is_century(word))
    if word.lower_ in {"ago", "earlier"}:
        return any(child.lower_ in LONG_UNITS for child in word.lefts)
    if word.lower_ in LONG_UNITS:
        return (
            word.dep_ in {"npadvmod", "pobj"}
            and any(child.lower_ in PAST_UNITS for child in word.lefts)
            and not any(child.tag_ == "CD" or child.lower_ in {"several", "few"} for child in word.lefts)
        )
    return False


def _leads_to_year(before: Token) -> bool:
    return bool(label(before, "before year") or label(before, "month")) or before.text == "," or before.text.isdigit()


def _is_century(word: Token) -> bool:
    return word.text.endswith("s") and word.dep_ == "pobj"


def _old_year(text: str, now: int) -> bool:
    if len(text) == 4 and YEAR.fullmatch(text):  # noqa: PLR2004
        return int(text) < now
    return bool(DECADE.fullmatch(text)) and (len(text) < 5 or int(text[-5:-1]) + 9 < (now or RECENT))  # noqa: PLR2004


def _dates(word: Token) -> bool:
    """Tell whether a word dates its clause by itself."""
    return word.dep_ == "npadvmod" or (len(word.text) == 4 and bool(YEAR.fullmatch(word.text)))  # noqa: PLR2004


def _joined(clause: Token) -> list[Token]:
    """Return the verbs that share a clause's subject behind it, whose date may be its own: seized and shot in 1998."""
    return [
        child
        for child in clause.rights
        if child.dep_ == "conj" and child.tag_.startswith("V") and not any(c.dep_ in OWN_SUBJECT for c in child.lefts)
    ]


def _inherits_from(clause: Token) -> Token | None:
    """Return the clause whose time is also that of this one."""
    if clause.dep_ in {"xcomp", "pcomp", "prep"}:
        return clause.head
    if clause.dep_ == "conj" and clause.tag_ == clause.head.tag_:
        return clause.head
    if clause.dep_ == "advcl" and not any(child.dep_ in OWN_SUBJECT for child in clause.lefts):
        return clause.head
    earlier = any(child.lower_ == "had" for child in clause.lefts if child.dep_ == "aux")
    return clause.head if earlier and clause.dep_ in {"advcl", "relcl"} else None
