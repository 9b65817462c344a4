"""Who plays: nine collectivities, their people, the partners. All names are invented.

No organisation has a SIREN: any number that passes its check may be a real one. E-mail addresses end in `.example`
(RFC 2606), telephone numbers are those that the French regulator keeps for fiction (02 61 91, 06 39 98).
"""

from __future__ import annotations

from dataclasses import dataclass

from maillage.domain.collectivities import CollectivityKind
from maillage.domain.mandates import Function
from maillage.domain.slugs import slug_of

NETWORK = "Réseau des ambassadeurs du tri de l’Arvoise"
SYNDICATE = "SITTOM de l’Arvoise"


@dataclass(frozen=True)
class Player:
    """One person and what they do."""

    given_name: str
    family_name: str
    function: Function | None  # None: the coordinator, whom the syndicate employs
    phone: str | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def key(self) -> str:
        return slug_of(self.name)

    @property
    def email(self) -> str:
        return f"{slug_of(self.given_name)}.{slug_of(self.family_name)}@arvoise.example"


@dataclass(frozen=True)
class Member:
    """One collectivity and its people, who are told apart by their place here."""

    key: str
    name: str
    people: tuple[Player, ...]
    kind: CollectivityKind = CollectivityKind.EPCI


def ambassador(given_name: str, family_name: str, phone: str | None = None) -> Player:
    return Player(given_name, family_name, Function.AMBASSADOR, phone)


def officer(given_name: str, family_name: str, phone: str | None = None) -> Player:
    return Player(given_name, family_name, Function.OFFICER, phone)


def elected(given_name: str, family_name: str) -> Player:
    return Player(given_name, family_name, Function.ELECTED_REPRESENTATIVE)


COORDINATOR = Player("Gwenaëlle", "Robin", None, "02 61 91 00 10")
AUDITOR = Player("Philippe", "Marchand", Function.AUDITOR, "02 61 91 00 11")
PARTNERS = {  # name of the partner, and its contact
    "ADEME": Player("Nadia", "Benali", Function.PARTNER_CONTACT, "02 61 91 00 20"),
    "Citeo (ex-Eco-Emballages)": Player("Olivier", "Faure", Function.PARTNER_CONTACT, "02 61 91 00 21"),
    "Conseil départemental": Player("Catherine", "Hamon", Function.PARTNER_CONTACT, "02 61 91 00 22"),
}
MEMBERS = (
    Member(
        "arvoise",
        "Communauté de communes du Val d’Arvoise",
        (
            ambassador("Anaïs", "Morvan", "06 39 98 00 01"),
            ambassador("Youenn", "Pasquet", "06 39 98 00 02"),
            officer("Marc", "Tanguy", "02 61 91 00 31"),
            elected("Hélène", "Rouxel"),
        ),
    ),
    Member(
        "kerzeon",
        "Communauté de communes des Landes de Kerzéon",
        (ambassador("Maël", "Jégou", "06 39 98 00 03"), officer("Sylvie", "Le Bihan", "02 61 91 00 32")),
    ),
    Member("broceval", "Communauté de communes du Pays de Brocéval", (ambassador("Chloé", "Briand"),)),
    Member(
        "sevrelande",
        "Sèvrelande Agglomération",
        (
            ambassador("Inès", "Caradec", "06 39 98 00 04"),
            ambassador("Hugo", "Lemoine", "06 39 98 00 05"),
            ambassador("Nolwenn", "Guégan"),
            officer("Patrick", "Thébault", "02 61 91 00 33"),
            elected("Denis", "Le Floch"),
        ),
    ),
    Member("trevarnou", "Communauté de communes de Trévarnou", (officer("Karine", "Audran", "02 61 91 00 34"),)),
    Member(
        "etiers",
        "Communauté de communes des Trois Étiers",
        (ambassador("Samuel", "Rivoal", "06 39 98 00 06"), elected("Brigitte", "Camus")),
    ),
    Member(
        "blavan",
        "Communauté de communes du Haut-Blavan",
        (ambassador("Louise", "Kervella", "06 39 98 00 07"), officer("Thierry", "Salaün")),
    ),
    Member(
        "lanvorzec",
        "Communauté de communes de Lanvorzec",
        (officer("Océane", "Daniel", "02 61 91 00 35"), elected("Jean-Yves", "Quéméner")),
    ),
    Member(
        "porz-malen",
        "Commune de Porz-Malen",
        (ambassador("Tiphaine", "Lozac’h", "06 39 98 00 08"),),
        CollectivityKind.COMMUNE,
    ),
)
MEMBER = {member.key: member for member in MEMBERS}
LEAVING = MEMBER["broceval"].people[0]
SUCCESSOR = ambassador("Enora", "Le Gall", "06 39 98 00 09")
