"""The minutes of one meeting in the story of a network: redrafted on a remark, approved, corrected."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from maillage.domain.minutes import Minutes

if TYPE_CHECKING:
    from tests.projections.story import Chronicle

DEADLINE = date(2026, 3, 12)


def minutes_id(it: Chronicle, number: int = 1) -> UUID:
    return it.id(21, number)


def circulate(it: Chronicle, minutes: UUID, *, silence_approves: bool = True) -> None:
    it.add(Minutes.Circulated, minutes, deadline=DEADLINE, silence_approves=silence_approves, actor=it.person(1))


def tell_minutes(it: Chronicle, meeting: UUID, member: UUID) -> None:
    """Person 1 drafts, person 2 of that member remarks and approves."""
    minutes, author = minutes_id(it), it.person(1)
    it.add(Minutes.Drafted, minutes, meeting=meeting, author=author, text="Brouillon", actor=author)
    it.add(Minutes.Redrafted, minutes, author=author, text="Présents : trois.", actor=author)
    circulate(it, minutes)
    it.add(Minutes.RemarkMade, minutes, author=it.person(2), text="Quatre étaient là.", actor=it.person(2))
    it.add(Minutes.Redrafted, minutes, author=None, text="Présents : quatre.")
    circulate(it, minutes)
    by = {"person": it.person(2), "mandate": it.mandate(2), "actor": it.person(2)}
    it.add(Minutes.Approved, minutes, collectivity=member, meeting=None, **by)
    it.add(Minutes.Corrected, minutes, erratum="Lire « 12 t ».", actor=author)


SAMPLES = [
    (
        "minutes.drafted",
        "Réunion « Bilan 3 » : compte rendu rédigé.",
        "Meeting “Bilan 3”: minutes drafted.",
    ),
    (
        "minutes.redrafted",
        "Réunion « Bilan 3 » : compte rendu repris.",
        "Meeting “Bilan 3”: minutes redrafted.",
    ),
    (
        "minutes.circulated",
        "Réunion « Bilan 3 » : compte rendu diffusé, remarques attendues jusqu’au jeudi 12 mars 2026 ; sans remarque, "
        "il sera approuvé le lendemain.",
        "Meeting “Bilan 3”: minutes circulated for remarks until Thursday 12 March 2026; without a remark they are "
        "approved the day after.",
    ),
    (
        "minutes.remark-made",
        "Réunion « Bilan 3 » : Zoé Étienne fait une remarque sur le compte rendu.",
        "Meeting “Bilan 3”: Zoé Étienne remarks on the minutes.",
    ),
    (
        "minutes.approved",
        "Réunion « Bilan 3 » : Zoé Étienne approuve le compte rendu pour Élan de Vilaine.",
        "Meeting “Bilan 3”: Zoé Étienne approves the minutes for Élan de Vilaine.",
    ),
    (
        "minutes.corrected",
        "Réunion « Bilan 3 » : erratum au compte rendu.",
        "Meeting “Bilan 3”: erratum to the minutes.",
    ),
]
