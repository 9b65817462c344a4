"""What a meeting and the decisions put to it do, told a second time and simply: sets, counts, and no facts.

Each command is asked which rules it breaks. The order in which the program looks at its rules is its own affair.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

MEMBERS = 5
NOBODY = -1  # for no collectivity
STRANGER = 9  # a collectivity that is no member
HOMES = (0, 1, 2, 3, 4, 0, 1)  # of person 0 to 6, the collectivity where each holds a mandate
IMPOSSIBLE = {("ON_SITE", "REMOTE"), ("REMOTE", "ONSITE")}


@dataclass
class DecisionModel:
    for_earlier: bool = False  # proposed for the meeting that this one goes on with
    state: str = "PROPOSED"
    recused: set[int] = field(default_factory=set)
    objecting: set[int] = field(default_factory=set)
    votes: dict[int, str] = field(default_factory=dict)
    voters: frozenset[int] | None = None  # of the latest ballot
    mode: str = ""
    majority: str = ""
    casting: int | None = None
    number: int | None = None

    @property
    def taken(self) -> bool:
        return self.state in {"ADOPTED", "REJECTED"}

    def not_open_to_talk(self) -> set[str]:
        """Where neither consent, nor an objection, nor a new ballot is possible."""
        return {"BALLOT_ALREADY_OPENED"} if self.state == "BALLOT_OPEN" else self.already_taken()

    def already_taken(self) -> set[str]:
        return {"DECISION_ALREADY_TAKEN"} if self.taken else set()

    def without_ballot(self) -> set[str]:
        if self.voters is None:
            return {"BALLOT_NOT_OPEN"}
        return set() if self.state == "BALLOT_OPEN" else {"BALLOT_IS_CLOSED"}

    def result(self) -> str:
        """Of the votes as they are."""
        yes, no = (list(self.votes.values()).count(choice) for choice in ("YES", "NO"))
        if yes + no == 0:
            return "REJECTED"
        if yes == no:
            breaks = self.majority == "SIMPLE" and self.casting is not None and self.votes.get(self.casting) == "YES"
            return "ADOPTED" if breaks else "REJECTED"
        assert self.voters is not None
        of_cast, of_all = Fraction(yes, yes + no), Fraction(yes, len(self.voters - self.recused))
        enough = {
            "SIMPLE": of_cast > Fraction(1, 2),
            "ABSOLUTE": of_all > Fraction(1, 2),
            "TWO_THIRDS": of_cast >= Fraction(2, 3),
        }
        return "ADOPTED" if enough[self.majority] else "REJECTED"


@dataclass
class MeetingModel:
    modality: str
    calls_count: bool  # whether who attends by call counts for the quorum
    ballots: bool
    quorum_blocks: bool
    seats: dict[int, tuple[int, bool]] | None = None  # person -> seat of the own member, as its substitute; None: off
    needs_quorum: bool = True  # a reconvened meeting does not: whoever comes suffices
    has_left_seat: set[int] = field(default_factory=set)  # people
    state: str = "PLANNED"
    dated: bool = False
    room: dict[int, tuple[int, str]] = field(default_factory=dict)  # person -> collectivity, presence
    without_mandate: set[int] = field(default_factory=set)  # people
    proxies: dict[int, tuple[int, int]] = field(default_factory=dict)  # member -> holder, giver
    decision: DecisionModel = field(default_factory=DecisionModel)
    adopted: int = 0

    # Who counts -------------------------------------------------------------------

    def stands(self, person: int) -> int:
        """For which member somebody speaks in the room: a substitute for none while the titular is there too."""
        member = self.room.get(person, (NOBODY, ""))[0]
        if self.seats is None or member == NOBODY:
            return member
        number, substitute = self.seats[person]
        titulars = {
            each for each in self.room if self.room[each][0] == member and self.seats.get(each) == (number, False)
        }
        return NOBODY if substitute and titulars else member

    def counted(self) -> set[int]:
        counting = {person for person, (_, presence) in self.room.items() if self.calls_count or presence == "ONSITE"}
        return {self.stands(person) for person in counting} - {NOBODY}

    def sits(self, person: int) -> bool:
        return self.seats is None or (person in self.seats and person not in self.has_left_seat)

    def quorum_reached(self) -> bool:
        """Of those who are not recused: more than half of them, and not of nobody."""
        left = set(range(MEMBERS)) - self.decision.recused
        there = len(self.counted() - self.decision.recused)
        return bool(left) and (2 * there > len(left) if self.needs_quorum else there > 0)

    def has_mandate(self, person: int, member: int) -> bool:
        return HOMES[person] == member and person not in self.without_mandate

    # What each command breaks -------------------------------------------------------

    def not_ahead(self) -> set[str]:
        if self.state == "CANCELLED":
            return {"MEETING_IS_CANCELLED"}
        return {"MEETING_ALREADY_OPENED"} if self.state in {"OPEN", "CLOSED"} else set()

    def not_open(self) -> set[str]:
        if self.state == "CLOSED":
            return {"MEETING_IS_CLOSED"}
        return set() if self.state == "OPEN" else {"MEETING_NOT_OPEN"}

    def scheduling(self) -> set[str]:
        return self.not_ahead() | ({"MEETING_ALREADY_SCHEDULED"} if self.dated else set())

    def over(self) -> set[str]:
        if self.state == "CANCELLED":
            return {"MEETING_IS_CANCELLED"}
        return {"MEETING_IS_CLOSED"} if self.state == "CLOSED" else set()

    def giving(self, giver: int, member: int, holder: int) -> set[str]:
        """The same again is a rule broken by nobody."""
        broken = self.over() | (set() if self.dated else {"MEETING_NOT_SCHEDULED"})
        broken |= set() if self.has_mandate(giver, member) else {"NO_ACTIVE_MANDATE"}
        broken |= set() if self.sits(giver) else {"PROXY_TAKES_SEAT"}
        elsewhere = HOMES[holder] != member and holder not in self.without_mandate
        broken |= set() if elsewhere and holder != giver else {"PROXY_HOLDER_NOT_OF_OTHER"}
        if self.proxies.get(member) == (holder, giver):
            return broken
        broken |= {"PROXY_ALREADY_GIVEN"} if member in self.proxies else set()
        return broken | ({"PROXY_HOLDER_TAKEN"} if holder in {held for held, _ in self.proxies.values()} else set())

    def revoking(self, member: int) -> set[str]:
        return self.over() | (set() if member in self.proxies else {"NO_PROXY"})

    def by_proxy(self, holder: int, giver: int, member: int) -> set[str]:
        """What keeps the holder from speaking for a member now."""
        if member not in self.proxies:
            return {"NO_PROXY"}
        broken = set() if self.proxies[member] == (holder, giver) else {"PROXY_HELD_BY_OTHER"}
        broken |= {"PRESENT_WITHOUT_PROXY"} if member in {there for there, _ in self.room.values()} else set()
        broken |= set() if self.stands(holder) != NOBODY else {"PROXY_HOLDER_NOT_PRESENT"}
        broken |= {"NO_ACTIVE_MANDATE"} if holder in self.without_mandate else set()
        broken |= {"PROXY_LAPSED"} if giver in self.without_mandate else set()
        return broken | (set() if self.sits(giver) else {"PROXY_TAKES_SEAT"})

    def opening(self) -> set[str]:
        return self.not_ahead() | (set() if self.dated else {"MEETING_NOT_SCHEDULED"})

    def arriving(self, person: int, member: int, presence: str) -> set[str]:
        broken = self.not_open()
        broken |= {"PRESENCE_IMPOSSIBLE"} if (self.modality, presence) in IMPOSSIBLE else set()
        broken |= {"ALREADY_PRESENT"} if person in self.room else set()
        broken |= {"COLLECTIVITY_NOT_AT_MEETING"} if member == STRANGER else set()
        return broken | (set() if member == NOBODY or self.has_mandate(person, member) else {"NO_ACTIVE_MANDATE"})

    def leaving(self, person: int) -> set[str]:
        return self.not_open() | (set() if person in self.room else {"NOT_PRESENT"})

    def speaking(self, person: int, member: int, members: frozenset[int]) -> set[str]:
        """In the name of a member, in the room."""
        broken = {"COLLECTIVITY_RECUSED"} if member in self.decision.recused else set()
        broken |= set() if member in members else {"COLLECTIVITY_CANNOT_VOTE"}
        broken |= set() if self.stands(person) == member else {"VOTER_NOT_PRESENT"}
        return broken | (set() if self.has_mandate(person, member) else {"NO_ACTIVE_MANDATE"})

    def objecting(self, person: int, member: int) -> set[str]:
        broken = self.decision.not_open_to_talk() | self.not_open()
        broken |= self.speaking(person, member, frozenset(range(MEMBERS)))
        return broken | ({"ALREADY_OBJECTS"} if member in self.decision.objecting else set())

    def objecting_by_proxy(self, holder: int, giver: int, member: int) -> set[str]:
        broken = self.decision.not_open_to_talk() | self.not_open() | self.by_proxy(holder, giver, member)
        broken |= {"COLLECTIVITY_RECUSED"} if member in self.decision.recused else set()
        return broken | ({"ALREADY_OBJECTS"} if member in self.decision.objecting else set())

    def withdrawing(self, person: int, member: int) -> set[str]:
        broken = self.decision.not_open_to_talk()
        broken |= set() if member in self.decision.objecting else {"NO_OBJECTION"}
        return broken | (set() if self.has_mandate(person, member) else {"NO_ACTIVE_MANDATE"})

    def not_before_it(self) -> set[str]:
        """A reconvened meeting decides nothing new."""
        return set() if self.needs_quorum or self.decision.for_earlier else {"DECISION_NOT_RECONVENED"}

    def consenting(self) -> set[str]:
        present = {member for member, _ in self.room.values()} - {NOBODY} - self.decision.recused
        broken = self.decision.not_open_to_talk() | self.not_open() | self.not_before_it()
        broken |= set() if present else {"NOBODY_REPRESENTED"}
        broken |= {"QUORUM_NOT_REACHED"} if self.quorum_blocks and not self.quorum_reached() else set()
        return broken | ({"CONSENT_HAS_OBJECTIONS"} if self.decision.objecting - self.decision.recused else set())

    def opening_ballot(self, mode: str, casting: int | None) -> set[str]:
        voters = set(range(MEMBERS)) - self.decision.recused
        broken = self.decision.not_open_to_talk() | self.not_open() | self.not_before_it()
        broken |= set() if self.ballots else {"BALLOTS_OFF"}
        broken |= set() if self.quorum_reached() else {"QUORUM_NOT_REACHED"}
        broken |= {"CASTING_VOTE_IN_SECRET"} if casting is not None and mode == "SECRET" else set()
        return broken | (set() if casting is None or casting in voters else {"COLLECTIVITY_CANNOT_VOTE"})

    def voting(self, person: int, member: int) -> set[str]:
        broken = self.decision.without_ballot() | self.not_open()
        return broken | self.speaking(person, member, self.decision.voters or frozenset())

    def voting_by_proxy(self, holder: int, giver: int, member: int) -> set[str]:
        broken = self.decision.without_ballot() | self.not_open()
        broken |= {"COLLECTIVITY_RECUSED"} if member in self.decision.recused else set()
        broken |= set() if member in (self.decision.voters or frozenset()) else {"COLLECTIVITY_CANNOT_VOTE"}
        return broken | self.by_proxy(holder, giver, member)

    def recusing(self, member: int) -> set[str]:
        broken = self.decision.already_taken()
        broken |= {"COLLECTIVITY_RECUSED"} if member in self.decision.recused else set()
        outside = self.decision.state == "BALLOT_OPEN" and member not in (self.decision.voters or frozenset())
        return broken | ({"COLLECTIVITY_CANNOT_VOTE"} if outside else set())
