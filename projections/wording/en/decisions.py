"""Sentences in English on decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from maillage.projections import english as en
from maillage.projections.wording.en.phrases import MAJORITIES, collectivities, named, person, quoted, reason, together

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_MODES = {"PUBLIC": "public ballot", "SECRET": "secret ballot"}
_CHOICES = {"YES": "votes for the decision", "NO": "votes against the decision", "ABSTAIN": "abstains on the decision"}
_ACTS = {
    "DELIBERATION": "deliberation",
    "DELEGATED_DECISION": "decision taken by delegation",
    "CONVENTION": "convention",
}
_CAUSES = {
    "NOT_ENOUGH_VOTES": "not enough votes",
    "TIE": "tie",
    "NO_VOTES_CAST": "no votes cast",
}


def _amount(entry: Entry) -> str:
    paying = together([named(entry, UUID(each)) for each in entry.fields["contributors"]])
    return f"amount of the decision {quoted(entry)}: {en.euros(Decimal(entry.fields['amount']))}, from {paying}"


def _ballot_opened(entry: Entry) -> str:
    quorum, majority = entry.fields["quorum"], MAJORITIES[entry.fields["majority"]]
    room = f"{collectivities(quorum['represented'])} represented of {quorum['members']}"
    return f"{_MODES[entry.fields['mode']]} opened on the decision {quoted(entry)}: it takes {majority} ({room})"


def _consultation_opened(entry: Entry) -> str:
    last, majority = en.day(entry.day("closes_on")), MAJORITIES[entry.fields["majority"]]
    rule = entry.fields["rule"]
    share = en.more_than(rule["numerator"], rule["denominator"])
    return (
        f"consultation open until {last} included on the decision {quoted(entry)}, by {_MODES[entry.fields['mode']]}: "
        f"it takes {majority}, and answers from {share} of the members"
    )


def _without_quorum(entry: Entry) -> str:
    said = entry.fields
    answers = f"{en.count(said['represented'], 'answer', 'answers')} of {said['members']}, {said['needed']} needed"
    return f"consultation without quorum: nothing is decided on the decision {quoted(entry)} ({answers})"


def _votes(entry: Entry) -> str:
    return f"{named(entry, entry.collectivity)} {_CHOICES[entry.fields['choice']]} {quoted(entry)}{_by_proxy(entry)}"


def _votes_anew(entry: Entry) -> str:
    choice = _CHOICES[entry.fields["choice"]]
    return f"{named(entry, entry.collectivity)} changes its vote: {choice} {quoted(entry)}{_by_proxy(entry)}"


def _by_proxy(entry: Entry) -> str:
    """Who spoke, where that was for a collectivity of others."""
    return f" (by proxy, {person(entry, entry.id('person'))})" if entry.fields["proxy_of"] else ""


def _counted(entry: Entry) -> str:
    tally = entry.fields["tally"]
    if tally is None:
        return f"ballot broken off on the decision {quoted(entry)}: the votes are not counted"
    abstentions = en.count(tally["abstain"], "abstention", "abstentions")
    return f"ballot closed on the decision {quoted(entry)}: {tally['yes']} for, {tally['no']} against, {abstentions}"


def _confirmed(entry: Entry) -> str:
    again = f". Next review on {en.day(entry.day('next_review'))}" if entry.fields["next_review"] else ""
    return f"decision confirmed by its review: {quoted(entry)}{again}"


def _deliberation(entry: Entry) -> str:
    act = entry.fields["deliberation"]
    on = en.day(date.fromisoformat(act["on"]))
    receipt = f". Receipt of the prefecture: {act['receipt']}" if act["receipt"] else ""
    what = f"{_ACTS[act['kind']]} {act['number']} of {on} ({act['body']})"
    return f"{what} referred to by the decision {quoted(entry)}{receipt}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "decision.proposed": lambda e: f"decision proposed: {quoted(e)}",
        "decision.amount-stated": _amount,
        "decision.objection-raised": lambda e: (
            f"{named(e, e.collectivity)} objects to an adoption by consent: decision {quoted(e)}"
            f"{_by_proxy(e)}{reason(e)}"
        ),
        "decision.objection-withdrawn": lambda e: (
            f"{named(e, e.collectivity)} withdraws its objection: decision {quoted(e)}{_by_proxy(e)}"
        ),
        "decision.adopted-by-consent": lambda e: f"decision {e.fields['number']} adopted by consent: {quoted(e)}",
        "decision.voter-recused": lambda e: f"{named(e, e.collectivity)} is recused: decision {quoted(e)}{reason(e)}",
        "decision.ballot-opened": _ballot_opened,
        "decision.consultation-opened": _consultation_opened,
        "decision.quorum-not-reached": _without_quorum,
        "decision.vote-cast": _votes,
        "decision.vote-changed": _votes_anew,
        "decision.secret-vote-cast": lambda e: (
            f"{named(e, e.collectivity)} voted in the secret ballot on the decision {quoted(e)}"
        ),
        "decision.secret-vote-changed": lambda e: (
            f"{named(e, e.collectivity)} changed its vote in the secret ballot on the decision {quoted(e)}"
        ),
        "decision.ballot-closed": _counted,
        "decision.deferred": lambda e: f"decision deferred: {quoted(e)}{reason(e)}",
        "decision.adopted": lambda e: f"decision {e.fields['number']} adopted: {quoted(e)}",
        "decision.review-scheduled": lambda e: f"review due on {en.day(e.day('on'))}: decision {quoted(e)}",
        "decision.review-due": lambda e: f"review due since {en.day(e.day('on'))}: decision {quoted(e)}",
        "decision.confirmed": _confirmed,
        "decision.deliberation-referenced": _deliberation,
        "decision.superseded": lambda e: f"decision superseded: {quoted(e)}, by “{named(e, e.id('by'))}”",
        "decision.repealed": lambda e: f"decision repealed: {quoted(e)}, by “{named(e, e.id('by'))}”",
        "decision.corrected": lambda e: f"clerical error corrected: decision “{e.fields['title']}”{reason(e)}",
        "decision.rejected": lambda e: f"decision rejected: {quoted(e)} ({_CAUSES[e.fields['cause']]})",
    }
)
