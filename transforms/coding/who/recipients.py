"""To whom it is done: the parties that a reading names, without the actor's own things; the nearest one at last."""

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree
from transforms.coding.story import Story
from transforms.coding.what.reading import Reading
from transforms.coding.what.slots import slots, temporal
from transforms.coding.who import ability, actors
from transforms.coding.who.coreference import antecedent
from transforms.coding.who.demands import demander
from transforms.coding.who.last_resort import POLITICAL, SPOKEN, nearby
from transforms.coding.who.parties import MOST_RECIPIENTS, Member, members, signed_with
from transforms.coding.who.reciprocal import each_other
from transforms.coding.who.within import DEEDS, deed, inside

MUTUAL = frozenset({"CONSULT", "COOPERATE"})
PHYSICAL = frozenset(("ASSAULT", "COERCE", "RETREAT", "PROTEST", "THREATEN"))  # to one's own people too
VERBAL = SPOKEN | {"PROTEST", "SUPPORT"}
POSSESSED = frozenset(("REJECT", "ACCUSE", "COERCE", "SANCTION", "SUPPORT"))  # "froze his assets"
OFFICIAL = frozenset({"state", "office", "igo", "organisation", "armed"})
ANYBODY = POLITICAL | {"place"}
COUNTRY = frozenset({"state", "place"})
ISSUED = ("by behind", "from behind")
KEPT = frozenset({"REJECT", "RETREAT", "MOBILIZE", "AGREE", "CONCEDE"})
RETRIED = frozenset({"SANCTION"})  # nobody cuts his own trade
ALLEGING = frozenset({"allege", "charge"})
TAKING = frozenset({"ASSAULT", "COERCE"})
THINGS = frozenset({"place", "other"})
FORCES = (("MIL",), ("COP",))
PART = frozenset({"pobj", "prep", "poss", "compound", "nmod", "amod", "agent"})


def recipients(tree: Tree, story: Story, reading: Reading, doers: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return who is acted upon; nobody rather than the wrong one.

    A mention takes part once: never the actor's own pronoun, name, country or a part of the actor's phrase.
    """
    if reciprocal := each_other(tree, reading, doers):
        return () if reading.event_type in MUTUAL else reciprocal
    taken = frozenset(member.head.i for member in doers)
    wanted = tuple(
        i
        for i in (*reading.recipients, *signed_with(tree, reading))
        if i not in taken and tree.tag[i] != "PRP$" and not aside(tree, story, i, reading)
    )
    told = members(tree, story, wanted, MOST_RECIPIENTS, doers=reading.event_type in VERBAL)
    issued = owners(tree, story, reading) if reading.event_type == "REJECT" and len(reading.path) > 1 else ()
    found = fit(tree, issued, reading, doers) or fit(tree, told, reading, doers)
    found = fit(tree, dispossessed(tree, story, reading, found), reading, doers) or found
    if found or reading.event_type in MUTUAL:
        return found
    for others in (alleged(tree, story, reading), owners(tree, story, reading), demander(tree, story, reading)):
        if found := fit(tree, others, reading, doers):
            return found
    return behind(tree, story, reading, doers)


def behind(tree: Tree, story: Story, reading: Reading, doers: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return the nearest party behind the trigger that it may be done to, the second one if the first is the actor."""
    allowed = OFFICIAL if reading.event_type in SPOKEN else ANYBODY
    taken = frozenset(member.head.i for member in doers)
    for _ in range(2):
        near = nearby(tree, story, reading, taken)
        meant = (m for m in near if m.party.standing in allowed and not aside(tree, story, m.head.i, reading))
        found = fit(tree, tuple(meant), reading, doers)
        if found or reading.event_type not in RETRIED:
            return found
        taken |= {member.head.i for member in near}
    return ()


def alleged(tree: Tree, story: Story, reading: Reading) -> tuple[Member, ...]:
    """Return who is said to have done wrong: "alleged that the senator had taken bribes"."""
    if tree.lemma[reading.head] not in ALLEGING or reading.event_type != "ACCUSE":
        return ()
    clauses = slots(tree, reading.head).get("ccomp", ())
    doers = tuple(k for v in clauses for k in slots(tree, v).get("subj", ()))
    return members(tree, story, doers, MOST_RECIPIENTS)


def dispossessed(tree: Tree, story: Story, reading: Reading, taken: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return from whom a place or thing is taken: "recaptured the town from the rebels"."""
    if reading.event_type not in TAKING or any(member.party.standing not in THINGS for member in taken):
        return ()
    found = members(tree, story, slots(tree, reading.head).get("from", ()), MOST_RECIPIENTS)
    return tuple(member for member in found if member.party.standing in OFFICIAL)


def moved(tree: Tree, member: Member) -> bool:
    """Return whether a member is the troops or police that are sent, not those whom they are sent against."""
    against = tree.lower[tree.head[member.head.i]] == "against"
    return member.party.actor.sectors[:1] in FORCES and not member.party.actor.name and not against


def aside(tree: Tree, story: Story, i: int, reading: Reading) -> bool:
    """Return whether a noun is only spoken of, or what the actor keeps: "will not withdraw its troops"."""
    owned = reading.event_type in KEPT and any(himself(tree, story, k, reading) for k in tree.having(i, "poss"))
    return owned or content(tree, i, reading)


def content(tree: Tree, i: int, reading: Reading) -> bool:
    """Return whether a noun is only spoken of, not to.

    Who is to be freed ("that X be freed", "the release of X"), who is to have the aid asked for, and in a denial who
    did not do it or is not guilty.
    """
    while tree.dep[i] in ("poss", "compound") and tree.noun(tree.head[i]):
        i = tree.head[i]
    over = tree.head[i]
    behind = tree.lower[over] if tree.dep[i] == "pobj" else ""
    if reading.event_type == "REQUEST" and (wished(tree, i) or (behind == "for" and favoured(tree, over, reading))):
        return True
    if reading.event_type == "REJECT":
        stated = tree.dep[i] in ("nsubj", "nsubjpass") and tree.dep[over] in ("ccomp", "xcomp")
        if stated or (behind == "against" and own(tree, i)):
            return True
    about = reading.event_type in VERBAL and behind in ("of", "on", "against")
    return about and deed(tree, tree.head[over], DEEDS)


def favoured(tree: Tree, preposition: int, reading: Reading) -> bool:
    """Return whether a "for" tells who is to get what is asked for: "asked for aid for X", "sought a loan for X"."""
    over = tree.head[preposition]
    if not tree.verb(over):
        return "assist" in reading.modes
    earlier = [k for k in tree.kids[over] if k < preposition and (tree.dep[k] == "dobj" or tree.lower[k] == "for")]
    return any(tree.dep[k] != "dobj" or not ability.body(tree, k) or money(tree, k) for k in earlier)


def money(tree: Tree, i: int) -> bool:
    """Return whether somebody asks for money: "requested $187 million in aid"."""
    return ability.money(tree, i) or any(tree.tag[k] in ("$", "CD") for k in tree.kids[i])


def wished(tree: Tree, i: int) -> bool:
    """Return whether a noun is to be V-ed: "that X be freed", "for X to be freed"; not "told X to be quick"."""
    if tree.dep[i] != "nsubjpass":
        return False
    helpers = tree.having(tree.head[i], "aux", "mark")
    return any(tree.tag[k] == "MD" or tree.lower[k] in ("that", "for") for k in helpers)


def own(tree: Tree, i: int) -> bool:
    """Return whether somebody is called "his", "their"."""
    return any(tree.tag[k] == "PRP$" for k in tree.having(i, "poss"))


def owners(tree: Tree, story: Story, reading: Reading) -> tuple[Member, ...]:
    """Return whose the things are that something is done to: "his assets", "the petition submitted by monks"."""
    if reading.event_type not in POSSESSED:
        return ()
    issued = reading.words if reading.event_type == "REJECT" else ()
    things = [i for i in dict.fromkeys((*reading.recipients, *issued)) if tree.noun(i)]
    whose = [
        (k, f"owner of {tree.lower[i]}")
        for i in (*things, *reading.words)
        if not (reading.event_type == "SUPPORT" and tree.lemma[i] in grammar.words("OWN"))
        for k in tree.having(i, "poss", *(("compound",) if tree.lemma[i] in grammar.words("DEMAND") else ()))
    ]
    whose += [(k, f"{why} {tree.lower[i]}") for i in things for k, why in inside(tree, i, doers=True) if why in ISSUED]
    found = [
        Member(tree.tokens[k], party, f"{why}: {party.rule}")
        for k, why in dict.fromkeys(whose)
        if not temporal(tree, k)
        and not himself(tree, story, k, reading)
        and (party := actors.resolve(tree.tokens[k], story)).standing != "other"
    ]
    return tuple(found[:1])


def himself(tree: Tree, story: Story, k: int, reading: Reading) -> bool:
    """Return whether a possessive takes up who acts, or nobody: "launched its campaign"."""
    if tree.tag[k] != "PRP$":
        return False
    if tree.head[k] in reading.words and tree.lower[k] in ("its", "their") and reading.event_type != "REJECT":
        return True  # "opened its inquiry"
    meant = antecedent(tree.tokens[k], story)
    acting = {meaning.i for i in reading.actors if (meaning := antecedent(tree.tokens[i], story) or tree.tokens[i])}
    if not reading.actors:
        acting = set(slots(tree, reading.head).get("subj", ()))
    return meant is None or meant.i in acting


def fit(tree: Tree, found: tuple[Member, ...], reading: Reading, doers: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return those that can be acted on and are not the actors; who speaks does not mean his own country."""
    spoken = reading.event_type not in PHYSICAL
    found = tuple(member for member in found if able(tree, member, reading))
    if reading.event_type == "MOBILIZE":
        found = abroad(found, doers)
    return other_than(tree, found, doers, spoken=spoken)


def abroad(found: tuple[Member, ...], doers: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return the other side of a border: of "Chadian troops massed at Niger's border with Chad" Niger."""
    own = {doer.party.actor.country for doer in doers if doer.party.rule.startswith("owner")}
    return tuple(m for m in found if m.party.standing != "state" or m.party.actor.country not in own)


def able(tree: Tree, member: Member, reading: Reading) -> bool:
    """Return whether a member can be acted on by what a reading reports."""
    if reading.event_type == "MOBILIZE" and moved(tree, member):
        return False
    return ability.suffers(tree, member.head.i, member.party, reading.event_type)


def other_than(tree: Tree, found: tuple[Member, ...], doers: tuple[Member, ...], *, spoken: bool) -> tuple[Member, ...]:
    """Return the members that are not the actors, nor theirs; who speaks does not mean his own country."""
    return tuple(
        member
        for member in found
        if not any(same(tree, member, actor) or (spoken and home(member, actor)) for actor in doers)
    )


def same(tree: Tree, member: Member, actor: Member) -> bool:
    """Return whether a member is the actor once more: its head, its noun, a part of its phrase."""
    if member.head.i == actor.head.i or part(tree, member.head.i, actor.head.i):
        return True
    return tree.tag[member.head.i] == tree.tag[actor.head.i] == "NN" and member.head.lower_ == actor.head.lower_


def home(member: Member, actor: Member) -> bool:
    """Return whether a member is who acts, by name, or the country of the state or office that acts."""
    mine, theirs = member.party, actor.party
    if mine.actor.name and mine.actor.name == theirs.actor.name and mine.actor.sectors == theirs.actor.sectors:
        return True
    own = mine.actor.country and mine.actor.country == theirs.actor.country
    return bool(own) and mine.standing in COUNTRY and theirs.standing in ("state", "office")


def part(tree: Tree, i: int, whole: int) -> bool:
    """Return whether token i stands inside the noun phrase of another: "sympathizers of the front"."""
    while tree.dep[i] in PART and tree.head[i] != i:
        i = tree.head[i]
        if i == whole:
            return True
        if tree.verb(i):
            break
    return False
