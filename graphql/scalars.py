"""Scalars stricter than Strawberry's own: instants with their offset, finite decimals, cursors, UUIDs."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, NewType
from uuid import UUID

import strawberry
from strawberry.schema.config import StrawberryConfig

from maillage.graphql.errors import ApiError

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
HEX_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)

Cursor = NewType("Cursor", str)


class Expected(NamedTuple):
    """What a scalar looks like, in both languages."""

    scalar: str
    fr: str
    en: str


_DATETIME = Expected(
    "DateTime",
    "une date et une heure RFC 3339 avec leur décalage sont attendues, comme 2026-03-02T14:00:00+01:00",
    "an RFC 3339 date and time with its offset, such as 2026-03-02T14:00:00+01:00",
)
_DATE = Expected("Date", "une date comme 2026-03-02 est attendue", "a date such as 2026-03-02")
_DECIMAL = Expected(
    "Decimal",
    "une chaîne de chiffres comme « 1250.50 » est attendue, six au plus après le point",
    'a string of digits such as "1250.50", at most six after the point',
)
_UUID = Expected(
    "UUID",
    "cinq groupes de chiffres hexadécimaux avec tirets sont attendus",
    "five groups of hexadecimal digits with dashes",
)
_BASE64 = Expected("Base64", "des octets en base 64 sont attendus", "bytes in base 64")
_CURSOR = Expected("Cursor", "une chaîne qu’une liste a donnée est attendue", "a string that a list gave")


def _wrong(value: object, expected: Expected) -> ApiError:
    shown = str(value)[:60]
    fr = f"« {shown} » n’est pas du type {expected.scalar} : {expected.fr}."
    en = f"{shown!r} is not a {expected.scalar}: {expected.en}."
    return ApiError(fr, en, "BAD_USER_INPUT", value=shown)


def _text(value: object, pattern: re.Pattern[str], expected: Expected) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise _wrong(value, expected)
    return value


def parse_datetime(value: object) -> datetime:
    """An instant in UTC, of an RFC 3339 date-time. One without an offset is refused: nobody knows when it is."""
    text = _text(value, RFC_3339, _DATETIME)
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _wrong(value, _DATETIME) from error


def write_datetime(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError(f"a naive datetime reached the API: {value}")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def parse_date(value: object) -> date:
    text = _text(value, DATE, _DATE)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _wrong(value, _DATE) from error


def parse_decimal(value: object) -> Decimal:
    return Decimal(_text(value, DECIMAL, _DECIMAL))


def parse_uuid(value: object) -> UUID:
    return UUID(_text(value, HEX_UUID, _UUID))


def parse_base64(value: object) -> bytes:
    """The bytes. Line breaks are as `base64` writes them, and nothing else stands between."""
    if not isinstance(value, str):
        raise _wrong(value, _BASE64)
    try:
        return b64decode("".join(value.split("\n")), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _wrong(value, _BASE64) from error


def parse_cursor(value: object) -> Cursor:
    if not isinstance(value, str):
        raise _wrong(value, _CURSOR)
    return Cursor(value)


SCALARS: dict[object, Any] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant: RFC 3339, always with an offset; given back in UTC.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        serialize=write_datetime,
        parse_value=parse_datetime,
    ),
    date: strawberry.scalar(
        name="Date", description="A day, as 2026-03-02.", serialize=date.isoformat, parse_value=parse_date
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description='An exact decimal number, as a string: "1250.50".',
        serialize=lambda value: format(value, "f"),
        parse_value=parse_decimal,
    ),
    UUID: strawberry.scalar(
        name="UUID",
        description="A UUID, such as a command's id.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc9562",
        serialize=str,
        parse_value=parse_uuid,
    ),
    bytes: strawberry.scalar(
        name="Base64",
        description="The bytes of a file, in base 64.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc4648#section-4",
        serialize=lambda value: b64encode(value).decode(),
        parse_value=parse_base64,
    ),
    Cursor: strawberry.scalar(
        name="Cursor",
        description="A place in one list of one network. Opaque: keep it, give it back, do not read it.",
        serialize=str,
        parse_value=parse_cursor,
    ),
}

CONFIG = StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True)
"""The configuration that every schema of ours is built with."""


@strawberry.type(description="An amount of money.")
class Money:
    amount: Decimal = strawberry.field(description="Exact, with the currency's own decimals.")
    currency: str = strawberry.field(default="EUR", description="ISO 4217 code.")


@strawberry.input(description="An amount of money.")
class MoneyInput:
    amount: Decimal = strawberry.field(description="Exact, with the currency's own decimals.")
    currency: str = strawberry.field(default="EUR", description="ISO 4217 code.")
