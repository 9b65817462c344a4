"""The import of a directory."""

from __future__ import annotations

from base64 import b64encode

from tests.graphql.attempts.attempt import Attempt, given

FILE = "Prénom;Nom;Collectivité;Fonction;Bureau\nAnne;Le Goff;Arvoise;Élue;12\nA;B;Arvoise;ADT;3\n"
ATTEMPTS = [
    Attempt(
        "importDirectory",
        given(file=b64encode(FILE.encode("cp1252")).decode()),
        "report { encoding ignoredColumns newPeople newCollectivities { line name kind guessed collectivity { name } } "
        "alreadyThere { line } problems { line } }",
        {
            "encoding": "WINDOWS_1252",
            "ignoredColumns": ["Bureau"],
            "newPeople": 2,
            "newCollectivities": [
                {"line": 2, "name": "Arvoise", "kind": "EPCI", "guessed": True, "collectivity": {"name": "Arvoise"}}
            ],
            "alreadyThere": [],
            "problems": [],
        },
    ),
]
