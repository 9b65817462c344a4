"""Sentences in English on network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from maillage.projections import english as en
from maillage.projections.wording.en.phrases import MAJORITIES, named, person, reason, together

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_CADENCES = {"MONTHLY": "a meeting every month", "BIMONTHLY": "a meeting every two months"}
_FORMALITIES = {
    "RULE_CHANGES_CITE_DECISION": "citing an adopted decision to change a rule of the network",
    "BALLOTS": "putting a decision to the vote",
    "QUORUM_BLOCKS": "deciding nothing without quorum",
    "AGENDA_ACCEPTANCE": "accepting the items of an agenda and leaving none of them open",
    "SEATS": "have a collectivity represented by its titulars or their substitutes only",
    "MINUTES_APPROVAL": "having minutes approved by another collectivity",
}


def _cited(entry: Entry) -> str:
    decision = entry.fields["decision"]
    return f". Decision cited: “{named(entry, entry.id('decision'))}”" if decision else ""


def _cadence(entry: Entry) -> str:
    return f"the network aims at {_CADENCES[entry.fields['cadence']]}{_cited(entry)}"


def _allocation(entry: Entry) -> str:
    share = en.percent(Decimal(entry.fields["share"]))
    return f"time of the coordinator: {share} of a full-time post{_cited(entry)}"


def _reactivity(entry: Entry) -> str:
    within = en.count(entry.fields["working_days"], "working day", "working days")
    return f"first answer to a need to come within {within}{_cited(entry)}"


def _silence(entry: Entry) -> str:
    within = en.count(entry.fields["days"], "day", "days")
    return f"minutes are approved after {within} of silence{_cited(entry)}"


def _voting_rules(entry: Entry) -> str:
    member, majority = entry.fields["casting_vote"], MAJORITIES[entry.fields["majority"]]
    tie = f"casting vote: {named(entry, entry.id('casting_vote'))}" if member else "no casting vote"
    return f"ballots from now on, unless they say otherwise: {majority}, {tie}{_cited(entry)}"


def _threshold(entry: Entry) -> str:
    amount = entry.fields["threshold"]
    if amount is None:
        return f"no decision waits for deliberations of the collectivities any more{_cited(entry)}"
    over = en.euros(Decimal(amount))
    return f"above {over}, a decision waits for the deliberation of each contributing collectivity{_cited(entry)}"


def _consultations(entry: Entry) -> str:
    rule = entry.fields["rule"]
    share, days = en.more_than(rule["numerator"], rule["denominator"]), rule["working_days"]
    within = f"{en.count(days, 'working day', 'working days')} at least"
    return f"consultations from now on: {within}, answers from {share} of the members{_cited(entry)}"


def _formality(said: str) -> Callable[[Entry], str]:
    return lambda entry: f"{said}: {_FORMALITIES[entry.fields['formality']]}{_cited(entry)}"


def _quorum_rule(entry: Entry) -> str:
    rule = entry.fields["rule"]
    where = "on site or remote" if rule["remote_counts"] else "on site"
    share = en.more_than(rule["numerator"], rule["denominator"])
    return f"quorum of the meetings to come: {share} of the member collectivities, {where}{_cited(entry)}"


def _closure(entry: Entry) -> str:
    first, last = (en.day(entry.day(name)) for name in ("first_day", "last_day"))
    days = f"on {first}" if first == last else f"from {first} to {last}"
    return f"closure {days}: {entry.fields['label']}"


def _school_zone(entry: Entry) -> str:
    zone = entry.fields["zone"]
    return f"school holidays: zone {zone[-1]}" if zone else "school holidays: no zone told"


def _syndicate(entry: Entry) -> str:
    siren = f" (SIREN {entry.fields['siren']})" if entry.fields["siren"] else ""
    return f"treatment syndicate: {entry.fields['name']}{siren}"


def _coordinates(entry: Entry) -> str:
    who = person(entry, entry.id("person"))
    return f"coordinator of the network from {en.day(entry.day('on'))}: {who}"


def _relieved(entry: Entry) -> str:
    vacancy = ". The post is vacant" if entry.fields["vacancy"] else ""
    return f"{person(entry, entry.id('person'))} leaves the coordination on {en.day(entry.day('on'))}{vacancy}"


def _joins(entry: Entry) -> str:
    return f"{named(entry, entry.collectivity)}: member of the network from {en.day(entry.day('on'))}"


def _leaves(entry: Entry) -> str:
    ref = entry.fields["settlement_ref"]
    settled = f". Settled by: {ref}" if ref else ""
    return f"{named(entry, entry.collectivity)} leaves the network on {en.day(entry.day('on'))}{reason(entry)}{settled}"


def _partner_joins(entry: Entry) -> str:
    return f"new partner of the network from {en.day(entry.day('on'))}: {entry.fields['name']}"


def _partner_leaves(entry: Entry) -> str:
    partner = named(entry, entry.id("partner"))
    return f"{partner}: end of the partnership on {en.day(entry.day('on'))}{reason(entry)}"


def _merge(entry: Entry) -> str:
    names = together([named(entry, UUID(each)) for each in entry.fields["merged"]])
    go = "merge" if len(entry.fields["merged"]) > 1 else "merges"
    return f"{names} {go} into {named(entry, entry.id('into'))}, which stands in from {en.day(entry.day('on'))} on"


def _invited(entry: Entry) -> str:
    return f"{en.count(len(entry.fields['people']), 'person', 'people')} invited to sign in to Maillage"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "network.founded": lambda e: f"the network “{e.fields['name']}” is founded",
        "network.coordinator-appointed": _coordinates,
        "network.coordinator-relieved": _relieved,
        "network.cadence-target-set": _cadence,
        "network.quorum-rule-set": _quorum_rule,
        "network.coordinator-allocation-set": _allocation,
        "network.reactivity-target-set": _reactivity,
        "network.minutes-silence-set": _silence,
        "network.voting-rules-set": _voting_rules,
        "network.deliberation-threshold-set": _threshold,
        "network.consultation-rule-set": _consultations,
        "network.formality-turned-on": _formality("formality that the network asks for"),
        "network.formality-turned-off": _formality("formality that the network asks for no more"),
        "network.closure-period-declared": _closure,
        "network.school-zone-set": _school_zone,
        "network.syndicate-described": _syndicate,
        "network.collectivity-admitted": _joins,
        "network.collectivities-merged": _merge,
        "network.collectivity-withdrawn": _leaves,
        "network.people-invited-to-sign-in": _invited,
        "network.partner-associated": _partner_joins,
        "network.partner-dissociated": _partner_leaves,
    }
)
