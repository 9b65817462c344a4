"""Sentences in English on people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.domain.mandates import Function
from maillage.projections import english as en
from maillage.projections.wording.en.phrases import named, person

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

FUNCTIONS: Mapping[Function, str] = {
    Function.AMBASSADOR: "sorting and prevention ambassador",
    Function.OFFICER: "officer",
    Function.ELECTED_REPRESENTATIVE: "elected representative",
    Function.AUDITOR: "auditor",
    Function.PARTNER_CONTACT: "contact",
}


def _mandate(entry: Entry) -> str:
    function = FUNCTIONS[Function(entry.fields["function"])]
    until = f" to {en.day(entry.day('ends_on'))}" if entry.fields["ends_on"] else ""
    act = f" (act: {entry.fields['deliberation']})" if entry.fields["deliberation"] else ""
    where = named(entry, entry.id("organisation"))
    who = person(entry, entry.subject)
    return f"{who}: {function} for {where}, from {en.day(entry.day('starts_on'))}{until}{act}"


def _onboarded(entry: Entry) -> str:
    share, where = en.percent(Decimal(entry.fields["fte"])), named(entry, entry.id("mandate"))
    return f"{person(entry, entry.subject)}: {share} of a full-time post for {where} from {en.day(entry.day('on'))}"


def _mandate_ended(entry: Entry) -> str:
    held = f"{FUNCTIONS[entry.function_of(entry.id('mandate'))]} for {named(entry, entry.id('mandate'))}"
    return f"{person(entry, entry.subject)}: end of the mandate on {en.day(entry.day('on'))}, {held}"


def _mandate_extended(entry: Entry) -> str:
    held = f"{FUNCTIONS[entry.function_of(entry.id('mandate'))]} for {named(entry, entry.id('mandate'))}"
    until = f"to {en.day(entry.day('ends_on'))}" if entry.fields["ends_on"] else "without an end"
    act = f" (act: {entry.fields['deliberation']})" if entry.fields["deliberation"] else ""
    return f"{person(entry, entry.subject)}: mandate extended {until}, {held}{act}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "person.registered": lambda e: f"new entry in the directory: {person(e, e.subject)}",
        "person.contact-details-given": lambda e: f"contact details brought up to date: {person(e, e.subject)}",
        "person.title-form-chosen": lambda e: f"form of titles brought up to date: {person(e, e.subject)}",
        "person.availability-declared": lambda e: f"availability brought up to date: {person(e, e.subject)}",
        "person.notification-preferences-set": lambda e: (
            f"choice of messages brought up to date: {person(e, e.subject)}"
        ),
        "person.skill-declared": lambda e: f"{person(e, e.subject)}: skill declared, {e.fields['skill']}",
        "person.skill-withdrawn": lambda e: f"{person(e, e.subject)}: skill withdrawn, {e.fields['skill']}",
        "person.training-recorded": lambda e: (
            f"{person(e, e.subject)}: training followed on {en.day(e.day('on'))}, {e.fields['title']}"
        ),
        "person.mandate-granted": _mandate,
        "person.mandate-ended": _mandate_ended,
        "person.mandate-extended": _mandate_extended,
        "person.ambassador-onboarded": _onboarded,
        "person.ambassador-departed": lambda e: f"{person(e, e.subject)}: departure on {en.day(e.day('on'))}",
    }
)
