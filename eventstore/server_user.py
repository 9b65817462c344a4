"""The system user the embedded server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.eventstore.connections import DatabaseUnusable


class NoServerUser(DatabaseUnusable):
    """Running as root, and there is no ordinary user to run the server as."""


@dataclass(frozen=True)
class ServerUser:
    """A system user and whether we have to become it (only root can)."""

    name: str
    uid: int
    gid: int
    other: bool  # not the user we run as

    @property
    def becoming(self) -> dict[str, Any]:
        """Arguments of `subprocess` that start a program as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}

    def own(self, path: Path) -> None:
        if self.other:
            os.chown(path, self.uid, self.gid)

    def may_pass(self, directory: Path) -> bool:
        """Whether this user can go through the directory and everything above it."""
        return not self.other or all(self._allows(place, stat.S_IXOTH) for place in (directory, *directory.parents))

    def may_run(self, program: Path) -> bool:
        return self.may_pass(program.resolve().parent) and (
            not self.other or self._allows(program.resolve(), stat.S_IXOTH | stat.S_IROTH)
        )

    def _allows(self, path: Path, wanted: int) -> bool:
        found = path.stat()
        shift = 6 if found.st_uid == self.uid else 3 if found.st_gid == self.gid else 0
        return (found.st_mode >> shift) & wanted == wanted

    @staticmethod
    def open_to_read(tree: Path) -> None:
        """Makes a copied tree readable by everyone, as a package manager would have installed it."""
        for place, _, files in os.walk(tree):
            os.chmod(place, 0o755)
            for path in (Path(place) / name for name in files):
                if not path.is_symlink():
                    path.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)


def server_user(wanted: str | None = None, cluster: Path | None = None) -> ServerUser:
    """Ourselves; as root the owner of `cluster` if there is one, else `wanted`, `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return _user(os.geteuid(), other=False)
    if cluster is not None and cluster.exists() and (owner := cluster.stat().st_uid) != 0:
        return _user(owner, other=True)
    names = [wanted] if wanted else ["postgres", "nobody"]
    for name in names:
        with suppress(KeyError):
            if (uid := pwd.getpwnam(name).pw_uid) != 0:
                return _user(uid, other=True)
    raise NoServerUser(
        f"PostgreSQL does not run as root and there is no ordinary user {' or '.join(names)}: "
        "set MAILLAGE_PG_USER to one, or DATABASE_URL."
    )


def _user(uid: int, *, other: bool) -> ServerUser:
    try:
        found = pwd.getpwuid(uid)
    except KeyError:
        raise NoServerUser(
            f"PostgreSQL does not run as the system user {uid}, which has no name here: "
            "give it one, or set DATABASE_URL."
        ) from None
    return ServerUser(found.pw_name, found.pw_uid, found.pw_gid, other)
