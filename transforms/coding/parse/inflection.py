"""English inflection: the forms that a verb or a noun can take."""

VOWELS = "aeiou"


def past(verb: str) -> tuple[str, ...]:
    """Return the possible regular past forms.

    >>> past("ban")
    ('baned', 'banned')
    """
    if verb.endswith("e"):
        return (verb + "d",)
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return (verb[:-1] + "ied",)
    return (verb + "ed", verb + verb[-1] + "ed") if doubles(verb) else (verb + "ed",)


def gerund(verb: str) -> tuple[str, ...]:
    """Return the possible -ing forms.

    >>> gerund("lie"), gerund("free")
    (('lying',), ('freeing',))
    """
    if verb.endswith("ie"):
        return (verb[:-2] + "ying",)
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return (verb[:-1] + "ing",)
    return (verb + "ing", verb + verb[-1] + "ing") if doubles(verb) else (verb + "ing",)


def sibilant(word: str) -> str:
    """Return a noun's regular plural or a verb's third person.

    >>> sibilant("country"), sibilant("clash"), sibilant("rebel")
    ('countries', 'clashes', 'rebels')
    """
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def doubles(verb: str) -> bool:
    """Return whether the last consonant may double: ban, expel, not fix."""
    return (
        len(verb) > 2  # noqa: PLR2004
        and verb[-1] not in "aeiouywxh"
        and verb[-2] in VOWELS
        and (verb[-3] not in VOWELS or verb[-3:-1] == "ui")
    )


def verb_forms(verb: str) -> tuple[str, ...]:
    """Return every regular form of a verb, itself included."""
    return (verb, sibilant(verb), *past(verb), *gerund(verb))


def noun_forms(noun: str) -> tuple[str, ...]:
    """Return a noun and its possible plurals."""
    if noun.endswith("man"):
        return noun, noun[:-3] + "men"
    if noun.endswith("fe"):
        return noun, noun[:-2] + "ves"
    return noun, sibilant(noun), *((noun + "es",) if noun.endswith("o") else ())


def strip_verb(form: str) -> str:
    """Guess the lemma of an unknown verb form.

    >>> [strip_verb(form) for form in ("googled", "vlogging", "carries", "tweets", "livestreaming")]
    ['google', 'vlog', 'carry', 'tweet', 'livestream']
    """
    if form.endswith("ies") or (form.endswith("ied") and len(form) > 4):  # noqa: PLR2004
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes", "zes")):
        return form[:-2]
    if form.endswith("s") and not form.endswith("ss"):
        return form[:-1]
    for ending in ("ing", "ed"):
        if form.endswith(ending) and any(letter in "aeiouy" for letter in form[: -len(ending)]):
            return mend(form[: -len(ending)])
    return form


def mend(stem: str) -> str:
    """Return the verb that a stem without its ending stands for: a silent e put back, a doubled letter undone."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsfz":  # noqa: PLR2004
        return stem[:-1]
    if stem.endswith(
        ("at", "iz", "ys", "v", "c", "g", "u", "gl", "bl", "tl", "pl", "kl", "dl", "fl", "rs", "ns", "ur", "uir")
    ):
        return stem + "e"
    return stem


def strip_noun(form: str) -> str:
    """Guess the singular of an unknown plural.

    >>> [strip_noun(form) for form in ("militias", "embassies", "crises", "clashes", "buses", "houses")]
    ['militia', 'embassy', 'crisis', 'clash', 'bus', 'house']
    """
    if form.endswith("ies") and len(form) > 4:  # noqa: PLR2004
        return form[:-3] + "y"
    if form.endswith("men"):
        return form[:-3] + "man"
    if form.endswith(("ises", "yses")) and len(form) > 5:  # noqa: PLR2004
        return form[:-2] + "is" if form.endswith(("yses", "rises")) else form[:-1]
    if form.endswith(("sses", "shes", "ches", "xes", "zzes", "uses")) and not form.endswith(("auses", "ouses")):
        return form[:-2]
    return form[:-1] if form.endswith("s") and not form.endswith(("ss", "us", "is")) else form
