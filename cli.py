"""The `maillage` command: what an administrator does beside the API."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID, uuid4

from cyclopts import App, CycloptsError, Parameter

from maillage.accounts import tokens as access_tokens
from maillage.config import SettingRefused, Settings
from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller
from maillage.domain.refusals import Refusal
from maillage.eventstore import chain
from maillage.eventstore.database import Database
from maillage.eventstore.doctor import Finding, Verdict, examine
from maillage.eventstore.log import Command
from maillage.eventstore.migrate import migrations
from maillage.graphql.errors import ApiError
from maillage.graphql.ids import decode_id
from maillage.graphql.references import PERSON
from maillage.processes import check_up
from maillage.projections import ALL
from maillage.projections.networks import network as network_row
from maillage.usecases.access import network_called, person_called
from maillage.usecases.coordinators import appoint_coordinator
from maillage.usecases.demonstration.cast import COORDINATOR
from maillage.usecases.demonstration.play import play_demonstration
from maillage.usecases.ending_access import end_access_of
from maillage.usecases.founding import Founding, found_network

if TYPE_CHECKING:
    from maillage.server import Application

app = App(
    name="maillage",
    help="Maillage: the log, the read models and the API of territorial networks.",
    help_format="plaintext",
    version_flags=[],
)
logger = logging.getLogger("maillage")


class BadInput(Exception):
    """An option has a value that will not do."""


Network = Annotated[str, Parameter(help="Address of the network, its slug.")]


@asynccontextmanager
async def _application() -> AsyncIterator[Application]:
    from maillage.server import application  # noqa: PLC0415  # the API takes a second to import, which --help has not

    async with application(_settings()) as running:
        yield running


def _settings() -> Settings:
    settings = Settings.from_environment(os.environ)
    logging.basicConfig(level=settings.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    return settings


def _now() -> datetime:
    return datetime.now(UTC)


@app.command
def serve(*, host: str | None = None, port: int | None = None) -> None:
    """Start everything; print where it listens and how to sign in.

    Parameters
    ----------
    host
        Address to listen on, instead of MAILLAGE_HOST.
    port
        Port to listen on, instead of MAILLAGE_PORT; 0 takes any that is free.
    """
    gc.disable()  # what these imports make lives as long as the server: looking through it meanwhile finds nothing
    from maillage import server  # noqa: PLC0415

    gc.enable()
    settings = _settings()
    if port is not None and not 0 <= port <= 65535:
        raise BadInput(f"--port is {port}: it must be from 0 to 65535")
    port = settings.port if port is None else port
    server.serve(replace(settings, host=host or settings.host, port=port))


@app.command
async def found(*, name: str, coordinator: str, email: str | None = None) -> None:
    """Found an empty network, ready for use, and print its coordinator's token, once.

    Parameters
    ----------
    name
        Name of the network; its address is made from it.
    coordinator
        "Given Family"; with a comma where the given name has several words: "Marie Claire, Le Goff".
    email
        Where the coordinator is reached.
    """
    given, family = _names(coordinator)
    command = Command.of(uuid4(), "found_network", name=name)
    founding = Founding.by(command)
    names = {"name": name, "given_name": given, "family_name": family}
    async with _application() as running:
        await found_network(running.log, founding.caller(_now()), command, **names, email=email)
        print(f"The network is founded. Address: {await _slug(running, founding.network)}", file=sys.stderr)
        await _mint(running, founding.network, founding.coordinator, "found")


@app.command
async def token(*, network: Network, person: str, days: int = 90, label: str = "maillage token") -> None:
    """Make a personal access token and print it, once.

    Parameters
    ----------
    person
        Id, or "Given Family".
    days
        Until it expires, 366 at most.
    label
        What its owner will know it by.
    """
    async with _application() as running:
        system = await network_called(running.pool, network, _now())
        row = await person_called(running.pool, system, _uuid_of(person))
        await _mint(running, system.network, row.id, label, days)


@app.command
async def tokens(*, network: Network, person: str) -> None:
    """List the tokens of a person, those that are no longer valid included."""
    async with _application() as running:
        now = _now()
        system = await network_called(running.pool, network, now)
        row = await person_called(running.pool, system, _uuid_of(person))
        for each in await access_tokens.tokens_of(running.pool, network=system.network, person=row.id):
            used = f"last used {each.last_used_at:%Y-%m-%d}" if each.last_used_at else "never used"
            print(f"{each.token_id}  {each.state(now)}  until {each.expires_at:%Y-%m-%d}  {used}  {each.label}")


@app.command
async def revoke(token_id: UUID, *, network: Network) -> None:
    """Make a token useless from now on.

    Parameters
    ----------
    token_id
        As `tokens` lists it: the id, not the token itself.
    """
    async with _application() as running:
        system = await network_called(running.pool, network, _now())
        if not await access_tokens.revoke(running.pool, network=system.network, token_id=token_id, now=_now()):
            raise BadInput(f"the network {network} has no valid token {token_id}")
    print(f"{token_id} is revoked.")


@app.command
async def signout(*, network: Network, person: str) -> None:
    """End every session, token and calendar address of a person.

    Parameters
    ----------
    person
        Id, or "Given Family".
    """
    async with _application() as running:
        system = await network_called(running.pool, network, _now())
        row = await person_called(running.pool, system, _uuid_of(person))
        command = Command.of(uuid4(), end_access_of.__name__, person=row.id)
        await end_access_of(running.log, system, command, person=row.id)
    print("Done: whoever has the mailbox signs in again.")


@app.command
async def appoint(*, network: Network, person: str, on: date | None = None) -> None:
    """Make a person coordinator of a network, also where the post is vacant and nobody there can.

    Parameters
    ----------
    person
        Id, or "Given Family".
    on
        First day as coordinator, YYYY-MM-DD; today if it is not given.
    """
    async with _application() as running:
        system = await network_called(running.pool, network, _now())
        row = await person_called(running.pool, system, _uuid_of(person))
        command = Command.of(uuid4(), "appoint_coordinator", person=row.id, on=on)
        outcome = await appoint_coordinator(running.log, system, command, person=row.id, on=on)
    print("Done." if outcome.first else "Nothing to do: this person coordinates the network, or will.")


@app.command
async def demo(*, until: date | None = None) -> None:
    """Found the demonstration network and play its first year.

    Parameters
    ----------
    until
        Last day of the story, YYYY-MM-DD; today if it is not given.
    """
    today = day_of(_now())
    if until and until > today:
        raise BadInput(f"--until is {until}: it must not be after today, {today}")
    async with _application() as running:
        played = await play_demonstration(running.log, until or today)
    print(f"The demonstration network: {played.slug}, {played.added} facts added.")
    print(f'To sign in as its coordinator: maillage token --network {played.slug} --person "{COORDINATOR.name}"')


@app.command
async def migrate() -> None:
    """Bring the database to this version."""
    async with Database(_settings()) as database:
        print(f"{database.app.where}: at {migrations()[-1].name}, nothing is pending.")


@app.command
async def rebuild(*, offline: bool = False) -> None:
    """Write the read models again from the log, beside running processes; back from a newer version too.

    Parameters
    ----------
    offline
        Hold back every command until it is done: quicker where nobody is there.
    """
    from maillage.server import rebuild_on_purpose  # noqa: PLC0415

    done = await rebuild_on_purpose(_settings(), live=not offline)
    print(f"{done.facts} facts replayed in {done.seconds:.1f} s; commands waited for {done.held:.3f} s.")


@app.command
async def verify(*, network: str | None = None) -> None:
    """Read the log again and check that every fact is the one that was recorded.

    Parameters
    ----------
    network
        Address of one network; all of them if it is not given.
    """
    async with _application() as running:
        one = await network_called(running.pool, network, _now()) if network else None
        for id in [one.network] if one else await chain.networks(running.pool):
            async with running.pool.acquire() as connection:
                verified = await chain.verify(connection, id)
            slug = await _slug(running, id)
            print(f"{slug}: {verified.last_seq} facts are as recorded, link {verified.link.hex()}")


@app.command
async def doctor() -> int:
    """Check the installation and say what to change."""
    settings = _settings()
    findings = await examine(settings, settings.key_file, ALL, [check_up.messages])
    unread = [f"settings: {name} is read by nothing" for name in Settings.unknown(os.environ)]
    findings += [Finding(Verdict.WARN, text) for text in unread]
    for finding in findings:
        print(f"{finding.verdict.value:<5}{finding.text}")
    return int(any(finding.verdict is Verdict.BAD for finding in findings))


async def _mint(running: Application, network: UUID, person: UUID, label: str, days: int = 90) -> None:
    """The token alone on the standard output, for scripts."""
    minted = await access_tokens.mint(running.pool, network=network, person=person, label=label, now=_now(), days=days)
    print(f"Token {minted.token_id}, valid until {minted.expires_at:%Y-%m-%d}, not shown again:", file=sys.stderr)
    print(minted.token)


async def _slug(running: Application, network: UUID) -> str:
    row = await network_row(running.pool, Caller.system(network, _now()))
    return row.slug if row else str(network)


def _names(person: str) -> tuple[str, str]:
    given, _, family = person.partition("," if "," in person else " ")
    if not given.strip() or not family.strip():
        raise BadInput(f"--coordinator is {person!r}: a given name and a family name are expected")
    return given, family


def _uuid_of(person: str) -> str:
    """The id of a person may also be given as the API writes it."""
    if "_" not in person:
        return person
    try:
        return str(decode_id(person, PERSON))
    except ApiError as error:
        raise BadInput(f"--person: {error}") from error


# Running it ----------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> None:
    """Exits with 0, 2 where the input will not do, 1 where it fails. No traceback, but at MAILLAGE_LOG_LEVEL=debug."""
    sys.exit(_run(sys.argv[1:] if arguments is None else list(arguments)))


def _run(arguments: list[str]) -> int:
    try:
        return app(arguments, exit_on_error=False, print_error=False, result_action="return_value") or 0
    except (CycloptsError, SettingRefused, BadInput) as error:
        return _say(error, 2)
    except Refusal as refusal:
        return _say(refusal, 2)
    except Exception as error:
        logger.debug("maillage %s", " ".join(arguments[:1]), exc_info=True)
        if type(error).__module__.startswith("maillage."):
            return _say(error, 1)
        return _say(f"{type(error).__name__}: {error} (MAILLAGE_LOG_LEVEL=debug shows where)", 1)


def _say(error: Exception | str, status: int) -> int:
    print(f"maillage: {error}", file=sys.stderr)
    return status


if __name__ == "__main__":
    main()
