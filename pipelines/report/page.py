"""The page around the data: one HTML file with its style and its scripts inside."""

from pathlib import Path
from typing import Any

from pipelines.report.blocks import Extent
from pipelines.report.contests import Contests
from pipelines.report.details import Details
from pipelines.report.embed import as_json, policy
from pipelines.report.overview import Overview
from pipelines.report.world import outlines, points
from schemas.event import AUXILIARIES, STANCES
from schemas.plover import CAMEO, COUNTRIES, ONTOLOGY_VERSION, SECTORS, SUPRANATIONAL, TYPES

HERE = Path(__file__).parent
# In this order: a script uses what those before it define.
SCRIPTS = ("data", "elements", "reports", "filters", "charts", "timeline", "map", "dyads", "claims", "quality", "list",
           "article", "theme", "main")  # fmt: skip


def known(
    overview: Overview, figures: dict[str, Any], contests: Contests, embedded: Extent, firsts: list[int]
) -> dict[str, Any]:
    """Return what the page knows from the start."""
    return {
        "whole": embedded.whole,
        "ontology": ONTOLOGY_VERSION,
        "types": {name: [kind.quad_class, kind.score, kind.description] for name, kind in TYPES.items()},
        "countries": {**COUNTRIES, **SUPRANATIONAL},
        "auxiliaries": AUXILIARIES,
        "stances": STANCES,
        "cameo": CAMEO,
        "sectors": SECTORS,
        "outlines": outlines(),
        "points": points(),
        "details": Details._fields,
        "blocks": firsts,
        "quality": figures,
        "articles": overview.articles,
        "parties": overview.parties.values(),
        "places": overview.places.values(),
        "events": overview.columns(),
        "linked": contests.linked,
        "clusters": overview.clusters(),
        "joined": overview.joined.values(),
        "contested": contests.contested,
    }


def ends(data: dict[str, Any]) -> tuple[str, str]:
    """Return what stands before and behind the blocks of the page."""
    style = _read("style.css")
    script = '"use strict";\n' + "".join(_read(f"scripts/{name}.js") for name in SCRIPTS)
    frame = _read("page.html").replace("@POLICY@", policy([script], [style]))
    before, overview, rest = frame.replace("@STYLE@", style).partition("@OVERVIEW@")
    between, blocks, after = rest.replace("@SCRIPT@", script).partition("@BLOCKS@")
    assert overview
    assert blocks
    return before + as_json(data) + between, after


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
