"""What SECURITY.md promises of the code as a whole."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for folder in ("pipelines", "schemas", "transforms") for path in (ROOT / folder).rglob("*.py"))
# Who runs what is data elsewhere, and why that is no stranger's.
ALLOWED = {
    "transforms/chunk_assembly.py": {"pickle"},  # batches in Flink's state, which only the cluster writes
    "pipelines/stream/worker_pool.py": {
        "subprocess"
    },  # starts our own workers, with arguments of ours, without a shell
}
RUNS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml", "subprocess", "code", "runpy"}
CALLS = {"eval", "exec", "compile", "__import__"}
METHODS = {("os", "system"), ("os", "popen"), ("os", "execv"), ("os", "execve"), ("os", "spawnv")}


def dangers(path: Path) -> Iterator[str]:
    """Yield what in a module may run data as code."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names if alias.name.split(".")[0] in RUNS)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in RUNS:
            yield (node.module or "").split(".")[0]
        elif isinstance(node, ast.Call):
            yield from _called(node)


def _called(call: ast.Call) -> Iterator[str]:
    if isinstance(call.func, ast.Name) and call.func.id in CALLS:
        yield call.func.id
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        name = (call.func.value.id, call.func.attr)
        if name in METHODS:
            yield ".".join(name)
    if any(word.arg == "shell" for word in call.keywords):
        yield "shell"


def test_no_module_runs_data_as_code() -> None:
    assert len(MODULES) > 100
    found = {path.relative_to(ROOT).as_posix(): set(dangers(path)) for path in MODULES}
    assert {name: what for name, what in found.items() if what - ALLOWED.get(name, set())} == {}


@pytest.mark.parametrize(
    "code", ["import pickle", "from yaml import load", "eval(x)", "os.system(x)", "run(x, shell=True)"]
)
def test_what_runs_data_as_code_is_seen(code: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(code)
    assert list(dangers(tmp_path / "a.py"))


def test_every_package_is_pinned_with_hashes_and_setup_asks_for_them() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.findall(r"^[A-Za-z0-9].*?(?=^[A-Za-z0-9]|\Z)", lock, re.MULTILINE | re.DOTALL)
    assert len(entries) > 100
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in "".join(line for line in lock.splitlines() if not line.lstrip().startswith("#"))
    assert "--require-hashes --requirement requirements.lock" in (ROOT / "Makefile").read_text(encoding="utf-8")
