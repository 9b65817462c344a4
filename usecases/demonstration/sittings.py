"""How a meeting of the play goes: who comes when, what is put to the vote, who votes what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from maillage.domain.ballots import Choice, Majority, Mode
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.slugs import slug_of
from maillage.usecases import decisions, meetings
from maillage.usecases.demonstration.cast import COORDINATOR, MEMBER
from maillage.usecases.demonstration.proposals import DECISIONS
from maillage.usecases.demonstration.stage import Stage, Step

OPENS, LATEST = -10, 10_000  # minutes from the start


@dataclass(frozen=True)
class Seat:
    """One participant: the place among the people of a member, or the key of somebody from outside."""

    member: str
    place: int | str = 0
    presence: Presence = Presence.ONSITE
    arrives: int = -5  # minutes from the start
    leaves: int = LATEST

    @property
    def person(self) -> str:
        return self.place if isinstance(self.place, str) else MEMBER[self.member].people[self.place].key

    def is_there(self, minute: int) -> bool:
        return self.arrives <= minute < self.leaves


@dataclass(frozen=True)
class Vote:
    """A decision put to the vote: everyone votes YES but those named. `changed` vote once more, the other way."""

    decision: str
    opens: int  # minutes from the start
    mode: Mode = Mode.PUBLIC
    majority: Majority = Majority.SIMPLE
    no: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # first NO, then YES
    counted: bool = True  # else counting is left to whoever tries the demonstration

    def choice(self, member: str) -> Choice:
        if member in self.abstain:
            return Choice.ABSTAIN
        return Choice.NO if member in self.no + self.changed else Choice.YES


@dataclass(frozen=True)
class Sitting:
    """A meeting as it is held."""

    key: str
    title: str
    kind: MeetingKind
    modality: Modality
    place: str | None
    minutes: int  # it lasts
    seats: tuple[Seat, ...] = ()
    votes: tuple[Vote, ...] = ()
    proxies: tuple[tuple[str, str], ...] = ()  # the member that gives one, and that whose first participant holds it

    @property
    def where(self) -> dict[str, str | None]:
        """The place, and the link of the call unless all attend on site."""
        by_call = self.modality is not Modality.ON_SITE
        link = f"https://visio.arvoise.example/{slug_of(self.key)}" if by_call else None
        return {"place": self.place, "call_link": link}


def person_of(stage: Stage, key: str) -> UUID:
    return stage.founding.coordinator if key == COORDINATOR.key else stage.made(f"personne {key}", "person")


def member_of(stage: Stage, key: str) -> UUID:
    return stage.made(f"membre {key}", "collectivity")


def meeting_of(stage: Stage, key: str) -> UUID:
    return stage.made(f"réunion {key}", "meeting")


def decision_of(stage: Stage, key: str) -> UUID:
    return stage.made(f"décision {key}", "decision", proposer_of(stage, key))


def proposer_of(stage: Stage, decision: str) -> UUID | None:
    """None: the coordinator."""
    by = DECISIONS[decision].by
    return person_of(stage, by) if by else None


def announced(stage: Stage, sitting: Sitting, at: datetime, start: datetime) -> list[Step]:
    """Planned and scheduled at once."""
    what = {"title": sitting.title, "kind": sitting.kind, "modality": sitting.modality}
    when = {"starts_at": start, "ends_at": start + timedelta(minutes=sitting.minutes), **sitting.where}
    meeting = meeting_of(stage, sitting.key)
    return [
        Step(f"réunion {sitting.key}", at, meetings.plan_meeting, what),
        Step(f"date {sitting.key}", at, meetings.schedule_meeting, {"meeting": meeting} | when),
    ]


def held(stage: Stage, sitting: Sitting, start: datetime) -> list[Step]:
    """Everything from the opening to the closing, which comes last."""
    meeting = {"meeting": meeting_of(stage, sitting.key)}
    steps = [Step(f"ouverture {sitting.key}", _at(start, OPENS), meetings.open_meeting, meeting)]
    steps += _attendance(stage, sitting, start)
    steps += [step for vote in sitting.votes for step in _ballot(stage, sitting, vote, start)]
    return [*steps, Step(f"clôture {sitting.key}", _at(start, sitting.minutes), meetings.close_meeting, meeting)]


def _at(start: datetime, minute: int, second: int = 0) -> datetime:
    return start + timedelta(minutes=minute, seconds=second)


def _attendance(stage: Stage, sitting: Sitting, start: datetime) -> Iterator[Step]:
    meeting = meeting_of(stage, sitting.key)
    for number, seat in enumerate(sitting.seats):
        who = {"meeting": meeting, "person": person_of(stage, seat.person)}
        stands_for = member_of(stage, seat.member) if seat.member in MEMBER else None
        how = {"collectivity": stands_for, "presence": seat.presence}
        comes = _at(start, seat.arrives, number)  # one after the other
        yield Step(f"arrivée {sitting.key} {seat.person}", comes, meetings.record_arrival, who | how)
        if seat.leaves < LATEST:
            goes = _at(start, seat.leaves, number)
            yield Step(f"départ {sitting.key} {seat.person}", goes, meetings.record_departure, who)


def _ballot(stage: Stage, sitting: Sitting, vote: Vote, start: datetime) -> Iterator[Step]:
    decision = {"decision": decision_of(stage, vote.decision)}
    terms = {"meeting": meeting_of(stage, sitting.key), "mode": vote.mode, "majority": vote.majority}
    yield Step(f"scrutin {vote.decision}", _at(start, vote.opens), decisions.open_ballot, decision | terms)
    voters = {seat.member: seat for seat in reversed(sitting.seats) if seat.is_there(vote.opens)}
    voters |= {giver: voters[holder] for giver, holder in sitting.proxies}
    for number, member in enumerate(sorted(voters.keys() & MEMBER.keys()), 1):
        voter = person_of(stage, voters[member].person)
        ballot = decision | {"collectivity": member_of(stage, member)}
        said = ballot | {"choice": vote.choice(member)}
        at = _at(start, vote.opens, 5 * number)
        yield Step(f"vote {vote.decision} {member}", at, decisions.cast_vote, said, voter)
        if member in vote.changed:
            said = ballot | {"choice": Choice.YES}
            later = _at(start, vote.opens + 2, number)
            yield Step(f"vote changé {vote.decision} {member}", later, decisions.cast_vote, said, voter)
    if vote.counted:
        yield Step(f"dépouillement {vote.decision}", _at(start, vote.opens + 4), decisions.close_ballot, decision)
