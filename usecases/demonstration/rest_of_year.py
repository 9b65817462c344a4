"""Third act: the rest of the year. A date is sought, members merge, a decision waits and another is replaced."""

from __future__ import annotations

from datetime import datetime, timedelta

from maillage.domain.agenda import Purpose
from maillage.domain.date_options import Period
from maillage.domain.date_poll_facts import Availability, OptionAnswer
from maillage.domain.invitation_facts import Answer
from maillage.usecases import (
    action_items,
    agenda,
    agenda_items,
    collectivities,
    date_polls,
    decisions,
    invitations,
    meetings,
    minutes,
    proxies,
    register,
)
from maillage.usecases.demonstration.cast import MEMBER, SUCCESSOR
from maillage.usecases.demonstration.days import FRI, MON, THU, TUE, WED
from maillage.usecases.demonstration.months import proposed
from maillage.usecases.demonstration.programme import AHEAD, NEXT, REVIEW, SEASON, TO_COUNT
from maillage.usecases.demonstration.sittings import (
    announced,
    decision_of,
    held,
    meeting_of,
    member_of,
    person_of,
)
from maillage.usecases.demonstration.stage import Stage, Step

YES, IF_NEEDED, NO = Availability.YES, Availability.IF_NEEDED, Availability.NO
ANSWERS = {  # who, the day of week 40 or 42, what for each of the two dates
    MEMBER["sevrelande"].people[0].key: (40, TUE, YES, NO),
    MEMBER["arvoise"].people[0].key: (40, TUE, YES, YES),
    MEMBER["kerzeon"].people[0].key: (40, WED, IF_NEEDED, YES),
    SUCCESSOR.key: (40, THU, YES, NO),
    MEMBER["etiers"].people[0].key: (40, THU, YES, NO),
    MEMBER["blavan"].people[0].key: (42, TUE, YES, NO),
    MEMBER["porz-malen"].people[0].key: (42, TUE, YES, IF_NEEDED),
}
MERGED, INTO = "lanvorzec", "blavan"


def rest_of_year(stage: Stage) -> list[Step]:
    at = stage.days.at
    review, season, ahead = at(45, TUE, 14), at(50, TUE, 14), at(55, TUE, 14)
    return [
        *_what_was_promised(stage),
        *_minutes(stage),
        *_a_date_is_sought(stage, review),
        *_invitations(stage),
        _a_proxy(stage),
        *_an_agenda(stage, review),
        *held(stage, REVIEW, review),
        *_a_merger(stage),
        *announced(stage, SEASON, at(48, MON, 10), season),
        proposed(stage, TO_COUNT, at(49, MON, 11), SEASON.key),
        *held(stage, SEASON, season),
        *announced(stage, AHEAD, at(51, MON, 10), ahead),
        proposed(stage, "calendrier", at(51, THU, 16), AHEAD.key),
        *held(stage, AHEAD, ahead),
    ]


def _what_was_promised(stage: Stage) -> list[Step]:
    """Two actions of the meeting on tools: one is done in time, the other one is late."""
    at = stage.days.at
    owner, late = (person_of(stage, MEMBER[key].people[1].key) for key in ("kerzeon", "blavan"))
    meeting, day = {"meeting": meeting_of(stage, NEXT.key)}, stage.days.day
    tools = {"title": "Recenser les outils d’animation de chaque membre", "owner": owner, "due": day(44, FRI)}
    place = {"title": "Trouver le lieu de la prochaine visite de site", "owner": late, "due": day(46, FRI)}
    for_whom = {"collectivity": member_of(stage, "blavan")}
    done = {"action_item": stage.made("action outils", "action-item"), "evidence": "Inventaire remis le 12."}
    return [
        Step("action outils", at(38, TUE, 15, 30), action_items.assign_action, tools | meeting),
        Step("action lieu", at(38, TUE, 15, 40), action_items.assign_action, place | for_whom | meeting),
        Step("action outils commencée", at(40, MON, 9), action_items.start_action, _item(done), owner),
        Step("action outils faite", at(43, TUE, 17), action_items.complete_action, done, owner),
    ]


def _item(fields: dict[str, object]) -> dict[str, object]:
    return {"action_item": fields["action_item"]}


def _minutes(stage: Stage) -> list[Step]:
    """Of the meeting on tools: silence approves them."""
    at, meeting = stage.days.at, meeting_of(stage, NEXT.key)
    text = "Les membres présents mettent leurs outils en commun ; Kerzéon en fait l’inventaire."
    remark = {"text": "Nos panneaux d’exposition sont à compter aussi."}
    drafted = {"minutes": stage.made("compte rendu outils", "minutes")}
    by = person_of(stage, MEMBER["porz-malen"].people[0].key)
    return [
        Step("compte rendu outils", at(38, THU, 9), minutes.draft_minutes, {"meeting": meeting, "text": text}),
        Step("diffusion outils", at(38, THU, 10), minutes.circulate_minutes, drafted),
        Step("remarque outils", at(39, MON, 11), minutes.remark_on_minutes, drafted | remark, by),
    ]


def _a_date_is_sought(stage: Stage, chosen: datetime) -> list[Step]:
    """Two dates are offered; who is silent is reminded; the one that suits most becomes the meeting."""
    at, other = stage.days.at, stage.days.at(45, THU, 14)
    lasts = timedelta(minutes=REVIEW.minutes)
    meeting = meeting_of(stage, REVIEW.key)
    what = {"title": REVIEW.title, "kind": REVIEW.kind, "modality": REVIEW.modality}
    dates = {"options": tuple(Period(start, start + lasts) for start in (chosen, other)), "deadline": at(42, FRI, 18)}
    poll = {"date_poll": stage.made("sondage bilan", "date-poll")}
    answers = [
        Step(
            f"réponse bilan {who}",
            at(week, day, 9, minute),
            date_polls.answer_date_poll,
            poll | {"answers": (OptionAnswer(1, first), OptionAnswer(2, second))},
            person_of(stage, who),
        )
        for minute, (who, (week, day, first, second)) in enumerate(ANSWERS.items())
    ]
    return [
        Step(f"réunion {REVIEW.key}", at(40, MON, 9), meetings.plan_meeting, what),
        Step("sondage bilan", at(40, MON, 10), date_polls.open_date_poll, {"meeting": meeting} | dates),
        *answers,
        Step("relance bilan", at(42, MON, 9), date_polls.remind_date_poll, poll),
        Step("choix bilan", at(43, MON, 9), date_polls.close_date_poll, poll | {"option": 1} | REVIEW.where),
    ]


def _invitations(stage: Stage) -> list[Step]:
    """To who acts for a member and to the contact of a partner; two answer at once."""
    at, meeting = stage.days.at, {"meeting": meeting_of(stage, REVIEW.key)}
    asked = [person_of(stage, seat.person) for seat in REVIEW.seats[1:]]
    absent = person_of(stage, MEMBER["lanvorzec"].people[0].key)
    declined = meeting | {"answer": Answer.DECLINED, "comment": "En formation ce jour-là."}
    return [
        Step(
            "invitations bilan",
            at(43, MON, 10),
            invitations.send_invitations,
            meeting | {"people": (*asked, absent)},
        ),
        *(
            Step(
                f"présence bilan {number}",
                at(43, TUE, 9, number),
                invitations.answer_invitation,
                meeting | {"answer": Answer.ACCEPTED},
                person,
            )
            for number, person in enumerate(asked)
        ),
        Step("excusée bilan", at(43, WED, 9), invitations.answer_invitation, declined, absent),
    ]


def _a_proxy(stage: Stage) -> Step:
    """Trévarnou has one officer, who is on leave; Sèvrelande's ambassador votes for it."""
    [(giver, holder)] = REVIEW.proxies
    [officer] = MEMBER[giver].people
    given = {"collectivity": member_of(stage, giver), "holder": person_of(stage, MEMBER[holder].people[0].key)}
    meeting = {"meeting": meeting_of(stage, REVIEW.key)}
    return Step(
        "pouvoir bilan", stage.days.at(44, WED, 9), proxies.give_proxy, meeting | given, person_of(stage, officer.key)
    )


def _an_agenda(stage: Stage, start: datetime) -> list[Step]:
    """What comes of it: one decision waits for figures, one replaces an earlier one, one item is carried over."""
    at, meeting = stage.days.at, {"meeting": meeting_of(stage, REVIEW.key)}
    items = {"composteurs": "Achat groupé de composteurs", "vidéo": "Où en est la vidéo"}
    made = {key: stage.made(f"point {key}", "agenda-item") for key in items}
    figures = {"decision": decision_of(stage, "composteurs"), "reason": "Il manque le devis du fournisseur."}
    replaced = {"decision": decision_of(stage, "stand"), "ended_by": decision_of(stage, "stand tournant")}
    return [
        *(proposed(stage, key, at(43, THU, 9), REVIEW.key) for key in ("composteurs", "stand tournant")),
        *(
            Step(
                f"point {key}",
                at(44, MON, 9, minute),
                agenda.propose_agenda_item,
                meeting | {"title": title, "purpose": Purpose.DISCUSSION, "minutes": 40},
            )
            for minute, (key, title) in enumerate(items.items())
        ),
        Step("ordre du jour bilan", at(44, THU, 9), agenda.publish_agenda, meeting),
        Step(
            "examen composteurs",
            start + timedelta(minutes=15),
            agenda_items.discuss_item,
            meeting | {"item": made["composteurs"], "notes": "Le prix dépend du nombre de lots."},
        ),
        Step("report composteurs", start + timedelta(minutes=40), decisions.defer_decision, figures),
        Step("stand remplacé", start + timedelta(minutes=60), register.supersede_decision, replaced),
        Step(
            "vidéo reportée",
            start + timedelta(minutes=140),
            agenda_items.carry_over_item,
            meeting | {"item": made["vidéo"]},
        ),
    ]


def _a_merger(stage: Stage) -> list[Step]:
    merged, into = member_of(stage, MERGED), member_of(stage, INTO)
    fields = {"merged": (merged,), "into": into, "on": stage.days.day(47, MON)}
    return [Step("fusion", stage.days.at(46, WED, 9), collectivities.merge_collectivities, fields)]
