"""Makes the environment of `./run` from the locks, and the locks from pyproject.toml. Standard library only."""

import ast
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
CACHE = ROOT / ".cache"
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
INSTALLER = CACHE / "installer"  # uv and pip, apart: most systems' own Python refuses `pip install`
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}  # the second holds the whole first

Command = list[str | Path]

#: What pip is configured with, under the name that uv reads it by.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "proxy": "ALL_PROXY",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
}


def main(wanted: str, *options: str) -> None:
    try:
        if wanted == "lock":
            lock(*options)
        else:
            prepare(wanted)
    except PermissionError as refused:
        sys.exit(
            f"./run cannot write {refused.filename}: it belongs to another user. Start as that user, or use a copy."
        )
    except subprocess.CalledProcessError as failed:
        command = " ".join(map(str, failed.cmd[:3]))
        sys.exit(
            f"./run could not make its environment: `{command} ...` failed, see above."
            " It needs a package registry once: check the network, and what `pip config list` says."
        )


def lock(*options: str) -> None:
    """Versions and hashes for every platform, and no address: each reader's own registry configuration counts."""
    with only_one():
        uv = installed_uv()
    if uv is None:
        sys.exit("./run lock needs uv, which could not be installed: see above.")
    os.chdir(ROOT)
    shape = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-header"]
    shape += ["--no-emit-index-url", "--no-emit-find-links"]
    for file, project in {
        "requirements.lock": ["pyproject.toml", "--group=build"],
        "requirements-dev.lock": ["pyproject.toml", "--group=build", "--group=dev", "--constraint=requirements.lock"],
        "requirements-uv.lock": ["--group=uv"],
    }.items():
        install(uv, "pip", "compile", "--quiet", *shape, *project, f"--output-file={file}", *options)


def prepare(kind: str) -> None:
    """Leaves an environment with exactly what the lock of this kind names; returns at once where there is one.

    One that was made for development stays so: its lock holds the other.
    """
    if (ENVIRONMENT / "prepared-dev").exists():
        kind = "dev"
    if prepared(kind):
        return
    with only_one():
        if not prepared(kind):
            make(kind)


def prepared(kind: str) -> bool:
    return PYTHON.exists() and written(ENVIRONMENT / f"prepared-{kind}") == fingerprint("pyproject.toml", LOCKS[kind])


def fingerprint(*files: str) -> str:
    """One line for this Python, this place and these files: an environment holds the first two in its scripts."""
    digest = hashlib.sha256(f"{sys.version}\n{ROOT}\n".encode())
    for file in files:
        digest.update((ROOT / file).read_bytes())
    return digest.hexdigest()


def written(file: Path) -> str:
    return file.read_text() if file.is_file() else ""


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Two starts at once prepare once: the second waits for the first, which the system ends with its process."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another ./run is preparing the environment; waiting for it.", file=sys.stderr)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make(kind: str) -> None:
    print(f"Preparing the environment from {LOCKS[kind]}; this is done once.", file=sys.stderr)
    refuse_without_venv()
    for stamp in LOCKS:
        (ENVIRONMENT / f"prepared-{stamp}").unlink(missing_ok=True)
    if not PYTHON.exists() or written(ENVIRONMENT / "made-for") != fingerprint():
        new_environment(ENVIRONMENT, with_pip=False)
        (ENVIRONMENT / "made-for").write_text(fingerprint())
    uv = installed_uv()
    if uv is not None and sync_by_uv(uv, LOCKS[kind]):
        installer: Command = [uv, "pip", "install", f"--python={PYTHON}"]
    else:
        print("Going on with pip alone.", file=sys.stderr)
        installer = [*pip(), f"--python={PYTHON}", "install"]
        new_environment(ENVIRONMENT, with_pip=False)  # since pip takes nothing away
        (ENVIRONMENT / "made-for").write_text(fingerprint())
        install(*installer, "--require-hashes", "--only-binary=:all:", "-r", ROOT / LOCKS[kind])
    install(*installer, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    for stamp in {"run", kind}:
        (ENVIRONMENT / f"prepared-{stamp}").write_text(fingerprint("pyproject.toml", LOCKS[stamp]))


def refuse_without_venv() -> None:
    missing = [module for module in ("venv", "ensurepip") if importlib.util.find_spec(module) is None]
    if missing:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            f"{sys.executable} has no {' and no '.join(missing)}. On Debian and Ubuntu:"
            f" sudo apt install python3-venv (python{version}-venv for a Python that is not the system's own)."
        )


def new_environment(folder: Path, *, with_pip: bool) -> None:
    (folder / "made-for").unlink(missing_ok=True)  # first, so that a half-made folder never passes for a whole one
    venv.EnvBuilder(clear=True, symlinks=True, with_pip=with_pip).create(folder)


def installed_uv() -> Path | None:
    """uv at the version and hashes of its lock; None where it cannot be had, as on a platform without a wheel of it."""
    stamp, uv = INSTALLER / "made-for", INSTALLER / "bin" / "uv"
    if written(stamp) != fingerprint("requirements-uv.lock"):
        new_environment(INSTALLER, with_pip=True)
        try:
            install(*pip(), "install", "--require-hashes", "--only-binary=:all:", "-r", ROOT / "requirements-uv.lock")
        except subprocess.CalledProcessError:
            return None
        stamp.write_text(fingerprint("requirements-uv.lock"))
    return uv


def sync_by_uv(uv: Path, lock: str) -> bool:
    """From uv's cache alone if that holds everything, for a start without a network; else from the registry."""
    sync: Command = [uv, "pip", "sync", f"--python={PYTHON}", "--require-hashes", "--no-build", ROOT / lock]
    environment = registry_environment()
    offline = subprocess.run([*sync, "--offline"], env=environment, capture_output=True, check=False)
    return offline.returncode == 0 or subprocess.run(sync, env=environment, check=False).returncode == 0


def pip() -> Command:
    return [INSTALLER / "bin" / "python", "-I", "-m", "pip"]


def install(*command: str | Path) -> None:
    subprocess.run(command, env=registry_environment(), check=True)


def registry_environment() -> dict[str, str]:
    """Ours, with what pip is configured with told to uv: by the environment only, as an address may hold a password."""
    own = {
        "PIP_USER": "0",  # a user's `user = true` cannot hold inside an environment
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "UV_PYTHON_DOWNLOADS": "never",
    }
    mild = {"UV_INDEX_STRATEGY": "unsafe-best-match"}  # pip's way with several indexes; safe, since hashes are required
    if not os.access(Path("~").expanduser(), os.W_OK):
        mild |= {"UV_CACHE_DIR": str(CACHE / "uv"), "PIP_CACHE_DIR": str(CACHE / "pip")}
    told = {PIP_TO_UV[name]: value for name, value in pip_configuration().items() if name in PIP_TO_UV}
    if any(name.startswith("UV_") and "INDEX" in name for name in os.environ):
        told = {name: value for name, value in told.items() if "INDEX" not in name}
    return mild | told | os.environ | own


def pip_configuration() -> dict[str, str]:
    """Option to value, as `pip config list` prints them: global.index-url='https://...', then the narrower sections."""
    listed = subprocess.run([*pip(), "config", "list"], capture_output=True, text=True, check=True).stdout
    options = {}
    for section in ("global.", "install.", ":env:."):
        for line in listed.splitlines():
            if line.startswith(section):
                name, value = line.removeprefix(section).split("=", 1)
                options[name] = " ".join(str(ast.literal_eval(value)).split())
    return options


if __name__ == "__main__":
    main(*sys.argv[1:])
