"""What is wrong with an input is said by its field, rule and value, and nothing of it is written."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from maillage.graphql.ids import encode_id
from tests.graphql.attempts.attempt import SLOT
from tests.graphql.test_mutations import written
from tests.network import Api

MEETING = {"title": "Bilan", "kind": "REGULAR", "modality": "REMOTE"}


async def refused(api: Api, mutation: str, **input: Any) -> dict[str, Any]:
    """The one error of the payload; nothing is written."""
    before = await written(api)
    payload = await api.command(mutation, **input)
    assert payload["position"] is None
    assert await written(api) == before
    [error] = payload["errors"]
    found: dict[str, Any] = error
    return found


async def rejected(api: Api, mutation: str, **input: Any) -> dict[str, Any]:
    """The error of a request that is wrong as such; nothing is written."""
    before = await written(api)
    kind = mutation[0].upper() + mutation[1:]
    query = f"mutation($input: {kind}Input!) {{ {mutation}(input: $input) {{ position }} }}"
    [error] = (await api.run(query, input={"commandId": str(uuid4())} | input))["errors"]
    assert await written(api) == before
    found: dict[str, Any] = error
    return found


@pytest.mark.parametrize("mutation", ["openMeeting", "closeMeeting"])
async def test_an_unknown_id_is_named(api: Api, mutation: str):
    unknown = encode_id("mtg", uuid4())
    error = await refused(api, mutation, meeting=unknown)
    assert (error["code"], error["path"]) == ("NOT_FOUND", ["meeting"])
    assert error["message"] == f"Nothing in this network has the id {unknown} (meeting)."


async def test_an_id_of_a_foreign_network_is_as_unknown(api: Api):
    foreign = api.id("mtg", await api.elsewhere.planned())
    error = await refused(api, "cancelMeeting", meeting=foreign, reason="Neige")
    assert (error["code"], error["path"]) == ("NOT_FOUND", ["meeting"])
    assert foreign in error["message"]


@pytest.mark.parametrize("id", ["", "42", "dec_aaaaaaaaaaaaaaaaaaaaaaaaaa", "mtg_", "mtg_" + "a" * 25, "x" * 1000])
async def test_an_id_of_another_kind_names_the_field_and_what_it_takes(api: Api, id: str):
    error = await refused(api, "openMeeting", meeting=id)
    assert (error["code"], error["path"]) == ("ID_INVALID", ["meeting"])
    assert error["message"] == f"'{id[:60]}' is no id that is expected here: mtg_…."


async def test_an_id_within_an_inner_input_is_named_by_its_whole_path(api: Api):
    mandate = {"organisation": "mtg_x", "function": "OFFICER", "startsOn": "2026-03-02"}
    error = await refused(api, "registerPerson", givenName="Maël", familyName="Essai", mandate=mandate)
    assert (error["code"], error["path"]) == ("ID_INVALID", ["mandate", "organisation"])


async def test_a_rule_about_an_inner_field_names_its_whole_path(api: Api):
    mandate = {"organisation": api.member(0), "function": "OFFICER", "startsOn": "2026-03-02", "endsOn": "2026-03-01"}
    error = await refused(api, "grantMandate", person=api.person("auditor"), mandate=mandate)
    assert (error["code"], error["path"]) == ("MANDATE_ENDS_BEFORE_START", ["mandate", "endsOn"])


@pytest.mark.parametrize(
    ("title", "code", "message"),
    [
        ("x" * 201, "TEXT_TOO_LONG", "The field title has 201 characters, 200 at most."),
        ("  ", "TEXT_MISSING", "The field title is blank."),
        ("a\u0000b", "TEXT_UNREADABLE", "The field title has a forbidden character (U+0000) at position 2."),
    ],
)
async def test_a_text_that_will_not_do_is_refused_with_its_figures(api: Api, title: str, code: str, message: str):
    error = await refused(api, "planMeeting", **(MEETING | {"title": title}))
    assert (error["code"], error["path"], error["message"]) == (code, ["title"], message)


@pytest.mark.parametrize(
    ("mutation", "more", "path"),
    [
        ("admitCollectivity", {"name": "Arvoise", "kind": "EPCI", "on": "0001-01-01"}, ["on"]),
        ("associatePartner", {"name": "ADEME", "on": "9999-12-31"}, ["on"]),
        ("grantMandate", {"mandate": {"function": "OFFICER", "startsOn": "1815-06-18"}}, ["mandate", "startsOn"]),
        (
            "grantMandate",
            {"mandate": {"function": "OFFICER", "startsOn": "2026-03-02", "endsOn": "9999-12-31"}},
            ["mandate", "endsOn"],
        ),
    ],
)
async def test_a_day_out_of_our_times_is_refused_by_its_field(api: Api, mutation: str, more: Any, path: list[str]):
    if "mandate" in more:
        organisation = {"organisation": api.member(0)}
        more = {"person": api.person("auditor"), "mandate": more["mandate"] | organisation}
    error = await refused(api, mutation, **more)
    assert (error["code"], error["path"]) == ("DAY_OUT_OF_RANGE", path)
    assert error["message"].endswith(", outside the years 1900 to 2999.")


@pytest.mark.parametrize("link", ["http://visio.example", "visio.example/tri", "https://anne:mot@visio.example"])
async def test_what_is_no_https_link_is_refused_by_its_field_and_value(api: Api, link: str):
    meeting = api.id("mtg", await api.network.planned())
    error = await refused(api, "scheduleMeeting", meeting=meeting, **SLOT, callLink=link)
    assert (error["code"], error["path"]) == ("LINK_INVALID", ["callLink"])
    assert link in error["message"]


async def test_a_remote_meeting_has_no_place(api: Api):
    remote = await api.command("planMeeting", selection="meeting { id }", **MEETING)
    error = await refused(api, "scheduleMeeting", meeting=remote["meeting"]["id"], **SLOT)
    assert (error["code"], error["path"]) == ("UNSUITED_TO_MODALITY", ["place"])


async def test_a_field_is_named_as_the_schema_writes_it(api: Api):
    meeting = api.id("mtg", await api.network.planned())
    error = await refused(api, "scheduleMeeting", meeting=meeting, **(SLOT | {"endsAt": SLOT["startsAt"]}))
    assert (error["code"], error["path"]) == ("MEETING_ENDS_BEFORE_START", ["endsAt"])


@pytest.mark.parametrize("instant", ["2030-03-02T14:00:00", "2030-03-02", "tomorrow", "2030-02-30T14:00:00Z", 5])
async def test_an_instant_without_its_offset_is_no_instant(api: Api, instant: Any):
    meeting = api.id("mtg", await api.network.planned())
    error = await rejected(api, "scheduleMeeting", meeting=meeting, **(SLOT | {"startsAt": instant}))
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "startsAt" in error["message"]
    assert str(instant) in error["message"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "PICNIC"), ("kind", None), ("modality", 1), ("title", 5), ("commandId", "42"), ("commandId", None)],
)
async def test_a_value_of_another_type_names_its_field(api: Api, field: str, value: Any):
    error = await rejected(api, "planMeeting", **(MEETING | {field: value}))
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert field in error["message"]


async def test_a_field_that_the_input_does_not_have_is_named(api: Api):
    error = await rejected(api, "planMeeting", **MEETING, colour="red")
    assert "colour" in error["message"]


@pytest.mark.parametrize("share", ["1.5", "-0.1", "0.12345", "1"])
async def test_a_share_stays_within_its_bounds(api: Api, share: str):
    if share == "1":
        assert (await api.command("setCoordinatorShare", share=share))["errors"] == []
        return
    error = await refused(api, "setCoordinatorShare", share=share)
    assert (error["code"], error["path"]) == ("SHARE_OUT_OF_RANGE", ["share"])
    assert share in error["message"]


async def test_a_topic_is_the_name_of_a_fact(api: Api):
    query = '{ network { activity(filter: { topics: ["meeting.eaten"] }) { totalCount } } }'
    error = await api.error(query)
    assert (error["code"], error["argument"]) == ("TOPIC_UNKNOWN", "filter.topics")
    assert error["message"] == "'meeting.eaten' is the name of no fact."


@pytest.mark.parametrize(
    ("field", "id"),
    [
        ("decisions(filter: { meeting: $id })", "per"),
        ("people(filter: { organisation: $id })", "per"),
        ("mandates(filter: { person: $id })", "col"),
        ("activity(filter: { subject: $id })", "prt"),
        ("activity(filter: { actor: $id })", "col"),
    ],
)
async def test_a_filter_names_the_id_that_it_cannot_take(api: Api, field: str, id: str):
    query = f"query($id: ID) {{ network {{ {field} {{ totalCount }} }} }}"
    error = await api.error(query, id=encode_id(id, uuid4()))
    assert error["code"] == "ID_INVALID"
    assert error["argument"].startswith("filter.")


@pytest.mark.parametrize("asked", ["first: 0", "first: 101", "last: -1", "first: 2, last: 2"])
async def test_a_page_has_one_to_a_hundred(api: Api, asked: str):
    error = await api.error(f"{{ network {{ people({asked}) {{ totalCount }} }} }}")
    assert error["code"] == "PAGE_INVALID"


@pytest.mark.parametrize("cursor", ["", "x", "AQ", "é", "x" * 600])
async def test_a_malformed_cursor_is_refused(api: Api, cursor: str):
    query = "query($after: Cursor) { network { people(after: $after) { totalCount } } }"
    assert (await api.error(query, after=cursor))["code"] == "CURSOR_INVALID"
