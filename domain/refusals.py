"""How the domain says no: a class per rule, whose docstring states the rule and whose messages carry the figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from maillage.domain.formalities import Formality

Value = str | int | bool | None


class Refusal(Exception):
    """A command that a rule refuses.

    `code` is stable, `rule` is the sentence of the class, `path` names the input field at fault, outermost first,
    and `values` are the figures of the message. All four are stored with the command's outcome.

    `SOURCE` says where the rule comes from: a section of the design text ("domain.md 3.5"), a law or a standard with
    its number, or "ours: " and why; several are parted by "; ". `SETTINGS` are those of the network on which it
    depends, a formality or an attribute of `Network`.
    """

    SOURCE: ClassVar[str]
    SETTINGS: ClassVar[tuple[Formality | str, ...]] = ()
    FR: ClassVar[str]
    EN: ClassVar[str]

    def __init__(self, *path: str, **values: Value) -> None:
        super().__init__(self.EN.format(**values))
        self.path, self.values = path, values

    @classmethod
    def code(cls) -> str:
        """QuorumNotReached -> QUORUM_NOT_REACHED."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).upper()

    @classmethod
    def rule(cls) -> str:
        return (cls.__doc__ or "").strip().splitlines()[0]

    def message(self, locale: str) -> str:
        """The refusal in French (`fr`), else in English."""
        return (self.FR if locale == "fr" else self.EN).format(**self.values)


def every_refusal(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for subclass in kind.__subclasses__():
        yield subclass
        yield from every_refusal(subclass)


def restored(code: str, path: tuple[str, ...], values: dict[str, Value]) -> Refusal:
    """The refusal that was stored under `code`. LookupError: this version of the program does not know it."""
    for kind in every_refusal():
        if kind.code() == code:
            return kind(*path, **values)
    raise LookupError(f"no refusal is called {code}")


class NotAllowed(Refusal):
    """The caller lacks the right that this command or this read needs."""

    SOURCE = "domain.md 3"
    FR = "Vous n’avez pas le droit requis : {right}."
    EN = "You lack the right that this needs: {right}."


class NotFound(Refusal):
    """The id names nothing in this network."""

    SOURCE = "ours: a command names what is there"
    FR = "Rien dans ce réseau ne porte l’identifiant {id} ({kind})."
    EN = "Nothing in this network has the id {id} ({kind})."


class TextTooLong(Refusal):
    """A text stays within the length of its field."""

    SOURCE = "ours: a text stays readable, and cheap to keep"
    FR = "Le champ {field} compte {length} caractères, {limit} au plus."
    EN = "The field {field} has {length} characters, {limit} at most."


class TextMissing(Refusal):
    """A text that the record needs is not blank."""

    SOURCE = "ours: a blank text tells nothing"
    FR = "Le champ {field} est vide."
    EN = "The field {field} is blank."


class TextUnreadable(Refusal):
    """A text holds no control character, and line breaks only where its field has lines."""

    SOURCE = "ours: a text reads as it is stored"
    FR = "Le champ {field} contient un caractère interdit ({character}) en position {position}."
    EN = "The field {field} has a forbidden character ({character}) at position {position}."


# Lone surrogates cannot be written as UTF-8, and PostgreSQL keeps no U+0000.
# Line and paragraph separators break a line, and marks that turn the direction of writing make a sentence read
# otherwise than it is stored.
_NEVER = "\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_CONTROL = re.compile(f"[\x00-\x1f{_NEVER}]")
_CONTROL_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f{_NEVER}]")


def text(value: str, field: str, limit: int, *, lines: bool = False) -> str:
    """The text without outer blanks, composed (NFC), its line breaks `\\n` where `lines` allows them.

    TextMissing when nothing visible is left, TextTooLong beyond `limit` characters, TextUnreadable.
    """
    kept = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
    if len(kept) > limit:
        raise TextTooLong(field, field=field, length=len(kept), limit=limit)
    if control := (_CONTROL_IN_LINES if lines else _CONTROL).search(kept):
        raise TextUnreadable(field, field=field, character=f"U+{ord(control[0]):04X}", position=control.start() + 1)
    if all(letter.isspace() or unicodedata.category(letter) == "Cf" for letter in kept):
        raise TextMissing(field, field=field)
    return kept


def optional_text(value: str | None, field: str, limit: int, *, lines: bool = False) -> str | None:
    """Like `text`, and None for None or blank."""
    return text(value, field, limit, lines=lines) if value and value.strip() else None
