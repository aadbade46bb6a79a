"""Whether an event happened: historical, future, hypothetical, negation."""

from collections.abc import Iterator

from spacy.tokens import Token

from schemas.event import AUXILIARIES
from transforms.coding.candidate import Candidate
from transforms.coding.says.speech import speech
from transforms.coding.story import Story
from transforms.coding.whether.clauses import Step, climb, is_infinitive
from transforms.coding.whether.labels import governs, label
from transforms.coding.whether.past import is_old

NEGATORS = frozenset({"no", "neither", "nor", "none", "nobody"})
PURSUED = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT", "PROTEST", "MOBILIZE", "ACCUSE", "REQUEST"})
"""Types that mostly happen where somebody sets out for them: flew there to meet, resigned to protest."""
FROM_FUTURE = frozenset({"AGREE", "THREATEN", "CONCEDE"})
OPERATORS = {"NOT": "negation", "WILL": "future", "MUST": "hypothetical", "REQUEST": "hypothetical"}
"""What an operator named in a candidate's path has used up."""
BE = frozenset({"is", "are", "was", "were", "be"})
PRESENT = frozenset({"VBZ", "VBP"})
PAST = frozenset({"VBD", "VBN"})


def auxiliaries(candidate: Candidate, story: Story) -> tuple[str, ...]:
    """Return what the words around an event say of it, in the order of `AUXILIARIES`.

    What an operator has turned into the type is not said again: "will meet" is AGREE and no future.
    """
    found = set(candidate.auxiliary)
    for step in climb(candidate):
        found.update(_marks(step, story, step.word in candidate.words))
        if _is_aim(step) and candidate.event_type not in PURSUED:
            found.add("hypothetical")
    if "future" not in found and is_old(candidate, story):
        found.add("historical")
    if "negation" in found:
        found.discard("future")
    if any(": PLAN of" in step for step in candidate.path) and "hypothetical" not in candidate.auxiliary:
        found.discard("hypothetical")  # "plans were discussed": a plan is a plan
    return tuple(name for name in AUXILIARIES if name in found - _spent(candidate))


def _spent(candidate: Candidate) -> set[str]:
    """Return what the type says already."""
    spent = {"future"} if candidate.event_type in FROM_FUTURE else set()
    path = " ".join(candidate.path)
    spent |= {made for name, made in OPERATORS.items() if name in path}
    if candidate.event_type == "REJECT" and "operator" in path:
        spent.add("negation")
    return spent - set(candidate.auxiliary)


def _is_aim(step: Step) -> bool:
    """Tell whether the event below is what somebody acts for: sent troops to seize it, a vote to expel him."""
    word, below = step.word, step.below
    if below is None or not is_infinitive(below):
        return False
    named = bool(label(word, "noun")) or any(label(child, "first") for child in word.lefts)
    return step.relation == "advcl" or (step.relation == "acl" and not named)


def _marks(step: Step, story: Story, consumed: bool) -> Iterator[str]:
    """Yield what a word on the way up says of the event below it."""
    word, below = step.word, step.below
    if below is not None:
        if not consumed:
            yield from _of_governor(word, below, step.relation)
        if step.relation == "ccomp":
            if label(word, "raising") and _is_negated(word):
                yield "negation"
            return
    yield from _of_helpers(word, story)
    if word.lower_ in BE and any(
        label(child, "noun") == "hypothetical" for child in word.rights if child.dep_ == "attr"
    ):
        yield "hypothetical"  # a meeting is a possibility
    if word.lower_ == "used" and {child.dep_ for child in word.rights} & {"xcomp", "dobj"} == {"xcomp"}:
        yield "historical"  # used to V
    if _is_negated(word):
        yield "negation"
    if below is None and word.tag_.startswith("N"):
        yield from _of_noun(word)


def _of_governor(word: Token, below: Token, relation: str) -> Iterator[str]:
    """Yield what a verb, adjective, noun or preposition makes of what it governs."""
    if word.tag_.startswith("N") or word.tag_ == "IN":
        found = label(word, "noun" if word.tag_ != "IN" else "preposition")
    else:
        found = governs(word, below, relation)
    if found and not (found == "negation" and relation == "ccomp"):
        yield found
    if relation == "xcomp" and word.lower_ in BE and is_infinitive(below):
        subject = next((child for child in word.lefts if child.dep_ == "nsubj"), None)
        yield "hypothetical" if subject is not None and label(subject, "goal") else "future"


def _of_helpers(word: Token, story: Story) -> Iterator[str]:
    """Yield what modals, conjunctions and adverbs beside a word say."""
    condition = False
    for child in word.children:
        if child.dep_ in {"aux", "auxpass"} and (found := label(child, "modal")):
            yield _would(word, story) if found == "hypothetical" and child.lower_ in WOULD else found
        elif child.dep_ in {"mark", "advmod", "npadvmod"} and (found := _adverbial(child)):
            yield found
        elif child.dep_ == "npadvmod" and word.tag_ not in PAST and _is_next(child):
            yield "future"
        condition = condition or (child.dep_ == "advcl" and _is_condition(child))
    if condition and any(label(child, "modal") for child in word.children if child.dep_ == "aux"):
        yield "hypothetical"
    if word.dep_ == "advcl" and word.i and _inverted(word):
        yield "hypothetical"


def _adverbial(word: Token) -> str:
    return label(word, "conjunction") or (label(word, "adverb") if word.dep_ != "mark" else "")


WOULD = frozenset({"would", "'d", "’d"})


def _would(word: Token, story: Story) -> str:
    """Return `future` for what somebody said would happen, else `hypothetical`."""
    if any(child.dep_ == "advcl" and _is_condition(child) for child in word.children):
        return "hypothetical"
    reports = speech(story).chain(word)
    quoted = speech(story).quotation(word)
    told = bool(reports) and reports[0].cue.tag_ not in PRESENT and quoted is None
    return "future" if told or word.dep_ == "relcl" else "hypothetical"


def _is_next(time: Token) -> bool:
    return any(child.lower_ in {"next", "coming", "following"} for child in time.lefts)


def _is_condition(clause: Token) -> bool:
    return any(child.dep_ in {"mark", "advmod"} and label(child, "conjunction") for child in clause.lefts)


def _inverted(clause: Token) -> bool:
    """Tell whether a clause is a condition without `if`: should Norland attack."""
    first = clause.left_edge
    return first.dep_ == "aux" and first.lower_ in {"should", "had", "were"}


def _is_negated(word: Token) -> bool:
    for child in word.children:
        if child.dep_ == "neg" and not _only(child):
            return True
        if child.dep_ in {"det", "preconj", "advmod"} and child.lower_ in NEGATORS:
            return True
        if child.dep_ in {"nsubj", "nsubjpass"} and _is_none(child):
            return True
    return label_of_adverb(word) == "negation"


def _only(negator: Token) -> bool:
    """Tell whether "not" is that of "not only" or "whether or not"."""
    after = negator.i + 1
    if negator.i and negator.nbor(-1).lower_ == "or":
        return True
    return after < len(negator.doc) and negator.doc[after].lower_ in {"only", "just", "merely"}


def _is_none(subject: Token) -> bool:
    return subject.lower_ in NEGATORS or any(
        child.lower_ in {"no", "neither"} and child.dep_ in {"det", "preconj"} for child in subject.lefts
    )


def label_of_adverb(word: Token) -> str:
    """Return what the adverbs beside a word say first."""
    return next(
        (found for child in word.lefts if child.dep_ in {"advmod", "neg"} and (found := label(child, "adverb"))), ""
    )


def _of_noun(noun: Token) -> Iterator[str]:
    for child in noun.lefts:
        if child.dep_ == "det" and child.lower_ == "any":
            yield "hypothetical"
        if child.dep_ in {"amod", "compound"} and (found := label(child, "adjective")):
            yield found
