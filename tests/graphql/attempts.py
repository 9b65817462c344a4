"""Every mutation: what a network gives it, who may send it, and what it answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from maillage.domain.calendar import day_of
from maillage.domain.formalities import Formality
from maillage.usecases import action_items, collectivities, coordinators, decisions, profiles, rules
from tests.network import Api

TODAY = day_of(datetime.now(UTC))
TOMORROW = TODAY + timedelta(days=1)
BEGINS = datetime.now(UTC).replace(microsecond=0) + timedelta(days=7)
SLOT = {"startsAt": BEGINS.isoformat(), "endsAt": (BEGINS + timedelta(hours=2)).isoformat(), "place": "Salle 1"}
CALL = "https://visio.example/tri"

Input = dict[str, Any]


@dataclass(frozen=True)
class Attempt:
    """One mutation, its input made in a network of its own."""

    mutation: str
    prepared: Callable[[Api], Awaitable[Input]]
    selection: str  # the payload's own field, with what is read of it
    shown: Any  # by that field, once it is carried out
    by: str = "coordinator"
    wrong: tuple[str, ...] = ("officer 0", "ambassador 0", "auditor", "contact")
    elsewhere: str | None = None  # who has the right for another collectivity

    def __str__(self) -> str:
        return f"{self.mutation} by {self.by}"

    @property
    def subject(self) -> str:
        return self.selection.partition(" ")[0]


def given(**input: Any) -> Callable[[Api], Awaitable[Input]]:
    async def prepared(_: Api) -> Input:
        return input

    return prepared


async def a_planned_meeting(api: Api) -> Input:
    return {"meeting": api.id("mtg", await api.network.planned())}


async def a_scheduled_meeting(api: Api) -> Input:
    return {"meeting": api.id("mtg", await api.network.scheduled())}


async def an_open_meeting(api: Api) -> Input:
    return {"meeting": api.id("mtg", await api.network.opened(0))}


async def an_open_ballot(api: Api) -> Input:
    decision, _ = await api.network.put_to_the_vote(0, 1)
    await api.network.do(decisions.cast_vote, "ambassador 1", **vote(api, decision, 1))
    return {"decision": api.id("dec", decision)}


def vote(api: Api, decision: Any, place: int) -> Input:
    return {"decision": decision, "collectivity": api.network.members[place], "choice": decisions.Choice.YES}


async def a_ballot_at_which_the_first_is_present(api: Api) -> Input:
    return {**(await an_open_ballot(api)), "collectivity": api.member(0), "choice": "YES"}


async def a_decision_at_an_open_meeting(api: Api) -> Input:
    meeting = await api.network.opened(0, 1)
    return {"decision": api.id("dec", await api.network.proposed(meeting=meeting)), "meeting": api.id("mtg", meeting)}


async def the_first_officer(api: Api) -> Input:
    return {"person": api.person("officer 0")}


async def a_second_coordinator(api: Api) -> Input:
    await api.network.do(coordinators.appoint_coordinator, person=api.network.people["officer 1"])
    return {"person": api.person("officer 1")}


async def a_formality_and_an_adopted_decision(api: Api) -> Input:
    ballot = await an_open_ballot(api)
    assert (await api.command("closeBallot", **ballot))["errors"] == []
    await api.network.do(rules.turn_formality_on, formality=Formality.RULE_CHANGES_CITE_DECISION)
    return {**ballot, "formality": "RULE_CHANGES_CITE_DECISION"}


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
    return {**(await a_decision_to_keep(api)), "deliberation": act | {"on": TODAY.isoformat()}}


async def a_slip_of_the_pen(api: Api) -> Input:
    return {"decision": await a_decision_in_force(api), "title": "Stand partagé", "reason": "Coquille"}


async def an_objection(api: Api) -> Input:
    return {**(await a_decision_to_agree_on(api)), "collectivity": api.member(0), "reason": "Trop cher"}


async def an_objection_that_stands(api: Api) -> Input:
    input = await an_objection(api)
    assert (await api.command("raiseObjection", "ambassador 0", **input))["errors"] == []
    return {"decision": input["decision"], "collectivity": input["collectivity"]}


async def a_former_member(api: Api) -> Input:
    await api.network.do(collectivities.withdraw_collectivity, collectivity=api.network.members[2], on=TODAY)
    return {"collectivity": api.member(2), "on": TOMORROW.isoformat()}


async def the_first_member(api: Api) -> Input:
    return {"collectivity": api.member(0), "on": TOMORROW.isoformat(), "reason": "Fusion"}


async def a_member(api: Api) -> Input:
    return {"collectivity": api.member(0)}


async def the_partner(api: Api) -> Input:
    return {"partner": api.id("prt", api.network.partner)}


async def an_arrival(api: Api) -> Input:
    where = {"collectivity": api.member(1), "presence": "REMOTE"}
    return {**(await an_open_meeting(api)), "person": api.person("officer 1"), **where}


async def a_departure(api: Api) -> Input:
    return {**(await an_open_meeting(api)), "person": api.person("ambassador 0")}


async def a_new_colleague(api: Api) -> Input:
    mandate = {"organisation": api.member(0), "function": "AMBASSADOR", "startsOn": TODAY.isoformat()}
    return {"givenName": "Maël", "familyName": "Essai", "email": "mael@example.org", "mandate": mandate}


async def the_first_ambassador_s_details(api: Api) -> Input:
    return {"person": api.person("ambassador 0"), "phone": "02 97 00 00 00"}


def of_the_first_ambassador(**input: Any) -> Callable[[Api], Awaitable[Input]]:
    async def prepared(api: Api) -> Input:
        return {"person": api.person("ambassador 0"), **input}

    return prepared


async def a_skill(api: Api) -> Input:
    await api.network.do(profiles.declare_skill, person=api.network.people["ambassador 0"], skill="Vélo")
    return {"person": api.person("ambassador 0"), "skill": "vélo"}


async def another_mandate(api: Api) -> Input:
    mandate = {"organisation": api.member(0), "function": "OFFICER", "startsOn": TODAY.isoformat()}
    return {"person": api.person("ambassador 0"), "mandate": mandate}


async def an_action_to_assign(api: Api) -> Input:
    links = {
        "meeting": api.id("mtg", await api.network.planned()),
        "decision": api.id("dec", await api.network.proposed()),
    }
    owner = {"owner": api.person("officer 0"), "collectivity": api.member(0)}
    return {"title": "Devis", "due": TOMORROW.isoformat(), **owner, **links}


async def an_action(api: Api) -> Input:
    return {"actionItem": api.id("act", await api.network.assigned())}


async def a_dropped_action(api: Api) -> Input:
    item = await api.network.assigned()
    await api.network.do(action_items.drop_action, action_item=item, reason="Neige")
    return {"actionItem": api.id("act", item)}


async def a_mandate_that_ends(api: Api) -> Input:
    query = "query($id: ID!) { node(id: $id) { ... on Person { mandates { id } } } }"
    [mandate] = (await api.read(query, id=api.person("ambassador 0")))["node"]["mandates"]
    return {"person": api.person("ambassador 0"), "mandate": mandate["id"], "on": TODAY.isoformat()}


async def an_end_to_come(api: Api) -> Input:
    """Of a mandate, foreseen for tomorrow by a slip."""
    input = await a_mandate_that_ends(api)
    payload = await api.command("endMandate", **input | {"on": TOMORROW.isoformat(), "reason": "Congé"})
    assert payload["errors"] == []
    return input


async def a_withdrawal_to_come(api: Api) -> Input:
    await api.network.do(collectivities.withdraw_collectivity, collectivity=api.network.members[0], on=TOMORROW)
    return {"collectivity": api.member(0), "on": (TOMORROW + timedelta(days=1)).isoformat()}


async def with_more(input: Awaitable[Input], **more: Any) -> Input:
    return {**(await input), **more}


OWN_ACTION: dict[str, Any] = {"wrong": ("auditor", "contact"), "elsewhere": "officer 1"}
NO_MANAGER = ("ambassador 0", "auditor", "contact")
INSTANT = SLOT["startsAt"].replace("+00:00", "Z")
ATTEMPTS = [
    Attempt(
        "setCadence", given(cadence="MONTHLY"), "network { settings { cadence } }", {"settings": {"cadence": "MONTHLY"}}
    ),
    Attempt(
        "setQuorumRule",
        given(rule={"numerator": 2, "denominator": 3, "remoteCounts": False}),
        "network { settings { quorumRule { numerator denominator remoteCounts } } }",
        {"settings": {"quorumRule": {"numerator": 2, "denominator": 3, "remoteCounts": False}}},
    ),
    Attempt(
        "setCoordinatorShare",
        given(share="0.2"),
        "network { settings { coordinatorShare } }",
        {"settings": {"coordinatorShare": "0.2"}},
    ),
    Attempt(
        "setReactivityTarget",
        given(workingDays=2),
        "network { settings { reactivityWorkingDays } }",
        {"settings": {"reactivityWorkingDays": 2}},
    ),
    Attempt(
        "turnFormalityOn",
        given(formality="RULE_CHANGES_CITE_DECISION"),
        "network { settings { formalities { formality on } } }",
        {"settings": {"formalities": [{"formality": "RULE_CHANGES_CITE_DECISION", "on": True}]}},
    ),
    Attempt(
        "turnFormalityOff",
        a_formality_and_an_adopted_decision,
        "network { settings { formalities { formalityLabel(locale: FR) on } } }",
        {
            "settings": {
                "formalities": [{"formalityLabel": "Les changements de règle citent une décision adoptée", "on": False}]
            }
        },
    ),
    Attempt(
        "appointCoordinator",
        the_first_officer,
        "network { coordinators { name } }",
        {"coordinators": [{"name": "Claire Essai"}, {"name": "Officer 0 Essai"}]},
    ),
    Attempt(
        "relieveCoordinator",
        a_second_coordinator,
        "network { coordinators { name } }",
        {"coordinators": [{"name": "Claire Essai"}]},
    ),
    Attempt(
        "declareClosurePeriod",
        given(firstDay="2026-08-01", lastDay="2026-08-31", label="Congés d’été"),
        "network { closurePeriods { firstDay lastDay label } }",
        {"closurePeriods": [{"firstDay": "2026-08-01", "lastDay": "2026-08-31", "label": "Congés d’été"}]},
    ),
    Attempt(
        "describeSyndicate",
        given(name="SITTOM", siren="443061841"),
        "syndicate { name siren }",
        {"name": "SITTOM", "siren": "443061841"},
    ),
    Attempt(
        "associatePartner",
        given(name="ADEME"),
        "partner { name associated partnerSince partnerUntil }",
        {"name": "ADEME", "associated": True, "partnerSince": TODAY.isoformat(), "partnerUntil": None},
    ),
    Attempt(
        "associatePartner",
        given(name="ADEME", on=TOMORROW.isoformat()),
        "partner { name associated partnerSince }",
        {"name": "ADEME", "associated": False, "partnerSince": TOMORROW.isoformat()},
    ),
    Attempt(
        "dissociatePartner",
        the_partner,
        "partner { name associated partnerUntil }",
        {"name": "Partenaire d’essai", "associated": False, "partnerUntil": TODAY.isoformat()},
    ),
    Attempt(
        "dissociatePartner",
        lambda api: with_more(the_partner(api), on=TOMORROW.isoformat()),
        "partner { associated partnerUntil }",
        {"associated": True, "partnerUntil": TOMORROW.isoformat()},
    ),
    Attempt(
        "admitCollectivity",
        given(name="Arvoise", kind="COMMUNE", on=TODAY.isoformat()),
        "collectivity { name kind status }",
        {"name": "Arvoise", "kind": "COMMUNE", "status": "MEMBER"},
    ),
    Attempt(
        "readmitCollectivity",
        a_former_member,
        "collectivity { memberSince memberUntil }",
        {"memberSince": TOMORROW.isoformat(), "memberUntil": None},
    ),
    Attempt(
        "renameCollectivity",
        lambda api: with_more(a_member(api), name="Grand Val-d’Orme"),
        "collectivity { name mandates { organisation { ... on Collectivity { name } } } }",
        {"name": "Grand Val-d’Orme", "mandates": [{"organisation": {"name": "Grand Val-d’Orme"}}] * 2},
    ),
    Attempt(
        "renameCollectivity",
        lambda api: with_more(a_member(api), name="Grand Val-d’Orme", on=TOMORROW.isoformat()),
        "collectivity { name }",
        {"name": "Val-d’Orme"},
    ),
    Attempt(
        "recordPopulation",
        lambda api: with_more(a_member(api), year=2023, inhabitants=12_345, source="INSEE"),
        "collectivity { populations { year inhabitants source } tonnages { year } }",
        {"populations": [{"year": 2023, "inhabitants": 12_345, "source": "INSEE"}], "tonnages": []},
    ),
    Attempt(
        "recordTonnage",
        lambda api: with_more(a_member(api), year=2025, tonnes="4812.5", source="Pesées"),
        "collectivity { tonnages { year tonnes source } populations { year } }",
        {"tonnages": [{"year": 2025, "tonnes": "4812.500", "source": "Pesées"}], "populations": []},
    ),
    Attempt(
        "withdrawCollectivity",
        the_first_member,
        "collectivity { memberUntil }",
        {"memberUntil": TOMORROW.isoformat()},
    ),
    Attempt(
        "withdrawCollectivity",
        a_withdrawal_to_come,
        "collectivity { status memberUntil }",
        {"status": "MEMBER", "memberUntil": (TOMORROW + timedelta(days=1)).isoformat()},
    ),
    Attempt(
        "registerPerson",
        a_new_colleague,
        "person { name mandates { function } }",
        {"name": "Maël Essai", "mandates": [{"function": "AMBASSADOR"}]},
        wrong=NO_MANAGER,
    ),
    Attempt(
        "registerPerson",
        a_new_colleague,
        "person { name email }",
        {"name": "Maël Essai", "email": "mael@example.org"},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "giveContactDetails",
        the_first_ambassador_s_details,
        "person { phone }",
        {"phone": "02 97 00 00 00"},
        by="officer 0",
        wrong=("ambassador 1", "auditor", "contact"),
        elsewhere="officer 1",
    ),
    Attempt(
        "giveContactDetails",
        the_first_ambassador_s_details,
        "person { phone }",
        {"phone": "02 97 00 00 00"},
        by="ambassador 0",
        wrong=("ambassador 1", "auditor", "contact"),
    ),
    Attempt(
        "onboardAmbassador",
        lambda api: with_more(a_mandate_that_ends(api), fte="0.5", employmentKind="PERMANENT"),
        "person { mandates { post { on fte employmentKind employmentKindLabel } posts { fte } } }",
        {
            "mandates": [
                {
                    "post": {
                        "on": TODAY.isoformat(),
                        "fte": "0.5",
                        "employmentKind": "PERMANENT",
                        "employmentKindLabel": "Permanent",
                    },
                    "posts": [{"fte": "0.5"}],
                }
            ]
        },
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "recordPersonDeparture",
        of_the_first_ambassador(on=TODAY.isoformat(), reason="Mutation"),
        "person { mandates { ended endsOn } }",
        {"mandates": [{"ended": True, "endsOn": TODAY.isoformat()}]},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "chooseTitleForm",
        of_the_first_ambassador(form="FEMININE"),
        "person { titleForm titleFormLabel mandates { functionLabel(locale: FR) } }",
        {
            "titleForm": "FEMININE",
            "titleFormLabel": "Feminine",
            "mandates": [{"functionLabel": "Ambassadrice du tri et de la prévention"}],
        },
        by="ambassador 0",
        wrong=("ambassador 1", "auditor", "contact"),
    ),
    Attempt(
        "declareAvailability",
        of_the_first_ambassador(availability="Jeudis"),
        "person { availability }",
        {"availability": "Jeudis"},
        by="ambassador 0",
        wrong=("ambassador 1", "auditor", "contact"),
    ),
    Attempt(
        "declareSkill",
        of_the_first_ambassador(skill="Vélo"),
        "person { skills }",
        {"skills": ["Vélo"]},
        by="ambassador 0",
        wrong=("ambassador 1", "auditor", "contact"),
    ),
    Attempt(
        "withdrawSkill",
        a_skill,
        "person { skills }",
        {"skills": []},
        by="officer 0",
        wrong=("ambassador 1", "auditor", "contact"),
        elsewhere="officer 1",
    ),
    Attempt(
        "recordTraining",
        of_the_first_ambassador(title="Guide composteur", on=TODAY.isoformat()),
        "person { trainings { title on } }",
        {"trainings": [{"title": "Guide composteur", "on": TODAY.isoformat()}]},
        by="officer 0",
        wrong=("ambassador 1", "auditor", "contact"),
        elsewhere="officer 1",
    ),
    Attempt(
        "grantMandate",
        another_mandate,
        "person { mandates(active: true) { organisation { ... on Collectivity { name } } } }",
        {"mandates": [{"organisation": {"name": "Val-d’Orme"}}] * 2},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "endMandate",
        a_mandate_that_ends,
        "person { mandates { ended endsOn } }",
        {"mandates": [{"ended": True, "endsOn": TODAY.isoformat()}]},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "endMandate",
        an_end_to_come,
        "person { mandates { ended endsOn } }",
        {"mandates": [{"ended": True, "endsOn": TODAY.isoformat()}]},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "planMeeting",
        given(title="Bilan", kind="TRAINING", modality="REMOTE"),
        "meeting { title kind status }",
        {"title": "Bilan", "kind": "TRAINING", "status": "PLANNED"},
    ),
    Attempt(
        "scheduleMeeting",
        lambda api: with_more(a_planned_meeting(api), callLink=CALL, **SLOT),
        "meeting { startsAt place callLink status }",
        {"startsAt": INSTANT, "place": "Salle 1", "callLink": CALL, "status": "SCHEDULED"},
    ),
    Attempt(
        "rescheduleMeeting",
        lambda api: with_more(a_scheduled_meeting(api), reason="Neige", callLink=CALL, **SLOT),
        "meeting { startsAt callLink reason }",
        {"startsAt": INSTANT, "callLink": CALL, "reason": "Neige"},
    ),
    Attempt(
        "cancelMeeting",
        lambda api: with_more(a_planned_meeting(api), reason="Neige"),
        "meeting { status reason }",
        {"status": "CANCELLED", "reason": "Neige"},
    ),
    Attempt(
        "openMeeting",
        a_scheduled_meeting,
        "meeting { status members { status } }",
        {"status": "OPEN", "members": [{"status": "MEMBER"}] * 3},
    ),
    Attempt(
        "recordArrival",
        an_arrival,
        "meeting { attendance { presence person { name } mandate { function } } }",
        {
            "attendance": [
                {
                    "presence": "ONSITE",
                    "person": {"name": "Ambassador 0 Essai"},
                    "mandate": {"function": "AMBASSADOR"},
                },
                {"presence": "REMOTE", "person": {"name": "Officer 1 Essai"}, "mandate": {"function": "OFFICER"}},
            ]
        },
    ),
    Attempt(
        "recordDeparture",
        a_departure,
        "meeting { quorum { represented } attendance { person { name } } }",
        {"quorum": {"represented": 0}, "attendance": [{"person": {"name": "Ambassador 0 Essai"}}]},
    ),
    Attempt(
        "closeMeeting",
        an_open_meeting,
        "meeting { status quorum { missed } attended { name } }",
        {"status": "CLOSED", "quorum": {"missed": True}, "attended": [{"name": "Val-d’Orme"}]},
    ),
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
        "decision { deliberations { body number takenOn receipt receivedOn "
        "organisation { ... on Collectivity { name } } } }",
        {
            "deliberations": [
                {
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
    Attempt(
        "assignAction",
        an_action_to_assign,
        "actionItem { title status statusLabel due overdue owner { name } collectivity { name } meeting { title } "
        "decision { title } }",
        {
            "title": "Devis",
            "status": "ASSIGNED",
            "statusLabel": "Assigned",
            "due": TOMORROW.isoformat(),
            "overdue": False,
            "owner": {"name": "Officer 0 Essai"},
            "collectivity": {"name": "Val-d’Orme"},
            "meeting": {"title": "Réunion du réseau"},
            "decision": {"title": "Stand commun"},
        },
        by="officer 0",
        **OWN_ACTION,
    ),
    Attempt(
        "moveActionDueDate",
        lambda api: with_more(an_action(api), due=TOMORROW.isoformat(), reason="Neige"),
        "actionItem { due firstDue reason }",
        {"due": TOMORROW.isoformat(), "firstDue": (TODAY + timedelta(days=9)).isoformat(), "reason": "Neige"},
        by="ambassador 0",
        **OWN_ACTION,
    ),
    Attempt("startAction", an_action, "actionItem { status }", {"status": "STARTED"}, by="officer 0", **OWN_ACTION),
    Attempt(
        "completeAction",
        lambda api: with_more(an_action(api), evidence="Facture 12"),
        "actionItem { status evidence }",
        {"status": "COMPLETED", "evidence": "Facture 12"},
        **OWN_ACTION,
    ),
    Attempt(
        "dropAction",
        lambda api: with_more(an_action(api), reason="Neige"),
        "actionItem { status reason }",
        {"status": "DROPPED", "reason": "Neige"},
        **OWN_ACTION,
    ),
    Attempt(
        "reopenAction",
        a_dropped_action,
        "actionItem { status reason overAt }",
        {"status": "ASSIGNED", "reason": None, "overAt": None},
        **OWN_ACTION,
    ),
]
