"""Who speaks: the noun phrase behind a word that reports."""

from spacy.tokens import Token

from transforms.coding.lexicon import files, remembered, rows
from transforms.coding.says.cues import Cue, cue_of

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVES = frozenset({"nsubjpass", "auxpass", "csubjpass"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
EXPLETIVES = frozenset({"it", "there", "what", "this"})
OWNERS = frozenset({"from", "by", "of"})
INSIDE_NAMES = frozenset({"det", "compound", "poss", "amod", "nummod", "nmod", "case"})
FINITE_WITHOUT_SUBJECT = frozenset({"conj", "advcl", "xcomp", "dep"})
DEPTH = 12
PARTS = ("document", "makes", "unwilling")


def words(part: str) -> frozenset[str]:
    """Return the words of data/speakers.tsv that play a part: document, makes, unwilling."""
    return table()[part]


@remembered
def table() -> dict[str, frozenset[str]]:
    """Return the words of each part."""
    found: dict[str, set[str]] = {part: set() for part in PARTS}
    for file in files("speakers.tsv"):
        for row in rows(file, 2):
            if row.cells[1] not in found:
                raise row.error(f"{row.cells[1]!r} is none of {', '.join(PARTS)}")
            found[row.cells[1]].update(word.strip() for word in row.cells[0].split(","))
    return {part: frozenset(members) for part, members in found.items()}


def speaker(word: Token, cue: Cue) -> Token | None:
    """Return the head of the noun phrase that says it; None if nobody is named."""
    if cue.kind == "verb":
        found = _of_passive(word) if is_passive(word) else _of_verb(word)
    elif cue.kind == "preposition":
        found = _of_according(word)
    else:
        found = _of_noun(word) if cue.kind == "noun" else None
    return owner(found) if found is not None else None


def _of_according(word: Token) -> Token | None:
    """Return whom `according to` names."""
    return next((obj for to in word.children for obj in to.children if obj.dep_ == "pobj"), None)


def is_passive(word: Token) -> bool:
    """Tell whether a verb is in the passive."""
    if word.tag_ == "VBN" and word.dep_ == "acl":
        return True
    return any(child.dep_ in PASSIVES for child in word.lefts) or any(child.dep_ == "agent" for child in word.rights)


def _of_passive(word: Token) -> Token | None:
    for by in word.children:
        if by.dep_ == "agent":
            return next((obj for obj in by.children if obj.dep_ == "pobj"), None)
    return None


def _of_verb(word: Token) -> Token | None:
    """Return the subject of an active verb, its own or the one it shares."""
    verb = word
    if is_afterthought(word):
        return _just_before(word)
    for _ in range(DEPTH):
        own = subject(verb)
        if own is not None:
            return _antecedent(own, verb)
        if verb.dep_ == "acl":
            return _of_participle(verb)
        if verb.dep_ == "pcomp":
            return _of_prepositional(verb)
        if verb.dep_ not in FINITE_WITHOUT_SUBJECT or verb.head == verb:
            return _behind(word)
        verb = verb.head
    return None


def is_afterthought(word: Token) -> bool:
    """Tell whether the parser took `the lawyer, Jane Doe, said` for one more deed of the subject."""
    if word.dep_ != "conj" or word.i == 0 or word.nbor(-1).text != "," or subject(word) is not None:
        return False
    return not any(child.dep_ == "cc" and child.i < word.i for child in word.head.rights)


def _just_before(word: Token) -> Token | None:
    """Return the noun phrase that ends before the comma before a verb."""
    if word.i < 2 or not word.nbor(-2).tag_.startswith("N"):  # noqa: PLR2004
        return None
    noun = word.nbor(-2)
    while noun.dep_ in INSIDE_NAMES and noun.head.i < word.i:
        noun = noun.head
    return noun


def _of_participle(verb: Token) -> Token | None:
    """Return who says in "a statement saying", "called for their release, saying": the noun, or who acts above it."""
    noun = verb.head
    if noun.lower_ in words("document") or noun.dep_ in {*SUBJECTS, "nsubjpass", "agent", "ROOT"}:
        return noun
    above = noun
    for _ in range(DEPTH):
        above = above.head
        if above.tag_.startswith("V") and (acting := subject(above)) is not None:
            return _antecedent(acting, above)
        if above.head == above:
            break
    return noun


def subject(verb: Token) -> Token | None:
    """Return the verb's own subject."""
    kinds = SUBJECTS | {"nsubjpass"}
    found = [child for child in verb.children if child.dep_ in kinds and child.lower_ not in EXPLETIVES]
    if len(found) > 1 and found[1].i == found[0].i + 1:
        return found[1]  # the agency Xinhua said
    return found[0] if found else None


def _antecedent(found: Token, verb: Token) -> Token | None:
    if found.lower_ in RELATIVES:
        return verb.head if verb.dep_ in {"relcl", "acl"} else None
    return None if found.tag_ in {"WP", "WDT"} else found


def _of_prepositional(verb: Token) -> Token | None:
    """Return who says in "quoted the general as saying", "left without saying"."""
    governing = verb.head.head
    if verb.head.lower_ == "as":
        target = next((child for child in governing.children if child.dep_ in {"dobj", "nsubjpass"}), None)
        if target is not None:
            return target
    return subject(governing) if governing.tag_.startswith("V") else None


def _behind(word: Token) -> Token | None:
    """Return the speaker in `said Smith` where the parser took him for an object."""
    before = word.nbor(-1) if word.i else word
    if not (before.is_punct or before.dep_ == "punct"):
        return None
    return next((child for child in word.rights if child.dep_ in {"dobj", "attr", "oprd", "npadvmod", "dep"}), None)


def _of_noun(word: Token) -> Token | None:
    """Return who says in "Russia's claim", "US accusations", "a claim by Russia", "Russia made the claim"."""
    for child in word.lefts:
        if child.dep_ == "poss" or (child.dep_ in {"compound", "amod"} and child.text[0].isupper()):
            return child
    for child in word.rights:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            return next((obj for obj in child.children if obj.dep_ == "pobj"), None)
    if word.dep_ == "dobj" and word.head.lower_ in words("makes"):
        return _of_verb(word.head)
    return None


def owner(found: Token) -> Token:
    """Return whose document it is, where a document speaks and its owner is named."""
    if found.lower_ not in words("document"):
        return _name_of(found)
    for child in found.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in OWNERS:
            return next((obj for obj in child.children if obj.dep_ == "pobj"), found)
        if child.dep_ == "acl" and (giver := _of_passive(child)) is not None:
            return giver
    return found


def _name_of(found: Token) -> Token:
    """Return the name behind a description: "the lawyer, Jane Doe"."""
    if found.tag_ == "NN":
        return next((child for child in found.rights if child.dep_ == "appos" and child.tag_ == "NNP"), found)
    return found


def negated(word: Token) -> bool:
    """Tell whether a reporting word is denied: did not say, refused to confirm, no one said."""
    if any(child.dep_ == "neg" for child in word.lefts):
        return True
    for child in word.children:
        if child.dep_ in SUBJECTS and (child.lower_ in {"nobody", "none"} or _has_no(child)):
            return True
    if word.dep_ == "xcomp" and word.head.lower_ in words("unwilling"):
        return True
    return cue_of(word) is not None and _has_no(word)


def _has_no(noun: Token) -> bool:
    return any(child.dep_ in {"det", "neg"} and child.lower_ in {"no", "neither"} for child in noun.lefts)
