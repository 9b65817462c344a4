"""Minutes (fr: compte rendu): what is written of a meeting, until the others agree that it was so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.base import Aggregate
from maillage.domain.calendar import day_of, utc
from maillage.domain.formalities import Formality
from maillage.domain.meeting_schedule import State
from maillage.domain.meetings import Meeting
from maillage.domain.minutes_facts import MinutesFacts
from maillage.domain.minutes_refusals import (
    MeetingNotClosed,
    MinutesAlreadyCirculated,
    MinutesApprovedAtTheirMeeting,
    MinutesApprovedByAuthor,
    MinutesApprovedOutsideMembers,
    MinutesAreApproved,
    MinutesNotApproved,
    MinutesNotCirculated,
)
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import text as bounded
from maillage.domain.silences import Silence

LONGEST = 50_000  # characters, some twenty pages


class Minutes(MinutesFacts, Aggregate):
    """The minutes of one meeting. Whether silence has approved them is a question of the day, which no fact tells."""

    TOPIC = "minutes"

    @classmethod
    def draft(
        cls, *, meeting: Meeting, author: UUID | None, text: str, at: datetime, id: UUID | None = None
    ) -> Minutes:
        """MeetingNotClosed, TextMissing, TextTooLong, TextUnreadable."""
        if meeting.state is not State.CLOSED:
            raise MeetingNotClosed("meeting")
        fields = {"meeting": meeting.id, "author": author, "text": bounded(text, "text", LONGEST, lines=True)}
        return cls._create(cls.Drafted, id=id, timestamp=at, **fields)

    def redraft(self, *, author: UUID | None, text: str, at: datetime) -> None:
        """Before they are circulated, or on a remark; they are then circulated again.

        MinutesAreApproved, MinutesAlreadyCirculated, TextMissing, TextTooLong, TextUnreadable.
        """
        self._must_not_be_approved(at)
        kept = bounded(text, "text", LONGEST, lines=True)
        if self.silence and not self.silence.broken:
            raise MinutesAlreadyCirculated("text", deadline=str(self.silence.until))
        if kept != self.text:
            self.trigger_event(self.Redrafted, author=author, text=kept, timestamp=at)

    def circulate(self, *, meeting: Meeting, network: Network, at: datetime) -> None:
        """To all members, for as many days of silence as the network sets.

        `meeting` is theirs: the formalities that it was scheduled under say whether silence approves them.
        MinutesAreApproved, MinutesAlreadyCirculated.
        """
        self._must_not_be_approved(at)
        if self.silence:
            raise MinutesAlreadyCirculated("minutes", deadline=str(self.silence.until))
        deadline = day_of(utc(at, "at")) + timedelta(days=network.minutes_silence_days)
        silence_approves = Formality.MINUTES_APPROVAL not in meeting.formalities
        self.trigger_event(self.Circulated, deadline=deadline, silence_approves=silence_approves, timestamp=at)

    def remark(self, *, author: UUID, text: str, at: datetime) -> None:
        """Which breaks the silence. MinutesNotCirculated, MinutesAreApproved, TextMissing, TextTooLong."""
        self._must_be_circulated(at)
        kept = bounded(text, "text", 2000, lines=True)
        self.trigger_event(self.RemarkMade, author=author, text=kept, timestamp=at)

    def approve(
        self, *, person: Person, collectivity: UUID, authors: Iterable[Person], network: Network, at: datetime
    ) -> None:
        """Whatever remarks were made. `authors` are those of `self.authors`.

        MinutesNotCirculated, MinutesAreApproved, MinutesApprovedOutsideMembers, NoActiveMandate,
        MinutesApprovedByAuthor.
        """
        self._must_be_circulated(at)
        day = day_of(utc(at, "at"))
        if collectivity not in network.members_on(day):
            raise MinutesApprovedOutsideMembers("collectivity", day=str(day))
        mandate = person.mandate_at(collectivity, day)
        if person.id in self.authors or collectivity in self._collectivities_of(authors):
            raise MinutesApprovedByAuthor("collectivity")
        who = {"collectivity": collectivity, "person": person.id, "mandate": mandate.id}
        self.trigger_event(self.Approved, **who, meeting=None, timestamp=at)

    def approve_at(self, *, meeting: Meeting, authors: Iterable[Person], at: datetime) -> None:
        """At a later meeting, where somebody of another collectivity is present. `authors` are those of `self.authors`.

        MinutesNotCirculated, MinutesAreApproved, MinutesApprovedAtTheirMeeting, MeetingNotOpen, MeetingIsClosed,
        MinutesApprovedByAuthor.
        """
        self._must_be_circulated(at)
        if meeting.id == self.meeting:
            raise MinutesApprovedAtTheirMeeting("meeting")
        meeting.must_be_open()
        if not meeting.collectivities_present - self._collectivities_of(authors):
            raise MinutesApprovedByAuthor("meeting")
        nobody = {"collectivity": None, "person": None, "mandate": None}
        self.trigger_event(self.Approved, **nobody, meeting=meeting.id, timestamp=at)

    def correct(self, *, erratum: str, at: datetime) -> None:
        """Beside the text, which stays. MinutesNotApproved, TextMissing, TextTooLong, TextUnreadable."""
        if not self.approved_on(day_of(utc(at, "at"))):
            raise MinutesNotApproved("minutes")
        self.trigger_event(self.Corrected, erratum=bounded(erratum, "erratum", 2000, lines=True), timestamp=at)

    def approved_on(self, day: date) -> bool:
        """By somebody, or by silence that was over before that day."""
        return self.approved or (self.silence is not None and self.silence.has_approved(day))

    def _must_not_be_approved(self, at: datetime) -> None:
        if self.approved_on(day_of(utc(at, "at"))):
            raise MinutesAreApproved("minutes")

    def _must_be_circulated(self, at: datetime) -> None:
        if self.silence is None:
            raise MinutesNotCirculated("minutes")
        self._must_not_be_approved(at)

    def _collectivities_of(self, authors: Iterable[Person]) -> frozenset[UUID]:
        """For which those who drafted had a mandate when they did."""
        return frozenset(
            mandate.organisation
            for author in authors
            for mandate in author.mandates.values()
            if any(mandate.active_on(day) for day in self.authors[author.id])
        )

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(MinutesFacts.Drafted)
    def __init__(self, meeting: UUID, author: UUID | None, text: str, timestamp: datetime) -> None:
        self.meeting = meeting
        self.text = text
        self.authors: dict[UUID, frozenset[date]] = {}  # the days on which each drafted
        self.silence: Silence | None = None  # None until the text is circulated
        self.approved = False  # by somebody
        self._drafted_by(author, timestamp)

    @event(MinutesFacts.Redrafted)
    def _redrafted(self, author: UUID | None, text: str, timestamp: datetime) -> None:
        self.text = text
        self.silence = None
        self._drafted_by(author, timestamp)

    @event(MinutesFacts.Circulated)
    def _circulated(self, deadline: date, silence_approves: bool) -> None:
        self.silence = Silence(deadline, silence_approves)

    @event(MinutesFacts.RemarkMade)
    def _remark_made(self) -> None:
        self.silence = self.silence and replace(self.silence, broken=True)

    @event(MinutesFacts.Approved)
    def _approved(self) -> None:
        self.approved = True

    def _drafted_by(self, author: UUID | None, at: datetime) -> None:
        if author is not None:
            self.authors[author] = self.authors.get(author, frozenset()) | {day_of(at)}
