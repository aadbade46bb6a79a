"""A soak in one picture: rows, memory, open files and checkpoints over time, with a line at each fault."""

from pathlib import Path

import altair as alt
import pandas as pd

MINUTES = alt.X("minutes:Q", title="minutes")
SHOWN = {"mb_": "MB resident", "files_": "open files"}


def plot(samples: pd.DataFrame, faults: pd.DataFrame, file: Path) -> None:
    """Draw `soak.csv` and `faults.csv` as SVG or PNG, as the name says."""
    samples, faults = samples.assign(minutes=samples["seconds"] / 60), faults.assign(minutes=faults["at"] / 60)
    marks = alt.Chart(faults).mark_rule(strokeDash=[2, 2], color="#999").encode(MINUTES)
    words = alt.Chart(faults).mark_text(angle=270, align="right", dx=-2, dy=-5, fontSize=9, color="#555")
    named = words.encode(MINUTES, y=alt.value(0), text="what")
    charts = [
        _line(samples, "articles", "rows") + marks + named,
        *(_by_kind(samples, prefix, title) + marks for prefix, title in SHOWN.items()),
        _line(samples, "state_bytes", "bytes of a checkpoint") + marks,
        _line(samples, "checkpoint_ms", "ms of a checkpoint") + marks,
    ]
    alt.vconcat(*(chart.properties(width=900, height=160) for chart in charts)).save(str(file))


def _line(samples: pd.DataFrame, column: str, title: str) -> alt.Chart:
    return alt.Chart(samples).mark_line().encode(MINUTES, alt.Y(f"{column}:Q", title=title))


def _by_kind(samples: pd.DataFrame, prefix: str, title: str) -> alt.Chart:
    columns = [name for name in samples if str(name).startswith(prefix)]
    long = samples.melt("minutes", columns, "kind", title).assign(kind=lambda made: made["kind"].str.slice(len(prefix)))
    return alt.Chart(long).mark_line().encode(MINUTES, alt.Y(f"{title}:Q"), alt.Color("kind:N", title=None))
