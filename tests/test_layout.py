"""The tree is importable as `maillage`, shadows nothing, and can be installed anywhere from what is committed."""

import hashlib
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINKS = sorted(path for path in (ROOT / "src" / "maillage").iterdir() if path.is_symlink())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock", "tests/node/package-lock.json"]
NOT_LINKED = {"tests", "bench", "bootstrap.py"}
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text()))


def named(requirements: list[str]) -> set[str]:
    return {re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-") for requirement in requirements}


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.name)
def test_each_link_leads_to_the_same_name_at_the_root(link):
    assert os.readlink(link) == f"../../{link.name}"
    assert link.exists()


def test_every_folder_and_module_with_code_is_linked():
    visible = [path for path in ROOT.iterdir() if not path.name.startswith((".", "_"))]
    code = {path.name for path in visible if path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py")))}
    assert {link.name for link in LINKS} == code - NOT_LINKED


def test_setuptools_lists_every_linked_folder_and_those_within():
    folders = [link for link in LINKS if link.is_dir()]
    within = [path for link in folders for path in link.rglob("*") if path.is_dir() and path.name != "__pycache__"]
    inside = {".".join(path.relative_to(ROOT / "src").parts) for path in [*folders, *within]}
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == inside | {"maillage"}


def test_the_graphql_folder_never_shadows_graphql_core():
    assert not (ROOT / "graphql" / "__init__.py").exists()
    found = subprocess.run(
        [sys.executable, "-c", "import graphql; print(graphql.__file__)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "site-packages" in found.stdout


def test_no_root_name_is_taken_by_python_or_a_dependency():
    names = {path.stem for path in ROOT.iterdir() if path.suffix == ".py" or path.is_dir()} - {"graphql"}
    dependencies = set(importlib.metadata.packages_distributions())
    assert names & (set(sys.stdlib_module_names) | dependencies) == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "resolved" not in text
    assert "--index" not in text


@pytest.mark.parametrize("lock", LOCKS[:3])
def test_every_pin_has_its_hashes(lock):
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())
    assert len(blocks) == len(pins(lock)) > 0
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_locks_hold_what_pyproject_asks_for():
    groups = PROJECT["dependency-groups"]
    assert named(PROJECT["project"]["dependencies"]) | named(groups["build"]) <= set(pins("requirements.lock"))
    assert named(groups["dev"]) <= set(pins("requirements-dev.lock"))
    assert set(pins("requirements-uv.lock")) == named(groups["uv"])


def test_the_environment_is_what_the_lock_says():
    installed = {
        distribution.metadata["Name"].lower().replace("_", "-").replace(".", "-"): distribution.version
        for distribution in importlib.metadata.distributions()
    }
    differing = {
        name: version
        for name, version in pins("requirements-dev.lock").items()
        if installed.get(name, version) != version
    }
    assert differing == {}


def test_the_development_lock_holds_the_whole_of_the_first():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_licence_is_apache_2_0_word_for_word():
    # The digest of Debian's /usr/share/common-licenses/Apache-2.0.
    known = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == known


def test_a_wheel_holds_every_module_query_and_page(tmp_path):
    tree = tmp_path / "tree"
    left_out = shutil.ignore_patterns(".*", "tests", "bench", "data", "build", "__pycache__", "*.egg-info")
    shutil.copytree(ROOT, tree, symlinks=True, ignore=left_out)
    build = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, tmp_path], cwd=tree, check=True, capture_output=True, timeout=120)
    [wheel] = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("maillage/")}
    ours = {f"maillage/{link.name}" for link in LINKS if link.is_file()} | {"maillage/py.typed"}
    for link in LINKS:
        files = (path for path in link.rglob("*") if path.is_file() and path.suffix != ".pyc")
        ours |= {str(path.relative_to(ROOT / "src")) for path in files}
    assert held == ours
