"""The meetings of the play, each as it goes."""

from __future__ import annotations

from maillage.domain.ballots import Majority, Mode
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.usecases.demonstration.cast import COORDINATOR, PARTNERS, SUCCESSOR
from maillage.usecases.demonstration.sittings import Seat, Sitting, Vote

HOST = Seat("", COORDINATOR.key, arrives=-9)
REMOTE = Presence.REMOTE
CITEO = PARTNERS["Citeo (ex-Eco-Emballages)"].key

LAUNCH = Sitting(
    "lancement",
    "Réunion de lancement du réseau",
    MeetingKind.REGULAR,
    Modality.HYBRID,
    "Salle de l’Étang, Sèvrelande",
    150,
    (
        HOST,
        Seat("sevrelande", 0),
        Seat("sevrelande", 3),
        Seat("arvoise", 0),
        Seat("arvoise", 3, leaves=60),
        Seat("kerzeon", 0, arrives=-2),
        Seat("broceval", 0),
        Seat("trevarnou", 0, REMOTE, arrives=0),
        Seat("etiers", 0, arrives=12),
        Seat("blavan", 1, REMOTE, arrives=1),
    ),
    (Vote("rythme", 75), Vote("annuaire", 110, abstain=("trevarnou",))),
)

WITHOUT_QUORUM = Sitting(
    "sans quorum",
    "Réunion du réseau : les projets communs",
    MeetingKind.REGULAR,
    Modality.ON_SITE,
    "Maison du Val d’Arvoise",
    90,
    (
        HOST,
        Seat("arvoise", 0),
        Seat("arvoise", 1),
        Seat("blavan", 0),
        Seat("porz-malen", 0, arrives=4),
        Seat("sevrelande", 1, arrives=10),
    ),
)

VIDEO_GROUP = Sitting(
    "groupe vidéo",
    "Groupe de travail : scénario de la vidéo",
    MeetingKind.WORKING_GROUP,
    Modality.REMOTE,
    None,
    60,
)

VIDEO = Sitting(
    "vidéo",
    "Réunion du réseau : la vidéo et le stand",
    MeetingKind.REGULAR,
    Modality.HYBRID,
    "Mairie de Porz-Malen",
    150,
    (
        HOST,
        Seat("porz-malen", 0),
        Seat("arvoise", 1),
        Seat("kerzeon", 1),
        Seat("broceval", SUCCESSOR.key),
        Seat("sevrelande", 0, arrives=3),
        Seat("trevarnou", 0, REMOTE, arrives=0),
        Seat("etiers", 0),
        Seat("lanvorzec", 0, REMOTE, arrives=8),
    ),
    (
        Vote("vidéo", 45, majority=Majority.ABSOLUTE, abstain=("lanvorzec",)),
        Vote("stand", 95, Mode.SECRET, no=("kerzeon", "etiers", "trevarnou")),
    ),
)

SITE_VISIT = Sitting(
    "visite",
    "Visite de site : centre de tri, usine d’incinération, centre d’enfouissement",
    MeetingKind.SITE_VISIT,
    Modality.ON_SITE,
    "Départ du centre de tri de l’Arvoise",
    480,
    (
        HOST,
        Seat("sevrelande", 0),
        Seat("sevrelande", 1),
        Seat("sevrelande", 2),
        Seat("arvoise", 0),
        Seat("arvoise", 1),
        Seat("kerzeon", 0),
        Seat("broceval", SUCCESSOR.key, leaves=240),
        Seat("etiers", 0),
        Seat("blavan", 0),
        Seat("porz-malen", 0),
        Seat("", CITEO, arrives=0),
    ),
)

AUTUMN = Sitting(
    "programme",
    "Réunion du réseau : cahier de texte et programme d’animations",
    MeetingKind.REGULAR,
    Modality.HYBRID,
    "Salle du Moulin, Kerzéon",
    150,
    (
        HOST,
        Seat("kerzeon", 0),
        Seat("arvoise", 0),
        Seat("sevrelande", 2),
        Seat("etiers", 1, arrives=0),
        Seat("lanvorzec", 0, REMOTE, arrives=2, leaves=70),
        Seat("blavan", 0, arrives=-3, leaves=70),
        Seat("broceval", SUCCESSOR.key, arrives=80),
    ),
    (
        Vote("cahier", 40, no=("arvoise", "lanvorzec", "etiers")),
        Vote("serd", 100, no=("etiers",), changed=("arvoise",)),
    ),
)

NEXT = Sitting(
    "outils",
    "Réunion du réseau : les outils d’animation",
    MeetingKind.REGULAR,
    Modality.HYBRID,
    "Maison du Haut-Blavan",
    120,
    (
        HOST,
        Seat("blavan", 0),
        Seat("arvoise", 0),
        Seat("sevrelande", 0),
        Seat("kerzeon", 0),
        Seat("trevarnou", 0, REMOTE, arrives=0),
        Seat("porz-malen", 0),
        Seat("lanvorzec", 0, arrives=5),
    ),
    (Vote("outils", 60, majority=Majority.TWO_THIRDS, no=("lanvorzec",)),),
)

REVIEW = Sitting(
    "bilan",
    "Réunion du réseau : bilan de la saison",
    MeetingKind.REGULAR,
    Modality.HYBRID,
    "Salle des fêtes, Porz-Malen",
    150,
    (
        HOST,
        Seat("porz-malen", 0),
        Seat("arvoise", 0),
        Seat("arvoise", 2),
        Seat("sevrelande", 0),
        Seat("kerzeon", 0, leaves=130),
        Seat("broceval", SUCCESSOR.key, leaves=130),
        Seat("etiers", 0),
        Seat("blavan", 0, REMOTE, arrives=1),
    ),
    (Vote("stand tournant", 50, no=("etiers",)),),
    (("trevarnou", "sevrelande"),),
)

TO_COUNT = "malle"  # voted, and left to be counted

SEASON = Sitting(
    "saison",
    "Réunion du réseau : préparer la saison prochaine",
    MeetingKind.REGULAR,
    Modality.HYBRID,
    "Hôtel de ville de Sèvrelande",
    120,
    (
        HOST,
        Seat("sevrelande", 0),
        Seat("arvoise", 1),
        Seat("kerzeon", 1),
        Seat("broceval", SUCCESSOR.key),
        Seat("etiers", 0, arrives=0),
        Seat("blavan", 0),
        Seat("porz-malen", 0, REMOTE, arrives=1),
    ),
    (Vote("composteurs", 40, no=("etiers",)), Vote(TO_COUNT, 80, counted=False)),
)

AHEAD = Sitting(
    "rentrée",
    "Réunion du réseau : la rentrée",
    MeetingKind.REGULAR,
    Modality.HYBRID,
    "Maison du Val d’Arvoise",
    120,
    (
        HOST,
        Seat("arvoise", 0),
        Seat("sevrelande", 1),
        Seat("kerzeon", 0),
        Seat("blavan", 1),
        Seat("porz-malen", 0),
        Seat("etiers", 0, REMOTE, arrives=0),
    ),
    (Vote("calendrier", 45),),
)
