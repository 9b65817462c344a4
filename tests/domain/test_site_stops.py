"""The rules of a site visit: its stops, their visitors, and what became of them."""

from datetime import date
from typing import Any
from uuid import UUID

from maillage.domain.links import LinkInvalid
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.meeting_refusals import (
    MeetingAlreadyOpened,
    MeetingIsCancelled,
    MeetingIsClosed,
    MeetingNotOpen,
    MeetingNotScheduled,
)
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.refusals import TextMissing, TextTooLong
from maillage.domain.site_stop_facts import TO_BE_SEEN, FacilityKind, ProtectiveEquipment
from maillage.domain.site_stop_refusals import (
    NobodyVisits,
    NotASiteVisit,
    SafetyNoticeMissing,
    SafetyNoticeUnread,
    SiteStopEndsBeforeStart,
    SiteStopFull,
    SiteStopIsOver,
    SiteStopOutsideMeeting,
    SiteStopOverlaps,
    SiteStopsUnsettled,
    SiteStopUnknown,
    VisitorCapacityOutOfRange,
    VisitorOutsideNetwork,
    VisitorWithoutPlace,
)
from tests.cases import each
from tests.domain.rooms import network, opened, person, person_id, planned, scheduled
from tests.story import fact, given, minutes

ANNE, YVES, ZOE = (person_id(number) for number in range(3))
PLANT, CENTRE = UUID(int=801), UUID(int=802)
NOBODY = "Nobody is named, and nobody has a place at the stop."
NO_PLACE = "This person has no place at the stop."
CLOSED, CANCELLED = "The meeting is closed.", "The meeting is cancelled."
NOTICE = "Suivre le guide.\nNe rien toucher."
TERMS = {
    "facility_kind": FacilityKind.ENERGY_RECOVERY_FACILITY,
    "place": "UVE de Péaule",
    "operator": "Sittom",
    "starts_at": minutes(60),
    "ends_at": minutes(120),
    "max_visitors": 2,
    "ppe": (ProtectiveEquipment.HIGH_VISIBILITY_VEST, ProtectiveEquipment.HELMET),
    "safety_notice": NOTICE,
    "safety_link": None,
}
LATER = {"starts_at": minutes(90), "ends_at": minutes(180), "place": None, "call_link": None, "reason": "travaux"}
moved = fact(Meeting.Rescheduled, **LATER, sequence=1)
visit = fact(Meeting.Planned, title="Visite", kind=MeetingKind.SITE_VISIT, modality=Modality.ON_SITE)
cancelled = fact(Meeting.Cancelled, reason="neige", sequence=1)
closed = fact(Meeting.Closed, attended=())
confirmed = fact(Meeting.SiteStopConfirmed, stop=PLANT)
missed = fact(Meeting.SiteStopMissed, stop=PLANT, reason="panne")


def stop(id: UUID = PLANT, sequence: int = 0, **terms: Any) -> Any:
    return fact(Meeting.SiteStopPlanned, stop=id, sequence=sequence, **TERMS | terms)


def joined(who: UUID) -> Any:
    return fact(Meeting.SiteStopJoined, stop=PLANT, person=who)


def read(who: UUID) -> Any:
    return fact(Meeting.SafetyNoticeAcknowledged, stop=PLANT, person=who)


def visited(*who: UUID) -> Any:
    return fact(Meeting.SiteStopVisited, stop=PLANT, visitors=who)


def planning(*past: Any, **terms: Any) -> given:
    return given(visit, scheduled(), *past).when(Meeting.plan_site_stop, **{"stop": PLANT} | TERMS | terms)


def on_stop(verb: Any, *past: Any, **fields: Any) -> given:
    """The verb on the plant, which is planned."""
    return given(visit, scheduled(), stop(), *past).when(verb, **{"stop": PLANT} | fields)


def joining(*past: Any, people: Any = None, **fields: Any) -> given:
    return on_stop(
        Meeting.join_site_stop, *past, people=[person(0)] if people is None else people, network=network(), **fields
    )


def visiting(*past: Any, visitors: Any = None) -> given:
    return on_stop(Meeting.visit_site_stop, *past, visitors=visitors)


def test_the_three_facilities_of_the_action_sheet_are_to_be_seen():
    assert [kind.value for kind in TO_BE_SEEN] == ["SORTING_CENTRE", "ENERGY_RECOVERY_FACILITY", "LANDFILL"]


def test_a_stop_is_planned_within_the_times_of_the_visit():
    planning(place=" UVE de Péaule ", ppe=[*reversed(TERMS["ppe"]), TERMS["ppe"][0]]).then(stop())
    planning(starts_at=minutes(60), ends_at=minutes(180)).then(stop(ends_at=minutes(180)))
    planning(safety_notice=" ").then(stop(safety_notice=None))
    planning(ends_at=minutes(60)).then_refused(
        SiteStopEndsBeforeStart, "The stop would end at 2026-03-02 14:00, and it starts at 2026-03-02 14:00.", "ends_at"
    )
    outside = "The stop is not within the times of the visit, 2026-03-02 14:00 to 2026-03-02 16:00."
    planning(starts_at=minutes(59)).then_refused(SiteStopOutsideMeeting, outside, "starts_at")
    planning(ends_at=minutes(181)).then_refused(SiteStopOutsideMeeting, outside, "ends_at")
    for field in ("place", "operator"):
        planning(**{field: " "}).then_refused(TextMissing, f"The field {field} is blank.", field)
    planning(safety_notice="x" * 2_001).then_refused(
        TextTooLong, "The field safety_notice has 2001 characters, 2000 at most.", "safety_notice"
    )
    planning(safety_link="http://sittom.example").then_refused(
        LinkInvalid,
        "The field safety_link is 'http://sittom.example', which is no complete https address.",
        "safety_link",
    )
    for number in (-1, 0, 501):
        planning(max_visitors=number).then_refused(
            VisitorCapacityOutOfRange, f"The number of visitors is {number}; it goes from 1 to 500.", "max_visitors"
        )


def test_stops_follow_each_other():
    centre = {"id": CENTRE, "starts_at": minutes(120), "ends_at": minutes(180)}
    planning(stop(**centre)).then(stop())
    planning(stop(**centre), starts_at=minutes(100), ends_at=minutes(121)).then_refused(
        SiteStopOverlaps,
        "The stop 'UVE de Péaule' takes the visitors from 2026-03-02 15:00 to 2026-03-02 16:00 already.",
        "starts_at",
    )
    planning(stop(), missed, stop=CENTRE).then(stop(CENTRE))
    planning(stop(CENTRE), moved, starts_at=minutes(90)).then(stop(sequence=1, starts_at=minutes(90)))


@each(
    ("past", "why", "said"),
    [
        ([visit], MeetingNotScheduled, "The meeting has no date yet."),
        ([visit, scheduled(), opened()], MeetingAlreadyOpened, "The meeting has already been opened."),
        ([visit, scheduled(), cancelled], MeetingIsCancelled, CANCELLED),
        ([planned(), scheduled()], NotASiteVisit, "The meeting is of the kind REGULAR; only a SITE_VISIT has stops."),
    ],
)
def test_stops_are_planned_for_a_site_visit_with_a_date_that_is_ahead(past, why, said):
    given(*past).when(Meeting.plan_site_stop, **TERMS).then_refused(why, said, "meeting")


def test_the_operator_confirms_once():
    on_stop(Meeting.confirm_site_stop).then(confirmed)
    on_stop(Meeting.confirm_site_stop, opened()).then(confirmed)
    on_stop(Meeting.confirm_site_stop, confirmed).then_nothing()


def test_visitors_take_the_places_there_are():
    joining().then(joined(ANNE))
    joining(opened()).then(joined(ANNE))
    joining(people=[person(0), person(1), person(0)]).then(joined(ANNE), joined(YVES))
    joining(joined(ANNE), people=[person(0), person(1)]).then(joined(YVES))
    joining(joined(ANNE), joined(YVES)).then_nothing()
    full = "The 2 places of this stop are taken."
    joining(joined(ANNE), joined(YVES), people=[person(2)]).then_refused(SiteStopFull, full, "stop")
    joining(people=[person(0), person(1), person(2)]).then_refused(SiteStopFull, full, "stop")
    left = fact(Meeting.SiteStopLeft, stop=PLANT, person=ANNE)
    joining(joined(ANNE), joined(YVES), left, people=[person(2)]).then(joined(ZOE))
    joining(people=[]).then_refused(NobodyVisits, NOBODY, "people")


def test_a_minor_or_a_passer_by_has_no_place():
    """Who holds no mandate on the day of the visit: people of the network are grown up."""
    gone = person(0, ends_on=date(2026, 3, 1))
    stranger = person(0, collectivity=UUID(int=9999))
    for nobody in (gone, stranger):
        joining(people=[nobody]).then_refused(
            VisitorOutsideNetwork,
            "On 2026-03-02 this person holds no mandate in the network, and so has no place at the stop.",
            "people",
        )
    appointed = fact(Network.CoordinatorAppointed, person=ANNE, on=date(2026, 3, 2))
    on_stop(Meeting.join_site_stop, people=[gone], network=network(appointed)).then(joined(ANNE))


def test_a_place_is_given_back_by_who_has_it():
    left = fact(Meeting.SiteStopLeft, stop=PLANT, person=ANNE)
    on_stop(Meeting.leave_site_stop, joined(ANNE), person=ANNE).then(left)
    for past in ([], [joined(YVES)], [joined(ANNE), left]):
        on_stop(Meeting.leave_site_stop, *past, person=ANNE).then_refused(VisitorWithoutPlace, NO_PLACE, "person")


def test_the_safety_notice_is_acknowledged_by_visitors():
    verb = Meeting.acknowledge_safety_notice
    on_stop(verb, joined(ANNE), joined(YVES), people=[YVES, ANNE, YVES]).then(read(YVES), read(ANNE))
    on_stop(verb, joined(ANNE), read(ANNE), people=[ANNE]).then_nothing()
    on_stop(verb, joined(ANNE), people=[ANNE, YVES]).then_refused(VisitorWithoutPlace, NO_PLACE, "people")
    on_stop(verb, people=[]).then_refused(NobodyVisits, NOBODY, "people")
    without = [visit, scheduled(), stop(safety_notice=None), joined(ANNE)]
    given(*without).when(verb, stop=PLANT, people=[ANNE]).then_refused(
        SafetyNoticeMissing, "The stop has no safety notice.", "stop"
    )


def test_nobody_visits_without_having_read_the_notice():
    read_by_both = [joined(ANNE), joined(YVES), read(ANNE), read(YVES), opened()]
    visiting(*read_by_both).then(visited(ANNE, YVES))
    visiting(*read_by_both, visitors=[YVES]).then(visited(YVES))
    unread = "Of the visitors, 1 have not acknowledged the safety notice."
    for visitors in (None, [YVES]):
        visiting(joined(ANNE), read(ANNE), joined(YVES), opened(), visitors=visitors).then_refused(
            SafetyNoticeUnread, unread, "visitors"
        )
    visiting(joined(ANNE), read(ANNE), joined(YVES), opened(), visitors=[ANNE]).then(visited(ANNE))
    for terms, told in (({"safety_notice": None}, visited(ANNE)), ({"safety_link": "https://sittom.example"}, None)):
        past = given(visit, scheduled(), stop(**{"safety_notice": None} | terms), joined(ANNE), opened())
        outcome = past.when(Meeting.visit_site_stop, stop=PLANT, visitors=None)
        outcome.then(told) if told else outcome.then_refused(SafetyNoticeUnread, unread, "visitors")


def test_only_who_has_a_place_visits_and_somebody_does():
    visiting(joined(ANNE), read(ANNE), opened(), visitors=[ANNE, YVES]).then_refused(
        VisitorWithoutPlace, NO_PLACE, "visitors"
    )
    visiting(opened()).then_refused(NobodyVisits, NOBODY, "visitors")
    visiting(joined(ANNE), read(ANNE), opened(), visitors=[]).then_refused(NobodyVisits, NOBODY, "visitors")


def test_a_stop_is_visited_while_the_meeting_is_open():
    ready = [joined(ANNE), read(ANNE)]
    visiting(*ready).then_refused(MeetingNotOpen, "The meeting is not open.", "meeting")
    visiting(*ready, opened(), visited(ANNE), closed).then_refused(MeetingIsClosed, CLOSED, "meeting")


def test_a_stop_is_missed_with_its_reason_before_the_visit_too():
    miss = Meeting.miss_site_stop
    on_stop(miss, reason=" panne ").then(missed)
    on_stop(miss, opened(), reason="panne").then(missed)
    on_stop(miss, reason=" ").then_refused(TextMissing, "The field reason is blank.", "reason")


VERBS = [
    (Meeting.confirm_site_stop, {}),
    (Meeting.join_site_stop, {"people": [person(0)], "network": network()}),
    (Meeting.leave_site_stop, {"person": ANNE}),
    (Meeting.acknowledge_safety_notice, {"people": [ANNE]}),
    (Meeting.miss_site_stop, {"reason": "panne"}),
]


def test_what_is_over_changes_no_more():
    for verb, fields in VERBS:
        for past, status in (([missed], "MISSED"), ([joined(ANNE), read(ANNE), opened(), visited(ANNE)], "VISITED")):
            on_stop(verb, *past, **fields).then_refused(
                SiteStopIsOver, f"The stop waits for nobody any more: it is {status}.", "stop"
            )
        on_stop(verb, cancelled, **fields).then_refused(MeetingIsCancelled, CANCELLED, "meeting")
        on_stop(verb, missed, opened(), closed, **fields).then_refused(MeetingIsClosed, CLOSED, "meeting")
        for past in ([moved], []):
            unknown = {"stop": CENTRE} if not past else {}
            on_stop(verb, *past, **fields | unknown).then_refused(
                SiteStopUnknown, f"The visit has no stop {unknown.get('stop', PLANT)} on its date of now.", "stop"
            )
    visiting(missed, opened()).then_refused(SiteStopIsOver, "The stop waits for nobody any more: it is MISSED.", "stop")


def test_a_visit_closes_once_what_became_of_each_stop_is_said():
    centre = stop(CENTRE, starts_at=minutes(120), ends_at=minutes(180))
    unreached = fact(Meeting.QuorumNotReached, represented=0, needed=5, members=9)
    given(visit, scheduled(), stop(), centre, opened()).when(Meeting.close).then_refused(
        SiteStopsUnsettled,
        "Stops of which nobody said whether they were visited: 2. The first: 'UVE de Péaule'.",
        "meeting",
    )
    settled = [visit, scheduled(), stop(), joined(ANNE), read(ANNE), opened(), visited(ANNE)]
    given(*settled).when(Meeting.close).then(unreached, closed)
    given(visit, scheduled(), stop(), missed, opened()).when(Meeting.close).then(unreached, closed)
    given(visit, scheduled(), stop(), moved, opened()).when(Meeting.close).then(unreached, closed)


def test_the_stops_ahead_of_a_visit_that_is_adjourned_are_missed_for_its_reason():
    centre = stop(CENTRE, starts_at=minutes(120), ends_at=minutes(180))
    seen = [stop(), joined(ANNE), read(ANNE), centre, opened(), visited(ANNE)]
    given(visit, scheduled(), *seen).when(Meeting.adjourn, reason=" neige ").then(
        fact(Meeting.SiteStopMissed, stop=CENTRE, reason="neige"),
        fact(Meeting.Adjourned, reason="neige"),
        fact(Meeting.QuorumNotReached, represented=0, needed=5, members=9),
        fact(Meeting.Closed, attended=(), adjourned=True),
    )
