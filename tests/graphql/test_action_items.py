"""The actions of a network as clients read them."""

from __future__ import annotations

from datetime import timedelta

from maillage.usecases import action_items
from tests.network import Api

ACTIONS = """query($filter: ActionFilter, $asOf: AsOf) { network(asOf: $asOf) { actions(filter: $filter) {
    totalCount nodes { title overdue } } } }"""


async def titles(api: Api, **filter: object) -> list[str]:
    found = (await api.read(ACTIONS, "ambassador 1", filter=filter))["network"]["actions"]
    assert found["totalCount"] == len(found["nodes"])
    return [node["title"] for node in found["nodes"]]


async def test_actions_are_listed_by_due_date_and_filtered(api: Api):
    network, today = api.network, api.today
    late = await network.assigned(title="En retard", due=today - timedelta(days=1))
    await network.assigned(title="Aujourd’hui", due=today, owner="ambassador 0")
    decision = await network.proposed()
    await network.assigned(title="Demain", due=today + timedelta(days=1), decision=decision)
    assert await titles(api) == ["En retard", "Aujourd’hui", "Demain"]
    assert await titles(api, overdue=True) == ["En retard"]
    assert await titles(api, dueBefore=(today + timedelta(days=1)).isoformat()) == ["En retard", "Aujourd’hui"]
    assert await titles(api, owner=api.person("ambassador 0")) == ["Aujourd’hui"]
    assert await titles(api, decision=api.id("dec", decision), collectivity=api.member(0)) == ["Demain"]
    await network.do(action_items.complete_action, action_item=late, evidence="Facture 12")
    assert await titles(api, status=["COMPLETED"]) == ["En retard"]
    assert await titles(api, overdue=True) == []


async def test_an_action_is_overdue_on_the_day_shown(api: Api):
    item = await api.network.assigned(due=api.today - timedelta(days=1))
    found = await api.read(ACTIONS, filter={"overdue": True})
    assert found["network"]["actions"]["nodes"] == [{"title": "Devis", "overdue": True}]
    position = api.network.cursor(await api.network.facts())
    await api.network.do(action_items.drop_action, action_item=item, reason="Neige")
    assert (await api.read(ACTIONS))["network"]["actions"]["nodes"] == [{"title": "Devis", "overdue": False}]
    was = await api.read(ACTIONS, asOf={"cursor": position})
    assert was["network"]["actions"]["nodes"] == [{"title": "Devis", "overdue": True}]


async def test_an_owner_from_another_network_is_not_found(api: Api):
    stranger = api.id("per", api.elsewhere.coordinator)
    done = await api.command("assignAction", title="Devis", owner=stranger, due=api.today.isoformat())
    assert [(error["code"], error["path"]) for error in done["errors"]] == [("NOT_FOUND", ["person"])]


async def test_an_action_that_is_over_refuses_in_the_words_of_the_reader(api: Api):
    item = await api.network.assigned()
    await api.network.do(action_items.drop_action, action_item=item, reason="Neige")
    done = await api.command("startAction", locale="fr", actionItem=api.id("act", item))
    [error] = done["errors"]
    assert (error["code"], error["path"]) == ("ACTION_IS_OVER", ["actionItem"])
    assert error["message"] == "L’action est terminée ou abandonnée."


async def test_an_id_of_another_kind_names_no_action(api: Api):
    done = await api.command("startAction", actionItem=api.member(0))
    assert [(error["code"], error["path"]) for error in done["errors"]] == [("ID_INVALID", ["actionItem"])]


async def test_the_activity_tells_of_actions_with_the_action_as_subject(api: Api):
    await api.network.assigned()
    query = """{ network { activity(filter: { subjectKind: ACTION_ITEM }) { nodes {
        topic text(locale: FR) subjectKindLabel collectivity { name } subject { ... on ActionItem { title } } } } } }"""
    [entry] = (await api.read(query, "officer 2"))["network"]["activity"]["nodes"]
    assert entry["text"].startswith("Action « Devis » confiée à Officer 0 Essai pour Val-d’Orme, échéance le ")
    assert (entry["subjectKindLabel"], entry["subject"]) == ("Action item", {"title": "Devis"})
