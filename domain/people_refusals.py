"""How a person's mandates and details say no."""

from __future__ import annotations

from maillage.domain.refusals import Refusal


class EmailInvalid(Refusal):
    """An e-mail address has a name, an at sign and a domain, without blanks."""

    SOURCE = "ours: a slip in the address is caught"
    # The address is personal, and refusals are stored: it is no value of this one.
    FR = "Le champ {field} n’est pas une adresse électronique."
    EN = "The field {field} is no e-mail address."


class PhoneInvalid(Refusal):
    """A telephone number has 3 to 15 digits, parted by blanks, dots, hyphens or brackets, after an optional plus."""

    SOURCE = "ours: a slip in the number is caught"
    FR = "Le champ {field} n’est pas un numéro de téléphone."
    EN = "The field {field} is no telephone number."


class SkillNotDeclared(Refusal):
    """Only a skill that the person has declared is withdrawn."""

    SOURCE = "ours: there is nothing to withdraw"
    FR = "Cette personne n’a pas déclaré la compétence « {skill} »."
    EN = "This person has not declared the skill '{skill}'."


class TrainingToCome(Refusal):
    """A training is recorded once it has been followed."""

    SOURCE = "ours: what is planned has not been followed"
    FR = "La formation finirait le {on}, et nous sommes le {today}."
    EN = "The training would end on {on}, and today is {today}."


class FunctionElsewhere(Refusal):
    """Each function is held at one kind of organisation."""

    SOURCE = "domain.md 3"
    FR = "La fonction {function} s’exerce auprès de {expected}, non de {organisation_kind}."
    EN = "The function {function} is held at a {expected}, not at a {organisation_kind}."


class OrganisationNotInNetwork(Refusal):
    """Mandates and deliberations are those of members that have not withdrawn, of the syndicate or of partners."""

    SOURCE = "ours: a mandate is held in the network"
    FR = "Cette organisation ({organisation_kind}) n’est pas membre ou partenaire du réseau au {day}."
    EN = "This organisation ({organisation_kind}) is no member or partner of the network on {day}."


class MandateEndsBeforeStart(Refusal):
    """A mandate ends on its first day or later."""

    SOURCE = "domain.md 3.3"
    FR = "Le mandat prendrait fin le {ends_on}, avant son début le {starts_on}."
    EN = "The mandate would end on {ends_on}, before its start on {starts_on}."


class MandateOverlaps(Refusal):
    """A person holds one mandate at a time for a function at an organisation."""

    SOURCE = "domain.md 3.3; ours: without a seat the function counts"
    FR = "Un mandat pour cette fonction court déjà depuis le {since} auprès de cette organisation."
    EN = "A mandate for this function at this organisation already runs since {since}."


class MandateUnknown(Refusal):
    """A command about a mandate names one that the person holds."""

    SOURCE = "ours: a command names what is there"
    FR = "Cette personne n’a pas ce mandat."
    EN = "This person has no such mandate."


class MandateAlreadyEnded(Refusal):
    """The end of a mandate is set, and moved, only until it has come."""

    SOURCE = "ours: what has come to pass is not moved"
    FR = "Ce mandat a déjà pris fin le {ends_on}."
    EN = "This mandate was already ended on {ends_on}."


class MandateEndsEarlier(Refusal):
    """Ending a mandate never lengthens it."""

    SOURCE = "ours: an end does not extend"
    FR = "Ce mandat prend fin le {ends_on}, avant le {on}."
    EN = "This mandate ends on {ends_on}, before {on}."


class ExtensionNotLater(Refusal):
    """A mandate that has an end is extended beyond it."""

    SOURCE = "ours: an extension does not end"
    FR = "Ce mandat court déjà jusqu’au {last_day} : une prolongation va au-delà."
    EN = "This mandate runs until {last_day} already: an extension goes beyond."


class MandateOpenEnded(Refusal):
    """A mandate without an end needs no extension."""

    SOURCE = "ours: there is nothing to extend"
    FR = "Ce mandat n’a pas de date de fin."
    EN = "This mandate has no end."


class NoActiveMandate(Refusal):
    """Who stands for a collectivity holds a mandate there that is active on that day."""

    SOURCE = "domain.md 3.6"
    FR = "Cette personne n’a pas de mandat en cours auprès de cette collectivité le {day}."
    EN = "This person has no active mandate at this collectivity on {day}."


class NotAnAmbassador(Refusal):
    """Only a mandate as ambassador amounts to a share of a full-time post."""

    SOURCE = "domain.md 3.3"
    FR = "La fonction {function} n’est pas celle d’ambassadeur ou d’ambassadrice."
    EN = "The function {function} is not that of an ambassador."


class FteOutOfRange(Refusal):
    """An ambassador's share of a full-time post goes from 0 to 1, with four decimals at most."""

    SOURCE = "domain.md 3.3; ours: four decimals"
    FR = "La part {fte} n’est pas comprise entre 0 et 1, avec quatre décimales au plus."
    EN = "The share {fte} is not between 0 and 1, with four decimals at most."


class FteOutsideMandate(Refusal):
    """A share of a full-time post begins on a day of its mandate."""

    SOURCE = "ours: a post is held by its mandate"
    FR = "Le mandat n’est pas en cours le {on}."
    EN = "The mandate is not in force on {on}."


class FteBeyondFullTime(Refusal):
    """The shares of one person never exceed a full-time post, all ambassador's mandates together."""

    SOURCE = "domain.md 3.3"
    FR = "Cette personne occuperait {total} temps plein le {day}, 1 au plus."
    EN = "This person would fill {total} full-time posts on {day}, 1 at most."


class MessageAlwaysSent(Refusal):
    """An invitation to a meeting and what becomes of it are sent to everybody whom they concern."""

    SOURCE = "ours: who is invited must be able to rely on it"
    FR = "Les messages {kind} sont toujours envoyés."
    EN = "Messages {kind} are always sent."


class NothingToDepartFrom(Refusal):
    """Who departs holds a mandate on that day that has not ended before."""

    SOURCE = "ours: there is nothing to end"
    FR = "Cette personne n’a aucun mandat à terminer le {on}."
    EN = "This person has no mandate to end on {on}."
