"""Opaque texts that clients keep for us and give back: nobody else can read one, or make one."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 64  # AES-256-SIV takes two keys


class NotSealedHere(ValueError):
    """The text was altered or made up, or was sealed by another installation or for something else."""


class Seal:
    """AES-SIV (RFC 5297): the same content gives the same text, and any other content a wholly different one.

    Only the length of the content shows. `belongs_to` is what a text is bound to: it opens for nothing else.
    """

    __slots__ = ("_belongs_to", "_cipher")

    def __init__(self, cipher: AESSIV, *belongs_to: bytes) -> None:
        self._cipher, self._belongs_to = cipher, list(belongs_to)

    @classmethod
    def derived(cls, secret: bytes, purpose: str) -> Seal:
        """From a secret of 32 bytes that may have other uses: HKDF (RFC 5869) keeps the purposes apart."""
        key = HKDF(SHA256(), _KEY_BYTES, salt=None, info=f"maillage {purpose} 1".encode()).derive(secret)
        return cls(AESSIV(key))

    def of(self, *what: bytes) -> Seal:
        """The seal of one thing among those of this seal."""
        return Seal(self._cipher, *self._belongs_to, *what)

    def close(self, content: bytes) -> str:
        """ASCII letters, digits, `-` and `_`: four for three bytes of content and of the sixteen that prove it."""
        return _text(self._cipher.encrypt(content, self._belongs_to))

    def open(self, text: str) -> bytes:
        """The content. NotSealedHere."""
        try:
            sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
            if _text(sealed) != text:  # one content has one text
                raise NotSealedHere
            return self._cipher.decrypt(sealed, self._belongs_to)
        except (binascii.Error, ValueError, InvalidTag):
            raise NotSealedHere from None


def _text(sealed: bytes) -> str:
    return urlsafe_b64encode(sealed).decode().rstrip("=")
