"""How a directory that is imported says no: to the whole file, or to one of its lines."""

from __future__ import annotations

from maillage.domain.refusals import Refusal


class FileTooLarge(Refusal):
    """A file holds 400,000 bytes at most."""

    SOURCE = "ours: one call does not keep others waiting"
    FR = "Le fichier compte {length} octets, {limit} au plus."
    EN = "The file has {length} bytes, {limit} at most."


class TooManyLines(Refusal):
    """A file has 1,000 lines of people at most."""

    SOURCE = "ours: one call does not keep others waiting"
    FR = "Le fichier compte {lines} lignes, {limit} au plus."
    EN = "The file has {lines} lines, {limit} at most."


class FileUnreadable(Refusal):
    """A file is text, in UTF-8 or Windows-1252."""

    SOURCE = "ours: nothing is guessed"
    FR = "Le fichier n’est pas un texte en {encoding} : enregistrez-le au format CSV UTF-8."
    EN = "The file is no text in {encoding}: save it as CSV UTF-8."


class FileHasNobody(Refusal):
    """A file has a line of column names, and at least one of people."""

    SOURCE = "ours: an import imports something"
    FR = "Le fichier ne contient personne : une ligne de titres, puis une ligne par personne, sont attendues."
    EN = "The file has nobody in it: a line of column names, then a line per person, are expected."


class DirectoryHasProblems(Refusal):
    """A directory is imported whole, once none of its lines has a problem."""

    SOURCE = "ours: all of it or nothing"
    FR = "Rien n’est importé : le fichier pose {problems} problème(s), le premier à la ligne {line}."
    EN = "Nothing is imported: the file has {problems} problem(s), the first in line {line}."


class ColumnMissing(Refusal):
    """A file has columns for given name, family name, collectivity and function."""

    SOURCE = "domain.md 1.1; ours: nothing is guessed"
    FR = "La colonne « {column} » manque."
    EN = "The column '{column}' is missing."


class ColumnTwice(Refusal):
    """A file has one column of a kind."""

    SOURCE = "ours: nothing is guessed"
    FR = "Cette colonne dit la même chose que la colonne « {first} »."
    EN = "This column says the same as the column '{first}'."


class LineUnreadable(Refusal):
    """Quotation marks are closed, and a line has no more cells than there are columns."""

    SOURCE = "RFC 4180; ours: nothing is guessed"
    FR = "Cette ligne est illisible : guillemet ouvert, ou plus de cellules que de colonnes."
    EN = "This line cannot be read: an open quotation mark, or more cells than columns."


class FunctionUnknown(Refusal):
    """A person of a collectivity is an ambassador, an officer or an elected representative."""

    SOURCE = "domain.md 2.1"
    FR = "« {function} » n’est pas une fonction connue : ambassadrice, technicien, élue, par exemple."
    EN = "'{function}' is no known function: ambassador, officer or elected representative."


class CollectivityKindUnknown(Refusal):
    """A collectivity is an EPCI or a commune; where the file has a column for it, new ones say which."""

    SOURCE = "domain.md 2.1"
    FR = "« {kind} » ne dit pas si la collectivité est un EPCI ou une commune."
    EN = "'{kind}' does not say whether the collectivity is an EPCI or a commune."


class CollectivityContradicted(Refusal):
    """The lines about a collectivity agree with each other, and with what the network has registered."""

    SOURCE = "ours: nothing is guessed"
    FR = "Cette ligne contredit ce qui est dit ailleurs de « {name} » : {known}."
    EN = "This line contradicts what is said elsewhere of '{name}': {known}."


class CollectivityAmbiguous(Refusal):
    """A name in the file is that of one collectivity."""

    SOURCE = "ours: nothing is guessed"
    FR = "Plusieurs collectivités s’appellent « {name} »."
    EN = "Several collectivities are called '{name}'."


class CollectivityLeft(Refusal):
    """People are imported for members; one that has left is admitted again first."""

    SOURCE = "ours: who comes back does so by an admission"
    FR = "« {name} » a quitté le réseau le {until} : réadmettez-la d’abord."
    EN = "'{name}' left the network on {until}: admit it again first."


class NotACollectivity(Refusal):
    """People of the syndicate or of a partner are registered one by one, not imported as those of a collectivity."""

    SOURCE = "ours: an import is about members"
    FR = "« {name} » est le syndicat ou un partenaire du réseau, pas une collectivité."
    EN = "'{name}' is the network's syndicate or a partner, no collectivity."


class LineRepeated(Refusal):
    """A person is named once for a function at a collectivity."""

    SOURCE = "ours: a slip in the file is caught"
    FR = "Cette ligne répète la ligne {line}."
    EN = "This line repeats line {line}."


class PersonContradicted(Refusal):
    """An e-mail address in the file is that of one person, and a person has one address and one telephone number."""

    SOURCE = "ours: nothing is guessed"
    FR = "Cette ligne contredit la ligne {line} : même adresse pour deux personnes, ou deux pour la même."
    EN = "This line contradicts line {line}: one address for two people, or two for the same."
