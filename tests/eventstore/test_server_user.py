"""Whom the embedded server runs as, and what that user can reach."""

import os
import stat

import pytest

from maillage.eventstore import server_user as module
from maillage.eventstore.server_user import NoServerUser, ServerUser, server_user

STRANGER = ServerUser("stranger", 12345, 12345, True)


@pytest.fixture
def as_root(monkeypatch):
    monkeypatch.setattr(module.os, "geteuid", lambda: 0)


def test_an_ordinary_user_runs_it_itself(monkeypatch):
    monkeypatch.setattr(module.os, "geteuid", lambda: 1)
    assert (server_user("nobody").uid, server_user("nobody").other) == (1, False)


def test_root_becomes_the_user_of_the_setting(as_root):
    found = server_user("daemon")
    assert (found.name, found.other) == ("daemon", True)
    assert found.becoming["user"] == found.uid != 0


@pytest.mark.parametrize("name", ["root", "no-such-user"])
def test_a_setting_that_names_no_ordinary_user_is_refused(as_root, name):
    with pytest.raises(NoServerUser, match=f"no ordinary user {name}: set MAILLAGE_PG_USER"):
        server_user(name)


def test_a_user_without_a_name_is_refused(monkeypatch):
    monkeypatch.setattr(module.os, "geteuid", lambda: 54321)
    with pytest.raises(NoServerUser, match="system user 54321, which has no name here"):
        server_user()


def test_a_folder_closed_above_is_out_of_reach(tmp_path):
    program = tmp_path / "closed/open/program"
    program.parent.mkdir(parents=True)
    program.touch()
    for mode, reachable in ((0o755, True), (0o711, True), (0o700, False)):
        (tmp_path / "closed").chmod(mode)
        assert passes(program.parent, tmp_path) is reachable


def passes(directory, top):
    """may_pass, without what the system's own folders above the test's would add to it."""
    return all(
        STRANGER._allows(place, stat.S_IXOTH) for place in (directory, *directory.parents) if top in place.parents
    )


def test_the_owner_and_the_group_have_rights_of_their_own(tmp_path):
    path = tmp_path / "file"
    path.touch()
    path.chmod(0o750)
    owner = ServerUser("owner", os.getuid(), 12345, True)
    group = ServerUser("group", 12345, os.getgid(), True)
    assert [user._allows(path, stat.S_IXOTH | stat.S_IROTH) for user in (owner, group, STRANGER)] == [True, True, False]


def test_a_copied_tree_is_opened_to_read_and_its_programs_to_run(tmp_path):
    program, words = tmp_path / "bin/program", tmp_path / "words"
    program.parent.mkdir()
    for path, mode in ((program, 0o700), (words, 0o600), (program.parent, 0o700)):
        path.touch()
        path.chmod(mode)
    ServerUser.open_to_read(tmp_path)
    assert [path.stat().st_mode & 0o777 for path in (program, words, program.parent)] == [0o755, 0o644, 0o755]
