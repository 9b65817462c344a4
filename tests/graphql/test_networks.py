"""A network and the lists that are reached from it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from maillage.domain.collectivities import CollectivityKind
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.meeting_facts import MeetingKind
from maillage.usecases import collectivities, meetings, people
from maillage.usecases.people import NewMandate
from tests.network import Api

NETWORK = """{ network {
    id name slug version now foundedAt
    settings { cadence cadenceLabel quorumRule { numerator denominator } coordinatorShare }
    syndicate { id name } coordinators { name }
} }"""


async def test_a_network_shows_what_it_has_set_and_else_the_defaults(api: Api):
    network = (await api.read(NETWORK))["network"]
    assert network["id"] == api.id("net", api.network.id)
    assert (network["name"], network["slug"]) == (api.network.name, api.network.slug)
    assert network["settings"] == {
        "cadence": "BIMONTHLY",
        "cadenceLabel": "Once every two months",
        "quorumRule": {"numerator": 1, "denominator": 2},
        "coordinatorShare": "0.10",
    }
    assert network["syndicate"] == {"id": api.id("syn", api.network.syndicate), "name": "Syndicat d’essai"}
    assert network["coordinators"] == [{"name": "Claire Essai"}]


@pytest.mark.parametrize("who", ["coordinator", "officer 0", "ambassador 0", "auditor"])
async def test_every_member_and_the_auditor_read_the_whole_directory(api: Api, who: str):
    query = """{ network { collectivities { totalCount } people { totalCount } partners { totalCount }
                           mandates { totalCount } } }"""
    network = (await api.read(query, who))["network"]
    assert {name: found["totalCount"] for name, found in network.items()} == {
        "collectivities": 3,
        "people": 9,
        "partners": 1,
        "mandates": 8,
    }


async def test_a_network_is_named_by_its_address_or_by_the_token(api: Api):
    assert (await api.read(f'{{ network(slug: "{api.network.slug}") {{ name }} }}'))["network"] == {
        "name": api.network.name
    }
    assert (await api.read("{ network { name } }", "stranger"))["network"] == {"name": api.elsewhere.name}


@pytest.mark.parametrize("slug", [None, "nulle-part", "", "\u0000", "x" * 5_000])
async def test_a_foreign_network_is_as_unknown_as_one_that_does_not_exist(api: Api, slug: str | None):
    slug = api.elsewhere.slug if slug is None else slug
    answer = await api.run("query($slug: String) { network(slug: $slug) { name } }", slug=slug)
    assert answer["data"] == {"network": None}
    [error] = answer["errors"]
    assert error["message"] == f"None of your networks has the address '{slug[:60]}'."
    assert error["extensions"] == {
        "code": "NOT_YOUR_NETWORK",
        "rule": "The address is that of a network of the viewer.",
        "argument": "slug",
    }


async def test_a_list_is_paged_forwards_and_backwards(api: Api):
    query = """query($first: Int, $after: Cursor, $last: Int, $before: Cursor) { network {
        collectivities(first: $first, after: $after, last: $last, before: $before) {
            edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""

    async def page(**asked: Any) -> tuple[list[str], Any]:
        found = (await api.read(query, **asked))["network"]["collectivities"]
        return [edge["node"]["name"] for edge in found["edges"]], found["pageInfo"]

    names, first = await page(first=2)
    assert (names, first["hasNextPage"], first["hasPreviousPage"]) == (["Brocéval", "Kerlouane"], True, False)
    names, second = await page(first=2, after=first["endCursor"])
    assert (names, second["hasNextPage"], second["hasPreviousPage"]) == (["Val-d’Orme"], False, True)
    names, last = await page(last=2)
    assert (names, last["hasPreviousPage"]) == (["Kerlouane", "Val-d’Orme"], True)
    assert (await page(last=2, before=last["startCursor"]))[0] == ["Brocéval"]


async def test_lists_are_filtered(api: Api):
    api.network.members.append(
        await api.network.made(
            collectivities.admit_collectivity, name="Arvoise", kind=CollectivityKind.COMMUNE, on=api.today
        )
    )
    query = """query($at: ID) { network {
        communes: collectivities(filter: { kind: COMMUNE, status: MEMBER }) { totalCount nodes { name } }
        officers: people(filter: { organisation: $at, function: OFFICER }) { totalCount nodes { givenName } }
        held: mandates(filter: { organisation: $at, active: true }) { totalCount nodes { function } }
        former: partners(associated: false) { totalCount }
    } }"""
    network = (await api.read(query, at=api.member(0)))["network"]
    assert network["communes"] == {"totalCount": 1, "nodes": [{"name": "Arvoise"}]}
    assert network["officers"] == {"totalCount": 1, "nodes": [{"givenName": "Officer 0"}]}
    assert network["held"]["totalCount"] == 2
    assert network["former"] == {"totalCount": 0}


async def test_mandates_lead_to_people_and_organisations_of_each_kind(api: Api):
    query = """{ network { mandates { nodes { functionLabel(locale: FR) active person { name } organisation {
        __typename ... on Collectivity { name } ... on Syndicate { name } ... on Partner { name } } } } } }"""
    found = (await api.read(query))["network"]["mandates"]["nodes"]
    places = {mandate["functionLabel"]: mandate["organisation"]["__typename"] for mandate in found}
    assert places == {
        "Ambassadeur, ambassadrice du tri et de la prévention": "Collectivity",
        "Technicien·ne déchets, référent·e": "Collectivity",
        "Auditeur, auditrice": "Syndicate",
        "Interlocuteur, interlocutrice du partenaire": "Partner",
    }
    assert all(mandate["active"] and mandate["person"]["name"] for mandate in found)


async def test_meetings_are_ordered_and_filtered(api: Api):
    await api.network.planned("Formation au compostage", MeetingKind.TRAINING)
    cancelled = await api.network.scheduled("Réunion annulée")
    await api.network.do(meetings.cancel_meeting, meeting=cancelled, reason="Neige")
    await api.network.scheduled("Réunion à venir")
    query = """{ network {
        latest: meetings { nodes { title statusLabel } }
        earliest: meetings(order: EARLIEST_FIRST, first: 1) { nodes { title } }
        cancelled: meetings(filter: { status: [CANCELLED, CLOSED] }) { totalCount nodes { title reason } }
        training: meetings(filter: { kind: TRAINING }) { totalCount }
        ahead: meetings(filter: { since: "2020-01-01T00:00:00Z", until: "2020-02-01T00:00:00+01:00" }) { totalCount }
    } }"""
    network = (await api.read(query))["network"]
    assert network["latest"]["nodes"][0] == {"title": "Formation au compostage", "statusLabel": "Planned"}
    assert network["earliest"]["nodes"][0]["title"] in {"Réunion annulée", "Réunion à venir"}
    assert network["cancelled"] == {"totalCount": 1, "nodes": [{"title": "Réunion annulée", "reason": "Neige"}]}
    assert (network["training"]["totalCount"], network["ahead"]["totalCount"]) == (1, 0)


async def test_the_cursor_of_one_order_is_no_place_in_the_other(api: Api):
    await api.network.planned()
    query = "query($after: Cursor) { network { meetings(after: $after, order: EARLIEST_FIRST) { nodes { id } } } }"
    found = await api.read("{ network { meetings { pageInfo { endCursor } } } }")
    cursor = found["network"]["meetings"]["pageInfo"]["endCursor"]
    assert (await api.error(query, after=cursor))["code"] == "CURSOR_INVALID"


async def test_a_list_that_fails_leaves_the_others_alone(api: Api):
    query = """{ network { name people(first: 0) { totalCount } collectivities { totalCount } } }"""
    answer = await api.run(query)
    assert answer["data"]["network"] == {
        "name": api.network.name,
        "people": None,
        "collectivities": {"totalCount": 3},
    }
    assert [error["path"] for error in answer["errors"]] == [["network", "people"]]


async def test_mandates_of_a_person_and_at_an_organisation_are_told_by_whether_they_are_in_force(api: Api):
    who, at = api.network.people["ambassador 0"], api.network.members[0]
    ahead = NewMandate(at, OrganisationKind.COLLECTIVITY, Function.OFFICER, api.today + timedelta(days=1))
    await api.network.do(people.grant_mandate, person=who, mandate=ahead)
    query = """query($ids: [ID!]!) { nodes(ids: $ids) { ...P ...C } }
        fragment P on Person {
            now: mandates(active: true) { ...M } others: mandates(active: false) { ...M } all: mandates { ...M } }
        fragment C on Collectivity { now: mandates(active: true) { ...M } others: mandates(active: false) { ...M } }
        fragment M on Mandate { function active }"""
    person, collectivity = (await api.read(query, ids=[api.person("ambassador 0"), api.member(0)]))["nodes"]
    assert person["now"] == [{"function": "AMBASSADOR", "active": True}]
    assert person["others"] == [{"function": "OFFICER", "active": False}]
    assert person["all"] == person["others"] + person["now"]
    assert sorted(mandate["function"] for mandate in collectivity["now"]) == ["AMBASSADOR", "OFFICER"]
    assert collectivity["others"] == person["others"]
