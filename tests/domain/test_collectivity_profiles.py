"""The rules of a collectivity's profile, and of its end without a successor."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.collectivity_profiles import Competence, LegalForm, Profile
from maillage.domain.collectivity_refusals import AmbassadorPostsOutOfRange, CollectivityIsClosed
from maillage.domain.refusals import TextTooLong
from tests.story import TODAY, fact, given, replayed

DAY = timedelta(days=1)
registered = fact(Collectivity.Registered, name="Arzal", kind=CollectivityKind.EPCI, siren=None)
SAID = {
    "legal_form": LegalForm.METROPOLIS,
    "competences": (Competence.COLLECTION,),
    "collected_by": "Régie",
    "collection": None,
    "ambassadors": 0,
}
described = fact(Collectivity.ProfileDescribed, **SAID)


def closed(on: date, reason: str | None = None):
    return fact(Collectivity.Closed, on=on, reason=reason)


def test_a_profile_is_kept_in_one_way():
    given = SAID | {"competences": [Competence.TREATMENT, Competence.COLLECTION, Competence.TREATMENT]}
    profile = Profile.checked(**given | {"collected_by": " Régie ", "collection": " "})
    assert profile == Profile(**SAID | {"competences": (Competence.COLLECTION, Competence.TREATMENT)})


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("collected_by", "x" * 201, TextTooLong),
        ("collection", "x" * 501, TextTooLong),
        ("ambassadors", -1, AmbassadorPostsOutOfRange),
        ("ambassadors", 1000, AmbassadorPostsOutOfRange),
    ],
)
def test_a_profile_stays_within_its_fields(field, value, refusal):
    with pytest.raises(refusal) as caught:
        Profile.checked(**SAID | {field: value})
    assert caught.value.path == (field,)


def test_a_profile_replaces_the_one_before():
    profile = Profile(**SAID)
    given(registered).when(Collectivity.describe_profile, profile=profile).then(described)
    given(registered, described).when(Collectivity.describe_profile, profile=profile).then_nothing()
    nothing = fact(Collectivity.ProfileDescribed, **vars(Profile()))
    given(registered, described).when(Collectivity.describe_profile, profile=Profile()).then(nothing)
    given(registered).when(Collectivity.describe_profile, profile=Profile()).then_nothing()


def test_a_collectivity_is_closed_on_a_day_that_is_moved_until_it_has_come():
    closing = {"on": TODAY + DAY, "reason": " dissolution "}
    given(registered).when(Collectivity.close, **closing).then(closed(TODAY + DAY, "dissolution"))
    given(registered, closed(TODAY + 2 * DAY)).when(Collectivity.close, **closing).then(
        closed(TODAY + DAY, "dissolution")
    )
    given(registered, closed(TODAY + DAY)).when(Collectivity.close, **closing).then_nothing()
    told = "This collectivity exists no more from 2026-03-02 on."
    given(registered, closed(TODAY)).when(Collectivity.close, **closing).then_refused(
        CollectivityIsClosed, told, "collectivity"
    )
    late = {"at": datetime(2026, 3, 2, 23, tzinfo=UTC)}  # the third in Paris
    given(registered, closed(TODAY + DAY)).when(Collectivity.close, **closing | late).then_refused(
        CollectivityIsClosed, told.replace("02 on", "03 on"), "collectivity"
    )


def test_what_is_closed_or_to_be_is_not_admitted_again():
    replayed(registered).must_not_be_closed("collectivity")
    with pytest.raises(CollectivityIsClosed):
        replayed(registered, closed(TODAY + DAY)).must_not_be_closed("collectivity")
