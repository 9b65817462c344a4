"""What every fact and every refusal has."""

import re
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from maillage.domain import registry
from maillage.domain.base import Audience, FirstFact
from maillage.domain.refusals import NotFound, every_refusal, restored

HERE = Path(__file__).parent
FACTS = registry.every_fact()
for module in (HERE.parents[1] / "domain").glob("[a-z]*.py"):
    import_module(f"maillage.domain.{module.stem}")
REFUSALS = [kind for kind in every_refusal() if kind.__module__.startswith("maillage.domain.")]


def test_topics_are_the_aggregates_name_and_kebab_case():
    names = "|".join(re.escape(aggregate.TOPIC) for aggregate in registry.AGGREGATES)
    assert [each for each in FACTS if not re.fullmatch(rf"({names})(\.[a-z]+(-[a-z]+)*)", each)] == []


def test_each_aggregate_begins_with_one_fact():
    for aggregate in registry.AGGREGATES:
        assert len([kind for kind in registry.facts_of(aggregate).values() if issubclass(kind, FirstFact)]) == 1


def test_only_secret_votes_wait_and_the_closing_of_their_ballot_releases_them():
    assert {topic: kind.RELEASED_BY for topic, kind in FACTS.items() if kind.RELEASED_BY} == {
        "decision.secret-vote-cast": "decision.ballot-closed",
        "decision.secret-vote-changed": "decision.ballot-closed",
    }


def test_every_member_sees_every_fact_but_drafts_and_who_reads_no_mail_or_was_shown_the_way_in():
    assert {topic: kind.AUDIENCE for topic, kind in FACTS.items() if kind.AUDIENCE is not Audience.NETWORK} == {
        "minutes.drafted": Audience.COORDINATION,
        "minutes.redrafted": Audience.COORDINATION,
        "network.people-invited-to-sign-in": Audience.COORDINATION,
        "person.notification-preferences-set": Audience.COORDINATION,
    }


def test_proposals_and_actions_are_activity_and_a_vote_is_not():
    assert {topic for topic, kind in FACTS.items() if kind.SUBSTANTIVE} == {
        "decision.proposed",
        "action-item.assigned",
        "action-item.completed",
        "minutes.remark-made",
        "meeting.agenda-item-proposed",
    }


# Refusals ------------------------------------------------------------------------


def test_a_refusal_states_its_rule_and_says_it_in_french_and_english():
    assert [kind for kind in REFUSALS if not kind.rule().endswith(".")] == []
    assert [kind for kind in REFUSALS if _figures(kind.FR) != _figures(kind.EN) or kind.FR == kind.EN] == []


def _figures(message: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(message)} - {None}


def test_the_code_of_a_refusal_is_its_own():
    codes = [kind.code() for kind in REFUSALS]
    assert len(set(codes)) == len(codes)


def test_a_stored_refusal_is_restored_by_its_code():
    stored = restored("NOT_FOUND", ("meeting",), {"kind": "meeting", "id": "7"})
    assert (type(stored), stored.path, stored.message("en")) == (
        NotFound,
        ("meeting",),
        "Nothing in this network has the id 7 (meeting).",
    )


def test_an_unknown_code_is_not_restored():
    with pytest.raises(LookupError, match="no refusal is called BOGUS"):
        restored("BOGUS", (), {})
