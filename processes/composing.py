"""A letter as the message that is sent: plain text in French, then in English, and nothing that tracks who reads."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from maillage.processes.reading import Content, Letter, Reading
from maillage.projections.networks import network
from maillage.projections.people import PersonRow


class AddressUnusable(Exception):
    """What is kept as an e-mail address is none that a message can be sent to."""


_POLICY = SMTP.clone(max_line_length=78)
_RULE = "-" * 60


async def composed(reading: Reading, letter: Letter, person: PersonRow, content: Content) -> EmailMessage:
    """The same letter makes the same message, but for what has changed in what it tells. AddressUnusable."""
    row = await network(reading.db, reading.system(letter.network))
    name = row.name if row else ""
    message = EmailMessage(_POLICY)
    message["From"] = _address(name, reading.sender)
    message["To"] = _address(f"{person.given_name} {person.family_name}", person.email or "")
    message["Subject"] = content.fr.title
    message["Date"] = letter.written_at
    message["Message-ID"] = message_id(letter, reading.url)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_text(content, name, person))
    message["Content-Language"] = "fr, en"  # of the text: set_content drops what was said of it before
    for each in content.attachments:
        main, _, sub = each.media.partition("/")
        message.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    return message


def message_id(letter: Letter, url: str) -> str:
    """By it a mailbox knows a message that it has already; it stays the same however often the letter is sent."""
    return f"<{letter.id}@{urlsplit(url).hostname or 'localhost'}>"


def _text(content: Content, network: str, person: PersonRow) -> str:
    fr = f"Bonjour {person.given_name},\n\n{content.fr.text}\n\n{network}"
    en = f"Hello {person.given_name},\n\n{content.en.text}\n\n{network}"
    return f"{fr}\n\n{_RULE}\n[English] {content.en.title}\n\n{en}\n"


def _address(name: str, address: str) -> Address:
    try:
        return Address(name, addr_spec=address)
    except (MessageError, ValueError) as error:
        raise AddressUnusable from error
