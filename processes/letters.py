"""Letters sent, one at a time, each by one process at once, and what became of them."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from maillage.domain.messages import Delivery
from maillage.eventstore.sql import Connection, queries
from maillage.processes.composing import AddressUnusable, composed
from maillage.processes.mailings import OF_KINDS
from maillage.processes.patience import MOST_FAILURES, pause_after
from maillage.processes.reading import Letter, Reading
from maillage.processes.transport import Refused, Send, Unreachable
from maillage.projections.people import PersonRow, people_by_id

SQL = queries(__file__)
log = logging.getLogger(__name__)
_SIGN_INS_KEPT = timedelta(days=1)
_TIMEOUT = 45.0  # seconds for one letter: less than a transaction may be idle


@dataclass(frozen=True)
class Settled:
    """What to write down of a letter that was tried."""

    state: Delivery
    failure: str | None = None


@dataclass(frozen=True)
class Tried:
    """A letter was tried. `unreachable`: no other should be tried now."""

    unreachable: Unreachable | None


async def set_late_ones_aside(db: Connection, now: datetime) -> None:
    """Those that it is too late for."""
    await db.execute(SQL["set_late_ones_aside"], now)


async def forget(db: Connection) -> None:
    """Those by which somebody signed in, a day later: when people come and go is nothing to keep."""
    await db.execute(SQL["forget_sign_ins"], datetime.now(UTC) - _SIGN_INS_KEPT)


async def are_due(db: Connection, now: datetime) -> bool:
    return bool(await db.fetchval(SQL["are_due"], now))


async def send_next(db: Connection, reading: Reading, send: Send) -> Tried | None:
    """Tries the letter that is due first. None: none is.

    Inside a transaction of `db`: another process passes over the letter meanwhile. Where this one ends before the
    commit, the letter is sent again, and its Message-ID says that it is the same.
    """
    row = await db.fetchrow(SQL["claim"], reading.now)
    if row is None:
        return None
    letter, give_up_at = Letter(*list(row)[:-1]), row["give_up_at"]
    unreachable: Unreachable | None = None
    try:
        async with asyncio.timeout(_TIMEOUT):
            settled = await _sent(reading, letter, send)
    except Unreachable as why:
        unreachable, settled = why, _put_off(letter, reading, give_up_at, "UNREACHABLE")
    except TimeoutError:
        unreachable = Unreachable(f"letter {letter.id} took longer than {_TIMEOUT:.0f} s")
        settled = _put_off(letter, reading, give_up_at, "TIMEOUT")
    except Refused as refused:
        settled = (
            Settled(Delivery.REFUSED, str(refused.code))
            if refused.for_good
            else _put_off(letter, reading, give_up_at, str(refused.code))
        )
    except Exception as error:
        log.exception("letter %s (%s) could not be sent", letter.id, letter.kind)
        given_up = letter.tries + 1 >= MOST_FAILURES
        settled = Settled(Delivery.SET_ASIDE if given_up else Delivery.WAITING, type(error).__name__)
    due = reading.now + pause_after(letter.tries) if settled.state is Delivery.WAITING else reading.now
    place = (letter.network, letter.id)
    settled_at = None if settled.state is Delivery.WAITING else reading.now
    await db.execute(SQL["settle"], *place, settled.state.value, settled.failure, due, settled_at)
    return Tried(unreachable)


async def _sent(reading: Reading, letter: Letter, send: Send) -> Settled:
    person = await _addressee(reading, letter)
    if person is None or letter.kind in {kind.value for kind in person.unwanted}:
        return Settled(Delivery.DROPPED)
    content = await OF_KINDS[letter.kind].content(reading, letter, person)
    if content is None:
        return Settled(Delivery.DROPPED)
    if person.email is None:
        return Settled(Delivery.NO_ADDRESS)
    try:
        message = await composed(reading, letter, person, content)
        await send(letter.id, message, person.email)
    except AddressUnusable:
        return Settled(Delivery.REFUSED, "ADDRESS")
    return Settled(Delivery.SENT)


async def _addressee(reading: Reading, letter: Letter) -> PersonRow | None:
    """None where there is nobody any more: erased, or never known."""
    if letter.person is None:
        return None
    rows = await people_by_id(reading.db, reading.system(letter.network), [letter.person])
    person = rows.get(letter.person)
    return None if person is None or person.erased else person


def _put_off(letter: Letter, reading: Reading, give_up_at: datetime, failure: str) -> Settled:
    late = reading.now + pause_after(letter.tries) >= give_up_at
    return Settled(Delivery.SET_ASIDE if late else Delivery.WAITING, failure)
