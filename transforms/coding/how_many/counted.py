"""Numbers of people in an article: how many, and what is said to have happened to them."""

from collections.abc import Iterator
from typing import NamedTuple, cast

from spacy.tokens import Doc, Token

from transforms.coding.how_many.quantities import Quantity, find
from transforms.coding.lexicon import files, remembered, rows
from transforms.coding.parse.attachment import is_verb
from transforms.coding.parse.columns import columns
from transforms.coding.story import Story
from transforms.coding.when.dates import expressions

STANDS = ("object", "subject", "adjective", "noun", "of", "toll", "people", "person", "loose")
FURTHEST = 6
QUANTIFIERS = frozenset(
    ["dozens", "scores", "hundreds", "thousands", "tens", "millions", "number", "couple", "handful"]
)
PERSONS = ("ers", "ors", "ists", "ants", "ians", "ees", "men", "girls", "boys", "ans", "is", "ese")
PERSON = ("er", "or", "ist", "ian", "ee", "man", "girl", "boy")
MODIFIERS = ("nummod", "quantmod", "amod", "det", "compound", "nmod")
NAMELESS = ""


class Counted(NamedTuple):
    """A number of people.

    Attributes:
        kind: What happened to them, or who they are; empty where nothing is known but that they are people.
        anchor: The word that says so.
        people: The counted noun.
        quantity: How many.
    """

    kind: str
    anchor: Token
    people: Token
    quantity: Quantity


@remembered
def listed() -> dict[str, dict[str, str]]:
    """Return data/counts.tsv: by where a word stands, what it says happened."""
    found: dict[str, dict[str, str]] = {stand: {} for stand in STANDS}
    for file in files("counts.tsv"):
        for row in rows(file, 3):
            word, stand, kind = row.cells
            if stand not in found or not kind:
                raise row.error(f"{stand!r} is none of {', '.join(STANDS)}, or no kind is given")
            found[stand][word] = kind
    return found


def counted(story: Story) -> tuple[Counted, ...]:
    """Return the numbers of people of an article, in the order of the words that say what happened to them."""
    if "counts" not in story.memory:
        dates = {i for each in expressions(story) for i in range(each.expression.first, each.expression.stop)}
        numbers = (each for each in find(story.doc) if each.number not in dates)
        words = columns(story.doc)
        found = [each for quantity in numbers for each in _read(quantity, story.doc)]
        singles = (i for i, word in enumerate(words.lower) if word in ("a", "an") and words.tag[words.head[i]] == "NN")
        found += [each for i in singles for each in _one(story.doc[i])]
        story.memory["counts"] = tuple(_summed(sorted(found, key=lambda each: each.anchor.i)))
    return cast(tuple[Counted, ...], story.memory["counts"])


def _summed(found: list[Counted]) -> Iterator[Counted]:
    """Yield the numbers; "53 pupils and two teachers" are 55."""
    last: Counted | None = None
    for each in found:
        joined = last and last[:2] == each[:2] and each.people.dep_ == "conj" and each.people.head.i == last.people.i
        if last and joined:
            one, two = last.quantity, each.quantity
            low = None if one.minimum is None or two.minimum is None else one.minimum + two.minimum
            high = None if one.maximum is None or two.maximum is None else one.maximum + two.maximum
            if low is not None or high is not None:
                last = last._replace(people=each.people, quantity=Quantity(one.first, two.stop, two.number, low, high))
                continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _read(quantity: Quantity, doc: Doc) -> Iterator[Counted]:
    """Yield what is said of so many: each predicate that they stand under; else who they are."""
    people = _people(doc[quantity.first : quantity.stop].root, quantity)
    table = listed()
    if people.lower_ in table["noun"]:
        yield Counted(table["noun"][people.lower_], people, people, quantity)
        return
    if people.lower_ in table["adjective"]:
        yield Counted(table["adjective"][people.lower_], people.head, people, quantity)
        return
    person = _is_person(people)
    kinds = [each for each in _predicates(people) if person or each[0] not in table["loose"].values()]
    for kind, anchor in kinds:
        yield Counted(kind, anchor, people, quantity)
    part = people.dep_ == "pobj" and people.head.lower_ == "including"
    if not kinds and person and people.tag_ != "CD" and not part:
        yield Counted(table["people"].get(people.lower_, NAMELESS), people, people, quantity)


def _one(article: Token) -> Iterator[Counted]:
    """Yield "a protester" as one, where something is done to her that is only done to people."""
    person, table = article.head, listed()
    known = person.lower_ in table["person"]
    if person.tag_ == "NN" and person.i > article.i and (known or person.lower_.endswith(PERSON)):
        one = Quantity(article.i, person.i + 1, person.i, 1, 1)
        for kind, anchor in _predicates(person):
            if kind not in table["loose"].values() or (kind == "released" and known):
                yield Counted(kind, anchor, person, one)


def _is_person(noun: Token) -> bool:
    """Say whether a counted noun is people: a listed one, one that ends like it, or a bare number."""
    table, word = listed(), noun.lower_
    plural = noun.tag_ in ("NNS", "NNPS") and word.endswith(PERSONS)
    return noun.tag_ == "CD" or word in table["people"] or word in table["person"] or plural or noun.tag_ == "NNPS"


def _people(number: Token, quantity: Quantity) -> Token:
    """Return the counted noun: what the number modifies, what stands behind its "of", or the number itself."""
    if number.dep_ in MODIFIERS and number.head.i > number.i:
        return number.head
    if number.tag_ == "IN":  # "between twenty and thirty villagers"
        behind = number.doc[quantity.stop : quantity.stop + 3]
        return next((word for word in behind if word.tag_ in ("NNS", "NN")), number)
    of = next((child for child in number.rights if child.lower_ == "of"), None)
    inner = next((child for child in of.rights if child.dep_ == "pobj"), None) if of else None
    return number if inner is None or inner.i > quantity.stop + FURTHEST else inner


def _predicates(people: Token) -> Iterator[tuple[str, Token]]:
    """Yield (kind, word) of the verbs, adjectives and nouns that say what happened to people."""
    top, table = _top(people), listed()
    head = top.head
    if is_verb(head) and top.dep_ in ("dobj", "nsubjpass", "nsubj") and (kind := _done(top, head)):
        yield kind, head
    elif top.dep_ == "pobj" and head.lower_ in ("of", "to", "at") and (kind := _behind_noun(head)):
        yield kind, head.head
    for child in top.children:
        if child.lower_ in table["adjective"]:
            yield table["adjective"][child.lower_], head
        elif child.dep_ in ("acl", "relcl") and child.tag_ == "VBN" and (kind := _done_to(child)):
            yield kind, child


def _done(top: Token, verb: Token) -> str | None:
    """Return what a verb says of its subject or object: killed, left dead, hacked to death."""
    table = listed()
    bare = verb.tag_ == "VBN" and not any(child.dep_.startswith("aux") for child in verb.lefts)  # "and 20 wounded"
    object_ = top.dep_ in ("dobj", "nsubjpass") or bare
    kind = table["object" if object_ else "subject"].get(verb.lower_)
    if kind or not object_:
        return kind
    for child in verb.rights:
        if child.lower_ in table["adjective"]:
            return table["adjective"][child.lower_]
        if child.lower_ == "to" and any(inner.lower_ == "death" for inner in child.rights):
            return "killed"
    return None


def _done_to(participle: Token) -> str | None:
    """Return what a participle says of the noun before it: "girls kidnapped in", "men who were killed in"."""
    active = participle.dep_ == "relcl" and not any(child.dep_ == "nsubjpass" for child in participle.lefts)
    return None if active else listed()["object"].get(participle.lower_)


def _top(people: Token) -> Token:
    """Return the noun that stands for people in its clause: "dozens" of "dozens of people", the first of a list."""
    for _ in range(FURTHEST):
        above = people.head
        of = people.dep_ == "pobj" and above.lower_ == "of"
        if of and (above.head.lower_ in QUANTIFIERS or above.head.tag_ == "CD"):
            people = above.head
        elif people.dep_ == "conj" and above.tag_[:2] in ("NN", "PR", "CD"):
            people = above
        else:
            break
    return people


def _behind_noun(preposition: Token) -> str | None:
    """Return the kind of "the killing of five", "a death toll of 40", "the toll rose to 40"."""
    noun = preposition.head
    kind = listed()["of"].get(noun.lower_) or listed()["toll"].get(noun.lower_)
    subject = next((child for child in noun.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    return kind or (listed()["toll"].get(subject.lower_) if subject is not None else None)
