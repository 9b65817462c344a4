"""Every mutation, tried by nobody, by who lacks the right, by who has it elsewhere, and by who has it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from maillage.domain.decision_refusals import QuorumNotReached
from maillage.graphql.schema import schema
from tests.graphql.attempts import ATTEMPTS
from tests.graphql.attempts.attempt import Attempt
from tests.network import Api

COUNTS = ", ".join(
    f"(SELECT count(*) FROM {table} WHERE network_id = $1)" for table in ("stored_events", "claims", "person_keys")
)
#: Everybody's own, and nothing of it in the log: in test_access.py.
OWN_ACCESS = {"revokeSession", "signOutEverywhere", "mintToken", "revokeToken"}
FEEDS = "(SELECT array_agg(f::text ORDER BY f.feed_id) FROM calendar_feeds f WHERE f.network_id = $1)"


async def written(api: Api) -> Any:
    return tuple(await api.network.running.pool.fetchrow(f"SELECT {COUNTS}, {FEEDS}", api.network.id))


def test_every_mutation_is_tried():
    tried = {attempt.mutation for attempt in ATTEMPTS} | OWN_ACCESS
    assert tried == set(schema._schema.mutation_type.fields)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
async def test_a_mutation_is_carried_out_for_who_has_the_right_and_for_nobody_else(api: Api, attempt: Attempt):
    input = await attempt.prepared(api)
    before = await written(api)

    body = {"query": f"mutation {{ {attempt.mutation} {{ position }} }}"}
    assert (await api.post(body, None)).status_code == 401
    for who in [*attempt.wrong, *([attempt.elsewhere] if attempt.elsewhere else [])]:
        refused = await api.command(attempt.mutation, who, attempt.selection, **input)
        assert [error["code"] for error in refused["errors"]] == ["NOT_ALLOWED"], who
        assert (refused["position"], refused[attempt.subject]) == (None, None)
    assert await written(api) == before

    done = await api.command(attempt.mutation, attempt.by, attempt.selection, **input)
    assert (done["errors"], done["warnings"], done[attempt.subject]) == ([], [], attempt.shown)
    assert (done["position"] is not None) is attempt.is_fact
    assert await written(api) != before


async def test_a_command_sent_again_gets_the_same_outcome_and_nothing_is_done_twice(api: Api):
    sent = {"commandId": str(uuid4()), "title": "Bilan", "kind": "REGULAR", "modality": "REMOTE"}
    first = await api.command("planMeeting", selection="meeting { id version }", **sent)
    before = await written(api)
    again = await api.command("planMeeting", selection="meeting { id version }", **sent)
    assert again == first
    assert await written(api) == before


async def test_a_command_id_stands_for_one_input(api: Api):
    sent = {"commandId": str(uuid4()), "title": "Bilan", "kind": "REGULAR", "modality": "REMOTE"}
    await api.command("planMeeting", **sent)
    before = await written(api)
    [error] = (await api.command("planMeeting", **(sent | {"title": "Autre bilan"})))["errors"]
    assert (error["code"], error["path"]) == ("COMMAND_REUSED", ["commandId"])
    assert await written(api) == before


async def test_what_changes_nothing_has_no_position(api: Api):
    done = await api.command("setCadence", selection="network { settings { cadence } }", cadence="BIMONTHLY")
    assert (done["errors"], done["position"]) == ([], None)
    assert done["network"] == {"settings": {"cadence": "BIMONTHLY"}}


async def test_a_command_decided_on_an_older_version_is_refused(api: Api):
    meeting = api.id("mtg", await api.network.scheduled())
    shown = (await api.read("query($id: ID!) { node(id: $id) { ... on Meeting { version } } }", id=meeting))["node"]
    before = await written(api)
    [error] = (await api.command("openMeeting", meeting=meeting, expectedVersion=shown["version"] - 1))["errors"]
    assert (error["code"], error["path"]) == ("VERSION_MOVED", ["expectedVersion"])
    assert error["message"] == "Version 1 was what this was decided on, it is at version 2 now."
    assert await written(api) == before
    assert (await api.command("openMeeting", meeting=meeting, expectedVersion=shown["version"]))["errors"] == []


async def test_a_refusal_speaks_the_language_of_the_request_and_names_its_rule(api: Api):
    decision = api.id("dec", await api.network.proposed())
    meeting = api.id("mtg", await api.network.opened(0))
    said = {}
    for locale in ("fr-FR,fr;q=0.9", "en"):
        [error] = (await api.command("openBallot", locale=locale, decision=decision, meeting=meeting))["errors"]
        said[locale[:2]] = error.pop("message")
        assert error == {
            "code": "QUORUM_NOT_REACHED",
            "path": ["meeting"],
            "rule": QuorumNotReached.rule(),
        }
    assert said == {
        "fr": "1 membres sur 3 sont représentés, il en faut 2.",
        "en": "1 of 3 members are represented, 2 needed.",
    }


async def test_a_partner_s_contact_may_say_how_to_reach_oneself_and_still_reads_nobody(api: Api):
    done = await api.command(
        "giveContactDetails", "contact", "person { phone }", person=api.person("contact"), phone="02 97 11 11 11"
    )
    assert (done["errors"], done["person"]) == ([], None)
    assert done["position"]
    assert (await api.read("{ viewer { phone } }", "contact"))["viewer"] == {"phone": "02 97 11 11 11"}


async def test_two_commands_of_one_request_are_carried_out_in_their_order(api: Api):
    query = """mutation($a: SetCadenceInput!, $b: SetCadenceInput!) {
        a: setCadence(input: $a) { network { version } }
        b: setCadence(input: $b) { network { version settings { cadence } } } }"""
    sent = [{"commandId": str(uuid4()), "cadence": cadence} for cadence in ("MONTHLY", "BIMONTHLY")]
    data = await api.read(query, a=sent[0], b=sent[1])
    assert data["b"]["network"]["version"] == data["a"]["network"]["version"] + 1
    assert data["b"]["network"]["settings"]["cadence"] == "BIMONTHLY"
