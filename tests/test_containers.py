"""Containers: what the image, Compose and the Kubernetes manifest say of the server is so."""

from __future__ import annotations

import re
import socket
from dataclasses import fields
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from dashboard.cli import probe, server
from dashboard.data.filters import LONGEST_QUERY
from dashboard.settings import Settings
from tests.dashboard.conftest import make_client

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


class TestTheProbe:
    @pytest.mark.parametrize(
        ("given", "address"),
        [
            ({}, "http://127.0.0.1:8050/healthz"),
            ({"host": "0.0.0.0", "port": 9000, "path_prefix": "/monitor/"}, "http://127.0.0.1:9000/monitor/healthz"),
            ({"host": "::"}, "http://[::1]:8050/healthz"),
            ({"host": "10.0.0.7"}, "http://10.0.0.7:8050/healthz"),
        ],
    )
    def test_asks_the_server_of_the_settings(self, given: dict[str, Any], address: str) -> None:
        assert probe.address(Settings(**given), "healthz") == address

    def test_fails_where_nobody_answers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with socket.socket() as silent:  # bound, and nobody listens
            silent.bind(("127.0.0.1", 0))
            monkeypatch.setenv("MONITOR_PORT", str(silent.getsockname()[1]))
            assert probe.main("readyz") == 1


def manifests() -> dict[str, Any]:
    """What the Kubernetes manifest declares, by kind."""
    documents = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text())
    return {one["kind"]: one for one in documents}


def pod(kind: str) -> Any:
    return manifests()[kind]["spec"]["template"]["spec"]


class TestManifests:
    @pytest.mark.parametrize("name", ["kubernetes.yaml", "compose.yaml"])
    def test_name_only_settings_that_there_are(self, name: str) -> None:
        of_its_proxy = {"MONITOR_SITE", "MONITOR_HTTP_PORT", "MONITOR_HTTPS_PORT"}
        named = set(re.findall(r"MONITOR_\w+", (DEPLOY / name).read_text()))
        assert named - of_its_proxy <= {f"MONITOR_{field.name.upper()}" for field in fields(Settings)}

    def test_run_two_replicas(self) -> None:
        assert manifests()["Deployment"]["spec"]["replicas"] == 2

    @pytest.mark.parametrize(("name", "path"), [("livenessProbe", "/healthz"), ("readinessProbe", "/readyz")])
    def test_ask_for_life_and_readiness_where_the_server_answers(self, tmp_path: Path, name: str, path: str) -> None:
        asked = pod("Deployment")["containers"][0][name]["httpGet"]["path"]
        assert (asked, make_client(f"sqlite:///{tmp_path}/monitor.sqlite").get(asked).status_code) == (path, 200)

    @pytest.mark.parametrize("kind", ["Job", "Deployment"])
    def test_run_as_nobody_who_could_change_the_image(self, kind: str) -> None:
        inner = pod(kind)["containers"][0]["securityContext"]
        assert (pod(kind)["securityContext"]["runAsNonRoot"], inner["readOnlyRootFilesystem"]) == (True, True)
        assert (inner["allowPrivilegeEscalation"], inner["capabilities"]) == (False, {"drop": ["ALL"]})

    @pytest.mark.parametrize("kind", ["Job", "Deployment"])
    def test_let_no_service_set_a_setting(self, kind: str) -> None:
        """A service of the name monitor would bring along MONITOR_PORT=tcp://…"""
        assert pod(kind)["enableServiceLinks"] is False

    @pytest.mark.parametrize("kind", ["Job", "Deployment"])
    def test_take_urls_with_passwords_from_the_secret(self, kind: str) -> None:
        given = pod(kind)["containers"][0]["env"]
        assert {one["name"] for one in given} >= {"MONITOR_DATABASE_URL"}
        assert [one["name"] for one in given if one["valueFrom"]["secretKeyRef"]["name"] != "monitor"] == []

    def test_ask_a_container_how_it_is_by_a_module_that_there_is(self) -> None:
        compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
        asking = f'"{probe.__name__}", "healthz"'
        assert compose["services"]["app"]["healthcheck"]["test"][-2:] == [probe.__name__, "readyz"]
        assert asking in (ROOT / "Dockerfile").read_text()


class TestProxies:
    """What stands in front lets through what the server takes, and no more than a little besides."""

    UNITS: ClassVar = {"MB": 10**6, "KB": 10**3, "m": 2**20, "k": 2**10}

    @pytest.mark.parametrize(
        ("name", "pattern"),
        [("Caddyfile", r"max_size (\d+)(MB)"), ("nginx.conf", r"client_max_body_size (\d+)(m);")],
    )
    def test_let_the_files_of_a_load_through(self, name: str, pattern: str) -> None:
        [(number, unit)] = re.findall(pattern, (DEPLOY / name).read_text())
        room = int(number) * self.UNITS[unit] - Settings().upload_bytes
        assert server.OF_A_FORM <= room < 3 * server.OF_A_FORM

    @pytest.mark.parametrize(
        ("name", "pattern"),
        [("Caddyfile", r"max_header_size (\d+)(KB)"), ("nginx.conf", r"large_client_header_buffers 4 (\d+)(k);")],
    )
    def test_let_the_longest_address_through(self, name: str, pattern: str) -> None:
        [(number, unit)] = re.findall(pattern, (DEPLOY / name).read_text())
        assert int(number) * self.UNITS[unit] > 1.5 * LONGEST_QUERY
