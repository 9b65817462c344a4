"""The pages that mails lead to, for one person each, without a sign-in: /poll, /invitation, /record."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from maillage.accounts.links import Purpose
from maillage.http_edge.invitation_page import InvitationPage
from maillage.http_edge.poll_page import PollPage
from maillage.http_edge.record_page import RecordPage
from maillage.http_edge.visits import Doors


def routes(doors: Doors) -> list[BaseRoute]:
    poll, invitation, record = PollPage(doors), InvitationPage(doors), RecordPage(doors)
    return [
        Route(_at(Purpose.DATE_POLL), poll.show, methods=["GET"]),
        Route(_at(Purpose.DATE_POLL), poll.act, methods=["POST"]),
        Route(_at(Purpose.INVITATION), invitation.show, methods=["GET"]),
        Route(_at(Purpose.INVITATION), invitation.act, methods=["POST"]),
        Route(_at(Purpose.DECISION_RECORD), record.show, methods=["GET"]),
    ]


def _at(purpose: Purpose) -> str:
    return f"/{purpose.value}/{{link}}"
