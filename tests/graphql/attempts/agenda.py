"""Mutations on the agendas of meetings."""

from __future__ import annotations

from maillage.domain.formalities import Formality
from maillage.usecases import decisions, rules
from tests.graphql.attempts.attempt import Attempt, Input, with_more
from tests.network import Api

ITEM = {"title": "Bilan du tri", "purpose": "DISCUSSION"}
READ = "query($id: ID!) { node(id: $id) { ... on Meeting { agenda { items { id } } } } }"


async def proposed(api: Api, meeting: str, who: str = "coordinator", title: str = "Bilan du tri") -> str:
    """The id of a new item."""
    done = await api.command("proposeAgendaItem", who, meeting=meeting, **ITEM | {"title": title})
    assert done["errors"] == []
    shown = await api.read(READ, id=meeting)
    return str(shown["node"]["agenda"]["items"][-1]["id"])


async def with_item(api: Api, meeting: str, who: str = "coordinator") -> Input:
    return {"meeting": meeting, "item": await proposed(api, meeting, who)}


async def a_meeting(api: Api) -> str:
    return api.id("mtg", await api.network.scheduled())


async def an_item(api: Api) -> Input:
    return await with_item(api, await a_meeting(api))


async def an_agenda(api: Api) -> Input:
    return {"meeting": (await an_item(api))["meeting"]}


async def a_waiting_item(api: Api) -> Input:
    """Of a meeting without a date."""
    return await with_item(api, api.id("mtg", await api.network.planned()), "officer 0")


async def an_item_at_an_open_meeting(api: Api) -> Input:
    return await with_item(api, api.id("mtg", await api.network.opened(0)))


async def a_late_item(api: Api) -> Input:
    await api.network.do(rules.turn_formality_on, formality=Formality.AGENDA_ACCEPTANCE)
    meeting = api.id("mtg", await api.network.opened(0))
    return {**(await with_item(api, meeting, "officer 1")), "consents": [api.member(0)]}


async def two_items_turned_round(api: Api) -> Input:
    meeting = await a_meeting(api)
    first = await proposed(api, meeting)
    return {"meeting": meeting, "items": [await proposed(api, meeting, title="Compostage"), first]}


async def a_decision_to_take_up(api: Api) -> Input:
    source = {"id": api.id("dec", await api.network.proposed())}
    return {"meeting": await a_meeting(api), "source": source, "minutes": 20, **ITEM}


async def a_suggestion(api: Api) -> Input:
    return {"meeting": await a_meeting(api), "suggestions": [api.id("dec", await api.network.proposed())]}


async def an_item_and_its_decision(api: Api) -> Input:
    meeting = await api.network.opened(0)
    item = await with_item(api, api.id("mtg", meeting))
    decision = await api.network.proposed()
    await api.network.do(decisions.adopt_by_consent, decision=decision, meeting=meeting)
    return {**item, "decision": api.id("dec", decision)}


async def an_item_and_another_meeting(api: Api) -> Input:
    return {**(await an_item_at_an_open_meeting(api)), "toMeeting": api.id("mtg", await api.network.planned("Suite"))}


def shown(**item: object) -> dict[str, object]:
    return {"agenda": {"items": [item]}}


NO_PROPOSER = ("auditor", "contact")
ATTEMPTS = [
    Attempt(
        "proposeAgendaItem",
        a_decision_to_take_up,
        "meeting { agenda { minutes items { title purposeLabel(locale: FR) status minutes proposedBy { name } "
        "source { ... on Decision { title } } } } }",
        {
            "agenda": {
                "minutes": 20,
                "items": [
                    {
                        "title": "Bilan du tri",
                        "purposeLabel": "Échange",
                        "status": "ACCEPTED",
                        "minutes": 20,
                        "proposedBy": {"name": "Ambassador 0 Essai"},
                        "source": {"title": "Stand commun"},
                    }
                ],
            }
        },
        by="ambassador 0",
        wrong=NO_PROPOSER,
    ),
    Attempt(
        "acceptAgendaItem",
        a_waiting_item,
        "meeting { agenda { items { status statusLabel(locale: FR) } } }",
        shown(status="ACCEPTED", statusLabel="À l’ordre du jour"),
    ),
    Attempt(
        "declineAgendaItem",
        lambda api: with_more(a_waiting_item(api), reason="Hors sujet"),
        "meeting { agenda { items { status reason } } }",
        shown(status="DECLINED", reason="Hors sujet"),
    ),
    Attempt(
        "dropAgendaItem",
        lambda api: with_more(a_waiting_item(api), reason="Sans objet"),
        "meeting { agenda { items { status reason } } }",
        shown(status="DROPPED", reason="Sans objet"),
        by="officer 0",
        wrong=NO_PROPOSER,
        elsewhere="officer 1",
    ),
    Attempt(
        "reorderAgenda",
        two_items_turned_round,
        "meeting { agenda { items { title } } }",
        {"agenda": {"items": [{"title": "Compostage"}, {"title": "Bilan du tri"}]}},
    ),
    Attempt(
        "publishAgenda",
        an_agenda,
        "meeting { agenda { changedSincePublished items { title } } }",
        {"agenda": {"changedSincePublished": False, "items": [{"title": "Bilan du tri"}]}},
    ),
    Attempt(
        "prepareAgenda",
        a_suggestion,
        "meeting { agenda { items { title status source { __typename } } } }",
        shown(title="Stand commun", status="ACCEPTED", source={"__typename": "Decision"}),
    ),
    Attempt(
        "admitLateItem",
        a_late_item,
        "meeting { formalities agenda { items { status late } } }",
        {"formalities": ["AGENDA_ACCEPTANCE", "BALLOTS"], **shown(status="ACCEPTED", late=True)},
    ),
    Attempt(
        "takeUpItem",
        an_item_at_an_open_meeting,
        "meeting { agenda { currentItem { title } } }",
        {"agenda": {"currentItem": {"title": "Bilan du tri"}}},
    ),
    Attempt(
        "discussItem",
        lambda api: with_more(an_item_at_an_open_meeting(api), notes="Le verre progresse."),
        "meeting { agenda { items { status notes } } }",
        shown(status="DISCUSSED", notes="Le verre progresse."),
    ),
    Attempt(
        "decideItem",
        an_item_and_its_decision,
        "meeting { agenda { items { status decisions { title } } } }",
        shown(status="DECIDED", decisions=[{"title": "Stand commun"}]),
    ),
    Attempt(
        "carryOverItem",
        an_item_and_another_meeting,
        "meeting { agenda { items { status carriedTo { title agenda { items { status carriedFrom { title } } } } } } }",
        shown(
            status="CARRIED_OVER",
            carriedTo={"title": "Suite", **shown(status="ACCEPTED", carriedFrom={"title": "Réunion du réseau"})},
        ),
    ),
]
