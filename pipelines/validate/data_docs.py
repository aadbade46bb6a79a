"""Data Docs: what the rules found, as a folder of pages that need nothing else.

Great Expectations renders pages of its own, but these fetch scripts and styles from seven hosts; ours are made of the
same results, hold no script at all and forbid the browser to fetch anything.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from pipelines.export.target import check_outside, write_whole
from schemas.partition_suite import PARTITION_RULES
from schemas.quality import Quality
from transforms.reading.errors import UsageError

GENERATOR = '<meta name="generator" content="dateline validate">'
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
:root { color-scheme: light dark; --line: #8884; --bad: #b3261e; --good: #1b6e3c; --odd: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --bad: #ffb4ab; --good: #8fd8a8; --odd: #f0c070; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.held { color: var(--good); } .broken { color: var(--bad); font-weight: 600; } .odd { color: var(--odd); }
div.wide { overflow-x: auto; }
"""
WORDS = {True: ("held", "held"), False: ("broken", "broken"), None: ("odd", "not evaluated")}


class Day(NamedTuple):
    """A day of an output: its rows by table, and what each rule found."""

    date: dt.date
    rows: dict[str, int]
    found: tuple[Quality, ...]


def check_site(site: Path, directory: str) -> None:
    """Make sure that Data Docs may be written to a folder.

    Raises:
        UsageError: Something else is there, or the folder lies in the output.
    """
    check_outside(site, directory)
    index = site / "index.html"
    ours = index.is_file() and GENERATOR in index.read_text(encoding="utf-8", errors="replace")
    if site.exists() and not ours and (not site.is_dir() or any(site.iterdir())):
        message = f"{site} holds something else than Data Docs of dateline's; name a new folder"
        raise UsageError(message)


def write_site(site: Path, output: str, days: Sequence[Day]) -> None:
    """Write a page a day, then the index; pages of days that are gone go."""
    site.mkdir(parents=True, exist_ok=True)
    for day in days:
        write_whole(site / _file(day.date), day_page(day))
    write_whole(site / "index.html", index_page(output, days))
    known = {_file(day.date) for day in days}
    for page in site.glob("day-*.html"):
        if page.name not in known:
            page.unlink()


def index_page(output: str, days: Sequence[Day]) -> str:
    """Return the page that lists the days."""
    head = ["day", *(days[0].rows if days else ()), "rules held", "broken", "not evaluated"]
    lines = [
        [f'<a href="{_file(day.date)}">{day.date}</a>', *map(_number, day.rows.values()), *_tally(day)]
        for day in reversed(days)
    ]
    return _page(f"Data Docs of {output}", _table("Every day that was ingested", head, lines))


def day_page(day: Day) -> str:
    """Return the page of a day: each rule with its limits, what was measured, and why the limit is what it is."""
    back = '<p><a href="index.html">all days</a></p>'
    counted = _table("Rows", list(day.rows), [[_number(number) for number in day.rows.values()]])
    head = ["rule", "outcome", "measured", "limits", "rows", "reason"]
    tables = dict.fromkeys(row.table for row in day.found)
    parts = [_table(f"Rules of {t}", head, [_rule(row) for row in day.found if row.table == t]) for t in tables]
    return _page(f"{day.date}", back + counted + "".join(parts))


def bounds(rule: str) -> str:
    """Return what a rule permits, in words.

    >>> bounds("events_per_article")
    'at least 0.2, at most 20'
    """
    arguments = PARTITION_RULES[rule].rule.arguments
    limits = {"at least": arguments["min_value"], "at most": arguments["max_value"]}
    return ", ".join(f"{word} {value:g}" for word, value in limits.items() if value is not None)


def _rule(row: Quality) -> list[str]:
    known = PARTITION_RULES[row.expectation]
    kind, word = WORDS[row.success]
    cells = [f"<code>{escape(row.expectation)}</code><br><small>{escape(known.rule.kind)}</small>"]
    cells += [f'<span class="{kind}">{word}</span>', escape(row.message or ""), escape(bounds(row.expectation))]
    return [*cells, _number(row.evaluated), escape(known.rule.reason or "")]


def _tally(day: Day) -> list[str]:
    numbers = {kind: sum(row.success is success for row in day.found) for success, (kind, _) in WORDS.items()}
    return [f'<span class="{kind if number else ""}">{number}</span>' for kind, number in numbers.items()]


def _table(caption: str, head: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{GENERATOR}'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1>{body}</main></body></html>\n"
    )


def _number(number: int) -> str:
    return f"{number:,}"


def _file(day: dt.date) -> str:
    return f"day-{day}.html"
