"""Who says what: every token's chain of reports, found once per story."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.cues import Cue, cue_of, cues_in, governor
from transforms.coding.quotations import Quotation, quotations
from transforms.coding.speakers import is_afterthought, is_passive, negated, owner, speaker, subject
from transforms.coding.story import Story

PARENTHETICAL = frozenset({"parataxis", "advcl", "dep", "ccomp"})
NOMINAL = frozenset(
    {"pobj", "dobj", "nsubj", "nsubjpass", "prep", "pcomp", "acl", "appos", "conj", "npadvmod", "attr", "compound"}
)
FINITE = frozenset({"VBD", "VBZ", "VBP"})
LOOSE = NOMINAL | {"xcomp", "advcl", "agent", "dative", "oprd", "relcl"}
DEEPEST = 8
LONG_CLAUSE = 25
"""Tokens of a sentence that may still be no more than "the minister said"."""


class Report(NamedTuple):
    """Somebody says it: the head of the speaker's noun phrase (None: nobody named), the cue, and who reports that."""

    source: Token | None
    cue: Token
    stance: str
    outer: "Report | None"


class Speech:
    """The reports of one story: which tokens are somebody's content, and whose."""

    def __init__(self, story: Story) -> None:
        self.doc = story.doc
        self._inside: dict[int, Report | None] = {}
        self._wrapped: dict[int, Report | None] = {}
        self._cues = cues_in(self.doc)
        self._wrappers = self._find_wrappers()
        self._quotations = quotations(self.doc)
        self._sentences = [sentence.start for sentence in self.doc.sents]
        self._voices = self._find_voices()

    def chain(self, token: Token) -> tuple[Report, ...]:
        """Return the reports in whose content a token stands, innermost first."""
        reports: list[Report] = []
        node = self._report(token)
        while node is not None and len(reports) < DEEPEST:
            reports.append(node)
            node = node.outer
        return self._quoted(token, reports)

    def quotation(self, token: Token) -> Quotation | None:
        """Return the quotation that holds a token."""
        at = bisect_right(self._quotations, token.i, key=lambda quotation: quotation.first) - 1
        return self._quotations[at] if at >= 0 and token.i < self._quotations[at].stop else None

    def _quoted(self, token: Token, reports: list[Report]) -> tuple[Report, ...]:
        """Put the speaker of a quotation behind who speaks inside it."""
        quotation = self.quotation(token)
        voice = self._voices.get(quotation.first) if quotation else None
        if quotation is None or voice is None or any(report.cue == voice.cue for report in reports):
            return tuple(reports)
        inner = [report for report in reports if quotation.first <= report.cue.i < quotation.stop]
        return (*inner, voice)

    def _report(self, token: Token) -> Report | None:
        """Return the innermost report over a token, remembering all on the way up."""
        path = []
        while token.i not in self._wrapped:
            path.append(token)
            if token.head == token:
                break
            token = token.head
        for step in reversed(path):
            self._remember(step)
        return self._wrapped[token.i if not path else path[0].i]

    def _remember(self, token: Token) -> None:
        head = token.head
        outer = None if head == token else self._wrapped[head.i]
        wrapper = self._wrappers.get(head.i)
        if wrapper is not None and not _is_under(token, *wrapper):
            outer = self._inside[head.i]
        inside = outer
        if head != token:
            held = governor(token)
            if held is not None:
                inside = _report_of(*held, token, self._wrapped[held[0].i])
            elif _speaks_anew(token):
                inside = self._inside[head.i] if token.dep_ != "conj" else None
        self._inside[token.i] = inside
        own = self._wrappers.get(token.i)
        self._wrapped[token.i] = _report_of(*own, token, inside) if own else inside

    def _find_wrappers(self) -> dict[int, tuple[Token, Cue]]:
        """Return, by the token over which they hold, the cues that stand below what they report."""
        found: dict[int, tuple[Token, Cue]] = {}
        for token, cue in self._cues:
            if token.head == token:
                continue
            target = _reported_by(token, cue)
            if target is not None:
                found.setdefault(target.i, (token, cue))
        return found

    def _find_voices(self) -> dict[int, Report]:
        """Return the speaker of each quotation that has a clause, by its first token."""
        verbs = [token.i for token, cue in self._cues if _may_open(cue) and self.quotation(token) is None]
        voices: dict[int, Report] = {}
        last: Quotation | None = None
        for quotation in self._quotations:
            if not quotation.whole:
                continue
            verb = self._nearest(quotation, verbs)
            voice = self._voice(verb) if verb is not None else None
            if voice is not None:
                voices[quotation.first] = voice
            elif last is not None and self._follows(last, quotation) and last.first in voices:
                voices[quotation.first] = voices[last.first]
            last = quotation
        self._hand_back(voices)
        return voices

    def _hand_back(self, voices: dict[int, Report]) -> None:
        """Give a quotation without speaker that of the next one."""
        later: Quotation | None = None
        for quotation in reversed(self._quotations):
            if not quotation.whole:
                continue
            voice = voices.get(later.first) if later is not None else None
            if voice and later and self._leads(quotation, later):
                voices.setdefault(quotation.first, voice)
            later = quotation

    def _voice(self, verb: Token) -> Report | None:
        cue = cue_of(verb)
        assert cue is not None
        who = speaker(verb, cue)
        return Report(who, verb, "asserts", None) if who is not None else None

    def _nearest(self, quotation: Quotation, verbs: list[int]) -> Token | None:
        """Return the verb of saying next to a quotation, in its sentences or hard by."""
        first, stop = self._reach(quotation)
        near = verbs[bisect_left(verbs, first) : bisect_left(verbs, stop)]
        speaking = [i for i in near if not negated(self.doc[i]) and not is_passive(self.doc[i])]
        if not speaking:
            return None
        return self.doc[min(speaking, key=lambda i: min(abs(quotation.first - i), abs(i - quotation.stop + 1)))]

    def _reach(self, quotation: Quotation) -> tuple[int, int]:
        """Return the tokens among which the verb of saying may stand."""
        at, last = self._sentence(quotation.first), self._sentence(quotation.stop - 1)
        first, stop = self._sentences[at], self._end(last)
        if at and self._sentences[at] >= quotation.first - 1 and self._ends_with(self._sentences[at], (":", ",")):
            first = self._sentences[at - 1]
        if stop <= quotation.stop and last + 1 < len(self._sentences) and self._trails(quotation, last + 1):
            stop = self._end(last + 1)
        return first, stop

    def _trails(self, quotation: Quotation, sentence: int) -> bool:
        """Tell whether a sentence is no more than the words that close a quotation: `he said on Monday`."""
        first, stop = self._sentences[sentence], self._end(sentence)
        closing = self.doc[quotation.stop - 2].text if quotation.stop - quotation.first > 1 else ""
        begins = self.doc[first].text
        return stop - first <= LONG_CLAUSE and (closing in {",", "?", "!", "—"} or begins[:1].islower())

    def _opens_sentence(self, quotation: Quotation) -> bool:
        """Tell whether nothing but quotations stands before a quotation in its sentence."""
        before = self.doc[self._sentences[self._sentence(quotation.first)] : quotation.first]
        return all(token.is_space or token.is_punct or self.quotation(token) for token in before)

    def _follows(self, before: Quotation, after: Quotation) -> bool:
        if not self._opens_sentence(after):
            return False
        return self._sentence(after.first) - self._sentence(before.stop - 1) <= 1 or all(
            token.is_space for token in self.doc[before.stop : after.first]
        )

    def _leads(self, before: Quotation, after: Quotation) -> bool:
        return self._follows(before, after) and not self._apart(before, after)

    def _apart(self, before: Quotation, after: Quotation) -> bool:
        """Tell whether a paragraph ends between two quotations."""
        return any("\n" in token.text for token in self.doc[before.stop : after.first])

    def _ends_with(self, i: int, marks: tuple[str, ...]) -> bool:
        while i and self.doc[i - 1].is_space:
            i -= 1
        return i > 0 and self.doc[i - 1].text in marks

    def _sentence(self, i: int) -> int:
        return bisect_right(self._sentences, i) - 1

    def _end(self, sentence: int) -> int:
        return self._sentences[sentence + 1] if sentence + 1 < len(self._sentences) else len(self.doc)


def speech(story: Story) -> Speech:
    """Return the reports of a story, found at the first call."""
    found = story.memory.get("speech")
    if not isinstance(found, Speech):
        found = story.memory["speech"] = Speech(story)
    return found


def _may_open(cue: Cue) -> bool:
    """Tell whether a cue is a verb of saying that may introduce or close a quotation."""
    return cue.kind == "verb" and "quote" in cue.slots


def _report_of(word: Token, cue: Cue, content: Token, outer: Report | None) -> Report | None:
    """Return the report that a cue makes of its content; what lies above if it makes none."""
    stance = cue.negated if negated(word) else cue.stance
    if not stance:
        return outer
    source = speaker(word, cue)
    if source is None and not _may_be_nobody(word, cue):
        return outer
    if stance == "predicts" and _is_stated(content):
        stance = "asserts"
    return _cited(word, Report(source, word, stance, outer))


def _cited(word: Token, report: Report) -> Report:
    """Put whom the speaker cites inside: police, citing witnesses, said."""
    for citing in word.children:
        if citing.dep_ == "advcl" and citing.lower_ in {"citing", "quoting"}:
            for cited in citing.children:
                if cited.dep_ == "dobj":
                    return Report(owner(cited), citing, "asserts", report)
    return report


def _may_be_nobody(word: Token, cue: Cue) -> bool:
    """Tell whether a cue reports without a speaker: is believed to, reportedly; but not "rejected claims that"."""
    if cue.kind == "verb":
        return "passive" in cue.slots and is_passive(word)
    return cue.kind != "noun" or governor(word) is None


def _is_stated(content: Token) -> bool:
    """Tell whether a clause says what is or was, not what may come: warned that rebels hold the bridge."""
    helpers = [child for child in content.lefts if child.dep_ in {"aux", "auxpass"}]
    if any(child.tag_ == "MD" or child.lower_ in {"to", "going"} for child in helpers):
        return False
    return content.tag_ in FINITE or any(child.tag_ in FINITE for child in helpers)


def _speaks_anew(token: Token) -> bool:
    """Tell whether a clause joined to reported content is a new report beside it: and the army said."""
    cue = cue_of(token)
    return (
        token.dep_ == "conj"
        and cue is not None
        and cue.kind == "verb"
        and subject(token) is not None
        and "that" in cue.slots
    )


def _is_under(token: Token, word: Token, cue: Cue) -> bool:
    """Tell whether a cue below a verb holds over another word below it: `reportedly` not over clauses of their own."""
    if token == word:
        return False
    own = any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass", "mark"} for child in token.lefts)
    return cue.kind != "adverb" or not (own and token.dep_ in {"conj", "advcl"})


def _reported_by(word: Token, cue: Cue) -> Token | None:
    """Return the head of the clause or noun over which a cue below it holds."""
    if cue.kind == "adverb":
        return word.head
    if cue.kind == "adjective":
        return word.head if word.dep_ == "amod" else None
    if cue.kind == "preposition":
        return _clause(word)
    if cue.kind == "verb" and word.dep_ in PARENTHETICAL and {"that", "quote", "as"} & cue.slots:
        return _clause(word) if _is_parenthetical(word) else None
    if cue.kind == "verb" and "quote" in cue.slots and is_afterthought(word):
        return None if any(governor(child) for child in word.children) else word.head
    return None


def _is_parenthetical(word: Token) -> bool:
    """Tell whether a verb of saying stands in the midst of what it reports: as the army said, officials said."""
    if governor(word) is not None or any(governor(child) for child in word.children if child.dep_ != "prep"):
        return False
    marks = [child.lower_ for child in word.lefts if child.dep_ in {"mark", "advmod"}]
    if word.dep_ in {"advcl", "dep"} and marks:
        return marks == ["as"]
    if "as" in (cue.slots if (cue := cue_of(word)) else ()):
        return False
    return subject(word) is not None and word.tag_ not in {"VBG", "VB"}


def _clause(word: Token) -> Token:
    """Return the clause to which a loose `according to` or `officials said` belongs."""
    clause = word.head
    trailing = word.i > clause.i
    while clause.head != clause and clause.dep_ in (LOOSE if trailing else NOMINAL):
        if governor(clause) is not None and clause.tag_.startswith("V"):
            break
        clause = clause.head
    return clause
