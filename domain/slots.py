"""When and where a meeting is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from maillage.domain.calendar import shown, utc
from maillage.domain.links import optional_link
from maillage.domain.meeting_facts import Modality
from maillage.domain.meeting_refusals import MeetingEndsBeforeStart, MeetingInThePast, UnsuitedToModality
from maillage.domain.refusals import optional_text


@dataclass(frozen=True)
class Slot:
    """The date of a meeting, its place and the link of its call, each where there is one and as soon as it is known."""

    starts_at: datetime  # UTC
    ends_at: datetime  # UTC
    place: str | None  # address or room
    call_link: str | None  # https

    @classmethod
    def asked(
        cls,
        *,
        starts_at: datetime,
        ends_at: datetime,
        place: str | None,
        call_link: str | None,
        modality: Modality,
        at: datetime,
    ) -> Slot:
        """NaiveDateTime, InstantOutOfRange, MeetingEndsBeforeStart, MeetingInThePast, TextTooLong, TextUnreadable,

        LinkInvalid, UnsuitedToModality.
        """
        start, end, now = utc(starts_at, "starts_at"), utc(ends_at, "ends_at"), utc(at, "at")
        if end <= start:
            raise MeetingEndsBeforeStart("ends_at", starts_at=shown(start), ends_at=shown(end))
        if start < now:
            raise MeetingInThePast("starts_at", starts_at=shown(start), now=shown(now))
        slot = cls(start, end, optional_text(place, "place", 500), optional_link(call_link, "call_link"))
        slot._must_suit(modality)
        return slot

    def _must_suit(self, modality: Modality) -> None:
        unsuited = {Modality.ON_SITE: "call_link", Modality.REMOTE: "place"}.get(modality)
        if unsuited and getattr(self, unsuited) is not None:
            raise UnsuitedToModality(unsuited, field=unsuited, modality=modality.value)
