"""The import of a directory, and who may ask for it."""

from __future__ import annotations

from maillage.usecases.directory_import import import_directory
from tests.usecases.rights.case import Case, given

FILE = "prénom;nom;collectivité;fonction\nAnne;Le Goff;Val-d’Orme;Élue\n".encode()
CASES = [Case(import_directory, given(file=FILE), ("person.registered", "person.mandate-granted"), foreign=None)]
