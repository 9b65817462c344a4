"""Second act: the first months, from the first meeting to the tools that are shared."""

from __future__ import annotations

from datetime import datetime, timedelta

from maillage.domain.decision_refusals import QuorumNotReached
from maillage.usecases import decisions, meetings, people
from maillage.usecases.demonstration.cast import LEAVING, SUCCESSOR
from maillage.usecases.demonstration.days import FRI, MON, THU, TUE, WED
from maillage.usecases.demonstration.first_days import registered
from maillage.usecases.demonstration.programme import (
    AUTUMN,
    LAUNCH,
    NEXT,
    SITE_VISIT,
    VIDEO,
    VIDEO_GROUP,
    WITHOUT_QUORUM,
)
from maillage.usecases.demonstration.proposals import DECISIONS
from maillage.usecases.demonstration.sittings import (
    announced,
    decision_of,
    held,
    meeting_of,
    member_of,
    person_of,
    proposer_of,
)
from maillage.usecases.demonstration.stage import Refused, Stage, Step
from maillage.usecases.demonstration.visits import visited


def months(stage: Stage) -> list[Step]:
    at = stage.days.at
    return [
        *announced(stage, LAUNCH, at(0, THU, 10), at(3, TUE, 14)),
        *(proposed(stage, key, at(2, MON, 9), LAUNCH.key) for key in ("rythme", "annuaire")),
        *held(stage, LAUNCH, at(3, TUE, 14)),
        *_without_quorum(stage),
        *_a_departure(stage),
        *announced(stage, VIDEO, at(14, MON, 10), at(20, TUE, 14)),
        proposed(stage, "stand", at(18, WED, 15), VIDEO.key),
        *held(stage, VIDEO, at(20, TUE, 14)),
        *announced(stage, SITE_VISIT, at(22, MON, 10), at(26, THU, 9)),
        *held(stage, SITE_VISIT, at(26, THU, 9)),
        *visited(stage, at(26, THU, 9)),
        *announced(stage, AUTUMN, at(26, FRI, 9), at(29, TUE, 14)),
        *(proposed(stage, key, at(27, MON, 11), AUTUMN.key) for key in ("cahier", "serd")),
        *held(stage, AUTUMN, at(29, TUE, 14)),
        *announced(stage, NEXT, at(33, MON, 10), at(38, TUE, 14)),
        proposed(stage, "outils", at(34, THU, 16), NEXT.key),
        *held(stage, NEXT, at(38, TUE, 14)),
    ]


def _without_quorum(stage: Stage) -> list[Step]:
    """Postponed once, then held with four of nine: the vote has to wait for the next meeting."""
    at, start = stage.days.at, stage.days.at(12, TUE, 14)
    meeting = {"meeting": meeting_of(stage, WITHOUT_QUORUM.key)}
    slot = {"starts_at": start, "ends_at": start + timedelta(minutes=WITHOUT_QUORUM.minutes)}
    why = {**WITHOUT_QUORUM.where, "reason": "La salle n’est plus libre ce jour-là."}
    sitting = held(stage, WITHOUT_QUORUM, start)
    ballot = {"decision": decision_of(stage, "vidéo")} | meeting
    no = Refused(QuorumNotReached, until=sitting[-1].key)
    return [
        *announced(stage, WITHOUT_QUORUM, at(5, MON, 10), at(11, THU, 14)),
        proposed(stage, "vidéo", at(8, WED, 11), None),
        Step("report", at(9, FRI, 9), meetings.reschedule_meeting, meeting | slot | why),
        *sitting,
        Step("scrutin sans quorum", start + timedelta(minutes=45), decisions.open_ballot, ballot, refused=no),
    ]


def _a_departure(stage: Stage) -> list[Step]:
    """A working group is cancelled, an ambassador leaves, another takes over."""
    at = stage.days.at
    group = {"meeting": meeting_of(stage, VIDEO_GROUP.key), "reason": "Trop peu de participants disponibles."}
    ended = {
        "person": person_of(stage, LEAVING.key),
        "mandate": stage.made(f"personne {LEAVING.key}", "mandate"),
        "on": stage.days.day(17, FRI),
        "reason": "Fin de contrat",
    }
    home, since = member_of(stage, "broceval"), stage.days.day(18, MON)
    return [
        *announced(stage, VIDEO_GROUP, at(13, MON, 10), at(16, THU, 10)),
        Step("annulation", at(15, TUE, 17), meetings.cancel_meeting, group),
        Step("départ", at(16, MON, 11), people.end_mandate, ended),
        registered(SUCCESSOR, home, since, at(17, THU, 9)),
    ]


def proposed(stage: Stage, key: str, at: datetime, meeting: str | None) -> Step:
    """For a meeting, or for one to come."""
    asked = DECISIONS[key]
    fields = {"title": asked.title, "text": asked.text, "meeting": meeting and meeting_of(stage, meeting)}
    return Step(f"décision {key}", at, decisions.propose_decision, fields, proposer_of(stage, key))
