"""How a meeting says no to invitations, answers and shared cars."""

from __future__ import annotations

from maillage.domain.refusals import Refusal


class NobodyInvited(Refusal):
    """Invitations go to somebody."""

    SOURCE = "ours: nobody would come"
    FR = "L’invitation ne nomme personne."
    EN = "The invitation names nobody."


class NotInvited(Refusal):
    """Only who is invited to a meeting answers."""

    SOURCE = "ours: answers are those of whom the meeting waits for"
    FR = "Cette personne n’est pas invitée à la réunion."
    EN = "This person is not invited to the meeting."


class SubstituteMissing(Refusal):
    """Who sends a substitute names one."""

    SOURCE = "ours: the meeting knows whom to expect"
    FR = "La réponse {answer} ne nomme pas de remplaçant·e."
    EN = "The answer {answer} names no substitute."


class SubstituteUnasked(Refusal):
    """Only the answer SUBSTITUTE names a substitute."""

    SOURCE = "ours: an answer does not contradict itself"
    FR = "La réponse {answer} ne se donne pas avec le nom d’un·e remplaçant·e."
    EN = "The answer {answer} takes no substitute."


class SubstituteElsewhere(Refusal):
    """A substitute is another person, who holds a mandate where the invited one does on the day of the meeting."""

    SOURCE = "ours: who stands in comes for the same organisation"
    FR = "Cette personne n’a pas de mandat, le {day}, dans une organisation de celle qu’elle remplacerait."
    EN = "On {day} this person holds no mandate at an organisation of the one to be replaced."


class SeatsOutOfRange(Refusal):
    """A shared car has room for one to eight others."""

    SOURCE = "ours: a slip in the figure is caught"
    FR = "Le nombre de places vaut {seats} ; il va de {least} à {most}."
    EN = "The number of seats is {seats}; it goes from {least} to {most}."


class SeatsTaken(Refusal):
    """Nobody who rides along loses the seat by a smaller offer."""

    SOURCE = "ours: who was promised a seat keeps it"
    FR = "{riders} personnes ont déjà une place, {seats} seraient offertes."
    EN = "{riders} people ride along already, {seats} seats would be left."


class CarpoolUnknown(Refusal):
    """One rides along with somebody who offers seats for the date of the meeting."""

    SOURCE = "ours: a command names what is there"
    FR = "Cette personne ne propose pas de covoiturage pour la réunion."
    EN = "This person offers no seats for the meeting."


class CarpoolFull(Refusal):
    """A car takes no more people than it has seats."""

    SOURCE = "ours: a car has its seats"
    FR = "Les {seats} places de ce covoiturage sont prises."
    EN = "The {seats} seats of this car are taken."


class AlreadyInCarpool(Refusal):
    """One travels in one car: who drives does not ride along, and who rides along does so once."""

    SOURCE = "ours: no seat is kept for who sits elsewhere"
    FR = "Cette personne a déjà une voiture pour la réunion."
    EN = "This person has a car to the meeting already."
