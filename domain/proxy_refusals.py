"""How a proxy says no."""

from __future__ import annotations

from maillage.domain.formalities import Formality
from maillage.domain.refusals import Refusal


class ProxyAlreadyGiven(Refusal):
    """A collectivity gives one proxy at a time: another holder takes the revocation of the first."""

    SOURCE = "ours: a collectivity has one vote"
    FR = "Cette collectivité a déjà donné pouvoir pour la réunion : retirez-le d’abord."
    EN = "This collectivity has already given a proxy for the meeting: revoke it first."


class ProxyTakesSeat(Refusal):
    """Where the meeting goes by seats, who gives a proxy holds one that day, and still when it is voted by."""

    SOURCE = "domain.md 2.2"
    SETTINGS = (Formality.SEATS,)
    FR = "Cette personne n’occupe pas de siège de cette collectivité le {day}."
    EN = "This person holds no seat of this collectivity on {day}."


class ProxyHolderTaken(Refusal):
    """Nobody holds more than one proxy at a meeting."""

    SOURCE = "domain.md 3.3; CGCT L2121-20 (unverified)"
    FR = "Cette personne détient déjà un pouvoir pour la réunion."
    EN = "This person already holds a proxy for the meeting."


class ProxyHolderNotOfOther(Refusal):
    """Who holds a proxy is another person, with a mandate at another member on the day of the meeting."""

    SOURCE = "ours: a collectivity's own people come themselves"
    FR = "Cette personne n’a pas de mandat, le {day}, auprès d’un autre membre."
    EN = "On {day} this person holds no mandate at another member."


class NoProxy(Refusal):
    """Only a proxy that stands is revoked, or voted by."""

    SOURCE = "ours: a command names what is there"
    FR = "Cette collectivité n’a pas donné pouvoir pour la réunion."
    EN = "This collectivity has given no proxy for the meeting."


class ProxyHeldByOther(Refusal):
    """Only its holder votes by a proxy."""

    SOURCE = "domain.md 3.6"
    FR = "Ce pouvoir est détenu par une autre personne."
    EN = "This proxy is held by somebody else."


class ProxyHolderNotPresent(Refusal):
    """A proxy counts while its holder is present at the meeting for another member."""

    SOURCE = "domain.md 3.3"
    FR = "Qui détient un pouvoir ne vote qu’en étant présent à la réunion pour un autre membre."
    EN = "Who holds a proxy votes only while present at the meeting for another member."


class PresentWithoutProxy(Refusal):
    """A collectivity for which somebody is present votes itself, and not by proxy."""

    SOURCE = "ours: who is there speaks for itself"
    FR = "Cette collectivité est présente : elle vote elle-même, et non par pouvoir."
    EN = "This collectivity is present: it votes itself, and not by proxy."


class ProxyLapsed(Refusal):
    """A proxy is worth as long as the mandate by which it was given."""

    SOURCE = "domain.md 3.3"
    FR = "Le mandat de la personne qui a donné pouvoir n’est pas en cours le {day}."
    EN = "The mandate of who gave the proxy is not active on {day}."
