"""A directory as a spreadsheet saves it: bytes in, lines under known columns out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from maillage.domain.refusals import Refusal
from maillage.domain.slugs import plain
from maillage.usecases.directory_refusals import (
    ColumnMissing,
    ColumnTwice,
    FileHasNobody,
    FileTooLarge,
    FileUnreadable,
    LineUnreadable,
    TooManyLines,
)

MOST_BYTES, MOST_LINES = 400_000, 1_000  # as base64 within the mebibyte that one request may have


class Encoding(Enum):
    """How a file writes its letters."""

    UTF_8 = "UTF_8"
    WINDOWS_1252 = "WINDOWS_1252"  # as spreadsheets in France save "CSV"


_CODECS = {Encoding.UTF_8: "utf-8-sig", Encoding.WINDOWS_1252: "cp1252"}


class Column(Enum):
    """What a column holds, by the name of the domain's field."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    COLLECTIVITY = "collectivity"
    FUNCTION = "function"
    EMAIL = "email"
    PHONE = "phone"
    KIND = "kind"  # of the collectivity
    SIREN = "siren"  # of the collectivity


REQUIRED = (Column.GIVEN_NAME, Column.FAMILY_NAME, Column.COLLECTIVITY, Column.FUNCTION)
# What a column may be called, accents and capitals aside. The first one is how a refusal names it.
NAMES: Mapping[Column, tuple[str, ...]] = MappingProxyType(
    {
        Column.GIVEN_NAME: ("prénom", "prénoms", "given name", "first name"),
        Column.FAMILY_NAME: ("nom", "nom de famille", "family name", "last name", "surname"),
        Column.COLLECTIVITY: ("collectivité", "structure", "organisme", "employeur", "collectivity", "organisation"),
        Column.FUNCTION: ("fonction", "qualité", "poste", "function", "role"),
        Column.EMAIL: ("e-mail", "email", "mail", "courriel", "mél", "adresse e-mail", "adresse mail", "email address"),
        Column.PHONE: ("téléphone", "tél", "portable", "numéro de téléphone", "phone", "telephone", "phone number"),
        Column.KIND: ("type", "nature", "type de collectivité", "kind", "collectivity kind"),
        Column.SIREN: ("siren", "n° siren", "numéro siren", "siren number"),
    }
)
_COLUMNS = {plain(name): column for column, names in NAMES.items() for name in names}


@dataclass(frozen=True)
class Problem:
    """What is wrong with one line. `column` is its name in the file, None where the whole line is meant."""

    line: int  # of the file, the column names standing in the first that is not empty
    column: str | None
    refusal: Refusal


@dataclass(frozen=True)
class Line:
    """One person at one collectivity."""

    number: int
    cells: Mapping[Column, str]  # without outer blanks, empty where nothing stands

    def __getitem__(self, column: Column) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """What a file holds."""

    encoding: Encoding
    separator: str  # `;` or `,`
    headings: Mapping[Column, str]  # as the file writes them
    ignored: tuple[str, ...]  # columns of which nothing is known
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]

    def problem(self, line: Line, column: Column | None, refusal: Refusal) -> Problem:
        return Problem(line.number, self.headings.get(column) if column else None, refusal)


def read(file: bytes, encoding: Encoding | None = None) -> Sheet:
    """The lines of a file. Where the encoding is not named, it is UTF-8 if that is possible, else Windows-1252.

    FileTooLarge, FileUnreadable, FileHasNobody, TooManyLines. What is wrong with a line is a problem of the sheet.
    """
    if len(file) > MOST_BYTES:
        raise FileTooLarge("file", length=len(file), limit=MOST_BYTES)
    text, found = _decoded(file, encoding)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(";,", key=lambda each: len([name for name in first.split(each) if _column(name)]))
    rows = [(number, cells) for number, cells in _rows(text, separator) if cells is None or any(cells)]
    if len(rows) < 2 or rows[0][1] is None:
        raise FileHasNobody("file")
    if len(rows) - 1 > MOST_LINES:
        raise TooManyLines("file", lines=len(rows) - 1, limit=MOST_LINES)
    (start, names), *body = rows
    columns, problems = _headings(start, names or [])
    lines = []
    for number, cells in body:
        if cells is None or any(cells[len(columns) :]):
            problems.append(Problem(number, None, LineUnreadable()))
        else:
            lines.append(Line(number, {column: cell for column, cell in zip(columns, cells, strict=False) if column}))
    headings = {column: name for column, name in zip(columns, names or [], strict=True) if column}
    ignored = tuple(name for name in names or [] if name and not _column(name))
    return Sheet(found, separator, headings, ignored, tuple(lines), tuple(problems))


def _decoded(file: bytes, encoding: Encoding | None) -> tuple[str, Encoding]:
    for each in [encoding] if encoding else Encoding:
        try:
            text = file.decode(_CODECS[each])
        except UnicodeDecodeError:
            continue
        if "\0" not in text:  # a spreadsheet's own format, or UTF-16
            return text, each
    raise FileUnreadable("file", encoding=encoding.value if encoding else "UTF_8 / WINDOWS_1252")


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str] | None]]:
    """The cells of each row and the line it begins on; None where it cannot be read, which is then the last."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            yield number, [cell.strip() for cell in next(reader)]
        except csv.Error:
            yield number, None
            return
        except StopIteration:
            return


def _headings(line: int, names: list[str]) -> tuple[list[Column | None], list[Problem]]:
    """The column of each cell, None where it is unknown or comes again, and what is wrong with them."""
    columns: list[Column | None] = []
    problems = []
    for name in names:
        column = _column(name)
        if column in columns and column:
            problems.append(Problem(line, name, ColumnTwice(first=names[columns.index(column)])))
        columns.append(None if column in columns else column)
    missing = (column for column in REQUIRED if column not in columns)
    problems += [Problem(line, None, ColumnMissing(column=NAMES[column][0])) for column in missing]
    return columns, problems


def _column(name: str) -> Column | None:
    return _COLUMNS.get(plain(name.strip(' "')))
