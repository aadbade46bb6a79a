"""The text as the parser likes it: every character replaced by at most one other, so that offsets hold."""

import re
from itertools import pairwise

from transforms.coding.parse import forms, grammar

QUOTES = {
    "‘": "'",
    "’": "'",
    "‛": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "«": '"',
    "»": '"',
}
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
LINES = "\u0085\u2028\u2029"
CONTROLS = [chr(c) for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\n\x85"]
TABLE = str.maketrans(
    {**QUOTES, **dict.fromkeys([*CONTROLS, *SPACES], " "), **dict.fromkeys(LINES, "\n"), "‐": "-", "‑": "-"}
)
SURROGATES = re.compile("[\ud800-\udfff]")
ENDLESS = re.compile(r"\S{120}")
BLOCK = re.compile(r"[^\n](?:[^\n]|\n(?![ ]*\n))*")
WORD = re.compile(r"[^\W\d_]+")
SHORTEST_WRAP, LONGEST_WRAP, SHORT_LINE = 40, 110, 0.7
HEADLINE_WORDS, HEADLINE_SHARE, HEADLINE_LENGTH = 4, 0.7, 200


def plain(text: str) -> str:
    """Return the text with quotes, spaces and control characters made plain, lines joined, headlines in lower case.

    >>> plain("“No,”\u00a0he said.")
    '"No," he said.'
    """
    text = ENDLESS.sub(broken, SURROGATES.sub(" ", text.translate(TABLE)))
    return BLOCK.sub(lambda block: paragraph(block[0]), text)


def broken(run: re.Match[str]) -> str:
    """Return a piece of an endless word with its last character blanked: tokenizers are quadratic in a word."""
    return run[0][:-1] + " "


def paragraph(block: str) -> str:
    """Return lines without a blank one between them, wrapped ones joined, the others each looked at alone."""
    lines = block.split("\n")
    if len(lines) > 1:
        widest = max(map(len, lines[:-1]))
        wrapped = SHORTEST_WRAP <= widest <= LONGEST_WRAP
        joined = [lines[0]]
        for before, line in pairwise(lines):
            goes_on = wrapped and len(before) >= SHORT_LINE * widest
            joined.append((" " if goes_on or line[:1].islower() else "\n") + line)
        block = "".join(joined)
    return "\n".join(headline(line) for line in block.split("\n"))


def headline(line: str) -> str:
    """Return a headline In Title Case or IN CAPITALS with the words that the lexicon knows in lower case."""
    line_end = line.rstrip()[-1:]
    if len(line) > HEADLINE_LENGTH or line_end in ".!?\"'":
        return line
    words = [word for word in WORD.findall(line) if len(word) > 3]  # noqa: PLR2004
    if len(words) < HEADLINE_WORDS or sum(word[0].isupper() for word in words) < HEADLINE_SHARE * len(words):
        return line
    return WORD.sub(lambda word: lowered(word[0]), line)


def lowered(word: str) -> str:
    """Return a headline's word in lower case if the lexicon knows it, else a name's capital kept."""
    lower = word.lower()
    if len(lower) != len(word):
        return word
    if lower in forms.verbs() or lower in forms.nouns() or lower in grammar.words("SMALL"):
        return lower
    return word[0] + lower[1:] if word.isupper() and len(word) > 4 else word  # noqa: PLR2004
