"""What is wrong with a request is said in French first, the English sentence beside it, by the request's language."""

import re
from typing import Any
from uuid import uuid4

import pytest

from maillage.domain.calendar import DayOutOfRange, InstantOutOfRange
from maillage.domain.collectivity_refusals import FigureOfNoYear
from maillage.domain.network_refusals import CollectivityAlreadyMember
from maillage.domain.people_refusals import MandateEndsBeforeStart
from maillage.domain.refusals import Refusal, TextMissing, every_refusal
from maillage.graphql.errors import ApiError, present
from maillage.graphql.refusal_texts import message_of
from maillage.usecases.founding import SlugTaken
from tests.network import Api

WRONG = [
    ("{ network { meetings(first: 101) { totalCount } } }", {}, "PAGE_INVALID", "est refusé : de 1 à 100"),
    ('{ network { meetings(after: "x") { totalCount } } }', {}, "CURSOR_INVALID", "Le curseur ne peut pas servir"),
    ('{ node(id: "x") { id } }', {}, "ID_INVALID", "« x » n’est pas un identifiant utilisable ici : il est mal formé."),
    ('{ network(slug: "loin") { name } }', {}, "NOT_YOUR_NETWORK", "Aucun de vos réseaux n’a l’adresse « loin »."),
    (
        '{ network(asOf: { at: "2124-03-02T13:30:00Z" }) { name } }',
        {},
        "NOT_YET",
        "L’instant demandé, le jeudi 2 mars 2124 à 14 h 30, est encore à venir : nous sommes le ",
    ),
    (
        "query($at: DateTime!) { network(asOf: { at: $at }) { name } }",
        {"at": "demain"},
        "BAD_USER_INPUT",
        "« $at » : « demain » n’est pas du type DateTime : une date et une heure",
    ),
    (
        "{ network { " + "".join(f"a{number}: name " for number in range(200)) + "} }",
        {},
        "QUERY_TOO_COMPLEX",
        "L’opération dépasse la limite « largeur » : 200, 100 au plus.",
    ),
    ("query A { __typename } query B { __typename }", {}, "OPERATION_UNKNOWN", "Désignez l’une des opérations"),
]


async def error_of(api: Api, query: str, variables: dict[str, Any], locale: str, who: str = "coordinator") -> Any:
    answer = await api.post({"query": query, "variables": variables}, who, locale)
    [error] = answer.json()["errors"]
    return error


@pytest.mark.parametrize(("query", "variables", "code", "french"), WRONG, ids=[each[2] for each in WRONG])
async def test_a_request_that_is_wrong_is_told_so_in_its_language(api: Api, query, variables, code, french):
    told, asked_in_english = [await error_of(api, query, variables, locale) for locale in ("fr-FR", "en")]
    assert french in told["message"]
    assert told["extensions"]["code"] == code
    hour = re.compile(r"\d\d:\d\d")
    english = told["extensions"].pop("messageEn")
    assert hour.sub("", english) == hour.sub("", asked_in_english["message"])
    assert french not in english
    assert told["extensions"] == asked_in_english["extensions"]


async def test_a_right_that_is_missing_is_told_with_its_rule_in_both_languages(api: Api):
    error = await error_of(api, "{ network { name } }", {}, "fr", "contact")
    assert error["message"] == "Vous n’avez pas le droit requis : network.read."
    assert error["extensions"] == {
        "code": "NOT_ALLOWED",
        "rule": "The caller lacks the right that this command or this read needs.",
        "argument": None,
        "messageEn": "You lack the right that this needs: network.read.",
    }


async def test_nobody_is_told_so_in_french(api: Api):
    error = await error_of(api, "{ viewer { roles } }", {}, "", None)
    assert error["message"] == "Il faut un jeton valide : `Authorization: Bearer ...`."
    assert error["extensions"]["messageEn"] == "A valid token is needed: `Authorization: Bearer ...`."


async def test_a_command_names_its_field_as_the_schema_does_in_a_french_sentence(api: Api):
    meeting = api.id("mtg", await api.network.planned())
    slot = {"startsAt": "2999-12-31T23:30:00-12:00", "endsAt": "2999-12-31T23:30:00Z"}
    payload = await api.command("scheduleMeeting", locale="fr", meeting=meeting, **slot)
    assert payload["errors"][0]["message"].startswith("Le champ « ")
    assert "_" not in payload["errors"][0]["message"]


@pytest.mark.parametrize(
    ("refusal", "french", "english"),
    [
        (TextMissing("family_name", field="family_name"), "Le champ « familyName » est vide.", "The field familyName "),
        (
            CollectivityAlreadyMember(collectivity=str(uuid4()), since="2026-03-01"),
            "Cette collectivité est membre du réseau depuis le dimanche 1er mars 2026.",
            "2026-03-01",
        ),
        (
            MandateEndsBeforeStart(starts_on="2026-03-02", ends_on="2026-02-01"),
            "Le mandat prendrait fin le dimanche 1er février 2026, avant son début le lundi 2 mars 2026.",
            "2026-02-01",
        ),
    ],
)
def test_fields_and_days_are_french_in_a_french_sentence(refusal: Refusal, french: str, english: str):
    assert message_of(refusal, "fr") == french
    assert english in message_of(refusal, "en")


BOUND_BY_YEARS = {InstantOutOfRange, DayOutOfRange, FigureOfNoYear}


def test_no_french_sentence_shows_a_day_as_machines_write_it():
    """Whatever a refusal calls its days: where they fit the sentence, it has the article that they are known by."""
    dated = {"at", "day", "earliest", "now", "on", "since", "until"}
    for kind in every_refusal():
        named = set(re.findall(r"\{(\w+)\}", kind.FR))
        for name in {each for each in named if each in dated or each.endswith(("_at", "_on", "_day"))}:
            written = message_of(kind("field", **dict.fromkeys(named, "x") | {name: "2026-03-02"}), "fr")
            assert "2026-03-02" not in written or kind in BOUND_BY_YEARS, kind.__name__


def test_what_a_member_wrote_is_not_taken_for_a_day():
    taken = SlugTaken(slug="2026-03-02", suggestion="2026-03-02")
    assert message_of(taken, "fr") == taken.message("fr")


def test_the_english_sentence_stands_beside_a_french_one_only():
    [told] = present([ApiError("Non.", "No.", "NO")], locale="fr")
    assert told == {"message": "Non.", "extensions": {"code": "NO", "messageEn": "No."}}
    [told] = present([ApiError("Non.", "No.", "NO")], locale="en")
    assert told == {"message": "No.", "extensions": {"code": "NO"}}
