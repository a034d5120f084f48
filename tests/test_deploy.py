"""The files of `deploy/` exist, work, and match the manual."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
OPERATIONS = (ROOT / "docs/operations.md").read_text("utf-8")


def program(name):
    if not (path := shutil.which(name)):
        pytest.skip(f"the check of deploy/ by {name}: this machine has none")
    return path


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_image_holds_what_there_is_and_nothing_else():
    copied = re.findall(r"^COPY (?!--)(.*) \S+$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert {name for name in names if not (ROOT / name).exists()} == set()
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert names == {line.removeprefix("!") for line in ignored if line.startswith("!")}


def test_the_image_runs_as_nobody_special_and_is_asked_if_it_lives():
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    assert "USER archive" in lines
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    assert lines.index("USER archive") < lines.index('CMD ["python", "-m", "cms.serve"]')


def test_the_image_can_write_a_backup():
    assert "postgresql-client" in (DEPLOY / "Dockerfile").read_text().split()


def test_every_setting_of_the_composition_is_in_the_manual():
    text = (DEPLOY / "compose.yaml").read_text()
    part = text.partition("environment: &settings")[2].partition("volumes:")[0]
    settings = re.findall(r"^    ([A-Z_]+):", part, re.MULTILINE)
    assert len(settings) == 7
    assert [name for name in settings if f"`{name}`" not in OPERATIONS] == []


def test_the_composition_is_one(tmp_path):
    docker = program("docker")
    if subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        pytest.skip("the check of deploy/compose.yaml: docker has no compose here")
    environment = tmp_path / "archive.env"
    environment.write_text("POSTGRES_PASSWORD=word\nADMIN_HOST=cms.example.org\n")
    text = (DEPLOY / "compose.yaml").read_text().replace("/etc/archive.env", str(environment))
    (tmp_path / "compose.yaml").write_text(text)
    command = [docker, "compose", "-f", str(tmp_path / "compose.yaml")]
    run(*command, "--env-file", str(environment), "config", "--quiet")


def test_the_composition_names_only_what_it_has():
    composition = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services, volumes = composition["services"], set(composition["volumes"])
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services), name
        for source in (volume.split(":")[0] for volume in service.get("volumes", ())):
            is_there = (DEPLOY / source).exists() if "/" in source else source in volumes
            assert is_there, f"{name} mounts {source}"


def test_caddy_takes_its_part():
    caddy = program("caddy")
    command = [caddy, "validate", "--adapter=caddyfile", f"--config={DEPLOY / 'Caddyfile'}"]
    environment = os.environ | {"ADMIN_HOST": "cms.example.org"}
    validation = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert validation.returncode == 0, validation.stderr


def test_systemd_takes_the_units(tmp_path):
    verify = program("systemd-analyze")
    for unit in UNITS:
        text = unit.read_text().replace("/srv/archive/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text.replace("/srv/archive", str(ROOT)))
    run(
        verify, "verify", "--man=no", "--recursive-errors=no", *map(str, sorted(tmp_path.iterdir()))
    )


def test_nginx_takes_its_part(tmp_path):
    nginx = program("nginx")
    part = (DEPLOY / "nginx.conf").read_text().replace("listen [::]:80;", "")
    whole = f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {part} }}"
    (tmp_path / "nginx.conf").write_text(whole)
    run(nginx, "-t", "-e", "stderr", "-c", str(tmp_path / "nginx.conf"))


def test_a_server_that_is_not_there_is_not_alive(monkeypatch):
    from cms import alive

    monkeypatch.setenv("PORT", "1")
    assert not alive.is_alive()
