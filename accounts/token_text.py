"""How a secret is written that we give away, so that scanners of leaks find it and slips are seen at once."""

from __future__ import annotations

import re
import secrets
from base64 import b32encode
from hashlib import sha256
from zlib import crc32

PREFIX = "mlg_"  # of a personal access token
SESSION = "mls_"
CALENDAR = "mlc_"  # of the address of a calendar
_RANDOM_BYTES = 32  # 256 bits: nothing is gained by guessing
TOKEN = re.compile(r"ml[gsc]_[a-z2-7]{52}[a-z2-7]{7}")  # prefix, random part, checksum


def new_token(prefix: str = PREFIX) -> str:
    """The prefix, 52 characters of base 32 drawn at random, 7 of their checksum."""
    drawn = _base32(secrets.token_bytes(_RANDOM_BYTES))
    return f"{prefix}{drawn}{_checksum(drawn)}"


def is_well_formed(token: str, prefix: str = PREFIX) -> bool:
    """Whether this may be a token at all: no question to the database for what never was one."""
    return (
        token.startswith(prefix) and bool(TOKEN.fullmatch(token)) and token[-7:] == _checksum(token[len(prefix) : -7])
    )


def hashed(token: str) -> bytes:
    """What is stored of a token. A plain hash is enough for 256 random bits; no password is kept here."""
    return sha256(token.encode()).digest()


def _checksum(drawn: str) -> str:
    return _base32(crc32(drawn.encode()).to_bytes(4, "big"))


def _base32(data: bytes) -> str:
    return b32encode(data).decode().rstrip("=").lower()
