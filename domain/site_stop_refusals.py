"""How a meeting says no to the stops of a site visit and to their visitors."""

from __future__ import annotations

from maillage.domain.refusals import Refusal


class NotASiteVisit(Refusal):
    """Only a meeting of the kind SITE_VISIT has stops."""

    SOURCE = "domain.md 3.5"
    FR = "La réunion est de type {kind} ; seule une visite de site (SITE_VISIT) a des étapes."
    EN = "The meeting is of the kind {kind}; only a SITE_VISIT has stops."


class SiteStopEndsBeforeStart(Refusal):
    """A stop ends after it starts."""

    SOURCE = "domain.md 3.5"
    FR = "L’étape finirait le {ends_at}, alors qu’elle commence le {starts_at}."
    EN = "The stop would end at {ends_at}, and it starts at {starts_at}."


class SiteStopOutsideMeeting(Refusal):
    """A stop begins and ends within the times of its meeting."""

    SOURCE = "ours: a visit is where its visitors are"
    FR = "L’étape sort des horaires de la visite, du {starts_at} au {ends_at}."
    EN = "The stop is not within the times of the visit, {starts_at} to {ends_at}."


class SiteStopOverlaps(Refusal):
    """The stops of a visit follow each other; one that was given up counts no more."""

    SOURCE = "ours: nobody is at two facilities at once"
    FR = "L’étape « {place} » occupe déjà les visiteurs du {starts_at} au {ends_at}."
    EN = "The stop '{place}' takes the visitors from {starts_at} to {ends_at} already."


class VisitorCapacityOutOfRange(Refusal):
    """A stop takes 1 to 500 visitors."""

    SOURCE = "ours: a slip in the figure is caught"
    FR = "Le nombre de visiteurs vaut {visitors} ; il va de {least} à {most}."
    EN = "The number of visitors is {visitors}; it goes from {least} to {most}."


class SiteStopUnknown(Refusal):
    """The id names a stop of this visit, planned for its date of now."""

    SOURCE = "ours: a command names what is there"
    FR = "La visite n’a pas d’étape {stop} à sa date actuelle."
    EN = "The visit has no stop {stop} on its date of now."


class SiteStopIsOver(Refusal):
    """A stop is visited once or missed once, and changes no more after that."""

    SOURCE = "ours: what became of a stop is said once"
    FR = "L’étape n’attend plus personne : son état est {status}."
    EN = "The stop waits for nobody any more: it is {status}."


class SiteStopFull(Refusal):
    """A stop never takes more visitors than the operator lets in."""

    SOURCE = "domain.md 3.5"
    FR = "Les {visitors} places de l’étape sont prises."
    EN = "The {visitors} places of this stop are taken."


class VisitorOutsideNetwork(Refusal):
    """A visitor coordinates the network or holds a mandate in it on the day of the visit: no minor, no passer-by."""

    SOURCE = "domain.md 3.5; ours: by mandates, which no minor holds, so that no age is kept"
    FR = "Le {day}, cette personne n’a pas de mandat dans le réseau : elle n’a pas de place à l’étape."
    EN = "On {day} this person holds no mandate in the network, and so has no place at the stop."


class VisitorWithoutPlace(Refusal):
    """Only who has taken a place at a stop acknowledges its safety notice, visits it, or gives the place back."""

    SOURCE = "domain.md 3.5"
    FR = "Cette personne n’a pas de place à l’étape."
    EN = "This person has no place at the stop."


class SafetyNoticeMissing(Refusal):
    """A safety notice is acknowledged where there is one."""

    SOURCE = "ours: nobody signs for what there is not"
    FR = "L’étape n’a pas de consignes de sécurité."
    EN = "The stop has no safety notice."


class SafetyNoticeUnread(Refusal):
    """Nobody visits a stop without having acknowledged its safety notice."""

    SOURCE = "domain.md 3.5; ours: before the visit"
    FR = "Parmi les visiteurs, {visitors} n’ont pas pris connaissance des consignes de sécurité."
    EN = "Of the visitors, {visitors} have not acknowledged the safety notice."


class NobodyVisits(Refusal):
    """A stop is visited, and a place taken, by somebody."""

    SOURCE = "ours: a visit without visitors is a missed one"
    FR = "Aucune personne n’est nommée, et aucune n’a de place à l’étape."
    EN = "Nobody is named, and nobody has a place at the stop."


class SiteStopsUnsettled(Refusal):
    """A site visit closes once each stop is said to be visited or missed: the indicator of the year counts them."""

    SOURCE = "ours: a stop missed by silence would be lost for domain.md 4, indicator 2"
    FR = "Étapes dont on ne sait pas si elles ont été visitées : {stops}. La première : « {place} »."
    EN = "Stops of which nobody said whether they were visited: {stops}. The first: '{place}'."
