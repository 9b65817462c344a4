"""Mutations on the network."""

from __future__ import annotations

from unittest.mock import ANY

from maillage.domain.formalities import Formality
from maillage.graphql.vocabulary import label
from maillage.usecases import coordinators, rules
from tests.graphql.attempts.attempt import TODAY, TOMORROW, Attempt, Input, an_open_ballot, given, with_more
from tests.network import Api

CITING, VOTING = Formality.RULE_CHANGES_CITE_DECISION, Formality.BALLOTS  # the second is on in these networks


async def the_first_officer(api: Api) -> Input:
    return {"person": api.person("officer 0")}


async def a_second_coordinator(api: Api) -> Input:
    await api.network.do(coordinators.appoint_coordinator, person=api.network.people["officer 1"])
    return {"person": api.person("officer 1")}


async def a_formality_and_an_adopted_decision(api: Api) -> Input:
    ballot = await an_open_ballot(api)
    assert (await api.command("closeBallot", **ballot))["errors"] == []
    await api.network.do(rules.turn_formality_on, formality=CITING)
    return {**ballot, "formality": "RULE_CHANGES_CITE_DECISION"}


async def the_first_member_presides(api: Api) -> Input:
    return {"preset": "STATUTORY", "castingVote": api.member(0)}


async def the_partner(api: Api) -> Input:
    return {"partner": api.id("prt", api.network.partner)}


async def the_first_member_s_people(api: Api) -> Input:
    return {"people": [api.person("officer 0"), api.person("ambassador 0")]}


ATTEMPTS = [
    Attempt("inviteToSignIn", the_first_member_s_people, "network { slug }", {"slug": ANY}),
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
        "setMinutesSilence",
        given(days=15),
        "network { settings { minutesSilenceDays } }",
        {"settings": {"minutesSilenceDays": 15}},
    ),
    Attempt(
        "setDeliberationThreshold",
        given(threshold="10000.00"),
        "network { settings { deliberationThreshold } }",
        {"settings": {"deliberationThreshold": "10000.00"}},
    ),
    Attempt(
        "setVotingRules",
        given(majority="ABSOLUTE"),
        "network { settings { votingPreset votingRules { majority castingVote { name } } } }",
        {"settings": {"votingPreset": None, "votingRules": {"majority": "ABSOLUTE", "castingVote": None}}},
    ),
    Attempt(
        "applyVotingPreset",
        the_first_member_presides,
        "network { settings { votingPresetLabel(locale: FR) votingRules { majorityLabel(locale: FR) castingVote "
        "{ name } } quorumRule { remoteCounts } } }",
        {
            "settings": {
                "votingPresetLabel": "Règles d’un comité syndical",
                "votingRules": {"majorityLabel": "Majorité simple", "castingVote": {"name": "Val-d’Orme"}},
                "quorumRule": {"remoteCounts": False},
            }
        },
    ),
    Attempt(
        "setConsultationRule",
        given(rule={"numerator": 2, "denominator": 3, "workingDays": 10}),
        "network { settings { consultationRule { numerator denominator workingDays } } }",
        {"settings": {"consultationRule": {"numerator": 2, "denominator": 3, "workingDays": 10}}},
    ),
    Attempt(
        "turnFormalityOn",
        given(formality="RULE_CHANGES_CITE_DECISION"),
        "network { settings { formalities { formality on } } }",
        {"settings": {"formalities": [{"formality": one.name, "on": one in {CITING, VOTING}} for one in Formality]}},
    ),
    Attempt(
        "turnFormalityOff",
        a_formality_and_an_adopted_decision,
        "network { settings { formalities { formalityLabel(locale: FR) on } } }",
        {"settings": {"formalities": [{"formalityLabel": label(one, "fr"), "on": one is VOTING} for one in Formality]}},
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
        "setSchoolZone",
        given(zone="ZONE_B"),
        "network { settings { schoolZone schoolZoneLabel } }",
        {"settings": {"schoolZone": "ZONE_B", "schoolZoneLabel": "Zone B"}},
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
]
