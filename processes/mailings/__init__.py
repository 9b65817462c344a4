"""Which facts make which messages, to whom, and what these say: one module per kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from maillage.domain.base import Fact
from maillage.processes.mailings import date_polls, decision_record, meetings, sign_in, sign_in_invitation
from maillage.processes.mailings.mailing import Mailing

MAILINGS: tuple[Mailing, ...] = (
    *date_polls.MAILINGS,
    *meetings.MAILINGS,
    decision_record.MAILING,
    sign_in_invitation.MAILING,
    sign_in.MAILING,
)

OF_KINDS: Mapping[str, Mailing] = MappingProxyType({mailing.kind.value: mailing for mailing in MAILINGS})


def _by_fact() -> Mapping[type[Fact], Sequence[Mailing]]:
    found: defaultdict[type[Fact], list[Mailing]] = defaultdict(list)
    for mailing in MAILINGS:
        if mailing.fact is not None:
            found[mailing.fact].append(mailing)
    return MappingProxyType(dict(found))


OF_FACTS = _by_fact()
