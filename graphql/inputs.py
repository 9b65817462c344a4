"""What the inputs of commands are made of."""

from __future__ import annotations

import dataclasses
from typing import Any

import strawberry

from maillage.graphql.references import uuid_of

#: Of every reason that is given for a command. Nothing in it is sealed: erasing a person does not reach it.
WHY = "Why (fr: motif), at most 500 characters. Kept for ever as it is written: no name of a person belongs here."
_PREFIX = "prefix"  # in the metadata of a field: which ids it takes


class Value:
    """An input within an input, which stands for a value of the domain."""

    def value(self) -> Any:
        raise NotImplementedError


def id_field(prefix: str | tuple[str, ...], description: str, **default: Any) -> Any:
    """A field that takes an id of one kind or of any of these, or a list; `default=None` where it may be left out."""
    return strawberry.field(description=description, metadata={_PREFIX: prefix}, **default)


def values_of(given: Any) -> dict[str, Any]:
    """The fields of an input under their names, as the domain has them. IdInvalid, naming the field."""
    return {field.name: _value(field, getattr(given, field.name)) for field in dataclasses.fields(given)}


def path_in(given: Any, path: tuple[str, ...]) -> tuple[str, ...]:
    """Where the input holds the field that a use case names, which may be within an input of its own."""
    fields = {field.name: getattr(given, field.name) for field in dataclasses.fields(given)}
    if not path or path[0] in fields:
        return path
    inner = (name for name, value in fields.items() if isinstance(value, Value) and hasattr(value, path[0]))
    return (*tuple(inner)[:1], *path)


def _value(field: dataclasses.Field[Any], given: Any, *place: str) -> Any:
    """`place` is that in a list."""
    if isinstance(given, list):
        return [_value(field, each, str(number)) for number, each in enumerate(given)]
    if given is not None and (prefix := field.metadata.get(_PREFIX)):
        return uuid_of(given, [prefix] if isinstance(prefix, str) else prefix, field.name, *place)
    return given.value() if isinstance(given, Value) else given
