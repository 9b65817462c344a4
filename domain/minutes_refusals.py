"""How the minutes of a meeting say no."""

from __future__ import annotations

from maillage.domain.formalities import Formality
from maillage.domain.refusals import Refusal


class MeetingNotClosed(Refusal):
    """Minutes are those of a meeting that is closed."""

    SOURCE = "domain.md 3.5"
    FR = "La réunion n’est pas close : son compte rendu viendra après."
    EN = "The meeting is not closed: its minutes come after it."


class MinutesAlreadyCirculated(Refusal):
    """Circulated minutes keep their text, unless a remark was made on it, and are circulated once."""

    SOURCE = "ours: silence approves the text that was circulated"
    FR = "Le compte rendu est déjà diffusé, et attend les remarques jusqu’au {deadline}."
    EN = "The minutes are circulated already, and await remarks until {deadline}."


class MinutesNotCirculated(Refusal):
    """Remarks are made on minutes that are circulated, and only those are approved."""

    SOURCE = "ours: members can read what they remark on and approve"
    FR = "Le compte rendu n’est pas encore diffusé."
    EN = "The minutes are not circulated yet."


class MinutesAreApproved(Refusal):
    """Approved minutes change no more, but for an erratum that stands beside them."""

    SOURCE = "domain.md 3.5, 1.1"
    SETTINGS = (Formality.MINUTES_APPROVAL, "minutes_silence_days")
    FR = "Le compte rendu est approuvé : seul un erratum peut encore le corriger."
    EN = "The minutes are approved: only an erratum corrects them."


class MinutesNotApproved(Refusal):
    """An erratum corrects minutes that are approved; before that they are redrafted."""

    SOURCE = "domain.md 3.5, 1.1"
    SETTINGS = (Formality.MINUTES_APPROVAL, "minutes_silence_days")
    FR = "Le compte rendu n’est pas encore approuvé : reprenez son texte."
    EN = "The minutes are not approved yet: redraft them."


class MinutesApprovedByAuthor(Refusal):
    """Minutes are approved by somebody of another collectivity than those who drafted them."""

    SOURCE = "domain.md 3.5"
    FR = "Le compte rendu s’approuve dans une autre collectivité que celle de qui l’a rédigé."
    EN = "Minutes are approved by another collectivity than that of who drafted them."


class MinutesApprovedAtTheirMeeting(Refusal):
    """A meeting that approves minutes is a later one than theirs."""

    SOURCE = "domain.md 3.5"
    FR = "Une réunion n’approuve pas son propre compte rendu."
    EN = "A meeting does not approve its own minutes."


class MinutesApprovedOutsideMembers(Refusal):
    """Minutes are approved for a collectivity that is a member of the network that day."""

    SOURCE = "domain.md 3.5"
    FR = "Cette collectivité n’est pas membre du réseau le {day}."
    EN = "This collectivity is no member of the network on {day}."
