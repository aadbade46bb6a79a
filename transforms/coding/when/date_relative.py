"""Dates counted from publication: last week, the past two days, two days ago, yesterday."""

from transforms.coding.when.date_reader import Found, Words
from transforms.coding.when.date_words import number, said
from transforms.coding.when.moment import Moment

FEW = ("few", "several", "some")
QUANTITY = ("past", "last", "next", "coming", "previous")


def shifted(words: Words, index: int) -> Found | None:
    """Last week; this year; the weekend; last night; this morning; last spring."""
    at = index + 1 if words[index] == "the" else index
    if words[index] == "the" and words[at] == "weekend" and words[index - 1] in ("at", "over", "during", "on"):
        return Found(Moment("shift", unit="weekend", number=1, shift=0), at + 1)
    shift = said("shift", words[at])
    if shift is None or words.tag(at) in ("VB", "VBP"):
        return None
    which, at = int(shift), at + 1
    if at - 1 == index and which <= 0 and (said("daypart", words[at]) or words[at] == "night"):
        return Found(Moment("today", number=which), at + 1)
    unit, season = said("unit", words[at]), said("season", words[at])
    if season:
        return Found(Moment("season", month=int(season), shift=which), at + 1)
    if unit in (None, "hour") or (unit == "day" and words[at - 1] != "this"):
        return None
    form = "stretch" if words[index] == "the" and words[at - 1] in ("past", "last") else "shift"
    return Found(Moment(form, unit=unit or "", number=1, shift=which), at + 1)


def stretch(words: Words, index: int) -> Found | None:
    """The past two weeks; the last few days; the next five years."""
    at = index + 1 if words[index] == "the" else index
    if words[at] not in QUANTITY or words.tag(at) in ("VB", "VBP"):
        return None
    count = 3 if words[at + 1] in FEW else number(words[at + 1])
    unit = said("unit", words[at + 2])
    if not count or not unit or words[at + 1] in ("a", "an"):
        return None
    return Found(Moment("stretch", unit=unit, number=count, shift=int(said("shift", words[at]) or 0)), at + 3)


def ago(words: Words, index: int) -> Found | None:
    """Two days ago; a couple of weeks ago; several months ago (0 of them: we are not told)."""
    vague = words[index] in FEW or (words[index] == "a" and words[index + 1] in FEW)
    count, at = 0 if vague else number(words[index]), index + 1
    at += 1 if words[index] == "a" and vague else 0
    if words[index] in ("a", "the") and words[at] == "couple":
        count, at = 2, at + 1
    at += 1 if words[at] in ("of", "full", "-") else 0
    unit = said("unit", words[at])
    if count is None or not unit or words[at + 1] != "ago":
        return None
    return Found(Moment("ago", unit=unit, number=count), at + 2)


def today(words: Words, index: int) -> Found | None:
    """Today; yesterday morning; overnight."""
    value = said("today", words[index])
    if value is None:
        return None
    at = index + 1
    at += 1 if said("daypart", words[at]) else 0
    if value == "overnight":
        return Found(Moment("today", unit="overnight"), at)
    return Found(Moment("today", number=int(value)), at)
