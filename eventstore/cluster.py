"""The files of the embedded server: where they stand, whose they are, whether a server is running on them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from maillage.eventstore.binaries import Binaries, reachable_copy
from maillage.eventstore.connections import DatabaseUnusable
from maillage.eventstore.server_user import ServerUser, server_user

#: Longest name of a Unix socket that every system takes. Source: macOS unix(4), 104 bytes with the final zero.
LONGEST_SOCKET = 103
SOCKET = ".s.PGSQL.5432"
#: Where root keeps a server whose user cannot pass the folders above the data directory (/root, mostly).
SHELTER = Path("/var/lib/maillage")
LONGEST_LOG = 10 * 1024 * 1024  # bytes
INITDB_TIMEOUT = 300  # seconds; it takes one, on a disk that is not in trouble
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
ROLES = ("postgres", "maillage_owner", "maillage_app")


class ClusterRefused(DatabaseUnusable):
    """The data directory cannot be used: other major version, other owner, or the disk says no."""


@dataclass(frozen=True)
class Cluster:
    """`home` holds pg/ (PostgreSQL's own), run/ (the socket), lock, postgres.log and the two access files."""

    home: Path
    user: ServerUser

    @classmethod
    def of(cls, data: Path, wanted_user: str | None) -> "Cluster":
        """The cluster of a data directory, which is made if it is not there."""
        user = server_user(wanted_user, data / "server" / "pg")
        try:
            home = data / "server"
            if not data.is_dir():
                _make(data, user)
            if not home.exists():
                _make_home(home, user)
            return cls(home.resolve(), user)
        except OSError as error:
            raise ClusterRefused(f"{data} cannot be made or read: {error}. Check MAILLAGE_DATA.") from error

    @property
    def pgdata(self) -> Path:
        return self.home / "pg"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def socket_directory(self) -> Path:
        """Outside pg/, where a base backup would copy the socket's lock; elsewhere when the name is too long."""
        return (self.home / "run").resolve()

    def open(self, name: str) -> BinaryIO:
        """A file of ours in `home`, to write at its end; nobody else may read it or hold its lock."""
        return os.fdopen(os.open(self.home / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")

    def prepare(self, found: Binaries) -> Binaries:
        """Makes what is missing, refuses what does not fit, and gives the binaries to run. Blocks: initdb."""
        try:
            installation = reachable_copy(found, self.user, self.home)
            if not self.pgdata.exists():
                self._initialise(installation)
            self._check(installation)
            self._make_socket_directory()
            self._write_access_files()
            if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
                self.log.replace(self.log.with_suffix(".log.1"))
            return installation
        except (OSError, shutil.Error, subprocess.TimeoutExpired) as error:
            raise ClusterRefused(f"{self.home} cannot be prepared: {error}. Check MAILLAGE_DATA.") from error

    def postmaster(self) -> int | None:
        """The process id of the server that runs on this cluster, if one does."""
        try:
            pid = int((self.pgdata / "postmaster.pid").read_text().splitlines()[0])
            command = _command_of(pid)
        except (FileNotFoundError, IndexError, ValueError):
            return None
        return pid if os.fsencode(self.pgdata) in command else None

    def clear_stale_locks(self) -> None:
        """Removes what a killed server left: its process id may by now be another program's."""
        for stale in (self.pgdata / "postmaster.pid", self.socket_directory / SOCKET):
            stale.unlink(missing_ok=True)
        (self.socket_directory / f"{SOCKET}.lock").unlink(missing_ok=True)

    def leave(self) -> None:
        """Removes a socket directory that is not in `home`; the next start makes another."""
        place = self.home / "run"
        if place.is_symlink():
            shutil.rmtree(place.resolve(), ignore_errors=True)
            place.unlink()

    def options(self) -> dict[str, str]:
        """Settings of the server that depend on where the cluster stands."""
        quoted = str(self.socket_directory).replace('"', '""')
        return {
            "unix_socket_directories": f'"{quoted}"',
            "unix_socket_permissions": "0700",
            "hba_file": str(self.home / "pg_hba.conf"),
            "ident_file": str(self.home / "pg_ident.conf"),
        }

    def log_since(self, start: int) -> str:
        """The server's log from a byte on, counted from the end if negative."""
        try:
            return self.log.read_bytes()[start:].decode(errors="replace")
        except OSError:
            return "(no log)"

    def _initialise(self, installation: Binaries) -> None:
        """Into pg.new, then renamed: a half-made cluster is never taken for a whole one."""
        unfinished = self.home / "pg.new"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        unfinished.mkdir(mode=0o700)
        self.user.own(unfinished)
        # PostgreSQL's own C.UTF-8 is the same on every system and knows É; before 17 the system's has to do.
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command = [str(installation.bin / "initdb"), "-D", str(unfinished), "--username=postgres", "--encoding=UTF8"]
        command += ["--data-checksums", "--auth-local=peer", "--auth-host=reject"]
        command += builtin if installation.major >= 17 else ["--locale=C.UTF-8"]
        done = subprocess.run(
            command,
            cwd="/",
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
            timeout=INITDB_TIMEOUT,
            **self.user.becoming,
        )
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip()[-2000:]
            raise ClusterRefused(f"initdb failed in {self.home}, check MAILLAGE_DATA:\n{said}")
        unfinished.rename(self.pgdata)

    def _check(self, installation: Binaries) -> None:
        made_by = int((self.pgdata / "PG_VERSION").read_text())
        if made_by != installation.major:
            raise ClusterRefused(
                f"{self.pgdata} was made by PostgreSQL {made_by}, the binaries in {installation.bin} are "
                f"{installation.major}: set MAILLAGE_PG_BIN to the bin directory of a PostgreSQL {made_by}, "
                "or MAILLAGE_DATA to another directory."
            )
        if (owner := self.pgdata.stat().st_uid) != self.user.uid:
            raise ClusterRefused(
                f"{self.pgdata} belongs to the system user {owner}, the server would run as {self.user.uid} "
                f"({self.user.name}): run as its owner or as root, or set MAILLAGE_DATA to another directory."
            )

    def _make_socket_directory(self) -> None:
        place = self.home / "run"
        if place.exists() and place.stat().st_uid == self.user.uid and place.stat().st_mode & 0o077 == 0:
            return
        if place.is_symlink():  # it leads to what somebody else put in the place of ours
            place.unlink()
        if len(os.fsencode(place / SOCKET)) <= LONGEST_SOCKET:
            place.mkdir(mode=0o700)
        else:
            place.symlink_to(tempfile.mkdtemp(prefix="maillage-", dir="/tmp"))
        self.user.own(place)

    def _write_access_files(self) -> None:
        """Only the system user who runs the application may sign in, over the socket, whatever uid serves it.

        The socket's directory alone would let in every program of the server's user, `nobody` for instance.
        """
        ourselves = pwd.getpwuid(os.geteuid()).pw_name
        identities = "".join(f'maillage "{ourselves}" {role}\n' for role in ROLES)
        for name, text in (("pg_hba.conf", "local all all peer map=maillage\n"), ("pg_ident.conf", identities)):
            draft = self.home / f"{name}.new"
            draft.write_text(text)
            draft.chmod(0o644)
            draft.replace(self.home / name)


def _make(directory: Path, user: ServerUser) -> None:
    """Another process may be making it too."""
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o711 if user.other else 0o700)


def _make_home(home: Path, user: ServerUser) -> None:
    if home.is_symlink():
        raise ClusterRefused(
            f"{home} leads to {os.readlink(home)}, which is not there: "
            "bring it back, or remove the link to start empty."
        )
    if user.may_pass(home.parent):
        return _make(home, user)
    _make(SHELTER, user)
    elsewhere = Path(tempfile.mkdtemp(dir=SHELTER))
    elsewhere.chmod(0o711)
    try:
        home.symlink_to(elsewhere)
    except OSError as error:
        elsewhere.rmdir()
        if not isinstance(error, FileExistsError):  # another process was quicker
            raise


def _command_of(pid: int) -> bytes:
    """The command line of a running process; empty if there is none, or only a zombie."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return b""
    listed = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False, timeout=10)
    return listed.stdout
