"""How a decision and its ballot say no."""

from __future__ import annotations

from maillage.domain.formalities import Formality
from maillage.domain.refusals import Refusal


class BallotsOff(Refusal):
    """With BALLOTS off, as by default, nothing is put to the vote; a meeting has it as it was when it was scheduled."""

    SOURCE = "domain.md 1.1"
    SETTINGS = (Formality.BALLOTS,)
    FR = "Le réseau n’a pas activé les scrutins : la décision s’adopte par consentement."
    EN = "The network has not turned ballots on: the decision is adopted by consent."


class QuorumNotReached(Refusal):
    """No ballot opens without the quorum; with QUORUM_BLOCKS, off by default, nothing else is decided without it."""

    SOURCE = "domain.md 3.6, 1.1"
    SETTINGS = (Formality.BALLOTS, Formality.QUORUM_BLOCKS, "quorum_rule")
    FR = "{represented} membres sur {members} sont représentés, il en faut {needed}."
    EN = "{represented} of {members} members are represented, {needed} needed."


class DecisionNotReconvened(Refusal):
    """A reconvened meeting, which needs no quorum, decides nothing but what the earlier one had before it.

    That is what was proposed for that one or put to the vote there, and what the agenda that it left has an item about.
    """

    SOURCE = "domain.md 2.2; domain.md 3.5"
    FR = "La réunion en reprend une autre, qui n’était pas saisie de cette décision."
    EN = "The meeting goes on with another one, which did not have this decision before it."


class BallotAlreadyOpened(Refusal):
    """While a ballot is open no other opens, and what is put to the vote is not adopted by consent."""

    SOURCE = "ours: one question at a time"
    SETTINGS = (Formality.BALLOTS,)
    FR = "Cette décision est déjà mise aux voix."
    EN = "This decision is already put to the vote."


class DecisionAlreadyTaken(Refusal):
    """A decision is adopted or rejected once."""

    SOURCE = "domain.md 3.6"
    FR = "Cette décision a déjà été adoptée ou rejetée."
    EN = "This decision has already been adopted or rejected."


class ConsentHasObjections(Refusal):
    """A decision is adopted by consent when no member of the meeting objects; with an objection, a ballot decides."""

    SOURCE = "domain.md 3.6"
    FR = "Objections en cours : {objections}. Faites-les lever, ou mettez la décision aux voix."
    EN = "Objections that stand: {objections}. Have them withdrawn, or put the decision to the vote."


class NobodyRepresented(Refusal):
    """Consent is that of the members in the room, at least one."""

    SOURCE = "ours: nobody's silence is no consent"
    FR = "Aucun membre n’est représenté à la réunion."
    EN = "No member is represented at the meeting."


class AlreadyObjects(Refusal):
    """A collectivity objects once until it withdraws its objection."""

    SOURCE = "ours: one objection that stands is enough"
    FR = "Cette collectivité a déjà une objection en cours."
    EN = "This collectivity has an objection that stands already."


class NoObjection(Refusal):
    """Only an objection that stands is withdrawn."""

    SOURCE = "ours: there is nothing to withdraw"
    FR = "Cette collectivité n’a pas d’objection en cours."
    EN = "This collectivity has no objection that stands."


class BallotNotOpen(Refusal):
    """Votes are cast in a ballot that is open, and only an open ballot is closed."""

    SOURCE = "ours: a vote counts in its ballot"
    SETTINGS = (Formality.BALLOTS,)
    FR = "Aucun scrutin n’est ouvert pour cette décision."
    EN = "No ballot is open for this decision."


class BallotIsClosed(Refusal):
    """A vote cannot be cast or changed once the ballot is closed, and a ballot is closed once."""

    SOURCE = "domain.md 3.6"
    SETTINGS = (Formality.BALLOTS,)
    FR = "Le scrutin est clos."
    EN = "The ballot is closed."


class BallotAtOtherMeeting(Refusal):
    """A ballot is voted and closed at the meeting where it was opened, a consultation at none."""

    SOURCE = "ours: presence and quorum are those of one meeting"
    SETTINGS = (Formality.BALLOTS,)
    FR = "Le scrutin est ouvert dans une autre réunion."
    EN = "The ballot was opened at another meeting."


class ConsultationNotOver(Refusal):
    """A consultation is counted once its last day has passed, or all that may vote have answered."""

    SOURCE = "ours: who was given a day to answer keeps it"
    SETTINGS = (Formality.BALLOTS,)
    FR = "La consultation court jusqu’au {closes_on} inclus, et tous les membres n’ont pas répondu."
    EN = "The consultation lasts until {closes_on} included, and not all members have answered."


class ConsultationIsOver(Refusal):
    """A consultation is answered up to its last day."""

    SOURCE = "domain.md 3.6"
    SETTINGS = (Formality.BALLOTS,)
    FR = "La consultation s’est achevée le {closes_on}."
    EN = "The consultation ended on {closes_on}."


class CollectivityCannotVote(Refusal):
    """Only collectivities that were members when the meeting or the consultation opened vote and object, each once."""

    SOURCE = "domain.md 3.6; ours: the members are those at the opening"
    FR = "Cette collectivité n’est pas l’un des {members} membres appelés à voter."
    EN = "This collectivity is not one of the {members} members that may vote."


class VoterNotPresent(Refusal):
    """Who votes or objects for a collectivity is present at the meeting for that collectivity."""

    SOURCE = "domain.md 3.5, 3.6"
    FR = "Vous n’êtes pas présent à la réunion pour cette collectivité."
    EN = "You are not present at the meeting for this collectivity."


class VoterHoldsNoSeat(Refusal):
    """With SEATS, off by default, who acts for a collectivity in a vote is titular or substitute of a seat of it.

    Who answers a consultation, withdraws an objection or a proxy, or recuses it.
    """

    SOURCE = "domain.md 1.1"
    SETTINGS = (Formality.SEATS,)
    FR = "Vous n’êtes ni titulaire ni suppléant ou suppléante d’un siège de cette collectivité."
    EN = "You are neither titular nor substitute of a seat of this collectivity."


class DecisionNotInForce(Refusal):
    """A decision that is superseded, repealed or that does so, or that is cited for a rule, is adopted and in force."""

    SOURCE = "domain.md 3.1; ours: what is not in force is neither superseded nor repealed"
    FR = "Cette décision n’est pas en vigueur ({status})."
    EN = "This decision is not in force ({status})."


class DecisionEndsItself(Refusal):
    """A decision is superseded or repealed by another one."""

    SOURCE = "ours: nothing would be left in force"
    FR = "Une décision ne se remplace ni ne s’abroge elle-même."
    EN = "A decision does not supersede or repeal itself."


class DecisionNotInRegister(Refusal):
    """Only a decision that was adopted is corrected, and refers to a deliberation."""

    SOURCE = "ours: the register holds what was adopted"
    FR = "Cette décision n’est pas au registre ({status})."
    EN = "This decision is not in the register ({status})."


class NothingToCorrect(Refusal):
    """A correction gives another title, another text, or both."""

    SOURCE = "ours: a correction changes something"
    FR = "Donnez le titre ou le texte corrigé."
    EN = "Give the corrected title or text."


class ReviewInThePast(Refusal):
    """A review is due on the day of its scheduling or later."""

    SOURCE = "ours: a slip in the date is caught"
    FR = "Le réexamen serait dû le {on}, et nous sommes le {today}."
    EN = "The review would be due on {on}, and today is {today}."


class CollectivityRecused(Refusal):
    """A collectivity that is recused neither votes nor objects, and is recused once."""

    SOURCE = "domain.md 3.6"
    FR = "Cette collectivité s’est déportée."
    EN = "This collectivity is recused."


class CastingVoteInSecret(Refusal):
    """A casting vote breaks the tie of a public ballot only: in a secret one nobody may know it."""

    SOURCE = "CGCT L2121-20, by domain.md 2.2"
    SETTINGS = (Formality.BALLOTS,)
    FR = "Un scrutin secret n’a pas de voix prépondérante."
    EN = "A secret ballot has no casting vote."
