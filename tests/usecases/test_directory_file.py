"""A directory as spreadsheets save it: separators, encodings, headings, and what is told of a line that is wrong."""

import pytest

from maillage.domain.collectivities import CollectivityKind
from maillage.domain.mandates import Function
from maillage.usecases.directory_file import MOST_BYTES, MOST_LINES, Column, Encoding, read
from maillage.usecases.directory_refusals import (
    CollectivityKindUnknown,
    FileHasNobody,
    FileTooLarge,
    FileUnreadable,
    FunctionUnknown,
    TooManyLines,
)
from maillage.usecases.directory_words import function_called, kind_by_name, kind_called

FRENCH = "Prénom;Nom;Collectivité;Fonction;E-mail\nAnne;Le Goff;Val-d’Orme;Ambassadrice;anne@orme.example\n"
ENGLISH = 'given name,family name,collectivity,function,email\nAnne,Le Goff,"Orme, Val d’",ambassador,\n'
BYTE_ORDER_MARK = "\ufeff"


def test_separators_encodings_and_headings_of_both_languages_are_understood():
    for text, codec, encoding, separator in (
        (FRENCH, "utf-8", Encoding.UTF_8, ";"),
        (BYTE_ORDER_MARK + FRENCH, "utf-8", Encoding.UTF_8, ";"),
        (FRENCH, "cp1252", Encoding.WINDOWS_1252, ";"),
        (FRENCH.replace("\n", "\r\n"), "cp1252", Encoding.WINDOWS_1252, ";"),
        ("\n" + FRENCH.replace("Prénom;Nom", '"PRENOM";" nom "'), "utf-8", Encoding.UTF_8, ";"),
        (ENGLISH, "utf-8", Encoding.UTF_8, ","),
    ):
        sheet = read(text.encode(codec))
        assert (sheet.encoding, sheet.separator, sheet.problems, sheet.ignored) == (encoding, separator, (), ()), text
        [line] = sheet.lines
        assert (line[Column.GIVEN_NAME], line[Column.FAMILY_NAME]) == ("Anne", "Le Goff"), text
        assert "Orme" in line[Column.COLLECTIVITY], text
        assert line[Column.PHONE] == ""
        assert read(text.encode(codec), encoding) == sheet, text


def test_lines_are_numbered_as_in_the_file_and_empty_ones_are_passed_over():
    text = FRENCH + ";;;;\n\nYann;Morel;Kerlouane;Élu\n" + '"Jean\nLouis";Riou;Belz;Adt;\nZoé;Le Bihan;Belz;Adt;;;\n'
    sheet = read(text.encode())
    assert [(line.number, line[Column.FAMILY_NAME]) for line in sheet.lines] == [
        (2, "Le Goff"),
        (5, "Morel"),
        (6, "Riou"),
        (8, "Le Bihan"),
    ]


def test_columns_of_which_nothing_is_known_are_told():
    sheet = read(b"nom;adresse;prenom;collectivite;fonction\nRiou;1 rue X;Jean;Belz;adt\n")
    assert (sheet.ignored, sheet.problems) == (("adresse",), ())
    assert sheet.lines[0][Column.GIVEN_NAME] == "Jean"


def told(text):
    return [(each.line, each.column, each.refusal.code()) for each in read(text.encode()).problems]


def test_what_is_wrong_with_headings_and_lines_is_told_by_line_and_column():
    for text, problems in (
        ("prénom;nom\nA;B\n", [(1, None, "COLUMN_MISSING"), (1, None, "COLUMN_MISSING")]),
        (FRENCH.replace("E-mail", "Surname"), [(1, "Surname", "COLUMN_TWICE")]),
        (FRENCH + "A;B;C;D;e@f.fr;plus\n", [(3, None, "LINE_UNREADABLE")]),
        (FRENCH + 'A;"B;C;D;e@f.fr\nE;F;G;H;\n', [(3, None, "LINE_UNREADABLE")]),
    ):
        assert told(text) == problems, text


def test_a_file_is_refused_as_a_whole_where_it_is_no_directory():
    for file, encoding, refusal in (
        (b"x" * (MOST_BYTES + 1), None, FileTooLarge),
        (b"", None, FileHasNobody),
        (b"\n\n", None, FileHasNobody),
        (FRENCH.splitlines()[0].encode(), None, FileHasNobody),
        (FRENCH.encode("utf-16"), None, FileUnreadable),
        (b"PK\x03\x04\x00\x00", None, FileUnreadable),
        (FRENCH.encode("cp1252"), Encoding.UTF_8, FileUnreadable),
        (b"nom\n\x81\n", None, FileUnreadable),
        (FRENCH.encode() + b"A;B;C;D;\n" * MOST_LINES, None, TooManyLines),
    ):
        with pytest.raises(refusal) as caught:
            read(file, encoding)
        assert caught.value.path == ("file",)
    assert len(read(FRENCH.encode() + b"A;B;C;D;\n" * (MOST_LINES - 1)).lines) == MOST_LINES


def test_functions_and_kinds_are_named_as_people_write_them():
    for word, function in (
        ("Ambassadrice du tri", Function.AMBASSADOR),
        ("ADT", Function.AMBASSADOR),
        ("technicien(ne)", Function.OFFICER),
        ("Référente", Function.OFFICER),
        ("ELUE", Function.ELECTED_REPRESENTATIVE),
        ("Elected representative", Function.ELECTED_REPRESENTATIVE),
    ):
        assert function_called(word) is function, word
    for word, kind in (("EPCI", CollectivityKind.EPCI), ("commune", CollectivityKind.COMMUNE)):
        assert kind_called(word) is kind
    for wrong, refusal in (("", FunctionUnknown), ("chef", FunctionUnknown)):
        with pytest.raises(refusal):
            function_called(wrong)
    with pytest.raises(CollectivityKindUnknown):
        kind_called("pays")
    for name, kind in (
        ("Commune de Belz", CollectivityKind.COMMUNE),
        ("Mairie d’Auray", CollectivityKind.COMMUNE),
        ("Communauté de communes du Val", CollectivityKind.EPCI),
        ("Villeneuve Agglo", CollectivityKind.EPCI),
    ):
        assert kind_by_name(name) is kind, name
