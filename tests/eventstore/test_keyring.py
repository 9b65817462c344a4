"""The key file, and the persons' keys that it wraps."""

import asyncio
import os
import stat
import subprocess
import sys
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from uuid import uuid4

import msgspec
import pytest
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

from maillage.eventstore import keyring
from maillage.eventstore.keyring import Keyring, KeysUnfit, Secrets, secrets_for
from tests.eventstore.writing import SECRETS


@pytest.fixture
def clock(monkeypatch):
    """The keyring's clock, which stands still until it is told."""
    clock = SimpleNamespace(now=0.5)  # as on a machine that has just started
    monkeypatch.setattr(keyring, "time", SimpleNamespace(monotonic=lambda: clock.now))
    return clock


async def opens(key, other) -> bool:
    return key.decrypt(bytes(12), other.encrypt(bytes(12), b"x", None), None) == b"x"


def test_the_key_file_is_made_once_and_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "not yet there/keys.json"
    first = Secrets.kept_in(path)
    assert Secrets.kept_in(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["keys.json"]
    assert {len(key) for key in (*first.wrapping.values(), first.inputs)} == {32}
    assert first.inputs not in first.wrapping.values()


def test_two_key_files_have_nothing_in_common(tmp_path):
    one, two = (Secrets.kept_in(tmp_path / name) for name in ("one.json", "two.json"))
    assert one.current != two.current
    assert {one.current} == one.wrapping.keys()
    assert len({*one.wrapping.values(), *two.wrapping.values(), one.inputs, two.inputs}) == 4


def test_processes_that_make_it_at_once_agree(tmp_path):
    program = (
        "import sys; from pathlib import Path; from maillage.eventstore.keyring import Secrets;"
        "sys.stdin.read(1); print(Secrets.kept_in(Path(sys.argv[1])).inputs.hex())"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "keys.json")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(3)
    ]
    for process in started:
        process.stdin.write(b"x")
        process.stdin.flush()
    said = {process.communicate(timeout=30)[0] for process in started}
    assert len(said) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["keys.json"]


def test_threads_that_make_it_at_once_agree(tmp_path):
    """They have one process id: a draft named after it would be the other's."""
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(Secrets.kept_in, [tmp_path / "keys.json"] * 8))
    assert len({secrets.inputs for secrets in made}) == 1


def test_a_draft_that_a_crash_left_behind_is_in_nobodys_way(tmp_path):
    for left in (f"keys.json.{os.getpid()}", "keys.json.1"):
        (tmp_path / left).write_bytes(b"half")
    assert Secrets.kept_in(tmp_path / "keys.json") == Secrets.kept_in(tmp_path / "keys.json")


def test_secrets_are_not_printed(tmp_path):
    path = tmp_path / "keys.json"
    secrets = Secrets.kept_in(path)
    kept = msgspec.json.decode(path.read_bytes())
    printed = f"{secrets!r} {secrets}"
    assert kept["inputs"] not in printed
    assert b64decode(kept["wrapping"][kept["current"]]).hex() not in printed
    assert str(secrets.inputs) not in printed


async def test_a_keyring_may_be_opened_by_its_file(database, tmp_path):
    network, person = uuid4(), uuid4()
    one = await Keyring.kept_in(tmp_path / "keys.json", database.app_pool)
    two = await Keyring.kept_in(tmp_path / "keys.json", database.app_pool)
    made = await one.open_or_make(network, {person})
    assert await opens(made[person], (await two.open(network, {person}))[person])


async def test_a_new_persons_key_is_made_once_whoever_asks(shared):
    network, person = uuid4(), uuid4()
    rings = [Keyring(shared.app_pool, SECRETS) for _ in range(10)]
    assert (await rings[0].open(network, {person})) == {person: None}
    keys = await asyncio.gather(*(ring.open_or_make(network, {person}) for ring in rings))
    assert all([await opens(keys[0][person], each[person]) for each in keys])
    assert await shared.app_pool.fetchval("SELECT count(*) FROM log.person_keys WHERE network_id = $1", network) == 1


async def test_keys_are_kept_wrapped_and_no_two_are_alike(shared):
    network, persons = uuid4(), {uuid4(), uuid4()}
    await Keyring(shared.app_pool, SECRETS).open_or_make(network, persons)
    rows = await shared.app_pool.fetch("SELECT wrapped, key_id FROM log.person_keys WHERE network_id = $1", network)
    assert {len(row["wrapped"]) for row in rows} == {40}  # RFC 3394: 32 bytes and 8 of integrity
    assert len({row["wrapped"] for row in rows}) == 2
    assert {row["key_id"] for row in rows} == {"k1"}


async def test_a_key_is_read_once_a_minute(shared, owner, clock):
    network, person = uuid4(), uuid4()
    ring = Keyring(shared.app_pool, SECRETS)
    await ring.open_or_make(network, {person})
    await owner.execute("UPDATE person_keys SET wrapped = NULL, erased_at = now() WHERE person_id = $1", person)
    clock.now += 59
    assert (await ring.open(network, {person}))[person] is not None
    clock.now += 2
    assert (await ring.open(network, {person}))[person] is None
    assert (await ring.open_or_make(network, {person}))[person] is None  # for ever


async def test_a_machine_that_has_just_started_reads_its_keys(shared, clock):
    network, person = uuid4(), uuid4()
    await Keyring(shared.app_pool, SECRETS).open_or_make(network, {person})
    assert (await Keyring(shared.app_pool, SECRETS).open(network, {person}))[person] is not None


async def test_what_is_remembered_does_not_grow_for_ever(shared, monkeypatch):
    monkeypatch.setattr(keyring, "_KEPT", 5)
    ring = Keyring(shared.app_pool, SECRETS)
    for _ in range(20):
        await ring.open(uuid4(), {uuid4()})
    assert len(ring._known) <= 6


async def test_keys_wrapped_by_an_older_key_still_open_and_new_ones_use_the_current(database):
    network, old, new = uuid4(), uuid4(), uuid4()
    await Keyring(database.app_pool, SECRETS).open_or_make(network, {old})
    rotated = Secrets("k2", {**SECRETS.wrapping, "k2": bytes(32)}, SECRETS.inputs)
    keys = await Keyring(database.app_pool, rotated).open_or_make(network, {old, new})
    assert None not in keys.values()
    rows = await database.app_pool.fetch("SELECT person_id, key_id FROM log.person_keys WHERE network_id = $1", network)
    assert {row["person_id"]: row["key_id"] for row in rows} == {old: "k1", new: "k2"}


@pytest.mark.parametrize("other", [None, "other.json"])
async def test_a_database_goes_on_with_the_key_file_that_it_was_filled_with(database, tmp_path, other):
    path = tmp_path / "keys.json"
    await Keyring(database.app_pool, await secrets_for(database.app_pool, path)).open_or_make(uuid4(), {uuid4()})
    assert await secrets_for(database.app_pool, path) == Secrets.kept_in(path)
    path.unlink()
    if other:
        Secrets.kept_in(path)
    with pytest.raises(KeysUnfit, match="MAILLAGE_KEY_FILE"):
        await secrets_for(database.app_pool, path)
    assert path.exists() is bool(other)


async def test_of_two_processes_that_start_with_other_key_files_the_second_seals_nothing(database, tmp_path):
    network, anne, zoe = uuid4(), uuid4(), uuid4()
    one, two = [
        Keyring(database.app_pool, await secrets_for(database.app_pool, tmp_path / name)) for name in ("a", "b")
    ]
    await one.open_or_make(network, {anne})
    with pytest.raises(KeysUnfit, match=r"the key \w{32} sealed, the key file \w{32}: put back the key file"):
        await two.open_or_make(network, {zoe})
    with pytest.raises(KeysUnfit, match="put back the key file"):
        await two.open(network, {anne})
    assert await database.app_pool.fetchval("SELECT count(*) FROM log.person_keys") == 1


def test_another_key_under_the_same_id_is_told_apart():
    other = Secrets(SECRETS.current, {SECRETS.current: bytes(32)}, SECRETS.inputs)
    wrapped = aes_key_wrap(SECRETS.wrapping[SECRETS.current], bytes(32))
    with pytest.raises(KeysUnfit, match="The key k1 of the key file is not the one that sealed"):
        other.unwrapped("k1", wrapped)
    assert SECRETS.unwrapped("k1", wrapped) == bytes(32)


@pytest.mark.parametrize("content", [b"", b"{}", b'{"current": "k1", "wrapping": {"k1": "?"}, "inputs": "AAAA"}'])
def test_what_is_no_key_file_is_named_with_its_setting(tmp_path, content):
    path = tmp_path / "keys.json"
    path.write_bytes(content)
    with pytest.raises(KeysUnfit, match=r"keys\.json is no key file: .* MAILLAGE_KEY_FILE"):
        Secrets.kept_in(path)
    with pytest.raises(KeysUnfit, match="MAILLAGE_KEY_FILE"):
        Secrets.kept_in(tmp_path)
    assert path.read_bytes() == content
