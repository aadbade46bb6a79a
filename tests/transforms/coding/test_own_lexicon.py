from pathlib import Path

import pytest
from coded import article, coder

from transforms.coding.coder import Coder
from transforms.coding.lexicon import LexiconError


def told(by: Coder, text: str) -> list[str]:
    return [
        f"{event.event_type} {'+'.join(f'{a.text}/{a.country}' for a in event.actors)}"
        for event in next(by.code([article(text)]))
    ]


def write(folder: Path, name: str, row: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# my own\n{row}\n", encoding="utf-8")


def test_a_users_names_verbs_and_senses_count_beside_the_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path, "actors/organisations.tsv", "Varkadian League\tVaLe\tNOR\tREB\tarmed\tmine\t2024")
    write(tmp_path, "verbs.tsv", "strell\tobj:PARTY\tASSAULT\t\t190\t1")
    write(tmp_path, "irregular.tsv", "strell\tstrold\tstrold\tstrelling")
    write(tmp_path, "wrong_senses.tsv", "condemn\tobj:army\t*\tonly for this test")
    own, shipped = Coder(tmp_path), coder()
    assert own.version != shipped.version
    assert told(shipped, "The Varkadian League condemned Peru.") != ["ACCUSE The Varkadian League/NOR"]
    assert told(own, "The Varkadian League condemned Peru.") == ["ACCUSE The Varkadian League/NOR"]
    assert told(own, "The soldiers of Chad were strold by the Varkadian League.") == [
        "ASSAULT the Varkadian League/NOR"
    ]
    assert told(own, "Norway condemned the army.") == []
    assert told(shipped, "Norway condemned the army.") == ["ACCUSE Norway/NOR"]


@pytest.mark.parametrize(
    ("name", "row", "cause"),
    [
        ("verbs.tsv", "strell\tobj\tASSAULTS\t\t190\t1", "verbs.tsv:2: .*ASSAULTS"),
        ("actors/organisations.tsv", "League\t\tNOR\tREB\tmighty\t\t", "organisations.tsv:2: 'mighty' is no standing"),
        ("actors/agents.tsv", "strellman\tXYZ\tarmed", "agents.tsv:2: 'XYZ' is no PLOVER sector"),
        ("actors/groups.tsv", "squads\tthem", "groups.tsv:2: 'them' is none of states, people, heads, sides"),
        ("irregular.tsv", "a\tb\tc\td\te", "irregular.tsv:2: 5 cells where 4 are known"),
    ],
)
def test_a_users_error_names_file_line_and_cause(tmp_path: Path, name: str, row: str, cause: str) -> None:
    write(tmp_path, name, row)
    with pytest.raises(LexiconError, match=cause):
        Coder(tmp_path)
