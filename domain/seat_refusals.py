"""How the seats of a collectivity say no."""

from __future__ import annotations

from maillage.domain.refusals import Refusal


class SeatOutOfRange(Refusal):
    """The seats of a collectivity are numbered from 1 to 99."""

    SOURCE = "ours: more seats are a slip"
    FR = "Le siège {seat} n’existe pas : les sièges vont de {least} à {most}."
    EN = "There is no seat {seat}: seats go from {least} to {most}."


class SeatOccupied(Refusal):
    """A seat has one titular and one substitute at a time."""

    SOURCE = "domain.md 3.3"
    FR = "Le siège {seat} est déjà pourvu à compter du {since}."
    EN = "The seat {seat} is held already from {since} on."


class TitularIsSubstitute(Refusal):
    """Nobody is titular and substitute of one seat at a time."""

    SOURCE = "domain.md 3.3"
    FR = "Cette personne serait à la fois titulaire et suppléante du siège {seat}."
    EN = "This person would be both titular and substitute of the seat {seat}."


class SeatEndsBeforeStart(Refusal):
    """A seat is held to its first day or longer."""

    SOURCE = "domain.md 3.3"
    FR = "Le siège serait occupé jusqu’au {ends_on}, avant le {starts_on}."
    EN = "The seat would be held until {ends_on}, before {starts_on}."


class SeatOutsideMandate(Refusal):
    """A seat is held on days of a mandate at its collectivity, and no others."""

    SOURCE = "ours: a seat is held by its mandate"
    FR = "Le mandat ne court pas le {day}."
    EN = "The mandate does not run on {day}."


class MandateElsewhere(Refusal):
    """Who sits for a collectivity, or stands in there, holds a mandate at that collectivity."""

    SOURCE = "ours: a seat is held by its mandate"
    FR = "Ce mandat ne s’exerce pas auprès de cette collectivité."
    EN = "This mandate is not held at this collectivity."


class SeatNotHeld(Refusal):
    """A seat is left by a mandate that holds it on that day."""

    SOURCE = "ours: there is nothing to leave"
    FR = "Ce mandat n’occupe pas le siège {seat} le {on}."
    EN = "This mandate does not hold the seat {seat} on {on}."
