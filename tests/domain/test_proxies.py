"""The rules of proxies: who gives one to whom, when it counts, and when it ends."""

from datetime import date
from typing import Any

from maillage.domain.ballots import Choice
from maillage.domain.decisions import Decision
from maillage.domain.formalities import Formality
from maillage.domain.meeting_facts import Presence
from maillage.domain.meeting_refusals import (
    CollectivityNotAtMeeting,
    MeetingIsCancelled,
    MeetingIsClosed,
    MeetingNotScheduled,
)
from maillage.domain.meetings import Meeting
from maillage.domain.people import Person
from maillage.domain.people_refusals import NoActiveMandate
from maillage.domain.proxy_refusals import (
    NoProxy,
    PresentWithoutProxy,
    ProxyAlreadyGiven,
    ProxyHeldByOther,
    ProxyHolderNotOfOther,
    ProxyHolderNotPresent,
    ProxyHolderTaken,
    ProxyLapsed,
    ProxyTakesSeat,
)
from maillage.domain.refusals import Refusal
from maillage.domain.seats import Seat, SeatPeriod
from tests.cases import each
from tests.domain.rooms import (
    MEETING,
    arrived,
    left,
    mandate_id,
    meeting_with,
    network,
    opened,
    person,
    person_id,
    planned,
    scheduled,
)
from tests.domain.test_decisions import ballot, objection, proposed, vote
from tests.story import NINE, fact, given, minutes, replayed

NO_MANDATE = "This person has no active mandate at this collectivity on 2026-03-02."
YESTERDAY = date(2026, 3, 1)
GIVER, HOLDER = 8, 0  # of the ninth and of the first of nine collectivities


def gave(number: int = GIVER, holder: int = HOLDER) -> Any:
    by = {"person": person_id(number), "mandate": mandate_id(number)}
    return fact(Meeting.ProxyGiven, collectivity=NINE[number], holder=person_id(holder), **by)


def revoked(number: int = GIVER, holder: int = HOLDER, *, lapsed: bool = False) -> Any:
    return fact(Meeting.ProxyRevoked, collectivity=NINE[number], holder=person_id(holder), lapsed=lapsed)


def giving(*past: Any, **fields: Any) -> given:
    usual = {"network": network(), "person": person(GIVER), "collectivity": NINE[GIVER], "holder": person(HOLDER)}
    return given(planned(), *past).when(Meeting.give_proxy, **usual | fields)


def revoking(*past: Any) -> given:
    return given(planned(), scheduled(), *past).when(Meeting.revoke_proxy, collectivity=NINE[GIVER])


def test_a_proxy_is_given_before_the_meeting_and_while_it_is_open():
    giving(scheduled()).then(gave())
    giving(scheduled(), opened()).then(gave())
    giving(scheduled(), gave()).then_nothing()
    giving(scheduled(), gave(), revoked()).then(gave())


def test_a_proxy_outlives_another_date():
    moved = {"starts_at": minutes(90), "ends_at": minutes(180), "place": None, "call_link": None, "reason": "neige"}
    giving(scheduled(), gave(), fact(Meeting.Rescheduled, **moved, sequence=1)).then_nothing()


@each(
    ("past", "fields", "why", "message", "path"),
    [
        ((), {}, MeetingNotScheduled, "The meeting has no date yet.", "meeting"),
        (
            (fact(Meeting.Cancelled, reason="neige", sequence=1),),
            {},
            MeetingIsCancelled,
            "The meeting is cancelled.",
            "meeting",
        ),
        (
            (scheduled(), opened(), fact(Meeting.Closed, attended=())),
            {},
            MeetingIsClosed,
            "The meeting is closed.",
            "meeting",
        ),
        (
            (scheduled(),),
            {"network": network(members=NINE[:5])},
            CollectivityNotAtMeeting,
            "This collectivity is not one of the 5 members of the meeting.",
            "collectivity",
        ),
        (
            (scheduled(), opened(NINE[:3])),
            {},
            CollectivityNotAtMeeting,
            "This collectivity is not one of the 3 members of the meeting.",
            "collectivity",
        ),
        (
            (scheduled(),),
            {"person": person(GIVER, ends_on=YESTERDAY)},
            NoActiveMandate,
            NO_MANDATE,
            "collectivity",
        ),
        (
            (scheduled(),),
            {"holder": person(HOLDER, ends_on=YESTERDAY)},
            ProxyHolderNotOfOther,
            "On 2026-03-02 this person holds no mandate at another member.",
            "holder",
        ),
        (
            (scheduled(),),
            {"holder": person(HOLDER, collectivity=NINE[GIVER])},
            ProxyHolderNotOfOther,
            "On 2026-03-02 this person holds no mandate at another member.",
            "holder",
        ),
        (
            (scheduled(), gave(holder=1)),
            {},
            ProxyAlreadyGiven,
            "This collectivity has already given a proxy for the meeting: revoke it first.",
            "collectivity",
        ),
        (
            (scheduled(), gave(7)),
            {},
            ProxyHolderTaken,
            "This person already holds a proxy for the meeting.",
            "holder",
        ),
    ],
)
def test_no_proxy(past: Any, fields: Any, why: type[Refusal], message: str, path: str) -> None:
    giving(*past, **fields).then_refused(why, message, path)


def test_where_a_meeting_goes_by_seats_who_sits_gives_the_proxy():
    by_seats = scheduled(formalities=(Formality.SEATS,))
    sits = SeatPeriod(1, True, mandate_id(GIVER), person_id(GIVER), date(2026, 1, 1), None)
    giving(by_seats, seats=(sits,)).then(gave())
    giving(by_seats).then_refused(
        ProxyTakesSeat, "This person holds no seat of this collectivity on 2026-03-02.", "person"
    )


def test_nobody_gives_a_proxy_to_oneself():
    """Not even with a mandate at another member."""
    more = {"mandate": mandate_id(99), "organisation": NINE[1], "deliberation": None, "ends_on": None}
    both = person(GIVER)
    fact(Person.MandateGranted, **vars_of(both, **more))(person_id(GIVER), 3).mutate(both)
    giving(scheduled(), person=both, holder=both).then_refused(
        ProxyHolderNotOfOther, "On 2026-03-02 this person holds no mandate at another member.", "holder"
    )


def vars_of(someone: Any, **fields: Any) -> dict[str, Any]:
    """A further mandate like the one that somebody holds."""
    held = next(iter(someone.mandates.values()))
    kind = {"organisation_kind": "COLLECTIVITY", "function": held.function, "starts_on": held.starts_on}
    return kind | fields


def test_a_proxy_is_revoked_until_the_meeting_closes():
    revoking(gave()).then(revoked())
    revoking(opened(), gave()).then(revoked())
    refusal = (NoProxy, "This collectivity has given no proxy for the meeting.", "collectivity")
    revoking().then_refused(*refusal)
    revoking(gave(), revoked()).then_refused(*refusal)
    revoking(gave(), opened(), fact(Meeting.Closed, attended=())).then_refused(
        MeetingIsClosed, "The meeting is closed.", "meeting"
    )


def test_a_mandate_that_ends_before_the_meeting_ends_its_proxy():
    def ending(*past: Any, **fields: Any) -> given:
        usual = {"person": person(GIVER, ends_on=YESTERDAY)}
        return given(planned(), scheduled(), *past).when(Meeting.end_lapsed_proxies, **usual | fields)

    ending(gave(), gave(7, 1)).then(revoked(lapsed=True))
    ending(gave(), person=person(GIVER, ends_on=date(2026, 3, 2))).then_nothing()
    ending(gave(), person=person(1, ends_on=YESTERDAY)).then_nothing()
    ending(gave(), opened()).then_nothing()


# By proxy in the room -------------------------------------------------------------


def by_proxy(kind: Any = Decision.VoteCast, **said: Any) -> Any:
    who = {"collectivity": NINE[GIVER], "person": person_id(HOLDER)}
    return fact(kind, **who, mandate=mandate_id(GIVER), proxy_of=person_id(GIVER), **said)


def voting(*later: Any, past: Any = (), **fields: Any) -> given:
    usual = {"person": person(HOLDER), "giver": person(GIVER), "collectivity": NINE[GIVER], "choice": Choice.YES}
    usual["meeting"] = meeting_with(5, gave(), *later)
    return given(proposed, ballot(), *past).when(Decision.cast_vote, **usual | fields)


def test_the_holder_votes_for_the_own_collectivity_and_by_proxy():
    voting(past=[vote(HOLDER)]).then(by_proxy(choice=Choice.YES))
    voting(past=[vote(GIVER, Choice.NO)]).then(by_proxy(Decision.VoteChanged, choice=Choice.YES))


def test_where_a_meeting_goes_by_seats_the_giver_sits_still_when_the_vote_is_cast():
    room = meeting_with(5, gave(), formalities=(Formality.BALLOTS, Formality.SEATS))
    sits = SeatPeriod(1, False, mandate_id(GIVER), person_id(GIVER), date(2026, 1, 1), None)
    voting(meeting=room, seats=(sits,)).then(by_proxy(choice=Choice.YES))
    voting(meeting=room, seats=(sits.until(YESTERDAY),)).then_refused(
        ProxyTakesSeat, "This person holds no seat of this collectivity on 2026-03-02.", "collectivity"
    )


def test_the_holder_objects_by_proxy():
    fields = {"person": person(HOLDER), "giver": person(GIVER), "collectivity": NINE[GIVER], "reason": "coût"}
    story = given(proposed, objection(1)).when(Decision.raise_objection, meeting=meeting_with(5, gave()), **fields)
    story.then(by_proxy(Decision.ObjectionRaised, meeting=MEETING, reason="coût"))


def test_the_holder_withdraws_the_objection_by_proxy_in_the_room():
    fields = {"person": person(HOLDER), "giver": person(GIVER), "collectivity": NINE[GIVER]}

    def withdrawing(*later: Any) -> given:
        story = given(proposed, objection(GIVER))
        return story.when(Decision.withdraw_objection, meeting=meeting_with(5, gave(), *later), **fields)

    withdrawing().then(by_proxy(Decision.ObjectionWithdrawn))
    withdrawing(revoked()).then_refused(
        NoProxy, "This collectivity has given no proxy for the meeting.", "collectivity"
    )
    over = fact(Meeting.Closed, attended=NINE[:5])
    withdrawing(over).then_refused(MeetingIsClosed, "The meeting is closed.", "meeting")


def test_a_proxy_counts_for_no_quorum():
    four = [arrived(number) for number in range(4)]
    room = replayed(planned(), scheduled(), opened(), *four, gave())
    assert (room.quorum.represented, room.quorum.reached) == (4, False)


def sitting(number: int, member: int | None = None, *, substitute: bool = False) -> Any:
    """Somebody comes and holds the first seat of a member, the own one unless told otherwise."""
    by = {"collectivity": NINE[number if member is None else member], "mandate": mandate_id(number)}
    seat = Seat(1, substitute)
    return fact(Meeting.ParticipantArrived, person=person_id(number), presence=Presence.ONSITE, seat=seat, **by)


@each(
    ("later", "fields", "why", "message"),
    [
        ((revoked(),), {}, NoProxy, "This collectivity has given no proxy for the meeting."),
        ((), {"person": person(1)}, ProxyHeldByOther, "This proxy is held by somebody else."),
        ((), {"giver": person(7)}, ProxyHeldByOther, "This proxy is held by somebody else."),
        (
            (arrived(GIVER),),
            {},
            PresentWithoutProxy,
            "This collectivity is present: it votes itself, and not by proxy.",
        ),
        (
            (left(HOLDER),),
            {},
            ProxyHolderNotPresent,
            "Who holds a proxy votes only while present at the meeting for another member.",
        ),
        (
            (
                left(HOLDER),
                fact(
                    Meeting.ParticipantArrived,
                    person=person_id(HOLDER),
                    collectivity=None,
                    mandate=None,
                    seat=None,
                    presence="ONSITE",
                ),
            ),
            {},
            ProxyHolderNotPresent,
            "Who holds a proxy votes only while present at the meeting for another member.",
        ),
        (
            (),
            {"person": person(HOLDER, ends_on=YESTERDAY)},
            NoActiveMandate,
            "This person has no active mandate at this collectivity on 2026-03-02.",
        ),
        (
            (left(HOLDER), sitting(HOLDER, substitute=True), sitting(7, HOLDER)),
            {},
            ProxyHolderNotPresent,
            "Who holds a proxy votes only while present at the meeting for another member.",
        ),
        (
            (),
            {"giver": person(GIVER, ends_on=YESTERDAY)},
            ProxyLapsed,
            "The mandate of who gave the proxy is not active on 2026-03-02.",
        ),
    ],
)
def test_no_vote_by_proxy(later: Any, fields: Any, why: type[Refusal], message: str) -> None:
    voting(*later, **fields).then_refused(why, message, "collectivity")
