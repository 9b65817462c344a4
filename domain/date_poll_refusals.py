"""How a poll of dates says no."""

from __future__ import annotations

from maillage.domain.refusals import Refusal


class TooFewDateOptions(Refusal):
    """A poll offers two dates or more."""

    SOURCE = "domain.md 3.4"
    FR = "Le sondage propose {options} date ; il en faut au moins deux."
    EN = "The poll offers {options} dates; it takes at least two."


class DateOptionEndsBeforeStart(Refusal):
    """An offered date ends after it starts."""

    SOURCE = "domain.md 3.5"
    FR = "Une date proposée finirait le {ends_at}, alors qu’elle commence le {starts_at}."
    EN = "An offered date would end at {ends_at}, and it starts at {starts_at}."


class DateOptionTooLong(Refusal):
    """An offered date lasts seven days at most."""

    SOURCE = "ours: a slip in the date is caught"
    FR = "Une date proposée irait du {starts_at} au {ends_at}, soit plus de {most} jours."
    EN = "An offered date would last from {starts_at} to {ends_at}, more than {most} days."


class DateOptionInThePast(Refusal):
    """An offered date is in the future, and still is when it is chosen."""

    SOURCE = "domain.md 3.4"
    FR = "Une date proposée commence le {starts_at}, et nous sommes le {now}."
    EN = "An offered date starts at {starts_at}, and it is {now}."


class DateOptionRepeated(Refusal):
    """A poll offers each date once."""

    SOURCE = "ours: a date that is offered twice parts its answers"
    FR = "La date du {starts_at} est déjà proposée."
    EN = "The date at {starts_at} is offered already."


class DeadlineAfterOption(Refusal):
    """Answers are due before the first date that is offered."""

    SOURCE = "domain.md 3.4"
    FR = "La date limite des réponses, le {deadline}, n’est pas avant la première date proposée, le {starts_at}."
    EN = "The deadline for answers, {deadline}, is not before the first offered date, {starts_at}."


class DeadlineInThePast(Refusal):
    """A poll opens before answers are due."""

    SOURCE = "ours: nobody could answer"
    FR = "La date limite des réponses est le {deadline}, et nous sommes le {now}."
    EN = "The deadline for answers is {deadline}, and it is {now}."


class NobodyAsked(Refusal):
    """A poll asks somebody."""

    SOURCE = "ours: nobody could answer"
    FR = "Le sondage ne s’adresse à personne."
    EN = "The poll asks nobody."


class InviteeOutsideNetwork(Refusal):
    """Who is asked coordinates the network, or holds an active mandate at a member, the syndicate or a partner."""

    SOURCE = "ours: a poll asks those who are active in the network"
    FR = "Cette personne ({person}) n’anime pas le réseau et n’y a aucun mandat en cours le {day}."
    EN = "This person ({person}) does not coordinate the network and holds no active mandate in it on {day}."


class DatePollIsOver(Refusal):
    """A poll that was closed or abandoned changes no more."""

    SOURCE = "ours: members rely on the date that was chosen"
    FR = "Le sondage est clos ou abandonné."
    EN = "The poll is closed or abandoned."


class DatePollDeadlinePassed(Refusal):
    """Answers, options and reminders come before the deadline."""

    SOURCE = "ours: a deadline that does not hold is none"
    FR = "Les réponses étaient attendues jusqu’au {deadline}, et nous sommes le {now}."
    EN = "Answers were due until {deadline}, and it is {now}."


class NotAsked(Refusal):
    """Only who is asked answers."""

    SOURCE = "ours: a poll counts those whom it waits for"
    FR = "Le sondage ne s’adresse pas à cette personne."
    EN = "The poll does not ask this person."


class DateOptionUnknown(Refusal):
    """What is answered for or chosen is one of the dates that the poll offers."""

    SOURCE = "domain.md 3.4"
    FR = "Le sondage ne propose aucune date numéro {option}."
    EN = "The poll offers no date number {option}."


class AnswerRepeated(Refusal):
    """An answer says one thing for each date."""

    SOURCE = "ours: two answers for one date contradict each other"
    FR = "La réponse donne deux fois la date numéro {option}."
    EN = "The answer names the date number {option} twice."


class AnswerEmpty(Refusal):
    """An answer says something for a date at least."""

    SOURCE = "ours: an empty answer would pass for one"
    FR = "La réponse ne dit rien d’aucune date."
    EN = "The answer says nothing for any date."


class EverybodyAnswered(Refusal):
    """A reminder goes only to those who have not answered and can still answer."""

    SOURCE = "domain.md 3.4"
    FR = "Il n’y a personne à relancer."
    EN = "There is nobody to remind."


class QuorumOutOfReach(Refusal):
    """A date on which too few members can come by their answers is chosen with a reason."""

    SOURCE = "domain.md 3.4"
    SETTINGS = ("quorum_rule",)
    FR = "D’après les réponses, {able} collectivités sur {needed} nécessaires peuvent venir : donnez un motif."
    EN = "By the answers, {able} of the {needed} members needed can come: give a reason."
