"""Who asks, when, and what they may do. Built at the edge, first argument of every use case and every read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from uuid import UUID

from maillage.domain.refusals import NotAllowed


class Role(Enum):
    """Source: domain.md section 3. COORD by appointment, SYS for processes, the others from active mandates."""

    COORD = "COORD"  # coordinator of the network
    REP = "REP"  # elected representative or officer of a collectivity
    AMB = "AMB"  # sorting and prevention ambassador of a collectivity
    PART = "PART"  # contact of an outside partner
    AUD = "AUD"  # auditor of the syndicate: reads everything released, writes nothing
    SYS = "SYS"  # the program itself


class Right(Enum):
    """What a role may do, as the permission matrix of domain.md words it."""

    FOUND_NETWORKS = "networks.found"  # of the installation, not of one network
    READ_NETWORK = "network.read"
    CHANGE_NETWORK_RULES = "network.change-rules"
    MANAGE_MEMBERS = "network.manage-members"
    READ_DIRECTORY = "directory.read"
    MANAGE_PEOPLE = "people.manage"
    MANAGE_OWN_PEOPLE = "people.manage-own"  # those of the caller's own collectivity
    CHANGE_OWN_DETAILS = "people.change-own-details"
    READ_MEETINGS = "meetings.read"
    READ_INVITED_MEETINGS = "meetings.read-invited"  # those to which the caller is invited
    ANSWER_INVITATIONS = "meetings.answer"  # the caller's own
    SHARE_CARS = "meetings.share-cars"
    VISIT_SITES = "meetings.visit-sites"  # a place at the stops of a site visit, the caller's own
    SUBSCRIBE_TO_CALENDARS = "calendar.subscribe"  # to meetings that the caller may read, by addresses of one's own
    RUN_MEETINGS = "meetings.run"
    KEEP_MINUTES = "minutes.keep"  # draft, circulate and correct them
    REMARK_ON_MINUTES = "minutes.remark"  # in one's own name
    APPROVE_MINUTES = "minutes.approve"  # for the caller's own collectivity
    ANSWER_DATE_POLLS = "date-polls.answer"  # those that ask the caller, and read them
    PROPOSE_ITEMS = "agenda.propose"  # to the agenda of a meeting, and withdraw one's own
    READ_DECISIONS = "decisions.read"
    PROPOSE_DECISIONS = "decisions.propose"
    RUN_BALLOTS = "ballots.run"
    KEEP_REGISTER = "register.keep"  # of decisions, what becomes of those that were adopted
    VOTE = "ballots.vote"  # for the caller's own collectivity
    READ_ACTIONS = "actions.read"
    MANAGE_ACTIONS = "actions.manage"
    MANAGE_OWN_ACTIONS = "actions.manage-own"  # those that the caller owns, or of the caller's own collectivity
    READ_ACTIVITY = "activity.read"
    READ_MESSAGES = "messages.read"  # who was written to, and what became of it
    MANAGE_OWN_ACCESS = "access.manage-own"  # the caller's own sessions and tokens
    TELL_TIME = "time.tell"  # what time itself brings about: no person's


_READS = frozenset(
    {
        Right.READ_NETWORK,
        Right.READ_DIRECTORY,
        Right.READ_MEETINGS,
        Right.READ_DECISIONS,
        Right.READ_ACTIONS,
        Right.READ_ACTIVITY,
    }
)
_OWN = frozenset({Right.MANAGE_OWN_PEOPLE, Right.MANAGE_OWN_ACTIONS})  # where the coordinator manages everybody's
_MEMBERS = frozenset({Right.VOTE, Right.REMARK_ON_MINUTES, Right.APPROVE_MINUTES})  # of who stands for a member
_ONESELF = frozenset({Right.CHANGE_OWN_DETAILS, Right.MANAGE_OWN_ACCESS, Right.SUBSCRIBE_TO_CALENDARS})
_SELF = _ONESELF | {Right.ANSWER_DATE_POLLS, Right.ANSWER_INVITATIONS}  # in one's own name
_PREPARING = frozenset({Right.PROPOSE_ITEMS, Right.SHARE_CARS, Right.VISIT_SITES})  # every member, for a meeting
_NO_COORDINATORS = frozenset({Right.FOUND_NETWORKS, Right.READ_INVITED_MEETINGS, Right.TELL_TIME})
RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.COORD: frozenset(set(Right) - _NO_COORDINATORS - _MEMBERS - _OWN),
        Role.REP: _READS | _OWN | _MEMBERS | _SELF | _PREPARING | {Right.PROPOSE_DECISIONS},
        Role.AMB: _READS | _MEMBERS | _SELF | _PREPARING | {Right.MANAGE_OWN_ACTIONS},
        Role.PART: _SELF | {Right.READ_INVITED_MEETINGS},
        Role.AUD: _READS | _ONESELF | {Right.READ_MESSAGES},
        Role.SYS: frozenset(Right),
    }
)


@dataclass(frozen=True)
class Caller:
    """One person in one network at one instant. `collectivities` are those where a mandate is active today."""

    network: UUID
    person: UUID | None  # None for the program itself
    roles: frozenset[Role]
    now: datetime  # UTC, read once per request
    collectivities: frozenset[UUID] = frozenset()
    mandates: frozenset[UUID] = frozenset()  # active today
    only: frozenset[Right] | None = None  # no right beyond these, whatever the roles give; None: all that they give

    def within(self, *rights: Right) -> Caller:
        """The same person with those of these rights that the roles give, and no others."""
        return replace(self, only=frozenset(rights))

    def may(self, right: Right) -> bool:
        return (self.only is None or right in self.only) and any(right in RIGHTS[role] for role in self.roles)

    def must(self, right: Right) -> None:
        if not self.may(right):
            raise NotAllowed(right=right.value)

    def must_any(self, *rights: Right) -> None:
        if not any(map(self.may, rights)):
            raise NotAllowed(right=" | ".join(right.value for right in rights))

    def invitee(self) -> UUID | None:
        """Whose invitations bound the meetings that this caller may see; None: nobody's. NotAllowed."""
        if self.may(Right.READ_MEETINGS):
            return None
        self.must(Right.READ_INVITED_MEETINGS)
        return self.person

    @property
    def sees_everything(self) -> bool:
        """Coordinator, auditors and the program read every released fact, unless they are bounded."""
        return self.only is None and not self.roles.isdisjoint({Role.COORD, Role.AUD, Role.SYS})

    @classmethod
    def system(cls, network: UUID, now: datetime) -> Caller:
        return cls(network, None, frozenset({Role.SYS}), now)
