"""First act: the syndicate, the nine members, their people, the partners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from maillage.domain.formalities import Formality
from maillage.domain.mandates import Function, kind_of
from maillage.usecases import collectivities, networks, people, rules
from maillage.usecases.demonstration.cast import AUDITOR, MEMBERS, PARTNERS, SYNDICATE, Player
from maillage.usecases.demonstration.days import MON
from maillage.usecases.demonstration.sittings import member_of
from maillage.usecases.demonstration.stage import Stage, Step
from maillage.usecases.people import NewMandate


def first_days(stage: Stage) -> list[Step]:
    """One minute each. Two-monthly meetings and a coordinator at 10 % are what a network begins with anyway.

    It votes, so it turns ballots on.
    """
    start = stage.days.at(0, MON, 9, 5)
    clock = (start + timedelta(minutes=minute) for minute in count())
    since = stage.days.day(0, MON)
    syndicate = stage.made("syndicat", "syndicate")
    steps = [Step("syndicat", next(clock), networks.describe_syndicate, {"name": SYNDICATE})]
    voting = {"formality": Formality.BALLOTS}
    steps += [Step("scrutins", next(clock), rules.turn_formality_on, voting)]
    steps += [registered(AUDITOR, syndicate, since, next(clock))]
    for name, contact in PARTNERS.items():
        steps += [Step(f"partenaire {name}", next(clock), networks.associate_partner, {"name": name})]
        steps += [registered(contact, stage.made(f"partenaire {name}", "partner"), since, next(clock))]
    return [*steps, *_members(stage, since, clock)]


def _members(stage: Stage, since: date, clock: Iterator[datetime]) -> Iterator[Step]:
    for member in MEMBERS:
        fields = {"name": member.name, "kind": member.kind, "on": since}
        yield Step(f"membre {member.key}", next(clock), collectivities.admit_collectivity, fields)
        for player in member.people:
            yield registered(player, member_of(stage, member.key), since, next(clock))


def registered(player: Player, organisation: UUID, since: date, at: datetime) -> Step:
    """A person with details and first mandate. Elected representatives are designated by their council."""
    function = player.function
    assert function is not None
    elected = function is Function.ELECTED_REPRESENTATIVE
    act = f"Délibération du {since:%d/%m/%Y}" if elected else None
    mandate = NewMandate(organisation, kind_of(function), function, since, deliberation=act)
    names = {"given_name": player.given_name, "family_name": player.family_name}
    reach = {"email": player.email, "phone": player.phone}
    return Step(f"personne {player.key}", at, people.register_person, names | reach | {"mandate": mandate})
