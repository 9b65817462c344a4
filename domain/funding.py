"""What a decision costs and which members pay it. The network binds none of them: their own bodies do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from maillage.domain.refusals import Refusal

CENT = Decimal("0.01")
TOO_MUCH = Decimal(1_000_000_000)  # euros


class AmountOutOfRange(Refusal):
    """An amount is above zero and below a billion euros, with two decimals at most."""

    SOURCE = "ours: what is beyond is a slip of the keyboard"
    FR = "Le montant {amount} n’est pas compris entre 0,01 et 999999999,99 euros, avec deux décimales au plus."
    EN = "The amount {amount} is not from 0.01 to 999999999.99 euros with two decimals at most."


class ContributorNotMember(Refusal):
    """Those who pay for a decision are members of the network, one at least."""

    SOURCE = "domain.md 3.6; ours: who is no member pledges nothing here"
    FR = "Les collectivités contributrices sont membres du réseau, et il en faut au moins une."
    EN = "The contributing collectivities are members of the network, and it takes one at least."


def euros(amount: Decimal, field: str) -> Decimal:
    """The same with two decimals. AmountOutOfRange."""
    if not (amount.is_finite() and 0 < amount < TOO_MUCH and amount == amount.quantize(CENT)):
        raise AmountOutOfRange(field, amount=str(amount)[:40])
    return amount.quantize(CENT)


@dataclass(frozen=True)
class Funding:
    """An amount in euros, the members that pay it, and the threshold of the network when it was stated."""

    amount: Decimal  # euros, two decimals
    contributors: tuple[UUID, ...]  # collectivities, sorted
    threshold: Decimal | None  # euros; above it each contributor has to deliberate. None: whatever the amount, none has

    def awaited(self, acted: Collection[UUID]) -> tuple[UUID, ...]:
        """The contributors that have to deliberate and are not among those that have."""
        if self.threshold is None or self.amount <= self.threshold:
            return ()
        return tuple(each for each in self.contributors if each not in acted)
