"""The code and the link by which somebody signs in. Neither is stored: both are made anew from the request's id."""

from __future__ import annotations

from maillage.accounts.sign_ins import LASTS, Keys, is_of
from maillage.domain.messages import MessageKind
from maillage.processes.mailings.mailing import Mailing
from maillage.processes.reading import Content, Letter, Reading, Words
from maillage.projections.people import PersonRow

_FR = """Votre code pour entrer dans Maillage :

    {code}

Tapez-le sur la page où vous l’avez demandé, ou ouvrez ce lien :

{link}

Le code et le lien valent {minutes} minutes et servent une seule fois. Ne les donnez à personne : \
nul ne vous les demandera.

Vous n’avez rien demandé ? Ignorez ce message : sans lui, personne n’entre à votre place."""
_EN = """Your code to sign in to Maillage:

    {code}

Type it on the page where you asked for it, or open this link:

{link}

The code and the link are good for {minutes} minutes, once. Give them to nobody: no one will ask you for them.

You asked for nothing? Ignore this message: without it nobody gets in in your place."""


async def content(reading: Reading, letter: Letter, person: PersonRow) -> Content | None:
    """None also where the person has another address by now: who reads there has not the one that is to be proven."""
    keys = Keys.of(reading.keyring.seal)
    is_late = reading.now >= letter.written_at + LASTS
    if is_late or not await is_of(reading.db, keys, letter.subject, person.email or ""):
        return None
    code = keys.code(letter.subject)
    link = f"{reading.url}/sign-in/link/{keys.link(letter.subject)}"
    figures = {"code": f"{code[:4]} {code[4:]}", "link": link, "minutes": int(LASTS.total_seconds() // 60)}
    fr, en = _FR.format(**figures), _EN.format(**figures)
    return Content(Words("Votre code pour entrer dans Maillage", fr), Words("Your code to sign in to Maillage", en))


MAILING = Mailing(MessageKind.SIGN_IN, content)
