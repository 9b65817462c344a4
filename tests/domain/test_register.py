"""The rules of what becomes of an adopted decision."""

import dataclasses
from datetime import date, timedelta
from uuid import UUID

from maillage.domain.ballots import Cause, Majority, Mode, Tally
from maillage.domain.calendar import instant
from maillage.domain.decision_refusals import (
    DecisionEndsItself,
    DecisionNotInForce,
    DecisionNotInRegister,
    NothingToCorrect,
    ReviewInThePast,
)
from maillage.domain.decisions import Decision
from maillage.domain.deliberations import Deliberation, DeliberationToCome
from maillage.domain.mandates import OrganisationKind
from maillage.domain.people_refusals import OrganisationNotInNetwork
from maillage.domain.quorum import Quorum
from maillage.domain.refusals import TextMissing, TextTooLong
from tests.cases import each
from tests.domain.rooms import MEETING, network
from tests.story import NINE, TODAY, fact, given, replayed

LATER = UUID(int=7)
QUORUM = Quorum(5, 5, 9)
proposed = fact(Decision.Proposed, meeting=MEETING, title="Stand commun", text="Un stand à la foire.")
adopted = fact(Decision.AdoptedByConsent, meeting=MEETING, number="2026-01", quorum=QUORUM)
superseded, repealed = fact(Decision.Superseded, by=LATER), fact(Decision.Repealed, by=LATER)
terms = {"meeting": MEETING, "mode": Mode.SECRET, "majority": Majority.SIMPLE, "members": NINE, "casting_vote": None}
ballot_opened = fact(Decision.BallotOpened, quorum=QUORUM, **terms)
ballot_closed = fact(Decision.BallotClosed, tally=Tally(0, 0, 0), quorum=QUORUM)
rejected = fact(Decision.Rejected, cause=Cause.NO_VOTES_CAST)
NOT_IN_FORCE = [
    ([], "PROPOSED"),
    ([ballot_opened], "BALLOT_OPEN"),
    ([fact(Decision.Deferred, reason="à chiffrer")], "DEFERRED"),
    ([ballot_opened, ballot_closed, rejected], "REJECTED"),
    ([adopted, superseded], "SUPERSEDED"),
    ([adopted, repealed], "REPEALED"),
]
ENDS = [(Decision.supersede, superseded), (Decision.repeal, repealed)]


def other(*past):
    return replayed(proposed, *past, stream=LATER)


@each(("verb", "told"), ENDS)
def test_a_decision_is_ended_by_another_in_force(verb, told):
    given(proposed, adopted).when(verb, ended_by=other(adopted)).then(told)


def test_ends_are_told():
    given(proposed, adopted).when(Decision.supersede, ended_by=other(adopted)).then(fact(Decision.Superseded, by=LATER))
    given(proposed, adopted).when(Decision.repeal, ended_by=other(adopted)).then(fact(Decision.Repealed, by=LATER))


@each("verb", [Decision.supersede, Decision.repeal])
@each(("past", "status"), NOT_IN_FORCE)
def test_only_a_decision_in_force_ends_or_is_ended(verb, past, status):
    message = f"This decision is not in force ({status})."
    given(proposed, *past).when(verb, ended_by=other(adopted)).then_refused(DecisionNotInForce, message, "decision")
    given(proposed, adopted).when(verb, ended_by=other(*past)).then_refused(DecisionNotInForce, message, "ended_by")


@each("verb", [Decision.supersede, Decision.repeal])
def test_a_decision_does_not_end_itself(verb):
    itself = replayed(proposed, adopted)
    given(proposed, adopted).when(verb, ended_by=itself).then_refused(
        DecisionEndsItself, "A decision does not supersede or repeal itself.", "ended_by"
    )


def correcting(*past, title=None, text=None, reason=" coquille ") -> given:
    return given(proposed, *past).when(Decision.correct, title=title, text=text, reason=reason)


def corrected(title="Stand commun", text="Un stand à la foire."):
    return fact(Decision.Corrected, title=title, text=text, reason="coquille")


@each("ended", [[], [superseded], [repealed]])
def test_the_wording_of_an_adopted_decision_is_corrected_in_force_or_not(ended):
    correcting(adopted, *ended, title=" Stand ").then(
        fact(Decision.Corrected, title="Stand", text="Un stand à la foire.", reason="coquille")
    )
    correcting(adopted, *ended, text="Deux\r\nstands.").then(corrected(text="Deux\nstands."))
    correcting(adopted, *ended, title="Stand", text="Deux stands.").then(corrected("Stand", "Deux stands."))


def test_a_correction_keeps_the_result():
    decision = replayed(proposed, adopted, corrected("Stand"))
    assert (decision.number, decision.status) == ("2026-01", replayed(proposed, adopted).status)


def test_a_correction_that_changes_nothing_is_none():
    correcting(adopted, title="Stand commun ", text="Un stand à la foire.").then_nothing()
    correcting(adopted, corrected("Stand"), title="Stand").then_nothing()
    correcting(adopted, corrected("Stand"), title="Stand commun").then(corrected())


def test_a_correction_gives_a_title_or_a_text():
    correcting(adopted).then_refused(NothingToCorrect, "Give the corrected title or text.", "title")


@each(("past", "status"), NOT_IN_FORCE[:4])
def test_only_what_was_adopted_is_corrected(past, status):
    correcting(*past, title="Stand").then_refused(
        DecisionNotInRegister, f"This decision is not in the register ({status}).", "decision"
    )


@each(
    ("fields", "why", "message", "path"),
    [
        ({"title": " "}, TextMissing, "The field title is blank.", "title"),
        ({"text": ""}, TextMissing, "The field text is blank.", "text"),
        ({"title": "x" * 201}, TextTooLong, "The field title has 201 characters, 200 at most.", "title"),
        ({"title": "Stand", "reason": " "}, TextMissing, "The field reason is blank.", "reason"),
        (
            {"title": "Stand", "reason": "x" * 501},
            TextTooLong,
            "The field reason has 501 characters, 500 at most.",
            "reason",
        ),
    ],
)
def test_a_correction_has_its_wording_and_its_reason(fields, why, message, path):
    correcting(adopted, **fields).then_refused(why, message, path)


# Reviews ---------------------------------------------------------------------------


def reviewing(*past, on=date(2027, 3, 2), **fields) -> given:
    return given(proposed, *past).when(Decision.schedule_review, on=on, **fields)


def confirming(*past, next_review=None) -> given:
    return given(proposed, *past).when(Decision.confirm, next_review=next_review)


def review(on=date(2027, 3, 2)):
    return fact(Decision.ReviewScheduled, on=on)


@each("on", [TODAY, date(2027, 3, 2)])
def test_a_review_is_due_today_or_later(on):
    reviewing(adopted, on=on).then(review(on))


def test_another_day_replaces_that_of_the_review_and_the_same_is_no_news():
    reviewing(adopted, review(TODAY)).then(review())
    reviewing(adopted, review()).then_nothing()


def test_no_review_is_due_in_the_past():
    message = "The review would be due on 2026-03-01, and today is 2026-03-02."
    reviewing(adopted, on=date(2026, 3, 1)).then_refused(ReviewInThePast, message, "on")
    confirming(adopted, next_review=date(2026, 3, 1)).then_refused(ReviewInThePast, message, "next_review")


@each("next_review", [None, date(2028, 3, 2)])
def test_a_reviewed_decision_is_kept_and_its_review_is_due_no_more(next_review):
    confirmed = fact(Decision.Confirmed, next_review=next_review)
    confirming(adopted, review(), next_review=next_review).then(confirmed)
    reviewing(adopted, review(), confirmed).then(review())


@each("verb", [reviewing, confirming])
@each(("past", "status"), NOT_IN_FORCE)
def test_only_a_decision_in_force_is_reviewed(verb, past, status):
    verb(*past).then_refused(DecisionNotInForce, f"This decision is not in force ({status}).", "decision")


# Deliberations ---------------------------------------------------------------------

ACT = Deliberation(
    *(NINE[0], OrganisationKind.COLLECTIVITY, "Conseil communautaire", "2026-07", date(2026, 2, 20)),
    *("056-2026-07", date(2026, 2, 24)),
)


def referring(*past, **changed) -> given:
    act = dataclasses.replace(ACT, **changed)
    return given(proposed, *past).when(Decision.reference_deliberation, network=network(), deliberation=act)


def referenced(**changed):
    return fact(Decision.DeliberationReferenced, deliberation=dataclasses.replace(ACT, **changed))


@each("ended", [[], [superseded], [repealed]])
def test_an_adopted_decision_refers_to_a_deliberation(ended):
    referring(adopted, *ended, body=" Conseil communautaire ", receipt=" ").then(referenced(receipt=None))
    referring(adopted, *ended).then(fact(Decision.DeliberationReferenced, deliberation=ACT))


def test_what_is_known_of_a_deliberation_is_completed_and_the_same_again_is_no_news():
    referring(adopted, referenced(receipt=None, received_on=None)).then(referenced())
    referring(adopted, referenced()).then_nothing()
    referring(adopted, referenced(), number="2026-08").then(referenced(number="2026-08"))
    referring(adopted, referenced(organisation=NINE[1])).then(referenced())


@each(("past", "status"), NOT_IN_FORCE[:4])
def test_only_what_was_adopted_refers_to_a_deliberation(past, status):
    referring(*past).then_refused(
        DecisionNotInRegister, f"This decision is not in the register ({status}).", "decision"
    )


def test_a_deliberation_is_that_of_an_organisation_of_the_network():
    referring(adopted, organisation=UUID(int=999)).then_refused(
        OrganisationNotInNetwork,
        "This organisation (COLLECTIVITY) is no member or partner of the network on 2026-03-02.",
        "organisation",
    )


@each(
    ("field", "day", "earliest"),
    [
        ("on", date(2026, 3, 3), "1900-01-01"),
        ("received_on", date(2026, 2, 19), "2026-02-20"),
        ("received_on", date(2026, 3, 3), "2026-02-20"),
    ],
)
def test_a_deliberation_is_taken_before_it_is_received_and_both_before_it_is_referred_to(field, day, earliest):
    message = f"The field {field} is {day}, outside the days from {earliest} to 2026-03-02."
    referring(adopted, **{field: day}).then_refused(DeliberationToCome, message, field)


@each(
    ("field", "value", "why", "message"),
    [
        ("body", " ", TextMissing, "The field body is blank."),
        ("body", "x" * 121, TextTooLong, "The field body has 121 characters, 120 at most."),
        ("number", "", TextMissing, "The field number is blank."),
        ("number", "x" * 61, TextTooLong, "The field number has 61 characters, 60 at most."),
        ("receipt", "x" * 121, TextTooLong, "The field receipt has 121 characters, 120 at most."),
    ],
)
def test_the_texts_of_a_deliberation_are_bounded(field, value, why, message):
    referring(adopted, **{field: value}).then_refused(why, message, field)


def test_that_a_review_is_due_is_told_as_of_the_morning_of_its_day_once_and_while_it_is():
    """However late, as of its day; and never before what happened last."""
    due, day = fact(Decision.ReviewDue, on=date(2026, 9, 1), timestamp=instant(date(2026, 9, 1))), date(2026, 9, 1)
    planned = fact(Decision.ReviewScheduled, on=day)

    def telling(*past, at=None):
        late = at or instant(date(2026, 10, 5))
        return given(proposed, adopted, planned, *past).when(Decision.tell_review_due, at=late)

    telling().then(due)
    telling(at=instant(day)).then(due)
    telling(at=instant(day) - timedelta(seconds=1)).then_nothing()
    telling(due).then_nothing()
    in_september = instant(date(2026, 9, 20), 9)
    again = fact(Decision.ReviewScheduled, on=date(2026, 9, 20), timestamp=in_september)
    telling(due, again).then(fact(Decision.ReviewDue, on=date(2026, 9, 20), timestamp=in_september))
    kept = fact(Decision.Confirmed, next_review=None)
    for past in ([kept], [due, kept], [superseded], [repealed]):
        telling(*past).then_nothing()
