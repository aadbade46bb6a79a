"""A parse as plain lists: what the coder reads of spaCy, taken out once per story."""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from transforms.coding.parse import forms, grammar, repairs
from transforms.coding.parse.columns import Columns, columns

GERUND = ("nsubj", "nsubjpass", "dobj", "pobj", "attr")  # "fighting between rebels": a noun, whatever its tag


@dataclass(slots=True)
class Tree:
    """A parse as plain lists by token number.

    Attributes:
        doc: The parse.
        tokens: Its tokens, by number: made when asked for.
        lower: Lower-case forms.
        lemma: Lemmas (`forms.of`).
        tag: Penn tags.
        dep: Dependency labels.
        head: Number of each token's head; a root is its own.
        kids: Numbers of each token's children, in order.
        memory: What readers of the tree remember, by kind and token.
    """

    doc: Doc
    tokens: Doc
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    kids: list[list[int]]
    memory: dict[tuple[str, int], object] = field(default_factory=dict)

    def verb(self, i: int) -> bool:
        """Return whether token i is tagged as a verb."""
        return self.tag[i].startswith("VB")

    def noun(self, i: int) -> bool:
        """Return whether token i is tagged as a common or proper noun."""
        return self.tag[i].startswith("NN")

    def name(self, i: int) -> bool:
        """Return whether token i is tagged as a proper noun."""
        return self.tag[i].startswith("NNP")

    def having(self, i: int, *deps: str) -> list[int]:
        """Return the children of i with one of these labels."""
        return [k for k in self.kids[i] if self.dep[k] in deps]

    def conjuncts(self, i: int) -> list[int]:
        """Return i and everything coordinated with it, in order."""
        found = [i]
        for each in found:
            found += [k for k in self.kids[each] if self.dep[k] == "conj" and not self.verb(k)]
        return found

    def solid(self, i: int) -> int:
        """Return the noun that counts: of "thousands of protesters" the protesters, of "$2 million in aid" the aid."""
        for _ in range(3):
            if "prep" not in [self.dep[k] for k in self.kids[i]]:
                break
            inner = self.below(i, "of") if self.lemma[i] in grammar.words("QUANTITY") or self.tag[i] == "CD" else []
            inner = inner or (self.below(i, "in") if self.lemma[i] in grammar.words("AMOUNT") else [])
            if not inner or self.tag[inner[0]] == "CD":
                break
            i = inner[0]
        return i

    def below(self, i: int, preposition: str) -> list[int]:
        """Return the objects of a preposition that hangs on i."""
        return [
            k
            for p in self.kids[i]
            if self.dep[p] == "prep" and self.lower[p] == preposition
            for k in self.kids[p]
            if self.dep[k] == "pobj"
        ]


def grow(doc: Doc) -> Tree:
    """Return the tree of a parsed doc."""
    text, lower, tag, dep, head = columns(doc)
    tag, dep, head = tag[:], dep[:], head[:]  # the tree's own: some are changed
    kids: list[list[int]] = [[] for _ in head]
    for i, h in enumerate(head):
        if h != i:
            kids[h].append(i)
    repairs.give_back_subjects(Columns(text, lower, tag, dep, head), kids)
    for i in (i for i, kind in enumerate(tag) if kind == "VBG"):
        acted = dep[i] == "pcomp" and dep[head[i]] == "agent" and all(dep[k] != "dobj" for k in kids[i])
        if dep[i] in GERUND or acted:
            tag[i] = "NN"
    return Tree(doc, doc, lower, forms.lemmas(lower, tag), tag, dep, head, kids)
