"""Sentences in English on the agendas of meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import english as en
from maillage.projections.wording.en.phrases import collectivities, named, quoted, reason

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry


def _item(entry: Entry) -> str:
    return f"item “{named(entry, entry.id('item'))}”"


def _proposed(entry: Entry) -> str:
    carried = entry.fields["carried_from"]
    whence = f", carried over from the meeting “{named(entry, entry.id('carried_from'))}”" if carried else ""
    return f"{_item(entry)} proposed for the agenda of the meeting {quoted(entry)}{whence}"


def _agenda(said: str) -> Callable[[Entry], str]:
    def render(entry: Entry) -> str:
        items = en.count(len(entry.fields["items"]), "item", "items")
        return f"agenda of the meeting {quoted(entry)} {said}: {items}"

    return render


def _admitted(entry: Entry) -> str:
    consents = len(entry.fields["consents"])
    agreed = f", with the consent of {collectivities(consents)} present" if consents else ""
    return f"{_item(entry)} added to the agenda of the meeting {quoted(entry)} during it{agreed}"


def _decided(entry: Entry) -> str:
    return f"meeting {quoted(entry)}: {_item(entry)} settled by the decision “{named(entry, entry.id('decision'))}”"


def _carried_over(entry: Entry) -> str:
    target = entry.fields["to_meeting"]
    where = f"the meeting “{named(entry, entry.id('to_meeting'))}”" if target else "a meeting to come"
    return f"meeting {quoted(entry)}: {_item(entry)} carried over to {where}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "meeting.agenda-item-proposed": _proposed,
        "meeting.agenda-item-accepted": lambda e: f"{_item(e)} put on the agenda of the meeting {quoted(e)}",
        "meeting.agenda-item-declined": lambda e: (
            f"{_item(e)} declined for the agenda of the meeting {quoted(e)}{reason(e)}"
        ),
        "meeting.agenda-reordered": _agenda("reordered"),
        "meeting.agenda-published": _agenda("published"),
        "meeting.late-item-admitted": _admitted,
        "meeting.item-taken-up": lambda e: f"meeting {quoted(e)}: {_item(e)} taken up",
        "meeting.item-discussed": lambda e: f"meeting {quoted(e)}: {_item(e)} discussed",
        "meeting.item-decided": _decided,
        "meeting.item-carried-over": _carried_over,
        "meeting.item-dropped": lambda e: f"meeting {quoted(e)}: {_item(e)} dropped from the agenda{reason(e)}",
    }
)
