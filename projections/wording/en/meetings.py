"""Sentences in English on meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import english as en
from maillage.projections.wording.en.phrases import collectivities, named, person, quoted, reason

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_KINDS = {
    "REGULAR": "regular meeting",
    "SITE_VISIT": "site visit",
    "WORKING_GROUP": "working group",
    "TRAINING": "training",
}
_MODALITIES = {"ON_SITE": "on site", "REMOTE": "remote", "HYBRID": "on site and remote"}
_PRESENCES = {"ONSITE": "on site", "REMOTE": "remotely"}


def _planned(entry: Entry) -> str:
    kind, modality = _KINDS[entry.fields["kind"]], _MODALITIES[entry.fields["modality"]]
    return f"meeting {quoted(entry)} to be scheduled ({kind}, {modality})"


def _slot(entry: Entry) -> str:
    place = f". Place: {entry.fields['place']}" if entry.fields["place"] else ""
    return f"{en.period(entry.instant('starts_at'), entry.instant('ends_at'))}{place}"


def _opened(entry: Entry) -> str:
    members = collectivities(len(entry.fields["members"]), "member ")
    return f"meeting {quoted(entry)} opened: {members}, quorum at {entry.fields['needed']}"


def _arrived(entry: Entry) -> str:
    whom = f" for {named(entry, entry.collectivity)}" if entry.collectivity else ""
    who, how = person(entry, entry.id("person")), _PRESENCES[entry.fields["presence"]]
    apart = ", without a vote" if entry.collectivity and not entry.fields["mandate"] else ""
    return f"{who} attends the meeting {quoted(entry)}{whom}, {how}{apart}"


def _quorum(said: str) -> Callable[[Entry], str]:
    def render(entry: Entry) -> str:
        represented = collectivities(entry.fields["represented"])
        return f"meeting {quoted(entry)}: {said} ({represented} represented, quorum at {entry.fields['needed']})"

    return render


def _quorum_missed(entry: Entry) -> str:
    figures = f"at best {entry.fields['represented']} of {entry.fields['members']}"
    return f"meeting {quoted(entry)}: quorum never reached ({figures}, quorum at {entry.fields['needed']})"


def _closed(entry: Entry) -> str:
    return f"meeting {quoted(entry)} closed: {collectivities(len(entry.fields['attended']))} attended"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "meeting.planned": _planned,
        "meeting.scheduled": lambda e: f"meeting {quoted(e)} scheduled for {_slot(e)}",
        "meeting.rescheduled": lambda e: f"meeting {quoted(e)} moved to {_slot(e)}{reason(e)}",
        "meeting.cancelled": lambda e: f"meeting {quoted(e)} cancelled{reason(e)}",
        "meeting.opened": _opened,
        "meeting.participant-arrived": _arrived,
        "meeting.participant-left": lambda e: f"{person(e, e.id('person'))} leaves the meeting {quoted(e)}",
        "meeting.quorum-established": _quorum("quorum reached"),
        "meeting.quorum-lost": _quorum("quorum lost"),
        "meeting.quorum-not-reached": _quorum_missed,
        "meeting.adjourned": lambda e: f"meeting {quoted(e)} adjourned before its end{reason(e)}",
        "meeting.reconvened": lambda e: (
            f"meeting {quoted(e)} goes on with the meeting “{named(e, e.id('of'))}”, and needs no quorum"
        ),
        "meeting.closed": _closed,
    }
)
