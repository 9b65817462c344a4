"""How an action item says no."""

from __future__ import annotations

from maillage.domain.refusals import Refusal


class ActionOwnerOutsideMembers(Refusal):
    """An action is owned by a coordinator or by who holds a mandate at a member, that for which it is where named."""

    SOURCE = "domain.md 3.6; ours: a coordinator owns actions too"
    FR = "Cette personne n’anime pas le réseau ou n’a pas de mandat en cours auprès du membre concerné le {day}."
    EN = "This person does not coordinate the network, or holds no active mandate at the member concerned on {day}."


class ActionDueBeforeDecision(Refusal):
    """An action falls due on the day of the decision that it carries out, or later."""

    SOURCE = "domain.md 3.6"
    FR = "L’échéance du {due} précède la décision du {decided_on}."
    EN = "The due date {due} precedes the decision of {decided_on}."


class ActionIsOver(Refusal):
    """An action that is completed or dropped changes no more, unless it is reopened."""

    SOURCE = "ours: what is over comes back only by being reopened"
    FR = "L’action est terminée ou abandonnée."
    EN = "The action is completed or dropped."


class ActionNotOver(Refusal):
    """Only an action that is completed or dropped is reopened."""

    SOURCE = "ours: what is under way has nothing to reopen"
    FR = "L’action est encore en cours."
    EN = "The action is still under way."
