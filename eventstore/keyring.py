"""The keys of persons, and the secrets that never enter the database.

The key file is JSON: {"current": id, "wrapping": {id: base64 of 32 bytes}, "inputs": base64 of 32 bytes}. The id of
a wrapping key is random, so that the keys of two installations are never taken for one another.
"""

from __future__ import annotations

import asyncio
import os
import time
from base64 import b64encode
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from maillage.eventstore.connections import DatabaseUnusable
from maillage.eventstore.opaque import Seal
from maillage.eventstore.sql import queries

SQL = queries(__file__)
_KEY_BYTES = 32
_FRESH_SECONDS = 60.0  # how long another process may still open what an erasure closed
_NEVER = (float("-inf"), None)  # zero would be a moment ago on a machine that has just started
_PUT_BACK = "put back the key file that this database was filled with, or let MAILLAGE_KEY_FILE name it."
_KEPT = 10_000  # persons; the cache starts anew beyond


class KeysUnfit(DatabaseUnusable):
    """The key file cannot be used, or is not the one that this database was filled with."""


class _KeyFile(msgspec.Struct):
    current: str
    wrapping: dict[str, bytes]
    inputs: bytes


@dataclass(frozen=True)
class Secrets:
    """`wrapping` wraps the persons' keys, by id; `inputs` keys the HMAC of command inputs, and seals are made of it."""

    current: str
    wrapping: Mapping[str, bytes] = field(repr=False)
    inputs: bytes = field(repr=False)

    @classmethod
    def kept_in(cls, path: Path) -> Secrets:
        """Those of the key file, which is made at the first start, readable by its owner only. KeysUnfit."""
        try:
            if not path.exists():
                _write_new(path)
            kept = msgspec.json.decode(path.read_bytes(), type=_KeyFile)
        except OSError as error:
            raise KeysUnfit(f"{path} cannot be made or read: {error}. Check MAILLAGE_KEY_FILE.") from error
        except msgspec.DecodeError as error:
            raise KeysUnfit(f"{path} is no key file: {error}. Check MAILLAGE_KEY_FILE.") from error
        return cls(kept.current, kept.wrapping, kept.inputs)

    def seal(self, purpose: str) -> Seal:
        """Of `inputs`, since a change of the wrapping keys leaves it as it is."""
        return Seal.derived(self.inputs, purpose)

    def unwrapped(self, key_id: str, wrapped: bytes) -> bytes:
        """A person's key. KeysUnfit: another key file wrapped it."""
        if key_id not in self.wrapping:
            held = ", ".join(sorted(self.wrapping))
            raise KeysUnfit(f"The database holds what the key {key_id} sealed, the key file {held}: {_PUT_BACK}")
        try:
            return aes_key_unwrap(self.wrapping[key_id], wrapped)
        except InvalidUnwrap as error:
            raise KeysUnfit(f"The key {key_id} of the key file is not the one that sealed: {_PUT_BACK}") from error


async def secrets_for(db: asyncpg.Pool, path: Path) -> Secrets:
    """Those of the key file, made where the database holds nothing sealed. KeysUnfit.

    To go on with other keys would seal new people under them, and no key file would open both.
    """
    await must_open(db, path)
    return await asyncio.to_thread(Secrets.kept_in, path)


async def must_open(db: asyncpg.Pool, path: Path) -> None:
    """KeysUnfit where the database holds something sealed, and the key file is another one or none."""
    sealed = await db.fetchrow(SQL["any"])
    if sealed is None:
        return
    if not await asyncio.to_thread(path.exists):
        raise KeysUnfit(f"{path} is not there, and the database holds what was sealed with it: {_PUT_BACK}")
    kept = await asyncio.to_thread(Secrets.kept_in, path)
    try:
        kept.unwrapped(sealed["key_id"], sealed["wrapped"])
    except KeysUnfit as unfit:
        raise KeysUnfit(f"{path} does not open what the database holds sealed. {unfit}") from unfit


def _write_new(path: Path) -> None:
    """Whole or not at all, and never over a file that another process has just made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    wrapping, inputs = (b64encode(os.urandom(_KEY_BYTES)).decode() for _ in range(2))
    id = uuid4().hex
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(msgspec.json.encode({"current": id, "wrapping": {id: wrapping}, "inputs": inputs}))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    _settle_on_disk(path.parent)


def _settle_on_disk(folder: Path) -> None:
    """A file's name is its folder's content: a power cut must not take the keys and leave what they sealed."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class Keyring:
    """Opens and keeps the keys of persons of any network; remembers them for a minute."""

    def __init__(self, pool: asyncpg.Pool, secrets: Secrets) -> None:
        self._pool, self._secrets = pool, secrets
        self._known: dict[tuple[UUID, UUID], tuple[float, AESGCM | None]] = {}

    @classmethod
    async def kept_in(cls, path: Path, pool: asyncpg.Pool) -> Keyring:
        return cls(pool, await asyncio.to_thread(Secrets.kept_in, path))

    def seal(self, purpose: str) -> Seal:
        """What the installation seals for this purpose, of nobody in particular."""
        return self._secrets.seal(purpose)

    async def open(self, network: UUID, persons: Iterable[UUID]) -> dict[UUID, AESGCM | None]:
        """The keys of those persons; None for those erased or never kept. KeysUnfit: another key file keeps them."""
        now = time.monotonic()
        known = {person: self._known.get((network, person), _NEVER) for person in set(persons)}
        fresh = {person: key for person, (read_at, key) in known.items() if read_at > now - _FRESH_SECONDS}
        missing = known.keys() - fresh.keys()
        return fresh | (await self._read(network, missing) if missing else {})

    async def open_or_make(self, network: UUID, persons: Iterable[UUID]) -> dict[UUID, AESGCM | None]:
        """The same, after keeping a new key for those who never had one. An erased person stays without.

        KeysUnfit also where another process, started with another key file, was the first to seal something.
        """
        keys = await self.open(network, persons)
        without = {person for person, key in keys.items() if key is None}
        if without and (sealed := await self._pool.fetchrow(SQL["any"])):
            self._secrets.unwrapped(sealed["key_id"], sealed["wrapped"])
        for person in without:
            wrapped = aes_key_wrap(self._secrets.wrapping[self._secrets.current], os.urandom(_KEY_BYTES))
            await self._pool.execute(SQL["keep"], network, person, wrapped, self._secrets.current)
        return keys | (await self._read(network, without) if without else {})

    async def _read(self, network: UUID, persons: Set[UUID]) -> dict[UUID, AESGCM | None]:
        rows = {row["person_id"]: row for row in await self._pool.fetch(SQL["wrapped"], network, list(persons))}
        keys = {person: self._unwrapped(rows.get(person)) for person in persons}
        if len(self._known) > _KEPT:
            self._known.clear()
        now = time.monotonic()
        self._known.update({(network, person): (now, key) for person, key in keys.items()})
        return keys

    def _unwrapped(self, row: asyncpg.Record | None) -> AESGCM | None:
        return AESGCM(self._secrets.unwrapped(row["key_id"], row["wrapped"])) if row else None
