"""`./run` and `bootstrap.py`: what they promise to whoever has just cloned the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap
from tests import __main__ as rounds

ROOT = Path(__file__).parents[1]
NOT_COPIED = shutil.ignore_patterns(
    ".venv", ".cache", ".git", "data", "build", "__pycache__", ".*_cache", ".hypothesis"
)


def start(tree: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`./run` of that tree with this environment and nothing else of ours: no HOME, no PATH."""
    return subprocess.run(
        [tree / "run", *arguments], env=environment, capture_output=True, text=True, timeout=600, check=False
    )


def program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.fixture
def tree(tmp_path):
    """A copy of the checkout, in a folder with a space, as yet without an environment."""
    return Path(shutil.copytree(ROOT, tmp_path / "a copy", symlinks=True, ignore=NOT_COPIED))


def test_help_lists_every_verb_and_needs_no_environment(tree):
    done = start(tree, "help")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tree / ".venv").exists()
    offered = set(re.findall(r"^\./run ([a-z]+)", done.stdout, re.MULTILINE))
    assert offered == {"serve", "test", "lint", "bench", "lock", "help"} | set(commands())


def commands() -> list[str]:
    shown = subprocess.run(
        [sys.executable, "-c", "from maillage.cli import app; print(*[name for name in app if name[0] != '-'])"],
        capture_output=True,
        text=True,
        check=True,
    )
    return shown.stdout.split()


def test_an_old_python_is_refused_with_what_to_install(tree, tmp_path):
    program(tmp_path / "python3", 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi')
    for name in ("dirname", "cat"):
        (tmp_path / name).symlink_to(shutil.which(name))
    script = (tree / "run").read_text().replace(":/usr/local/bin:/opt/homebrew/bin", "")
    (tree / "run").write_text(script)
    done = start(tree, "test", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; found here: Python 3.9.2" in done.stderr
    assert "apt install python3 python3-venv" in done.stderr


def test_a_python_without_venv_is_told_the_package(tree):
    hidden = (
        "import importlib.util, runpy, sys; there = importlib.util.find_spec;"
        "importlib.util.find_spec = lambda name: None if name == 'ensurepip' else there(name);"
        "sys.argv = ['bootstrap.py', 'run']; runpy.run_path('bootstrap.py', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", hidden], cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "has no ensurepip. On Debian and Ubuntu: sudo apt install python3-venv" in done.stderr
    assert not (tree / ".venv").exists()


def test_what_pip_is_configured_with_reaches_uv_by_the_environment_only(monkeypatch, tmp_path):
    configuration = tmp_path / "pip.conf"
    configuration.write_text(
        "[global]\nindex-url = https://anne:secret@registry.example/simple\nextra-index-url =\n    https://a.example/s\n"
        "    https://b.example/s\n[install]\ntrusted-host = registry.example\n"
    )
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_", "SSL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(configuration))
    told = bootstrap.registry_environment()
    assert told["UV_DEFAULT_INDEX"] == "https://anne:secret@registry.example/simple"
    assert told["UV_INDEX"].split()[-2:] == ["https://a.example/s", "https://b.example/s"]
    assert told["UV_INSECURE_HOST"] == "registry.example"
    assert told["UV_PYTHON_DOWNLOADS"] == "never"


def test_uv_s_own_settings_win_over_pip_s(monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://pip.example/simple")
    monkeypatch.setenv("UV_INDEX_URL", "https://uv.example/simple")
    told = bootstrap.registry_environment()
    assert "UV_DEFAULT_INDEX" not in told
    assert told["UV_INDEX_URL"] == "https://uv.example/simple"


def test_the_full_round_names_the_servers_it_runs_on_and_those_it_does_not(tmp_path):
    for name, says in {"14": "14.9 (Debian 14.9-1)", "16": "16.2", "19": "19beta1"}.items():
        (tmp_path / name / "bin").mkdir(parents=True)
        program(tmp_path / name / "bin" / "postgres", f"echo 'postgres (PostgreSQL) {says}'")
    (tmp_path / "17" / "bin").mkdir(parents=True)
    found, left_out = rounds.others(None, tmp_path)
    assert {folder.parent.name: says for folder, says in found.items()} == {"16": "16.2", "19": "19beta1"}
    assert left_out == [
        f"not run: PostgreSQL 14.9 (Debian 14.9-1) in {tmp_path}/14/bin is older than 15",
        f"not run: {tmp_path}/17/bin holds no postgres",
    ]
    named, _ = rounds.others(str(tmp_path / "16" / "bin"), tmp_path)
    assert len(named) == 2, "the same folder, named and found, is one server"


def test_no_other_server_is_said_out_loud(tmp_path):
    assert rounds.others(None, tmp_path) == (
        {},
        [f"not run: no other PostgreSQL in {tmp_path}/*/bin, and MAILLAGE_PG_BIN names none"],
    )


@pytest.mark.full
def test_a_clean_copy_sets_itself_up_with_an_empty_environment(tree):
    """With a space in its path; then at once; then without a registry, from the cache; then after a move."""
    first = start(tree, "test", "tests/test_layout.py", "-k", "graphql")
    assert first.returncode == 0, first.stderr
    second = start(tree, "test", "--version")
    assert second.returncode == 0, second.stderr
    assert second.stderr == "", "nothing is prepared or waited for"

    nowhere = dict.fromkeys(["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"], "http://127.0.0.1:9")
    shutil.rmtree(tree / ".venv")
    offline = start(tree, "test", "--version", **nowhere)
    assert offline.returncode == 0, offline.stderr
    assert "Preparing" in offline.stderr

    moved = tree.rename(tree.with_name("moved"))
    after = start(moved, "test", "tests/test_layout.py", "-k", "graphql")
    assert after.returncode == 0, after.stderr
    assert not (moved / ".venv" / "bin" / "mypy").read_text().startswith(f"#!{tree}")


@pytest.mark.full
def test_two_first_starts_at_once_both_work(tree):
    both = [
        subprocess.Popen([tree / "run", "test", "--version"], env={}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=600)[0].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum("Preparing the environment" in text for text in said) == 1
    assert sum("waiting for it" in text for text in said) == 1


@pytest.mark.full
def test_without_uv_pip_alone_does_it(tree):
    lock = tree / "requirements-uv.lock"
    lock.write_text(re.sub(r"uv==\S+", "uv==0.0.99999", lock.read_text()))
    done = start(tree, "test", "tests/test_layout.py", "-k", "graphql")
    assert done.returncode == 0, done.stderr
    assert "Going on with pip alone" in done.stderr


@pytest.mark.full
def test_packages_that_do_not_match_the_lock_are_refused(tree):
    lock = tree / "requirements-dev.lock"
    lock.write_text(re.sub(r"sha256:[0-9a-f]{8}", "sha256:00000000", lock.read_text()))
    done = start(tree, "test", "--version")
    assert done.returncode == 1
    assert "could not make its environment" in done.stderr
    assert not list((tree / ".venv").glob("prepared-*"))
