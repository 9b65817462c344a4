"""A meeting that prepares itself: what is left open, falls due or waits comes onto the next agenda, and is settled."""

from __future__ import annotations

from typing import Any

from maillage.domain.formalities import Formality
from maillage.usecases import meetings, rules
from tests.network import Api

SHOWN = """query($id: ID!) { node(id: $id) { ... on Meeting { agenda {
    minutes overrunMinutes publishedAt changedSincePublished currentItem { title }
    items { id title status carriedFrom { title } source { ... on ActionItem { title } } decisions { title } }
} } } }"""
SUGGESTED = """{ network { suggestedAgenda {
    id reason title text(locale: FR) carriedFrom { title } source { ... on Decision { title } } } } }"""


async def agenda(api: Api, meeting: str, who: str = "officer 1") -> dict[str, Any]:
    shown: dict[str, Any] = (await api.read(SHOWN, who, id=meeting))["node"]["agenda"]
    return shown


async def refusal(api: Api, mutation: str, who: str = "coordinator", **input: Any) -> tuple[str, list[str]]:
    [error] = (await api.command(mutation, who, **input))["errors"]
    return error["code"], error["path"]


async def propose(api: Api, meeting: str, title: str, who: str = "ambassador 0", **more: Any) -> str:
    what = {"title": title, "purpose": "DISCUSSION"} | more
    assert (await api.command("proposeAgendaItem", who, meeting=meeting, **what))["errors"] == []
    return next(str(each["id"]) for each in (await agenda(api, meeting))["items"] if each["title"] == title)


async def test_what_a_meeting_leaves_open_is_suggested_taken_over_and_settled_at_the_next(api: Api):
    first = await api.network.opened(0)
    meeting = api.id("mtg", first)
    left = await propose(api, meeting, "Bilan du tri")
    talked = await propose(api, meeting, "Compostage", minutes=90)
    long = await api.command(
        "proposeAgendaItem", locale="fr", meeting=meeting, title="SERD", purpose="INFORMATION", minutes=45
    )
    assert (long["errors"], [each["code"] for each in long["warnings"]]) == ([], ["AGENDA_LONGER_THAN_MEETING"])
    assert (await agenda(api, meeting))["overrunMinutes"] == 15
    await api.command("takeUpItem", meeting=meeting, item=talked)
    assert (await agenda(api, meeting))["currentItem"] == {"title": "Compostage"}
    await api.command("discussItem", meeting=meeting, item=talked, notes="À suivre.")
    assert (await agenda(api, meeting))["currentItem"] is None
    await api.network.do(meetings.close_meeting, meeting=first)
    decision = await api.network.proposed("Stand commun")
    await api.network.assigned(due=api.today)

    suggested = (await api.read(SUGGESTED, "ambassador 2"))["network"]["suggestedAgenda"]
    assert [(each["reason"], each["title"]) for each in suggested] == [
        *(("CARRIED_OVER", "Bilan du tri"), ("CARRIED_OVER", "SERD")),
        *(("ACTION_DUE", "Devis"), ("DECISION_PROPOSED", "Stand commun")),
    ]
    assert suggested[0]["id"] == left
    assert suggested[0]["text"].startswith("Reporté de la réunion « Réunion du réseau » du ")
    assert (suggested[0]["carriedFrom"], suggested[3]["source"]) == (
        {"title": "Réunion du réseau"},
        {"title": "Stand commun"},
    )

    following = await api.network.scheduled("Suite")
    second = api.id("mtg", following)
    unknown = api.id("dec", first)
    assert await refusal(api, "prepareAgenda", meeting=second, suggestions=[unknown]) == (
        "NOT_SUGGESTED",
        ["suggestions"],
    )
    wrong = await refusal(api, "prepareAgenda", meeting=second, suggestions=[api.member(0)])
    assert wrong == ("ID_INVALID", ["suggestions", "0"])
    assert (await api.command("prepareAgenda", meeting=second, suggestions=[left]))["errors"] == []
    assert (await api.command("prepareAgenda", meeting=second))["errors"] == []
    shown = await agenda(api, second)
    assert [(each["title"], each["carriedFrom"], each["source"]) for each in shown["items"]] == [
        ("Bilan du tri", {"title": "Réunion du réseau"}, None),
        ("SERD", {"title": "Réunion du réseau"}, None),
        ("Devis", None, {"title": "Devis"}),
        ("Stand commun", None, {}),
    ]
    assert (await api.read(SUGGESTED))["network"]["suggestedAgenda"] == []
    assert (await api.command("publishAgenda", meeting=second))["errors"] == []
    assert (await agenda(api, second))["publishedAt"]

    await api.command("openMeeting", meeting=second)
    where = {"person": api.person("ambassador 0"), "collectivity": api.member(0), "presence": "ONSITE"}
    await api.command("recordArrival", meeting=second, **where)
    order = [each["id"] for each in shown["items"]]
    assert await refusal(api, "reorderAgenda", meeting=second, items=order) == ("AGENDA_FROZEN", ["meeting"])
    await api.command("adoptByConsent", decision=api.id("dec", decision), meeting=second)
    settled = (await agenda(api, second))["items"][3]
    assert (settled["status"], settled["decisions"]) == ("DECIDED", [{"title": "Stand commun"}])


async def test_a_network_that_accepts_items_asks_for_acceptance_consent_and_an_end_of_each(api: Api):
    await api.network.do(rules.turn_formality_on, formality=Formality.AGENDA_ACCEPTANCE)
    scheduled = await api.network.scheduled()
    meeting = api.id("mtg", scheduled)
    waiting = await propose(api, meeting, "Bilan du tri")
    own = await propose(api, meeting, "SERD", "coordinator")
    statuses = {each["title"]: each["status"] for each in (await agenda(api, meeting))["items"]}
    assert statuses == {"Bilan du tri": "PROPOSED", "SERD": "ACCEPTED"}
    other = await refusal(api, "dropAgendaItem", "ambassador 1", meeting=meeting, item=waiting, reason="Non")
    assert other == ("NOT_ALLOWED", ["item"])
    await api.command("openMeeting", meeting=meeting)
    for place in (0, 1):
        where = {"person": api.person(f"ambassador {place}"), "collectivity": api.member(place), "presence": "ONSITE"}
        await api.command("recordArrival", meeting=meeting, **where)
    late = {"meeting": meeting, "item": waiting}
    assert await refusal(api, "acceptAgendaItem", **late) == ("AGENDA_FROZEN", ["meeting"])
    one_of_two = await refusal(api, "admitLateItem", consents=[api.member(0)], **late)
    assert one_of_two == ("LATE_ITEM_NOT_CONSENTED", ["consents"])
    assert await refusal(api, "takeUpItem", **late) == ("AGENDA_ITEM_NOT_ACCEPTED", ["item"])
    assert (await api.command("admitLateItem", consents=[api.member(0), api.member(1)], **late))["errors"] == []
    assert await refusal(api, "closeMeeting", meeting=meeting) == ("AGENDA_ITEMS_UNDECIDED", ["meeting"])
    await api.command("discussItem", **late)
    await api.command("carryOverItem", meeting=meeting, item=own)
    assert (await api.command("closeMeeting", meeting=meeting))["errors"] == []
    after = await refusal(api, "proposeAgendaItem", "officer 0", meeting=meeting, title="x", purpose="DISCUSSION")
    assert after == ("MEETING_IS_CLOSED", ["meeting"])
