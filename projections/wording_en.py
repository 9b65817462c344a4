"""The sentences of the timeline in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from maillage.domain.mandates import Function
from maillage.projections import english as en

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

ERASED = "an erased person"
UNKNOWN = "an unknown organisation"

FUNCTIONS: Mapping[Function, str] = {
    Function.AMBASSADOR: "sorting and prevention ambassador",
    Function.OFFICER: "officer",
    Function.ELECTED_REPRESENTATIVE: "elected representative",
    Function.AUDITOR: "auditor",
    Function.PARTNER_CONTACT: "contact",
}
_CADENCES = {"MONTHLY": "a meeting every month", "BIMONTHLY": "a meeting every two months"}
_FORMALITIES = {"RULE_CHANGES_CITE_DECISION": "citing an adopted decision to change a rule of the network"}
_COLLECTIVITIES = {"EPCI": "EPCI", "COMMUNE": "commune"}
_KINDS = {
    "REGULAR": "regular meeting",
    "SITE_VISIT": "site visit",
    "WORKING_GROUP": "working group",
    "TRAINING": "training",
}
_MODALITIES = {"ON_SITE": "on site", "REMOTE": "remote", "HYBRID": "on site and remote"}
_PRESENCES = {"ONSITE": "on site", "REMOTE": "remotely"}
_MODES = {"PUBLIC": "public ballot", "SECRET": "secret ballot"}
_MAJORITIES = {
    "SIMPLE": "more than half of the votes cast",
    "ABSOLUTE": "more than half of the members",
    "TWO_THIRDS": "two thirds of the votes cast",
}
_CHOICES = {"YES": "votes for the decision", "NO": "votes against the decision", "ABSTAIN": "abstains on the decision"}
_CAUSES = {
    "NOT_ENOUGH_VOTES": "not enough votes",
    "TIE": "tie",
    "NO_VOTES_CAST": "no votes cast",
}


def _person(entry: Entry, id: UUID | None) -> str:
    return entry.name_of(id) or ERASED


def _named(entry: Entry, id: UUID | None) -> str:
    return entry.name_of(id) or UNKNOWN


def _quoted(entry: Entry) -> str:
    return f"“{_named(entry, entry.subject)}”"


def _reason(entry: Entry) -> str:
    reason = entry.fields["reason"]
    return f". Reason: {reason}" if reason else ""


def _collectivities(number: int, what: str = "") -> str:
    return en.count(number, f"{what}collectivity", f"{what}collectivities")


# The network ----------------------------------------------------------------------


def _cited(entry: Entry) -> str:
    decision = entry.fields["decision"]
    return f". Decision cited: “{_named(entry, entry.id('decision'))}”" if decision else ""


def _cadence(entry: Entry) -> str:
    return f"the network aims at {_CADENCES[entry.fields['cadence']]}{_cited(entry)}"


def _allocation(entry: Entry) -> str:
    share = en.percent(Decimal(entry.fields["share"]))
    return f"time of the coordinator: {share} of a full-time post{_cited(entry)}"


def _reactivity(entry: Entry) -> str:
    within = en.count(entry.fields["working_days"], "working day", "working days")
    return f"first answer to a need to come within {within}{_cited(entry)}"


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


def _syndicate(entry: Entry) -> str:
    siren = f" (SIREN {entry.fields['siren']})" if entry.fields["siren"] else ""
    return f"treatment syndicate: {entry.fields['name']}{siren}"


def _coordinates(entry: Entry) -> str:
    who = _person(entry, entry.id("person"))
    return f"coordinator of the network from {en.day(entry.day('on'))}: {who}"


def _relieved(entry: Entry) -> str:
    vacancy = ". The post is vacant" if entry.fields["vacancy"] else ""
    return f"{_person(entry, entry.id('person'))} leaves the coordination on {en.day(entry.day('on'))}{vacancy}"


def _joins(entry: Entry) -> str:
    return f"{_named(entry, entry.collectivity)}: member of the network from {en.day(entry.day('on'))}"


def _leaves(entry: Entry) -> str:
    return f"{_named(entry, entry.collectivity)} leaves the network on {en.day(entry.day('on'))}{_reason(entry)}"


def _partner_joins(entry: Entry) -> str:
    return f"new partner of the network from {en.day(entry.day('on'))}: {entry.fields['name']}"


def _partner_leaves(entry: Entry) -> str:
    partner = _named(entry, entry.id("partner"))
    return f"{partner}: end of the partnership on {en.day(entry.day('on'))}{_reason(entry)}"


# Collectivities -------------------------------------------------------------------


def _population(entry: Entry) -> str:
    f = entry.fields
    people = en.number(Decimal(f["inhabitants"]))
    return f"{_named(entry, entry.subject)}: {people} inhabitants in {f['year']} (source: {f['source']})"


def _tonnage(entry: Entry) -> str:
    f = entry.fields
    tonnes = en.number(Decimal(f["tonnes"]))
    return f"{_named(entry, entry.subject)}: {tonnes} t of waste collected in {f['year']} (source: {f['source']})"


# People ---------------------------------------------------------------------------


def _mandate(entry: Entry) -> str:
    function = FUNCTIONS[Function(entry.fields["function"])]
    until = f" to {en.day(entry.day('ends_on'))}" if entry.fields["ends_on"] else ""
    act = f" (act: {entry.fields['deliberation']})" if entry.fields["deliberation"] else ""
    where = _named(entry, entry.id("organisation"))
    who = _person(entry, entry.subject)
    return f"{who}: {function} for {where}, from {en.day(entry.day('starts_on'))}{until}{act}"


def _onboarded(entry: Entry) -> str:
    share, where = en.percent(Decimal(entry.fields["fte"])), _named(entry, entry.id("mandate"))
    return f"{_person(entry, entry.subject)}: {share} of a full-time post for {where} from {en.day(entry.day('on'))}"


def _mandate_ended(entry: Entry) -> str:
    held = f"{FUNCTIONS[entry.function_of(entry.id('mandate'))]} for {_named(entry, entry.id('mandate'))}"
    return f"{_person(entry, entry.subject)}: end of the mandate on {en.day(entry.day('on'))}, {held}"


# Meetings -------------------------------------------------------------------------


def _planned(entry: Entry) -> str:
    kind, modality = _KINDS[entry.fields["kind"]], _MODALITIES[entry.fields["modality"]]
    return f"meeting {_quoted(entry)} to be scheduled ({kind}, {modality})"


def _slot(entry: Entry) -> str:
    place = f". Place: {entry.fields['place']}" if entry.fields["place"] else ""
    return f"{en.period(entry.instant('starts_at'), entry.instant('ends_at'))}{place}"


def _opened(entry: Entry) -> str:
    members = _collectivities(len(entry.fields["members"]), "member ")
    return f"meeting {_quoted(entry)} opened: {members}, quorum at {entry.fields['needed']}"


def _arrived(entry: Entry) -> str:
    whom = f" for {_named(entry, entry.collectivity)}" if entry.collectivity else ""
    who, how = _person(entry, entry.id("person")), _PRESENCES[entry.fields["presence"]]
    return f"{who} attends the meeting {_quoted(entry)}{whom}, {how}"


def _quorum(said: str) -> Callable[[Entry], str]:
    def render(entry: Entry) -> str:
        represented = _collectivities(entry.fields["represented"])
        return f"meeting {_quoted(entry)}: {said} ({represented} represented, quorum at {entry.fields['needed']})"

    return render


def _quorum_missed(entry: Entry) -> str:
    figures = f"at best {entry.fields['represented']} of {entry.fields['members']}"
    return f"meeting {_quoted(entry)}: quorum never reached ({figures}, quorum at {entry.fields['needed']})"


def _closed(entry: Entry) -> str:
    return f"meeting {_quoted(entry)} closed: {_collectivities(len(entry.fields['attended']))} attended"


# Decisions ------------------------------------------------------------------------


def _ballot_opened(entry: Entry) -> str:
    quorum, majority = entry.fields["quorum"], _MAJORITIES[entry.fields["majority"]]
    room = f"{_collectivities(quorum['represented'])} represented of {quorum['members']}"
    return f"{_MODES[entry.fields['mode']]} opened on the decision {_quoted(entry)}: it takes {majority} ({room})"


def _votes(entry: Entry) -> str:
    return f"{_named(entry, entry.collectivity)} {_CHOICES[entry.fields['choice']]} {_quoted(entry)}"


def _votes_anew(entry: Entry) -> str:
    choice = _CHOICES[entry.fields["choice"]]
    return f"{_named(entry, entry.collectivity)} changes its vote: {choice} {_quoted(entry)}"


def _counted(entry: Entry) -> str:
    tally = entry.fields["tally"]
    if tally is None:
        return f"ballot broken off on the decision {_quoted(entry)}: the votes are not counted"
    abstentions = en.count(tally["abstain"], "abstention", "abstentions")
    return f"ballot closed on the decision {_quoted(entry)}: {tally['yes']} for, {tally['no']} against, {abstentions}"


# Action items ---------------------------------------------------------------------


def _assigned(entry: Entry) -> str:
    whom = f" for {_named(entry, entry.collectivity)}" if entry.collectivity else ""
    who, due = _person(entry, entry.id("owner")), en.day(entry.day("due"))
    return f"action {_quoted(entry)} assigned to {who}{whom}, due on {due}"


def _due_date_moved(entry: Entry) -> str:
    return f"action {_quoted(entry)}: due date moved to {en.day(entry.day('due'))}{_reason(entry)}"


def _confirmed(entry: Entry) -> str:
    again = f". Next review on {en.day(entry.day('next_review'))}" if entry.fields["next_review"] else ""
    return f"decision confirmed by its review: {_quoted(entry)}{again}"


def _deliberation(entry: Entry) -> str:
    act = entry.fields["deliberation"]
    on = en.day(date.fromisoformat(act["on"]))
    receipt = f". Receipt of the prefecture: {act['receipt']}" if act["receipt"] else ""
    return f"deliberation {act['number']} of {on} ({act['body']}) referred to by the decision {_quoted(entry)}{receipt}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "network.founded": lambda e: f"the network “{e.fields['name']}” is founded",
        "network.coordinator-appointed": _coordinates,
        "network.coordinator-relieved": _relieved,
        "network.cadence-target-set": _cadence,
        "network.quorum-rule-set": _quorum_rule,
        "network.coordinator-allocation-set": _allocation,
        "network.reactivity-target-set": _reactivity,
        "network.formality-turned-on": _formality("formality that the network asks for"),
        "network.formality-turned-off": _formality("formality that the network asks for no more"),
        "network.closure-period-declared": _closure,
        "network.syndicate-described": _syndicate,
        "network.collectivity-admitted": _joins,
        "network.collectivity-withdrawn": _leaves,
        "network.partner-associated": _partner_joins,
        "network.partner-dissociated": _partner_leaves,
        "collectivity.registered": lambda e: (
            f"new collectivity in the directory: {e.fields['name']} ({_COLLECTIVITIES[e.fields['kind']]})"
        ),
        "collectivity.renamed": lambda e: (
            f"{_named(e, e.subject)} is called “{e.fields['name']}” from {en.day(e.day('on'))}"
        ),
        "collectivity.population-recorded": _population,
        "collectivity.tonnage-recorded": _tonnage,
        "person.registered": lambda e: f"new entry in the directory: {_person(e, e.subject)}",
        "person.contact-details-given": lambda e: f"contact details brought up to date: {_person(e, e.subject)}",
        "person.title-form-chosen": lambda e: f"form of titles brought up to date: {_person(e, e.subject)}",
        "person.availability-declared": lambda e: f"availability brought up to date: {_person(e, e.subject)}",
        "person.skill-declared": lambda e: f"{_person(e, e.subject)}: skill declared, {e.fields['skill']}",
        "person.skill-withdrawn": lambda e: f"{_person(e, e.subject)}: skill withdrawn, {e.fields['skill']}",
        "person.training-recorded": lambda e: (
            f"{_person(e, e.subject)}: training followed on {en.day(e.day('on'))}, {e.fields['title']}"
        ),
        "person.mandate-granted": _mandate,
        "person.mandate-ended": _mandate_ended,
        "person.ambassador-onboarded": _onboarded,
        "person.ambassador-departed": lambda e: f"{_person(e, e.subject)}: departure on {en.day(e.day('on'))}",
        "meeting.planned": _planned,
        "meeting.scheduled": lambda e: f"meeting {_quoted(e)} scheduled for {_slot(e)}",
        "meeting.rescheduled": lambda e: f"meeting {_quoted(e)} moved to {_slot(e)}{_reason(e)}",
        "meeting.cancelled": lambda e: f"meeting {_quoted(e)} cancelled{_reason(e)}",
        "meeting.opened": _opened,
        "meeting.participant-arrived": _arrived,
        "meeting.participant-left": lambda e: f"{_person(e, e.id('person'))} leaves the meeting {_quoted(e)}",
        "meeting.quorum-established": _quorum("quorum reached"),
        "meeting.quorum-lost": _quorum("quorum lost"),
        "meeting.quorum-not-reached": _quorum_missed,
        "meeting.closed": _closed,
        "decision.proposed": lambda e: f"decision proposed: {_quoted(e)}",
        "decision.objection-raised": lambda e: (
            f"{_named(e, e.collectivity)} objects to an adoption by consent: decision {_quoted(e)}{_reason(e)}"
        ),
        "decision.objection-withdrawn": lambda e: (
            f"{_named(e, e.collectivity)} withdraws its objection: decision {_quoted(e)}"
        ),
        "decision.adopted-by-consent": lambda e: f"decision {e.fields['number']} adopted by consent: {_quoted(e)}",
        "decision.voter-recused": lambda e: (
            f"{_named(e, e.collectivity)} is recused: decision {_quoted(e)}{_reason(e)}"
        ),
        "decision.ballot-opened": _ballot_opened,
        "decision.vote-cast": _votes,
        "decision.vote-changed": _votes_anew,
        "decision.secret-vote-cast": lambda e: (
            f"{_named(e, e.collectivity)} voted in the secret ballot on the decision {_quoted(e)}"
        ),
        "decision.secret-vote-changed": lambda e: (
            f"{_named(e, e.collectivity)} changed its vote in the secret ballot on the decision {_quoted(e)}"
        ),
        "decision.ballot-closed": _counted,
        "decision.deferred": lambda e: f"decision deferred: {_quoted(e)}{_reason(e)}",
        "decision.adopted": lambda e: f"decision {e.fields['number']} adopted: {_quoted(e)}",
        "decision.review-scheduled": lambda e: f"review due on {en.day(e.day('on'))}: decision {_quoted(e)}",
        "decision.confirmed": _confirmed,
        "decision.deliberation-referenced": _deliberation,
        "decision.superseded": lambda e: f"decision superseded: {_quoted(e)}, by “{_named(e, e.id('by'))}”",
        "decision.repealed": lambda e: f"decision repealed: {_quoted(e)}, by “{_named(e, e.id('by'))}”",
        "decision.corrected": lambda e: f"clerical error corrected: decision “{e.fields['title']}”{_reason(e)}",
        "decision.rejected": lambda e: f"decision rejected: {_quoted(e)} ({_CAUSES[e.fields['cause']]})",
        "action-item.assigned": _assigned,
        "action-item.due-date-moved": _due_date_moved,
        "action-item.started": lambda e: f"action {_quoted(e)} begun",
        "action-item.completed": lambda e: f"action {_quoted(e)} completed. Evidence: {e.fields['evidence']}",
        "action-item.reopened": lambda e: f"action {_quoted(e)} reopened{_reason(e)}",
        "action-item.dropped": lambda e: f"action {_quoted(e)} dropped{_reason(e)}",
    }
)
