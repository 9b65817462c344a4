"""How a decision and its ballot say no."""

from __future__ import annotations

from maillage.domain.refusals import Refusal


class QuorumNotReached(Refusal):
    """No ballot opens without the quorum."""

    FR = "{represented} membres sur {members} sont représentés, il en faut {needed}."
    EN = "{represented} of {members} members are represented, {needed} needed."


class BallotAlreadyOpened(Refusal):
    """A decision is put to the vote once."""

    FR = "Cette décision a déjà été mise aux voix."
    EN = "This decision has already been put to the vote."


class BallotNotOpen(Refusal):
    """Votes are cast in a ballot that is open, and only an open ballot is closed."""

    FR = "Aucun scrutin n’est ouvert pour cette décision."
    EN = "No ballot is open for this decision."


class BallotIsClosed(Refusal):
    """A vote cannot be cast or changed once the ballot is closed, and a ballot is closed once."""

    FR = "Le scrutin est clos."
    EN = "The ballot is closed."


class BallotAtOtherMeeting(Refusal):
    """A ballot is voted and closed at the meeting where it was opened."""

    FR = "Le scrutin est ouvert dans une autre réunion."
    EN = "The ballot was opened at another meeting."


class CollectivityCannotVote(Refusal):
    """One vote for each collectivity that was a member of the meeting when the ballot opened, and for no other."""

    FR = "Cette collectivité n’est pas l’un des {members} membres du scrutin."
    EN = "This collectivity is not one of the {members} members of the ballot."


class VoterNotPresent(Refusal):
    """Who votes for a collectivity is present at the meeting for that collectivity."""

    FR = "Vous n’êtes pas présent à la réunion pour cette collectivité."
    EN = "You are not present at the meeting for this collectivity."
