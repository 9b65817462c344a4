"""Mutations on decisions."""

from __future__ import annotations

from datetime import timedelta

from tests.graphql.attempts.attempt import NO_MANAGER, TODAY, TOMORROW, Attempt, Input, an_open_ballot, given, with_more
from tests.network import Api


async def a_ballot_at_which_the_first_is_present(api: Api) -> Input:
    return {**(await an_open_ballot(api)), "collectivity": api.member(0), "choice": "YES"}


async def a_decision_at_an_open_meeting(api: Api) -> Input:
    meeting = await api.network.opened(0, 1)
    return {"decision": api.id("dec", await api.network.proposed(meeting=meeting)), "meeting": api.id("mtg", meeting)}


async def a_recusal(api: Api) -> Input:
    """Of the collectivity that has voted."""
    return {**(await an_open_ballot(api)), "collectivity": api.member(1), "reason": "Terrain communal"}


async def a_decision_to_agree_on(api: Api) -> Input:
    meeting = await api.network.opened(0)
    return {"decision": api.id("dec", await api.network.proposed()), "meeting": api.id("mtg", meeting)}


async def a_decision_in_force(api: Api) -> str:
    input = await a_decision_to_agree_on(api)
    assert (await api.command("adoptByConsent", **input))["errors"] == []
    return str(input["decision"])


async def two_decisions_in_force(api: Api) -> Input:
    return {"decision": await a_decision_in_force(api), "endedBy": await a_decision_in_force(api)}


async def a_decision_to_keep(api: Api) -> Input:
    return {"decision": await a_decision_in_force(api)}


async def a_review(api: Api) -> Input:
    return {**(await a_decision_to_keep(api)), "on": TOMORROW.isoformat()}


async def a_deliberation(api: Api) -> Input:
    act = {
        "organisation": api.member(0),
        "body": "Conseil communautaire",
        "number": "2026-07",
        "receipt": "056-2026-07",
    }
    return {
        **(await a_decision_to_keep(api)),
        "deliberation": act | {"on": TODAY.isoformat(), "kind": "DELEGATED_DECISION"},
    }


async def a_slip_of_the_pen(api: Api) -> Input:
    return {"decision": await a_decision_in_force(api), "title": "Stand partagé", "reason": "Coquille"}


async def an_objection(api: Api) -> Input:
    return {**(await a_decision_to_agree_on(api)), "collectivity": api.member(0), "reason": "Trop cher"}


async def an_objection_that_stands(api: Api) -> Input:
    input = await an_objection(api)
    assert (await api.command("raiseObjection", "ambassador 0", **input))["errors"] == []
    return {"decision": input["decision"], "collectivity": input["collectivity"]}


IN_A_MONTH = (TODAY + timedelta(days=30)).isoformat()


async def what_a_member_pays(api: Api) -> Input:
    paying = {"amount": "12500", "contributors": [api.member(0)]}
    return {"decision": api.id("dec", await api.network.proposed()), **paying}


async def a_decision_to_consult_on(api: Api) -> Input:
    return {"decision": api.id("dec", await api.network.proposed()), "closesOn": IN_A_MONTH}


async def a_consultation(api: Api) -> Input:
    """Which nobody has answered."""
    input = await a_decision_to_consult_on(api)
    assert (await api.command("openConsultation", **input))["errors"] == []
    return {"decision": input["decision"], "collectivity": api.member(0), "choice": "YES"}


ATTEMPTS = [
    Attempt(
        "proposeDecision",
        given(title="Stand commun", text="Un stand."),
        "decision { title status }",
        {"title": "Stand commun", "status": "PROPOSED"},
        by="officer 0",
        wrong=NO_MANAGER,
    ),
    Attempt(
        "raiseObjection",
        an_objection,
        "decision { status objections { reason collectivity { name } person { name } mandate { function } } }",
        {
            "status": "PROPOSED",
            "objections": [
                {
                    "reason": "Trop cher",
                    "collectivity": {"name": "Val-d’Orme"},
                    "person": {"name": "Ambassador 0 Essai"},
                    "mandate": {"function": "AMBASSADOR"},
                }
            ],
        },
        by="ambassador 0",
        wrong=("coordinator", "auditor", "contact"),
        elsewhere="ambassador 1",
    ),
    Attempt(
        "withdrawObjection",
        an_objection_that_stands,
        "decision { objections { reason } }",
        {"objections": []},
        by="officer 0",
        wrong=("coordinator", "auditor", "contact"),
        elsewhere="ambassador 1",
    ),
    Attempt(
        "adoptByConsent",
        a_decision_to_agree_on,
        "decision { status number ballot { mode } consentQuorum { represented needed } meeting { status } }",
        {
            "status": "ADOPTED",
            "number": f"{TODAY.year}-01",
            "ballot": None,
            "consentQuorum": {"represented": 1, "needed": 2},
            "meeting": {"status": "OPEN"},
        },
    ),
    Attempt(
        "recuseVoter",
        a_recusal,
        "decision { status recusals { reason collectivity { name } } ballot { votesReceived } }",
        {
            "status": "BALLOT_OPEN",
            "recusals": [{"reason": "Terrain communal", "collectivity": {"name": "Kerlouane"}}],
            "ballot": {"votesReceived": 0},
        },
        by="officer 1",
        wrong=("auditor", "contact"),
        elsewhere="ambassador 0",
    ),
    Attempt(
        "deferDecision",
        lambda api: with_more(an_open_ballot(api), reason="À chiffrer"),
        "decision { status number deferralReason ballot { tally { yes } votesReceived } }",
        {"status": "DEFERRED", "number": None, "deferralReason": "À chiffrer"}
        | {"ballot": {"tally": None, "votesReceived": 1}},
    ),
    Attempt(
        "supersedeDecision",
        two_decisions_in_force,
        "decision { status endedBy { number status ends { number status } } }",
        {
            "status": "SUPERSEDED",
            "endedBy": {
                "number": f"{TODAY.year}-02",
                "status": "ADOPTED",
                "ends": [{"number": f"{TODAY.year}-01", "status": "SUPERSEDED"}],
            },
        },
    ),
    Attempt(
        "repealDecision",
        two_decisions_in_force,
        "decision { status statusLabel(locale: FR) endedBy { number } }",
        {"status": "REPEALED", "statusLabel": "Abrogée", "endedBy": {"number": f"{TODAY.year}-02"}},
    ),
    Attempt(
        "scheduleReview",
        a_review,
        "decision { reviewOn confirmedAt }",
        {"reviewOn": TOMORROW.isoformat(), "confirmedAt": None},
    ),
    Attempt(
        "confirmDecision",
        lambda api: with_more(a_decision_to_keep(api), nextReview=TOMORROW.isoformat()),
        "decision { status reviewOn }",
        {"status": "ADOPTED", "reviewOn": TOMORROW.isoformat()},
    ),
    Attempt(
        "referenceDeliberation",
        a_deliberation,
        "decision { deliberations { kind body number takenOn receipt receivedOn "
        "organisation { ... on Collectivity { name } } } }",
        {
            "deliberations": [
                {
                    "kind": "DELEGATED_DECISION",
                    "body": "Conseil communautaire",
                    "number": "2026-07",
                    "takenOn": TODAY.isoformat(),
                    "receipt": "056-2026-07",
                    "receivedOn": None,
                    "organisation": {"name": "Val-d’Orme"},
                }
            ]
        },
    ),
    Attempt(
        "correctDecision",
        a_slip_of_the_pen,
        "decision { title number status wordings { title text reason } }",
        {
            "title": "Stand partagé",
            "number": f"{TODAY.year}-01",
            "status": "ADOPTED",
            "wordings": [
                {"title": "Stand commun", "text": "Un stand commun à la SERD.", "reason": None},
                {"title": "Stand partagé", "text": "Un stand commun à la SERD.", "reason": "Coquille"},
            ],
        },
    ),
    Attempt(
        "openBallot",
        lambda api: with_more(a_decision_at_an_open_meeting(api), castingVote=api.member(2)),
        "decision { status ballot { mode majority castingVote { name } } }",
        {
            "status": "BALLOT_OPEN",
            "ballot": {"mode": "PUBLIC", "majority": "SIMPLE", "castingVote": {"name": "Brocéval"}},
        },
    ),
    Attempt(
        "stateAmount",
        what_a_member_pays,
        "decision { amount { amount currency } contributors { name } subjectToDeliberation awaitedContributors "
        "{ name } }",
        {
            "amount": {"amount": "12500.00", "currency": "EUR"},
            "contributors": [{"name": "Val-d’Orme"}],
            "subjectToDeliberation": False,
            "awaitedContributors": [],
        },
    ),
    Attempt(
        "openConsultation",
        a_decision_to_consult_on,
        "decision { status meeting { id } ballot { mode closesOn closedAt quorumSoFar { represented needed members } "
        "quorumAtOpening { represented needed } } }",
        {
            "status": "BALLOT_OPEN",
            "meeting": None,
            "ballot": {
                "mode": "PUBLIC",
                "closesOn": IN_A_MONTH,
                "closedAt": None,
                "quorumSoFar": {"represented": 0, "needed": 2, "members": 3},
                "quorumAtOpening": {"represented": 0, "needed": 2},
            },
        },
    ),
    Attempt(
        "castVote",
        a_consultation,
        "decision { ballot { votesReceived quorumSoFar { represented reached } } }",
        {"ballot": {"votesReceived": 1, "quorumSoFar": {"represented": 1, "reached": False}}},
        by="ambassador 0",
        wrong=("coordinator", "auditor", "contact"),
        elsewhere="ambassador 1",
    ),
    Attempt(
        "castVote",
        a_ballot_at_which_the_first_is_present,
        "decision { ballot { votesReceived } }",
        {"ballot": {"votesReceived": 2}},
        by="ambassador 0",
        wrong=("coordinator", "auditor", "contact"),
        elsewhere="ambassador 1",
    ),
    Attempt(
        "closeBallot",
        an_open_ballot,
        "decision { status number }",
        {"status": "ADOPTED", "number": f"{TODAY.year}-01"},
    ),
]
