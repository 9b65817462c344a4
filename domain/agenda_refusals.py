"""How an agenda says no."""

from __future__ import annotations

from maillage.domain.formalities import Formality
from maillage.domain.refusals import Refusal


class AgendaFrozen(Refusal):
    """The agenda is frozen at the opening of the meeting: what comes later is a late item."""

    SOURCE = "domain.md 3.5"
    FR = "L’ordre du jour est figé depuis l’ouverture de la réunion."
    EN = "The agenda has been frozen since the meeting was opened."


class AgendaEmpty(Refusal):
    """An agenda that is published has an item."""

    SOURCE = "ours: an empty agenda prepares nobody"
    FR = "L’ordre du jour ne compte aucun point."
    EN = "There is no item on the agenda."


class AgendaOrderIncomplete(Refusal):
    """An order of the agenda names each of its items once, and no other."""

    SOURCE = "ours: no item is lost in ordering"
    FR = "L’ordre proposé ne reprend pas une fois chacun des points de l’ordre du jour (au nombre de {items})."
    EN = "The order does not name once each item of the agenda, of which there are {items}."


class AgendaItemMinutesOutOfRange(Refusal):
    """An item is meant to take whole minutes, at least one and at most a day's work."""

    SOURCE = "ours: a slip in the figure is caught"
    FR = "La durée prévue est de {minutes} min : elle va de {least} à {most} min."
    EN = "It is meant to take {minutes} minutes: {least} to {most} are possible."


class AgendaItemNotAtMeeting(Refusal):
    """An item is one that was proposed for the meeting."""

    SOURCE = "ours: a command names what is there"
    FR = "Ce point n’a pas été proposé pour cette réunion."
    EN = "This item was not proposed for this meeting."


class AgendaItemNotWaiting(Refusal):
    """Only a proposed item is accepted, declined or admitted, and only once."""

    SOURCE = "ours: a proposal is answered once"
    FR = "Ce point n’attend plus de réponse ({status})."
    EN = "This item waits for no answer any more ({status})."


class AgendaItemNotAccepted(Refusal):
    """A meeting takes up, discusses and decides what is on its agenda."""

    SOURCE = "ours: what was declined is not dealt with all the same"
    FR = "Ce point n’est pas à l’ordre du jour ({status})."
    EN = "This item is not on the agenda ({status})."


class AgendaItemIsOver(Refusal):
    """An item is carried over or dropped once, and not after it is declined or decided."""

    SOURCE = "ours: what became of an item is said once"
    FR = "Le sort de ce point est réglé ({status})."
    EN = "What becomes of this item is settled ({status})."


class AgendaItemStays(Refusal):
    """An item is carried over to another meeting than its own."""

    SOURCE = "ours: an item that is carried over leaves its meeting"
    FR = "Un point se reporte à une autre réunion que la sienne."
    EN = "An item is carried over to another meeting than its own."


class AgendaItemAlreadyThere(Refusal):
    """An item stands once in an agenda."""

    SOURCE = "ours: an item is dealt with in one place"
    FR = "Ce point figure déjà parmi ceux de l’autre réunion."
    EN = "This item is among those of the other meeting already."


class LateItemNotConsented(Refusal):
    """While agenda items are accepted, a late one takes the consent of every collectivity present, of one at least."""

    SOURCE = "domain.md 3.5"
    SETTINGS = (Formality.AGENDA_ACCEPTANCE,)
    FR = "{consenting} des collectivités présentes (au nombre de {present}) acceptent ce point : il les faut toutes."
    EN = "{consenting} of the {present} collectivities present consent to this item: it takes them all."


class AgendaItemsUndecided(Refusal):
    """While agenda items are accepted, no meeting closes on one that is neither settled, carried over nor dropped."""

    SOURCE = "domain.md 3.5"
    SETTINGS = (Formality.AGENDA_ACCEPTANCE,)
    FR = "Points restés ouverts : {items}, dont « {title} ». Décidez-les, reportez-les ou retirez-les."
    EN = "Items left open: {items}, among them '{title}'. Decide them, carry them over or drop them."


class DecisionNotTaken(Refusal):
    """An item is decided by a decision that was adopted or rejected."""

    SOURCE = "ours: what is not taken settles nothing"
    FR = "Cette décision n’est ni adoptée ni rejetée."
    EN = "This decision is neither adopted nor rejected."
