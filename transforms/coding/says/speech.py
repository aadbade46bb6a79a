"""Who says what: every token's chain of reports, found once per story."""

from bisect import bisect_left, bisect_right

from spacy.tokens import Token

from transforms.coding.says.cues import Cue, cue_of, cues_in, governor
from transforms.coding.says.quotations import Quotation, quotations
from transforms.coding.says.reports import Report, adds, is_under, report_of, reported_by, speaks_anew, undenied
from transforms.coding.says.speakers import is_passive, negated, speaker
from transforms.coding.story import Story

DEEPEST = 8
"""Reports kept of a chain."""
LONG_CLAUSE = 25
"""Tokens of a sentence that may still be no more than "the minister said"."""


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
        if wrapper is not None and not is_under(token, *wrapper):
            outer = self._inside[head.i]
        if token.dep_ == "relcl" and adds(token):
            outer = undenied(outer)
        inside = outer
        if head != token:
            held = governor(token)
            if held is not None:
                inside = report_of(*held, token, self._wrapped[held[0].i])
            elif speaks_anew(token):
                inside = self._inside[head.i] if token.dep_ != "conj" else None
        self._inside[token.i] = inside
        own = self._wrappers.get(token.i)
        self._wrapped[token.i] = report_of(*own, token, inside) if own else inside

    def _find_wrappers(self) -> dict[int, tuple[Token, Cue]]:
        """Return, by the token over which they hold, the cues that stand below what they report."""
        found: dict[int, tuple[Token, Cue]] = {}
        for token, cue in self._cues:
            if token.head == token:
                continue
            target = reported_by(token, cue)
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
