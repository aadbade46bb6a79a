"""What Docker, Kubernetes, Prometheus and Grafana are given keeps their schemas, and fits the code and itself."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import kubernetes_validate
import pytest
import yaml

from pipelines.stream.options import stream_options
from transforms import metrics

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
KUBERNETES = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
BIN = Path(sys.executable).parent
OWN = "flink_taskmanager_job_task_operator_dateline_"
# https://nightlies.apache.org/flink/flink-docs-release-1.19/docs/ops/metrics/
FLINK = {
    "flink_jobmanager_job_uptime", "flink_jobmanager_job_numRestarts", "flink_jobmanager_job_lastCheckpointSize",
    "flink_jobmanager_job_lastCheckpointDuration", "flink_jobmanager_job_numberOfCompletedCheckpoints",
    "flink_jobmanager_job_numberOfFailedCheckpoints",
}  # fmt: skip


def test_the_dockerfile_passes_its_linter() -> None:
    done = subprocess.run([BIN / "hadolint", DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_the_dockerfile_copies_is_there_and_not_left_out_of_its_context() -> None:
    let_in = (DEPLOY / "Dockerfile.dockerignore").read_text().split()
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    for name in [name for line in lines for name in line.split()]:
        assert (ROOT / name).exists()
        assert f"!{name}" in let_in


def test_compose_keeps_its_published_schema() -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(DEPLOY / "compose.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", KUBERNETES, ids=lambda file: file.stem)
def test_kubernetes_manifests_keep_the_schemas_of_their_kinds(file: Path) -> None:
    for manifest in _documents(file):
        if manifest["apiVersion"].split("/")[0] in {"flink.apache.org", "kustomize.config.k8s.io"}:
            continue
        kubernetes_validate.validate(manifest, "1.30", strict=True)


def test_the_pods_of_the_flink_deployment_keep_the_schema_of_pods() -> None:
    (flink,) = _documents(DEPLOY / "kubernetes" / "flink.yaml")
    for part in ("jobManager", "taskManager"):
        pod = json.loads(json.dumps(flink["spec"][part]["podTemplate"]))
        assert pod["spec"]["containers"][0]["name"] == "flink-main-container"
        pod["metadata"]["name"] = part
        kubernetes_validate.validate(pod, "1.30", strict=True)


def test_the_flink_deployment_has_the_fields_that_the_operator_knows() -> None:
    (flink,) = _documents(DEPLOY / "kubernetes" / "flink.yaml")
    known = {"image", "flinkVersion", "mode", "serviceAccount", "flinkConfiguration", "jobManager", "taskManager"}
    assert set(flink["spec"]) == known
    assert all(isinstance(value, str) for value in flink["spec"]["flinkConfiguration"].values())
    assert flink["spec"]["mode"] in {"native", "standalone"}


def test_kustomize_lists_every_manifest() -> None:
    (kustomization,) = _documents(DEPLOY / "kubernetes" / "kustomization.yaml")
    others = {file.name for file in KUBERNETES} - {"kustomization.yaml"}
    assert set(kustomization["resources"]) == others


def test_secrets_claims_and_settings_that_pods_name_are_there() -> None:
    manifests = [manifest for file in KUBERNETES for manifest in _documents(file)]
    made = {(m["kind"], m["metadata"]["name"]) for m in manifests if "metadata" in m}
    text = json.dumps(manifests)
    assert {("PersistentVolumeClaim", name) for name in re.findall(r'"claimName": "(\w+)"', text)} <= made
    assert {("Secret", name) for name in re.findall(r'"secretName": "(\w+)"', text)} <= made
    assert {("ConfigMap", name) for name in re.findall(r'"configMapRef": {"name": "(\w+)"', text)} <= made


@pytest.mark.parametrize("which", ["compose", "kubernetes"])
def test_the_launcher_is_given_options_that_a_stream_takes(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLINK_JAR", "/opt/dateline/beam-job-server.jar")
    if which == "compose":
        arguments = _documents(DEPLOY / "compose.yaml")[0]["services"]["launcher"]["command"]
    else:
        (launcher,) = _documents(DEPLOY / "kubernetes" / "launcher.yaml")
        arguments = launcher["spec"]["template"]["spec"]["containers"][0]["args"]
    flags = arguments[arguments.index("--") + 1 :]
    options = stream_options(flags, {"flink_master", "parallelism", "environment_config", "runner", "streaming"})
    assert options["environment_config"] == "localhost:50000"
    assert options["flink_master"].endswith(":8081")


def test_every_metric_that_is_watched_exists() -> None:
    (rules,) = _documents(DEPLOY / "prometheus" / "alerts.yml")
    asked = [rule["expr"] for group in rules["groups"] for rule in group["rules"]]
    board = json.loads((DEPLOY / "grafana" / "dateline.json").read_text())
    asked += [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    own = {f"{OWN}{name}" for name in get_args(metrics.Count)} | {f"{OWN}offsets_behind_"}
    assert {name for text in asked for name in re.findall(r"flink_[A-Za-z_]+", text)} <= own | FLINK


def test_alerts_say_what_is_wrong_and_what_to_do() -> None:
    (rules,) = _documents(DEPLOY / "prometheus" / "alerts.yml")
    for rule in [rule for group in rules["groups"] for rule in group["rules"]]:
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert set(rule["annotations"]) == {"summary", "do"}
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["expr"].count("(") == rule["expr"].count(")")


def test_panels_do_not_overlap_and_ask_the_provisioned_source() -> None:
    board = json.loads((DEPLOY / "grafana" / "dateline.json").read_text())
    (sources,) = _documents(DEPLOY / "grafana" / "provisioning" / "datasources" / "prometheus.yaml")
    known = {source["uid"] for source in sources["datasources"]}
    cells = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in board["panels"]]
    assert len(set(cells)) == len(cells)
    assert {panel["datasource"]["uid"] for panel in board["panels"]} <= known


@pytest.mark.parametrize("script", ["kafka/broker", "flink/cluster", "s3/server"])
def test_a_script_without_a_command_shows_what_it_can(script: str) -> None:
    if not shutil.which("bash"):
        pytest.skip("needs bash")
    done = subprocess.run([DEPLOY / script], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"deploy/{script} up" in done.stdout


def _documents(file: Path) -> list[Any]:
    return list(_loaded(file))


def _loaded(file: Path) -> Iterator[Any]:
    with file.open() as text:
        yield from yaml.safe_load_all(text)
