"""How a meeting says no."""

from __future__ import annotations

from maillage.domain.refusals import Refusal


class MeetingEndsBeforeStart(Refusal):
    """A meeting ends after it starts."""

    SOURCE = "domain.md 3.5"
    FR = "La réunion finirait le {ends_at}, alors qu’elle commence le {starts_at}."
    EN = "The meeting would end at {ends_at}, and it starts at {starts_at}."


class MeetingInThePast(Refusal):
    """A meeting is scheduled ahead of its start."""

    SOURCE = "ours: what has been held is recorded"
    FR = "La réunion commencerait le {starts_at}, et nous sommes le {now}."
    EN = "The meeting would start at {starts_at}, and it is {now}."


class UnsuitedToModality(Refusal):
    """A meeting on site has no call link, and a remote meeting no place."""

    SOURCE = "ours: the modality says how one can come"
    FR = "Le champ {field} ne convient pas à une réunion {modality}."
    EN = "The field {field} does not suit a meeting that is {modality}."


class MeetingAlreadyScheduled(Refusal):
    """A meeting is scheduled once, then rescheduled with a reason."""

    SOURCE = "domain.md 3.5"
    FR = "La réunion est déjà fixée au {starts_at} : reportez-la en donnant un motif."
    EN = "The meeting is already scheduled for {starts_at}: reschedule it with a reason."


class MeetingNotScheduled(Refusal):
    """Only a meeting that has a date is rescheduled or opened."""

    SOURCE = "ours: nobody could come"
    FR = "La réunion n’a pas encore de date."
    EN = "The meeting has no date yet."


class MeetingIsCancelled(Refusal):
    """A cancelled meeting stays cancelled."""

    SOURCE = "domain.md 3.5"
    FR = "La réunion est annulée."
    EN = "The meeting is cancelled."


class MeetingAlreadyOpened(Refusal):
    """A meeting opens once, and from then on it keeps its date and is not cancelled."""

    SOURCE = "ours: what has begun is neither moved nor undone"
    FR = "La réunion est déjà ouverte, ou close."
    EN = "The meeting has already been opened."


class ChairNotEntitled(Refusal):
    """A meeting is chaired by a coordinator of that day, or by an elected representative of a member of that day."""

    SOURCE = "domain.md 3.5"
    FR = "Cette personne n’anime pas le réseau et n’est élue d’aucune collectivité membre le {day}."
    EN = "This person neither coordinates the network nor is an elected representative of a member on {day}."


class MeetingNotOpen(Refusal):
    """People arrive, leave and vote while the meeting is open, and only an open meeting is closed."""

    SOURCE = "ours: presence counts from the opening to the close"
    FR = "La réunion n’est pas ouverte."
    EN = "The meeting is not open."


class MeetingIsClosed(Refusal):
    """A meeting is closed once, and then nobody arrives, leaves or votes any more."""

    SOURCE = "ours: what a closed meeting counted stays"
    FR = "La réunion est close."
    EN = "The meeting is closed."


class NothingToReconvene(Refusal):
    """Only a meeting that was adjourned, or that closed without its quorum, is reconvened."""

    SOURCE = "domain.md 2.2; domain.md 3.5"
    FR = "La réunion n’a pas été ajournée, et ne s’est pas close sans quorum."
    EN = "The meeting was not adjourned, and did not close without its quorum."


class ReconvenedTooSoon(Refusal):
    """A reconvened meeting begins three days after the other one ended, or later: from a Monday, on Thursday."""

    SOURCE = "domain.md 2.2; domain.md 3.5"
    FR = "La réunion reprendrait le {day}, au plus tôt le {earliest}."
    EN = "The meeting would go on on {day}, on {earliest} at the earliest."


class ReconvenedAgendaFixed(Refusal):
    """A reconvened meeting has the agenda that the other one left open, and nothing else."""

    SOURCE = "domain.md 3.5"
    FR = "La réunion reprend l’ordre du jour d’une autre : rien ne s’y ajoute."
    EN = "The meeting goes on with the agenda of another one: nothing is added to it."


class PresenceImpossible(Refusal):
    """Nobody attends a meeting on site by a call, nor a remote meeting in a room."""

    SOURCE = "ours: the modality says how one can come"
    FR = "La présence {presence} ne convient pas à une réunion {modality}."
    EN = "The presence {presence} does not suit a meeting that is {modality}."


class AlreadyPresent(Refusal):
    """Nobody is present twice."""

    SOURCE = "domain.md 3.5"
    FR = "Cette personne est déjà présente ({presence})."
    EN = "This person is already present ({presence})."


class NotPresent(Refusal):
    """Only who is present leaves."""

    SOURCE = "ours: presence is counted once in and once out"
    FR = "Cette personne n’est pas présente."
    EN = "This person is not present."


class CollectivityNotAtMeeting(Refusal):
    """A participant stands for a collectivity that was a member of the network when the meeting opened."""

    SOURCE = "ours: the members are those at the opening"
    FR = "Cette collectivité n’est pas l’un des {members} membres de la réunion."
    EN = "This collectivity is not one of the {members} members of the meeting."
