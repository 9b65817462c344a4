"""What is put to the vote, and who proposes it."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.usecases.demonstration.cast import MEMBER


@dataclass(frozen=True)
class Proposal:
    """A decision, and the key of who proposes it; None: the coordinator."""

    title: str
    text: str
    by: str | None = None


DECISIONS = {
    "rythme": Proposal(
        "Se réunir tous les deux mois",
        "Le réseau se réunit tous les deux mois, le mardi après-midi, chaque fois chez un autre de ses membres.",
    ),
    "annuaire": Proposal(
        "Tenir un annuaire commun",
        "Chaque collectivité tient à jour les coordonnées de ses ambassadeurs, techniciens et élus référents.",
    ),
    "vidéo": Proposal(
        "Réaliser une vidéo sur le circuit du déchet",
        "Le réseau prépare une vidéo commune sur le circuit du déchet : collecte, centre de tri, valorisation, "
        "enfouissement.\nUn groupe de travail en propose le scénario.",
        MEMBER["sevrelande"].people[3].key,
    ),
    "stand": Proposal(
        "Confier le stand commun à Sèvrelande Agglomération",
        "Sèvrelande Agglomération garde le stand commun et en tient le planning de prêt.",
        MEMBER["arvoise"].people[2].key,
    ),
    "cahier": Proposal(
        "Éditer un cahier de texte commun",
        "Les collectivités éditent ensemble un cahier de texte sur le tri, remis aux écoliers à la rentrée.",
    ),
    "serd": Proposal(
        "Bâtir un programme d’animations commun pour la SERD",
        "Chaque membre propose au moins une animation pour la Semaine européenne de la réduction des déchets.",
    ),
    "malle": Proposal(
        "Prêter la malle pédagogique du syndicat",
        "Le syndicat prête sa malle pédagogique aux membres, à tour de rôle, deux semaines chacun.",
    ),
    "composteurs": Proposal(
        "Acheter des composteurs en commun",
        "Un achat groupé de composteurs, par lots de cinquante, que chaque membre revend à ses habitants.",
    ),
    "stand tournant": Proposal(
        "Faire tourner le stand commun",
        "Le stand commun passe chaque trimestre chez un autre membre, qui en tient le planning de prêt.",
        MEMBER["arvoise"].people[2].key,
    ),
    "calendrier": Proposal(
        "Fixer un calendrier des animations scolaires",
        "Chaque membre annonce avant octobre les animations scolaires de l’année ; le réseau en tient le calendrier.",
    ),
    "outils": Proposal(
        "Mettre en commun les outils d’animation",
        "Les membres recensent leurs outils d’animation et se les prêtent.",
        MEMBER["kerzeon"].people[1].key,
    ),
}
