"""How a network says no."""

from __future__ import annotations

from maillage.domain.formalities import Formality
from maillage.domain.refusals import Refusal


class ShareOutOfRange(Refusal):
    """The coordinator's share of a full-time post goes from 0 to 1, with four decimals at most."""

    SOURCE = "domain.md 3.1; ours: four decimals"
    FR = "La part {share} n’est pas comprise entre 0 et 1, avec quatre décimales au plus."
    EN = "The share {share} is not from 0 to 1 with four decimals at most."


class AppointmentBeforeRelief(Refusal):
    """A coordinator comes back on the day of the relief or later."""

    SOURCE = "ours: two missions at once are none"
    FR = "La désignation au {on} précède la fin de mission du {until}."
    EN = "The appointment on {on} precedes the relief on {until}."


class NotCoordinator(Refusal):
    """Only a coordinator is relieved, and the day is moved only until it has come."""

    SOURCE = "ours: what has come to pass is not moved"
    FR = "Cette personne n’anime pas le réseau, ou ne l’anime plus."
    EN = "This person does not coordinate the network, or no longer does."


class ReliefBeforeAppointment(Refusal):
    """A coordinator is relieved on the day of the appointment or later."""

    SOURCE = "ours: a period that ends before it begins is a slip"
    FR = "La fin de mission au {on} précède la désignation du {since}."
    EN = "The relief on {on} precedes the appointment on {since}."


class CoordinatorMissing(Refusal):
    """A network has a coordinator every day, unless who relieves the last one declares the vacancy."""

    SOURCE = "domain.md 3.1"
    FR = "Personne n’animerait le réseau à compter du {day} : désignez quelqu’un, ou déclarez la vacance du poste."
    EN = "Nobody would coordinate the network from {day} on: appoint somebody, or declare the vacancy."


class DecisionNotCited(Refusal):
    """With RULE_CHANGES_CITE_DECISION, off by default, who changes a rule of the network cites an adopted decision."""

    SOURCE = "domain.md 3.1, 1.1"
    SETTINGS = (Formality.RULE_CHANGES_CITE_DECISION,)
    FR = "Une décision adoptée doit être citée pour changer une règle du réseau."
    EN = "A change of the network's rules has to cite an adopted decision."


class CastingVoteOfNoMember(Refusal):
    """The casting vote that a network gives to a collectivity is that of a member."""

    SOURCE = "ours: who is no member casts no vote"
    FR = "La voix prépondérante revient à un membre du réseau, et cette collectivité n’en est pas un."
    EN = "The casting vote is that of a member of the network, and this collectivity is none."


class CastingVoteNotNamed(Refusal):
    """The rules of a statutory body say for which collectivity its president sits, whose vote breaks a tie."""

    SOURCE = "CGCT L2121-20"
    FR = "Indiquez la collectivité dont la voix est prépondérante : celle que représente le président ou la présidente."
    EN = "Say whose vote breaks a tie: the collectivity for which the president sits."


class ReactivityTargetOutOfRange(Refusal):
    """The reactivity target goes from 1 to 60 working days."""

    SOURCE = "ours: a slip in the figure is caught"
    FR = "Le délai visé va de {least} à {most} jours ouvrés, {working_days} ne conviennent pas."
    EN = "The target goes from {least} to {most} working days, {working_days} will not do."


class MinutesSilenceOutOfRange(Refusal):
    """The silence that approves minutes lasts from 1 to 60 days."""

    SOURCE = "ours: members can read, and the minutes do get approved"
    FR = "Le silence qui vaut approbation dure de {least} à {most} jours, {days} ne conviennent pas."
    EN = "The silence that approves lasts from {least} to {most} days, {days} will not do."


class ClosureEndsBeforeStart(Refusal):
    """A closure period ends on its first day or later."""

    SOURCE = "ours: a period that ends before it begins is a slip"
    FR = "La fermeture finirait le {last_day}, avant son début le {first_day}."
    EN = "The closure would end on {last_day}, before it begins on {first_day}."


class ClosureOverlaps(Refusal):
    """Closure periods share no day. Declared again from the same first day, a period is corrected."""

    SOURCE = "ours: no day is counted twice"
    FR = "Une fermeture est déjà déclarée du {first_day} au {last_day}."
    EN = "A closure is declared already from {first_day} to {last_day}."


class CollectivityAlreadyMember(Refusal):
    """A collectivity is admitted once until it withdraws."""

    SOURCE = "ours: two memberships at once are none"
    FR = "Cette collectivité est membre du réseau depuis le {since}."
    EN = "This collectivity has been a member of the network since {since}."


class CollectivityNotMember(Refusal):
    """Only a collectivity that is a member withdraws, and the day is moved only until it has come."""

    SOURCE = "ours: what has come to pass is not moved"
    FR = "Cette collectivité n’est pas membre du réseau, ou ne l’est plus."
    EN = "This collectivity is no member of the network, or none any more."


class CommitmentsOpen(Refusal):
    """A collectivity withdraws when it holds nothing open, or by a document that settles what is."""

    SOURCE = "domain.md 3.1"
    FR = "Affaires encore ouvertes pour cette collectivité : {open}. Terminez-les, ou citez la pièce qui les règle."
    EN = "Still open for this collectivity: {open}. See to them, or cite the document that settles them."


class MemberIsLeaving(Refusal):
    """Once its withdrawal is known, a collectivity takes on nothing, unless a document settles what is open."""

    SOURCE = "domain.md 3.1; ours: what is taken on meanwhile would be open then"
    FR = "Le retrait de cette collectivité est fixé au {on} : rien de nouveau ne lui est confié."
    EN = "The withdrawal of this collectivity is set for {on}: it takes on nothing new."


class WithdrawalBeforeAdmission(Refusal):
    """A collectivity withdraws on the day of its admission or later."""

    SOURCE = "ours: a period that ends before it begins is a slip"
    FR = "Le retrait au {on} précède l’admission du {since}."
    EN = "The withdrawal on {on} precedes the admission on {since}."


class AdmissionBeforeWithdrawal(Refusal):
    """A collectivity comes back on the day of its withdrawal or later."""

    SOURCE = "ours: two memberships at once are none"
    FR = "L’admission au {on} précède le retrait du {until}."
    EN = "The admission on {on} precedes the withdrawal on {until}."


class MergerOfItself(Refusal):
    """Collectivities merge into another one than themselves, and each is named once."""

    SOURCE = "ours: a merger has a successor"
    FR = "Une collectivité ne fusionne pas avec elle-même, et n’est nommée qu’une fois."
    EN = "A collectivity does not merge into itself, and is named once."


class CollectivityIsMerged(Refusal):
    """Once its merger is known, a collectivity is not admitted, merged, withdrawn or given mandates any more."""

    SOURCE = "domain.md 3.2"
    FR = "Cette collectivité fusionne au {on} : adressez-vous à celle qui lui succède."
    EN = "This collectivity merges on {on}: turn to the one that succeeds it."


class MergerOutsideMembership(Refusal):
    """What merges is a member up to the eve of the merger."""

    SOURCE = "ours: what is no member has nothing to hand over"
    FR = "Cette collectivité n’est pas membre du réseau à la veille du {on}."
    EN = "This collectivity is no member of the network on the eve of {on}."


class SuccessorNotMember(Refusal):
    """What others merge into is a member on the day of the merger; a new one is admitted from that day first."""

    SOURCE = "ours: what is handed over goes to a member"
    FR = "La collectivité qui succède n’est pas membre du réseau au {on} : admettez-la d’abord à compter de ce jour."
    EN = "The successor is no member of the network on {on}: admit it from that day on first."


class PartnerAlreadyAssociated(Refusal):
    """A partner is associated once under a name until it is dissociated."""

    SOURCE = "ours: one name, one partner"
    FR = "Le partenaire « {name} » est déjà associé au réseau."
    EN = "The partner '{name}' is already associated with the network."


class PartnerNotAssociated(Refusal):
    """Only an associated partner is dissociated, and the day is moved only until it has come."""

    SOURCE = "ours: what has come to pass is not moved"
    FR = "Ce partenaire n’est pas associé au réseau, ou ne l’est plus."
    EN = "This partner is not associated with the network, or no longer is."


class DissociationBeforeAssociation(Refusal):
    """A partner is dissociated on the day of its association or later."""

    SOURCE = "ours: a period that ends before it begins is a slip"
    FR = "La fin du partenariat au {on} précède son début le {since}."
    EN = "The end of the partnership on {on} precedes its beginning on {since}."
