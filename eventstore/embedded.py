"""The embedded PostgreSQL server: made once, run as our child, found again after a crash, stopped cleanly."""

import asyncio
import fcntl
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from maillage.eventstore import binaries, guarded_child, roles
from maillage.eventstore.binaries import Binaries
from maillage.eventstore.cluster import ENVIRONMENT, Cluster
from maillage.eventstore.connections import Address, ConnectionLost, DatabaseUnreachable, DatabaseUnusable, connect

PORT = 5432  # names the socket file only: the server listens on no network address
PAUSE = 0.02  # seconds between two looks at a server that starts or stops
WATCH = 0.5  # seconds between two looks at a server that runs
REPEAT = 1.0  # seconds between two orders to stop; a server that stops already takes no notice of the second
STOP_TIMEOUT = 60.0  # seconds; the last checkpoint takes most of them

logger = logging.getLogger(__name__)

#: Small on purpose: one network of a few hundred people; an installation that needs more sets DATABASE_URL.
OPTIONS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_error_verbosity": "terse",  # without the rows that errors quote: there is personal data in them
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
    "logging_collector": "off",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
}


class ServerFailed(DatabaseUnusable):
    """The embedded server did not start, or did not stop."""


class EmbeddedServer:
    """The server of one data directory.

    The process that holds the lock of the directory runs the server and stops it. Any other process (a second
    `./run`, `maillage token`) uses the server that is there and leaves it alone. A lock of the kernel ends with
    its process, so nothing has to be cleaned up after a crash.
    """

    def __init__(
        self,
        data: Path,
        *,
        pg_bin: Path | None = None,
        pg_user: str | None = None,
        options: Sequence[tuple[str, str]] = (),
        timeout: float = 60,
    ) -> None:
        """`options` are further settings of the server; `timeout` is in seconds, for a start."""
        self.data, self.pg_bin, self.pg_user = data.absolute(), pg_bin, pg_user
        self.options, self.timeout = options, timeout
        self.ours = False  # we hold the lock: we stop the server
        self._lock: IO[bytes] | None = None
        self._log_start = 0  # of the last start, in bytes
        self._child: subprocess.Popen[bytes] | None = None
        self._watcher: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "EmbeddedServer":
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def address(self, role: str, database: str) -> Address:
        host = str(self.cluster.socket_directory)
        arguments = {"host": [host], "port": PORT, "user": role, "database": database, "ssl": False}
        return Address("MAILLAGE_DATA", arguments, f"the embedded server of {self.data}, database {database}", role)

    async def start(self) -> None:
        """Starts the server, or finds the one that another process runs. Raises DatabaseUnusable."""
        end = time.monotonic() + self.timeout
        self.cluster = await asyncio.to_thread(Cluster.of, self.data, self.pg_user)
        try:
            while not self._take_lock() and not await self._answers(roles.APP, roles.DATABASE):
                self._in_time(end, "is run by another process and did not answer")
                await asyncio.sleep(PAUSE)
            if self.ours:
                await self._run(end)
        except BaseException:
            await self.stop()
            raise
        self._watcher = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Stops the server if it is ours: fast, with a checkpoint, so that the next start needs no recovery."""
        if self._watcher is not None and not self._watcher.done():
            self._watcher.cancel()
            await asyncio.wait([self._watcher])
        try:
            if self.ours and self._server() is not None:
                await self._shut_down()
                self.cluster.leave()
        finally:
            self.ours, self._child = False, None
            if self._lock is not None:
                self._lock.close()
                self._lock = None

    async def _shut_down(self) -> None:
        """Orders it again and again: a process that is just becoming the server forgets a signal."""
        now = time.monotonic()
        end, order = now + STOP_TIMEOUT, now
        while (pid := self._server()) is not None:
            self._in_time(end, "did not stop")
            if time.monotonic() >= order:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGINT)
                order += REPEAT
            await asyncio.sleep(PAUSE)

    def _take_lock(self) -> bool:
        try:
            lock = self.cluster.open("lock")
        except OSError as error:
            raise ServerFailed(f"{self.data} is not for us to use: {error}. Check MAILLAGE_DATA.") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return False
        self._lock, self.ours = lock, True
        return True

    async def _run(self, end: float) -> None:
        found = await asyncio.to_thread(binaries.find, self.pg_bin)
        installation = await asyncio.to_thread(self.cluster.prepare, found)
        while not await self._set_up():
            if self._child is not None and self._child.poll() is not None:
                self._ended(self._child.returncode)
            if self._server() is None:
                self._spawn(installation)
            self._in_time(end, "did not answer")
            await asyncio.sleep(PAUSE)

    async def _set_up(self) -> bool:
        """Whether the server answers and has our roles and our database."""
        if not await self._answers(roles.SUPERUSER, "postgres"):
            return False
        try:
            await roles.set_up(self.address(roles.SUPERUSER, "postgres"))
        except (ConnectionLost, DatabaseUnreachable):  # it ended just now
            return False
        return True

    async def _watch(self) -> None:
        """Brings back a server that ended by itself, and takes over one whose process has ended."""
        while True:
            await asyncio.sleep(WATCH)
            if (self.ours or self._take_lock()) and self._server() is None:
                logger.warning("the embedded server of %s has ended: starting it again", self.data)
                try:
                    await self._run(time.monotonic() + self.timeout)
                except Exception:  # whatever it was, the next look tries again
                    logger.exception("the embedded server of %s does not come back", self.data)

    def _server(self) -> int | None:
        """The process id of the running server, from the moment it is started."""
        if self._child is not None and self._child.poll() is None:
            return self._child.pid
        return self.cluster.postmaster()

    def _spawn(self, installation: Binaries) -> None:
        cluster, user = self.cluster, self.cluster.user
        cluster.clear_stale_locks()
        settings = {**OPTIONS, **cluster.options(), **dict(self.options)}
        server = [str(installation.bin / "postgres"), "-D", str(cluster.pgdata), "-p", str(PORT)]
        for name, value in settings.items():
            server += ["-c", f"{name}={value}"]
        identity = [str(user.uid), str(user.gid)] if user.other else ["-", "-"]
        guard = [sys.executable, "-I", "-S", guarded_child.__file__, str(os.getpid()), *identity]
        with cluster.open("postgres.log") as log:
            self._log_start = log.tell()
            # Started from this thread and not from a worker: the kernel ties the child to the thread.
            self._child = subprocess.Popen(
                guard + server,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=ENVIRONMENT,
                start_new_session=True,
            )

    def _ended(self, code: int) -> None:
        """Another try is right for a server that was killed, and for one that finds what a killed one left behind."""
        said = self.cluster.log_since(self._log_start)
        if code >= 0 and "pre-existing shared memory" not in said and "already exists" not in said:
            raise ServerFailed(f"The embedded server ended with {code}. {self._advice()}")

    async def _answers(self, role: str, database: str) -> bool:
        try:
            connection = await connect(self.address(role, database))
        except DatabaseUnusable as error:
            if "Peer authentication failed" in str(error):  # the server of another system user: waiting is no use
                raise
            return False
        await connection.close()
        return True

    def _in_time(self, end: float, what: str) -> None:
        if time.monotonic() > end:
            raise ServerFailed(f"The server of {self.data} {what} in time. {self._advice()}")

    def _advice(self) -> str:
        return f"Check MAILLAGE_DATA or set DATABASE_URL. End of {self.cluster.log}:\n{self.cluster.log_since(-2000)}"
