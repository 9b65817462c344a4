"""SIREN: the nine digits that name an organisation in France."""

from __future__ import annotations

from stdnum.exceptions import ValidationError
from stdnum.fr import siren

from maillage.domain.refusals import Refusal, optional_text


class SirenInvalid(Refusal):
    """A SIREN has nine digits, of which the last is the Luhn check digit."""

    SOURCE = "domain.md 3.2"
    FR = "« {value} » n’est pas un SIREN : neuf chiffres, dont une clé de contrôle, sont attendus."
    EN = "'{value}' is no SIREN: nine digits with a check digit are expected."


def optional_siren(value: str | None) -> str | None:
    """Nine digits without blanks, None for None or blank. SirenInvalid, TextTooLong, TextUnreadable."""
    given = optional_text(value, "siren", 20)
    if given is None:
        return None
    try:
        return siren.validate(given)
    except ValidationError as error:
        raise SirenInvalid("siren", value=given) from error
