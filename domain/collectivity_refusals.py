"""How a collectivity says no."""

from __future__ import annotations

from maillage.domain.refusals import Refusal


class FigureOfNoYear(Refusal):
    """A yearly figure is of a year from 1900 to the current one."""

    SOURCE = "ours: a slip in the year is caught"
    FR = "L’année {year} ne va pas de {earliest} à {latest}."
    EN = "The year {year} is not from {earliest} to {latest}."


class PopulationOutOfRange(Refusal):
    """A population is a number of inhabitants from 0 to 100 million."""

    SOURCE = "ours: a slip in the figure is caught"
    FR = "Une population va de 0 à {most} habitants, {inhabitants} ne conviennent pas."
    EN = "A population goes from 0 to {most} inhabitants, {inhabitants} will not do."


class TonnageOutOfRange(Refusal):
    """A tonnage goes from 0 to 10 million tonnes, to the kilogram."""

    SOURCE = "ours: a slip in the figure is caught"
    FR = "Un tonnage va de 0 à {most} tonnes, avec trois décimales au plus : {tonnes} ne convient pas."
    EN = "A tonnage goes from 0 to {most} tonnes with three decimals at most: {tonnes} will not do."


class AmbassadorPostsOutOfRange(Refusal):
    """A collectivity has from 0 to 999 posts of ambassadors."""

    SOURCE = "ours: more is a slip of the keyboard"
    FR = "Le nombre de postes d’ambassadeurs va de 0 à {most}, {ambassadors} ne conviennent pas."
    EN = "The number of ambassadors' posts goes from 0 to {most}, {ambassadors} will not do."


class CollectivityIsClosed(Refusal):
    """A collectivity that exists no more is not admitted again; its day is moved only until it has come."""

    SOURCE = "domain.md 3.2"
    FR = "Cette collectivité n’existe plus à compter du {on}."
    EN = "This collectivity exists no more from {on} on."
