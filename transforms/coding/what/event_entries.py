"""What one row of each file of the event lexicon means: verbs, nouns, light verbs, operators, wrong senses, classes."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from schemas.plover import CAMEO_OF_TYPE, MODES, TYPES
from transforms.coding import lexicon
from transforms.coding.lexicon import Row
from transforms.coding.what import frames
from transforms.coding.what.frames import Frame

Side = tuple[tuple[str, ...], ...]


class Roles(NamedTuple):
    """Which slots act and which are acted upon: alternatives in order, each a group of slots that act together."""

    actors: Side
    recipients: Side


class Entry(NamedTuple):
    """A verb or event noun with a frame, and the event that it reports."""

    word: str
    frame: Frame
    event_type: str
    modes: tuple[str, ...]
    cameo: str
    weight: float
    roles: Roles
    origin: str
    needs: frozenset[str] = frozenset()  # slots and pieces without which it cannot hold: looked at first
    pieces: frozenset[str] = frozenset()

    @property
    def strength(self) -> int:
        """How specific the entry is: particles and frame."""
        return frames.strength(self.frame) + 4 * self.word.count(" ")


class Light(NamedTuple):
    """A verb that carries an event noun in a slot, and who acts then."""

    verb: str
    slot: str
    roles: Roles


class Operator(NamedTuple):
    """A word that changes the type of its complement: agree to, refusal to, ready to."""

    word: str
    kind: str
    slots: tuple[str, ...]
    operator: str
    roles: Roles
    weight: float
    frame: Frame = ()


class Outcome(NamedTuple):
    """What an operator makes of a complement."""

    event_type: str
    modes: tuple[str, ...]
    cameo: str
    weight: float


class WrongSense(NamedTuple):
    """A use of a word that is not an event of these types, and why."""

    word: str
    frame: Frame
    types: frozenset[str]
    reason: str


def roles(cell: str, default: str, row: Row) -> Roles:
    """Return the roles that a cell spells: `subj>to,iobj`, `subj+with>`."""
    left, arrow, right = (cell or default).partition(">")
    if not arrow:
        raise row.error(f"{cell!r} tells no roles; they look like 'subj>obj', 'subj+with>'")
    return Roles(side(left), side(right))


@cache
def side(text: str) -> Side:
    """Return the alternatives of one side of the roles."""
    return tuple(tuple(part.split("+")) for part in text.replace(" ", "").split(",") if part)


def words(cell: str) -> tuple[str, ...]:
    """Return the parts of a comma list."""
    return tuple(part.strip() for part in cell.split(",") if part.strip())


def weight(cell: str, row: Row) -> float:
    """Return a weight between 0 and 1; 1 where the cell is empty."""
    try:
        value = float(cell or 1)
    except ValueError:
        raise row.error(f"weight {cell!r} is no number") from None
    if not 0 <= value <= 1:
        raise row.error(f"weight {cell} is not between 0 and 1")
    return value


def event_type(cell: str, row: Row, also: tuple[str, ...] = ("-",)) -> str:
    """Return a PLOVER type, or one of the signs that may stand in its place."""
    if cell not in TYPES and cell not in also:
        raise row.error(f"{cell!r} is no event type")
    return cell


def fine(kind: str, cell: str, cameo: str, row: Row) -> tuple[tuple[str, ...], str]:
    """Return the modes and the CAMEO code of a row, checked against its type; without a code the type's first root."""
    modes = words(cell)
    if kind not in TYPES:
        return modes, cameo
    for mode in modes:
        if (kind, mode) not in MODES:
            raise row.error(f"{kind} has no mode {mode!r}")
    if cameo and cameo not in CAMEO_OF_TYPE[kind]:
        raise row.error(f"CAMEO code {cameo!r} is none of {kind} (roots {', '.join(TYPES[kind].cameo_roots)})")
    return modes, cameo or TYPES[kind].cameo_roots[0]


def entries(name: str, default: str) -> Iterator[Entry]:
    """Yield the entries of verbs.tsv or nouns.tsv, one for each word of a row."""
    for file in lexicon.files(name):
        for row in lexicon.rows(file, 7):
            listed, frame, kind, modes, cameo, heavy, who = row.cells
            checked = fine(event_type(kind, row), modes, cameo, row)
            parsed = frames.parse(frame, row)
            for word in words(listed):
                plain, origin = word.replace("-", " "), f"{file.name}:{row.line} {word}"
                plain, behind = phrase(plain) if name == "nouns.tsv" else (plain, ())
                yield Entry(
                    plain, parsed + behind, kind, *checked, weight(heavy, row), roles(who, default, row), origin
                )


def phrase(word: str) -> tuple[str, Frame]:
    """Return the head of a noun phrase and what it asks for behind it: "suspension of aid" is suspension, of:aid."""
    for preposition in ("of", "to", "on", "in", "for", "against", "from", "with"):
        head, found, rest = word.partition(f" {preposition} ")
        if found:
            return head, (frames.Constraint(preposition, True, frozenset({rest})),)
    return word, ()


def lights() -> Iterator[Light]:
    """Yield the light verbs."""
    for file in lexicon.files("light_verbs.tsv"):
        for row in lexicon.rows(file, 3):
            for verb in words(row.cells[0]):
                for slot in words(row.cells[1] or "obj"):
                    yield Light(verb, slot, roles(row.cells[2], "subj>", row))


def operators() -> Iterator[Operator]:
    """Yield the operators."""
    for file in lexicon.files("operators.tsv"):
        for row in lexicon.rows(file, 7):
            listed, kind, slots, operator, who, heavy, frame = row.cells
            if kind not in ("verb", "noun", "adjective"):
                raise row.error(f"{kind!r} is neither verb, noun nor adjective")
            rest = operator, roles(who, "subj>comp", row), weight(heavy, row), frames.parse(frame, row)
            for word in words(listed):
                yield Operator(word, kind, words(slots), *rest)


def outcomes() -> Iterator[tuple[tuple[str, str], Outcome]]:
    """Yield what each operator makes of each kind of complement."""
    for file in lexicon.files("outcomes.tsv"):
        for row in lexicon.rows(file, 6):
            operator, of, kind, modes, cameo, heavy = row.cells
            event_type(kind, row, ("-", "="))
            for each in words(of):
                yield (operator, each), Outcome(kind, *fine(kind, modes, cameo, row), weight(heavy, row))


def wrong_senses() -> Iterator[WrongSense]:
    """Yield the uses of words that are no events."""
    for file in lexicon.files("wrong_senses.tsv"):
        for row in lexicon.rows(file, 4):
            listed, frame, types, reason = row.cells
            for each in words(types):
                event_type(each, row, ("*",))
            for word in words(listed):
                yield WrongSense(word.replace("-", " "), frames.parse(frame, row), frozenset(words(types)), reason)


def classes(name: str) -> dict[str, tuple[str, ...]]:
    """Return the members of each class of a classes file; a class named inside a class brings its members."""
    listed: dict[str, list[str]] = {}
    for file in lexicon.files(name):
        for row in lexicon.rows(file, 2):
            if row.cells[0] in TYPES:
                raise row.error(f"{row.cells[0]} is an event type: a class needs another name")
            listed.setdefault(row.cells[0], []).extend(words(row.cells[1]))
    return {key: tuple(dict.fromkeys(members(key, listed, ()))) for key in listed}


def members(key: str, listed: dict[str, list[str]], above: tuple[str, ...]) -> Iterator[str]:
    """Yield the words of a class, those of classes inside it too."""
    for word in listed[key]:
        if word in listed and word.isupper() and word not in above:
            yield from members(word, listed, (*above, key))
        else:
            yield word.replace("-", " ")
