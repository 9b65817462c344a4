"""The rules of a poll of dates: what it offers, whom it asks, what counts as enough."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from maillage.domain.calendar import NaiveDateTime
from maillage.domain.date_options import Period
from maillage.domain.date_poll_facts import Availability, DateOption, Invitee, OptionAnswer
from maillage.domain.date_poll_refusals import (
    AnswerEmpty,
    AnswerRepeated,
    DateOptionEndsBeforeStart,
    DateOptionInThePast,
    DateOptionRepeated,
    DateOptionTooLong,
    DateOptionUnknown,
    DatePollDeadlinePassed,
    DatePollIsOver,
    DeadlineAfterOption,
    DeadlineInThePast,
    EverybodyAnswered,
    InviteeOutsideNetwork,
    NobodyAsked,
    NotAsked,
    QuorumOutOfReach,
    TooFewDateOptions,
)
from maillage.domain.date_polls import DatePoll
from maillage.domain.invitees import invitee, needed_for
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.network import Network
from maillage.domain.quorum import QuorumRule
from maillage.domain.refusals import Refusal, TextMissing, TextTooLong
from maillage.domain.turnout import Outlook, turnout
from tests.domain.rooms import MEETING, network, person, person_id
from tests.story import NINE, NOON, Place, fact, given, replayed

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = NOON + 7 * DAY
DEADLINE = NOON + 3 * DAY
YES, IF_NEEDED, NO = Availability.YES, Availability.IF_NEEDED, Availability.NO
FIRST, SECOND = DateOption(1, WEEK, WEEK + 2 * HOUR), DateOption(2, WEEK + DAY, WEEK + DAY + 2 * HOUR)
THIRD = DateOption(3, WEEK + 2 * DAY, WEEK + 2 * DAY + HOUR)
ASKED = tuple(Invitee(person_id(number), (NINE[number],)) for number in range(6))


def period(option: DateOption) -> Period:
    return Period(option.starts_at, option.ends_at)


def opened(**fields: object) -> Place:
    about = {"title": "Bilan", "meeting": MEETING, "kind": MeetingKind.REGULAR, "modality": Modality.HYBRID}
    terms = {"options": (FIRST, SECOND), "deadline": DEADLINE, "invited": ASKED, "members": 9, "needed": 5}
    return fact(DatePoll.Opened, **about | terms | fields)


def opening(**fields: Any) -> given:
    about = {"title": " Bilan ", "meeting": MEETING, "kind": MeetingKind.REGULAR, "modality": Modality.HYBRID}
    terms = {"options": [period(FIRST), period(SECOND)], "deadline": DEADLINE, "invited": ASKED, "network": network()}
    return given().when(DatePoll.open, **about | terms | fields)


def answered(number: int, *said: Availability, first: int = 1) -> Place:
    """Person `number`, for the options from `first` on."""
    answers = tuple(OptionAnswer(option, each) for option, each in enumerate(said, first))
    return fact(DatePoll.AvailabilityAnswered, person=person_id(number), answers=answers)


def answering(*past: Place, number: int = 0, said: dict[int, Availability], **fields: Any) -> given:
    answers = [OptionAnswer(option, each) for option, each in said.items()]
    return given(opened(), *past).when(DatePoll.answer, **{"person": person_id(number), "answers": answers} | fields)


def closing(*past: Place, **fields: Any) -> given:
    usual = {"option": 1, "meeting": MEETING, "reason": None}
    return given(opened(), *past).when(DatePoll.close, **usual | fields)


abandoned = fact(DatePoll.Abandoned, reason="Reportée")
closed = fact(DatePoll.Closed, chosen=FIRST, meeting=MEETING, able=5, needed=5, reason=None)
everybody = [answered(number, YES, NO) for number in range(6)]


def test_a_poll_offers_dates_and_asks_people_until_a_deadline():
    opening().then(opened())
    twice = [*ASKED, ASKED[0]]
    opening(invited=twice, meeting=None, title="Bilan").then(opened(meeting=None))
    far = timezone(timedelta(hours=-5))
    opening(
        deadline=DEADLINE.astimezone(far),
        options=[
            Period(*(each.astimezone(far) for each in vars(period(option)).values())) for option in (FIRST, SECOND)
        ],
    ).then(opened())


def test_a_poll_offers_two_future_dates_or_more_after_its_deadline():
    past, late = period(FIRST), "2026-03-05 13:00"
    cases: list[tuple[dict[str, Any], type[Refusal], str, str]] = [
        ({"options": [period(FIRST)]}, TooFewDateOptions, "The poll offers 1 dates; it takes at least two.", "options"),
        ({"options": []}, TooFewDateOptions, "The poll offers 0 dates; it takes at least two.", "options"),
        (
            {"options": [past, Period(NOON, NOON + HOUR)]},
            DateOptionInThePast,
            "An offered date starts at 2026-03-02 13:00, and it is 2026-03-02 13:00.",
            "options",
        ),
        (
            {"options": [past, Period(WEEK, WEEK)]},
            DateOptionEndsBeforeStart,
            "An offered date would end at 2026-03-09 13:00, and it starts at 2026-03-09 13:00.",
            "options",
        ),
        (
            {"options": [past, Period(WEEK, WEEK + 7 * DAY + HOUR)]},
            DateOptionTooLong,
            "An offered date would last from 2026-03-09 13:00 to 2026-03-16 14:00, more than 7 days.",
            "options",
        ),
        (
            {"options": [past, past]},
            DateOptionRepeated,
            "The date at 2026-03-09 13:00 is offered already.",
            "options",
        ),
        (
            {"options": [past, Period(DEADLINE, DEADLINE + HOUR)]},
            DeadlineAfterOption,
            f"The deadline for answers, {late}, is not before the first offered date, {late}.",
            "options",
        ),
        (
            {"deadline": NOON},
            DeadlineInThePast,
            "The deadline for answers is 2026-03-02 13:00, and it is 2026-03-02 13:00.",
            "deadline",
        ),
        ({"invited": []}, NobodyAsked, "The poll asks nobody.", "invited"),
        ({"title": " "}, TextMissing, "The field title is blank.", "title"),
        (
            {"options": [Period(WEEK.replace(tzinfo=None), WEEK), past]},
            NaiveDateTime,
            "The field options is 2026-03-09T12:00:00, without an offset from UTC.",
            "options",
        ),
    ]
    for fields, why, message, path in cases:
        opening(**fields).then_refused(why, message, path)


def test_dates_are_instants_so_that_the_night_when_clocks_change_holds_no_trap():
    # At 3 in the morning of 25 October 2026 it is 2 again: what reads as half an hour backwards lasts half an hour.
    summer, winter = timezone(2 * HOUR), timezone(HOUR)
    first = Period(datetime(2026, 10, 25, 2, 45, tzinfo=summer), datetime(2026, 10, 25, 2, 15, tzinfo=winter))
    again = Period(datetime(2026, 10, 25, 2, 45, tzinfo=winter), datetime(2026, 10, 25, 3, 15, tzinfo=winter))
    kept = (
        DateOption(1, datetime(2026, 10, 25, 0, 45, tzinfo=UTC), datetime(2026, 10, 25, 1, 15, tzinfo=UTC)),
        DateOption(2, datetime(2026, 10, 25, 1, 45, tzinfo=UTC), datetime(2026, 10, 25, 2, 15, tzinfo=UTC)),
    )
    opening(options=[first, again]).then(opened(options=kept))
    # At 2 in the morning of 29 March 2026 it is 3: what reads as two hours and a half lasts one and a half.
    start, end = datetime(2026, 3, 29, 1, tzinfo=winter), datetime(2026, 3, 29, 3, 30, tzinfo=summer)
    backwards = Period(datetime(2026, 3, 29, 3, 30, tzinfo=summer), datetime(2026, 3, 29, 2, 30, tzinfo=winter))
    spring = DateOption(1, datetime(2026, 3, 29, 0, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC))
    story = opening(options=[Period(start, end), period(FIRST)])
    story.then(opened(options=(spring, DateOption(2, FIRST.starts_at, FIRST.ends_at))))
    message = "An offered date would end at 2026-03-29 03:30, and it starts at 2026-03-29 03:30."
    opening(options=[backwards, period(FIRST)]).then_refused(DateOptionEndsBeforeStart, message, "options")


def test_whoever_has_part_in_the_network_can_be_asked():
    assert invitee(person(0), network(), NOON) == Invitee(person_id(0), (NINE[0],))
    coordinates = network(fact(Network.CoordinatorAppointed, person=person_id(0), on=date(2026, 3, 2)))
    stranger = person(0, collectivity=UUID(int=999))
    assert invitee(stranger, coordinates, NOON) == Invitee(person_id(0), ())
    for nobody in (stranger, person(0, ends_on=date(2026, 3, 1))):
        with pytest.raises(InviteeOutsideNetwork) as caught:
            invitee(nobody, network(), NOON)
        assert (caught.value.path, caught.value.values["day"]) == (("invited",), "2026-03-02")


def test_a_regular_meeting_needs_its_quorum_and_any_other_somebody():
    assert needed_for(MeetingKind.REGULAR, network(), 9) == 5
    assert needed_for(MeetingKind.REGULAR, network(members=()), 0) == 1
    rule = network(fact(Network.QuorumRuleSet, rule=QuorumRule(2, 3), decision=None))
    assert needed_for(MeetingKind.REGULAR, rule, 9) == 7
    others = set(MeetingKind) - {MeetingKind.REGULAR}
    assert {needed_for(kind, network(), 9) for kind in others} == {1}


def test_members_that_can_come_count_once_and_silence_leaves_it_open():
    two = [Invitee(person_id(0), NINE[:1]), Invitee(person_id(1), NINE[:2]), Invitee(person_id(2), ())]
    for said, needed, able, silent, outlook in [
        ({}, 1, 0, 2, Outlook.UNCERTAIN),
        ({}, 3, 0, 2, Outlook.OUT_OF_REACH),
        ({0: YES}, 1, 1, 1, Outlook.ENOUGH),
        ({0: YES}, 2, 1, 1, Outlook.UNCERTAIN),
        ({0: NO, 1: IF_NEEDED}, 2, 2, 0, Outlook.ENOUGH),
        ({0: YES, 1: NO}, 2, 1, 0, Outlook.OUT_OF_REACH),
        ({0: NO, 1: NO, 2: YES}, 1, 0, 0, Outlook.OUT_OF_REACH),
    ]:
        found = turnout(two, {person_id(number): each for number, each in said.items()}, needed)
        assert (found.able, found.silent, found.outlook) == (able, silent, outlook), said


def test_a_date_is_added_while_answers_are_due():
    adding = {"starts_at": THIRD.starts_at, "ends_at": THIRD.ends_at}
    added = fact(DatePoll.OptionAdded, option=THIRD)
    given(opened()).when(DatePoll.add_option, **adding).then(added)
    for fields, why, message, path in [
        (
            {"starts_at": NOON - DAY, "ends_at": NOON},
            DateOptionInThePast,
            "An offered date starts at 2026-03-01 13:00, and it is 2026-03-02 13:00.",
            "starts_at",
        ),
        (
            {"starts_at": FIRST.starts_at, "ends_at": FIRST.ends_at},
            DateOptionRepeated,
            "The date at 2026-03-09 13:00 is offered already.",
            "starts_at",
        ),
    ]:
        given(opened()).when(DatePoll.add_option, **adding | fields).then_refused(why, message, path)


def test_the_latest_answer_counts_date_by_date():
    answering(said={2: NO, 1: YES}).then(answered(0, YES, NO))
    answering(answered(0, YES, NO), said={1: IF_NEEDED}).then(answered(0, IF_NEEDED))
    answering(answered(0, YES, NO), said={2: NO}).then_nothing()
    answering(answered(0, YES, NO), answered(0, NO), said={1: YES, 2: NO}).then(answered(0, YES, NO))
    answering(said={1: YES}, at=DEADLINE).then(
        fact(DatePoll.AvailabilityAnswered, person=person_id(0), answers=(OptionAnswer(1, YES),), timestamp=DEADLINE)
    )


def test_an_answer_is_somebody_s_who_is_asked_and_about_the_dates_offered():
    for fields, why, message, path in [
        ({"said": {1: YES}, "number": 7}, NotAsked, "The poll does not ask this person.", "person"),
        ({"said": {}}, AnswerEmpty, "The answer says nothing for any date.", "answers"),
        ({"said": {1: YES, 3: NO}}, DateOptionUnknown, "The poll offers no date number 3.", "answers"),
        (
            {"said": {1: YES}, "answers": [OptionAnswer(1, YES), OptionAnswer(1, NO)]},
            AnswerRepeated,
            "The answer names the date number 1 twice.",
            "answers",
        ),
        (
            {"said": {1: YES}, "at": DEADLINE + timedelta(minutes=1)},
            DatePollDeadlinePassed,
            "Answers were due until 2026-03-05 13:00, and it is 2026-03-05 13:01.",
            "date_poll",
        ),
    ]:
        answering(**fields).then_refused(why, message, path)


def test_it_is_told_when_everybody_has_answered_and_again_after_a_new_date():
    all_answered = fact(DatePoll.AllAnswered, invited=6)
    answering(*everybody[:5], number=5, said={1: YES}).then(answered(5, YES))
    answering(*everybody[:5], answered(5, YES), number=5, said={2: NO}).then(answered(5, NO, first=2), all_answered)
    answering(*everybody, all_answered, number=5, said={1: NO}).then(answered(5, NO))
    added = [*everybody, all_answered, fact(DatePoll.OptionAdded, option=THIRD)]
    answering(*added, said={3: YES}).then(answered(0, YES, first=3))
    others = [answered(number, YES, first=3) for number in range(1, 6)]
    answering(*added, *others, said={3: YES}).then(answered(0, YES, first=3), all_answered)


def test_a_reminder_goes_to_those_who_have_not_answered_for_every_date():
    everyone = [person_id(number) for number in range(9)]
    reminding = given(opened(), answered(0, YES, NO), answered(1, YES))
    late = tuple(person_id(number) for number in (1, 2, 3, 4, 5))
    reminding.when(DatePoll.remind, reachable=everyone).then(fact(DatePoll.ReminderSent, to=late))
    given(opened(), *everybody[:4]).when(DatePoll.remind, reachable=everyone[:5]).then(
        fact(DatePoll.ReminderSent, to=(person_id(4),))
    )
    for past, reachable in [(everybody, everyone), (everybody[:4], everyone[:4])]:
        story = given(opened(), *past).when(DatePoll.remind, reachable=reachable)
        story.then_refused(EverybodyAnswered, "There is nobody to remind.", "date_poll")


def test_a_reminder_leaves_by_itself_two_days_before_the_deadline_to_nobody_twice():
    everyone = [person_id(number) for number in range(9)]
    begins = DEADLINE - 2 * DAY

    def waiting(*past: Place, at: Any = begins, **terms: Any) -> given:
        past = (opened(**terms), answered(0, YES, NO), *past)
        return given(*past).when(DatePoll.remind_as_deadline_nears, reachable=everyone, at=at)

    def sent(*numbers: int, at: Any = begins) -> Place:
        return fact(DatePoll.ReminderSent, to=tuple(person_id(number) for number in numbers), timestamp=at)

    waiting().then(sent(1, 2, 3, 4, 5))
    waiting(at=DEADLINE).then(sent(1, 2, 3, 4, 5, at=DEADLINE))
    waiting(sent(2, 3)).then(sent(1, 4, 5))
    waiting(sent(1, 2, 3, 4, 5)).then_nothing()
    for too_early_or_late in (begins - timedelta(seconds=1), DEADLINE + timedelta(seconds=1)):
        waiting(at=too_early_or_late).then_nothing()
    for ending in (closed, abandoned):
        waiting(ending).then_nothing()
    short = NOON + 2 * DAY  # those who were asked a moment ago are left alone for a day
    waiting(at=NOON + HOUR, deadline=short).then_nothing()
    waiting(at=NOON + DAY, deadline=short).then(sent(1, 2, 3, 4, 5, at=NOON + DAY))


def test_the_chosen_date_is_one_of_the_poll_and_still_to_come():
    closing(*everybody[:5]).then(closed)
    after = FIRST.starts_at - timedelta(minutes=1)  # past the deadline, before the date
    late = fact(DatePoll.Closed, chosen=FIRST, meeting=MEETING, able=5, needed=5, reason=None, timestamp=after)
    closing(*everybody[:5], at=after).then(late)
    closing(option=3).then_refused(DateOptionUnknown, "The poll offers no date number 3.", "option")
    message = "An offered date starts at 2026-03-09 13:00, and it is 2026-03-09 13:00."
    closing(*everybody, at=FIRST.starts_at).then_refused(DateOptionInThePast, message, "option")


def test_a_date_that_too_few_can_make_is_chosen_with_a_reason():
    why = " Seule date possible pour la salle "
    for past, option, able in [(everybody[:4], 1, 4), (everybody, 2, 0), ([], 1, 0)]:
        message = f"By the answers, {able} of the 5 members needed can come: give a reason."
        closing(*past, option=option).then_refused(QuorumOutOfReach, message, "reason")
        closing(*past, option=option, reason=" ").then_refused(QuorumOutOfReach, message, "reason")
        chosen = FIRST if option == 1 else SECOND
        figures = {"able": able, "needed": 5, "reason": "Seule date possible pour la salle"}
        closing(*past, option=option, reason=why).then(fact(DatePoll.Closed, chosen=chosen, meeting=MEETING, **figures))
    visit = given(opened(kind=MeetingKind.SITE_VISIT, needed=1))
    message = "By the answers, 0 of the 1 members needed can come: give a reason."
    visit.when(DatePoll.close, option=1, meeting=MEETING, reason=None).then_refused(QuorumOutOfReach, message, "reason")
    message = "The field reason has 501 characters, 500 at most."
    closing(reason="x" * 501).then_refused(TextTooLong, message, "reason")


def test_a_poll_is_abandoned_for_a_reason():
    given(opened()).when(DatePoll.abandon, reason=" Reportée ").then(abandoned)
    given(opened()).when(DatePoll.abandon, reason="").then_refused(TextMissing, "The field reason is blank.", "reason")


def test_a_poll_that_is_over_changes_no_more_and_after_its_deadline_takes_no_answer():
    answers = {"person": person_id(0), "answers": [OptionAnswer(1, YES)]}
    period_ = {"starts_at": THIRD.starts_at, "ends_at": THIRD.ends_at}
    verbs: list[tuple[Any, dict[str, Any]]] = [
        (DatePoll.add_option, period_),
        (DatePoll.answer, answers),
        (DatePoll.remind, {"reachable": []}),
    ]
    ends: list[tuple[Any, dict[str, Any]]] = [
        (DatePoll.close, {"option": 1, "meeting": MEETING, "reason": "x"}),
        (DatePoll.abandon, {"reason": "x"}),
    ]
    for ending in (closed, abandoned):
        for verb, fields in verbs + ends:
            story = given(opened(), ending).when(verb, **fields)
            story.then_refused(DatePollIsOver, "The poll is closed or abandoned.", "date_poll")
    message = "Answers were due until 2026-03-05 13:00, and it is 2026-03-05 14:00."
    for verb, fields in verbs:
        late = given(opened()).when(verb, **fields, at=DEADLINE + HOUR)
        late.then_refused(DatePollDeadlinePassed, message, "date_poll")


def test_a_poll_replays_to_who_can_come():
    poll = replayed(opened(), *everybody[:3], answered(3, NO, IF_NEEDED))
    assert [poll.turnout_of(option).able for option in (1, 2)] == [3, 1]
    assert poll.missing == [person_id(4), person_id(5)]
