"""What people see and end of their own access: sessions of their devices, tokens of their scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from maillage.accounts import sessions, tokens
from maillage.accounts.sessions import Session
from maillage.accounts.tokens import Token
from maillage.domain.caller import Caller, Right
from maillage.domain.refusals import NotAllowed, Refusal
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.eventstore.sql import Connection
from maillage.usecases.identifiers import minted

MOST_TOKENS = 20
DAYS = tokens.DEFAULT_DAYS  # that a token lives unless asked otherwise


class SignInNeeded(Refusal):
    """Only who signed in mints a token: a token that leaked makes no other."""

    SOURCE = "ours: a token ends by its day"
    FR = "Pour créer un jeton, entrez par votre adresse électronique : un jeton n’en crée pas d’autre."
    EN = "To mint a token, sign in by e-mail: a token makes no other."


class TooManyTokens(Refusal):
    """A person has 20 tokens at most that still open something."""

    SOURCE = "ours: what nobody can oversee is not watched over"
    FR = "Vous avez déjà {held} jetons, {most} au plus : mettez fin à ceux qui ne servent plus."
    EN = "You have {held} tokens already, {most} at most: end those of no use any more."


class AccessUnknown(Refusal):
    """Whoever ends a session or a token names one of their own."""

    SOURCE = "ours: nobody is signed out by others"
    FR = "Aucun de vos accès n’a cet identifiant."
    EN = "None of your own has this id."


@dataclass(frozen=True)
class Minted(Outcome):
    """`secret` is None where the command was sent again: it is shown once."""

    secret: str | None = field(default=None, repr=False)


async def own_sessions(db: Connection, caller: Caller) -> list[Session]:
    """That are not over, the newest first, a hundred at most. Empty for the program."""
    if caller.person is None:
        return []
    return await sessions.sessions_of(db, network=caller.network, person=caller.person, now=caller.now)


async def own_tokens(db: Connection, caller: Caller) -> list[Token]:
    """That still open something, the newest first. Empty for the program."""
    if caller.person is None:
        return []
    all_ = await tokens.tokens_of(db, network=caller.network, person=caller.person)
    return [token for token in all_ if token.state(caller.now) == "valid"]


# A command is decided before it is known whether it was sent before: what it does to the tables comes after. To end
# an access again changes nothing; a token is minted the first time only.


async def revoke_session(log: Log, caller: Caller, command: Command, *, session: UUID) -> Outcome:
    """One of the caller's own. NotAllowed, AccessUnknown."""
    caller.must(Right.MANAGE_OWN_ACCESS)
    person = _oneself(caller)
    own = {"network": caller.network, "person": person, "session": session}

    async def decide(_: Change) -> UUID:
        if not await sessions.is_of(log.pool, **own):
            raise AccessUnknown("session")
        return person

    outcome = await log.carry_out(caller, command, decide)
    await sessions.revoke(log.pool, **own, now=caller.now)
    return outcome


async def sign_out_everywhere(log: Log, caller: Caller, command: Command) -> Outcome:
    """Ends every session of the caller, and those that the same addresses opened in other networks. NotAllowed."""
    caller.must(Right.MANAGE_OWN_ACCESS)
    person = _oneself(caller)

    async def decide(_: Change) -> UUID:
        return person

    outcome = await log.carry_out(caller, command, decide)
    await sessions.revoke_all(log.pool, network=caller.network, person=person, now=caller.now)
    return outcome


async def mint_token(
    log: Log, caller: Caller, command: Command, *, label: str, days: int = DAYS, session: UUID | None
) -> Minted:
    """A token of the caller's own, with the caller's rights. `session` is the one that asks.

    NotAllowed, SignInNeeded, TooManyTokens, LifetimeOutOfRange, and what the label refuses.
    """
    caller.must(Right.MANAGE_OWN_ACCESS)
    person, id = _oneself(caller), minted(caller, command, "token")
    if session is None:
        raise SignInNeeded

    async def decide(_: Change) -> UUID:
        tokens.checked(label, days)
        if (held := len(await own_tokens(log.pool, caller))) >= MOST_TOKENS:
            raise TooManyTokens(held=held, most=MOST_TOKENS)
        return id

    outcome = await log.carry_out(caller, command, decide)
    if outcome.replayed:
        return Minted(outcome.subject, None, None, True)
    own = {"network": caller.network, "person": person}
    made = await tokens.mint(log.pool, **own, label=label, days=days, now=caller.now, id=id)
    return Minted(outcome.subject, None, None, secret=made.token)


async def revoke_token(log: Log, caller: Caller, command: Command, *, token: UUID) -> Outcome:
    """One of the caller's own. NotAllowed, AccessUnknown."""
    caller.must(Right.MANAGE_OWN_ACCESS)
    person = _oneself(caller)

    async def decide(_: Change) -> UUID:
        own = await tokens.tokens_of(log.pool, network=caller.network, person=person)
        if token not in {each.token_id for each in own}:
            raise AccessUnknown("token")
        return person

    outcome = await log.carry_out(caller, command, decide)
    await tokens.revoke(log.pool, network=caller.network, token_id=token, now=caller.now)
    return outcome


def _oneself(caller: Caller) -> UUID:
    """The program has every right and no access of its own."""
    if caller.person is None:
        raise NotAllowed(right=Right.MANAGE_OWN_ACCESS.value)
    return caller.person
