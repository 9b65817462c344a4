"""The decision record of one meeting, for one person to read. There is nothing to do."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from maillage.accounts.links import Purpose
from maillage.domain.caller import Right
from maillage.http_edge.markup import markup
from maillage.http_edge.visits import Doors, french_page, over
from maillage.projections.decision_record import decision_record
from maillage.projections.decision_record_text import in_french

_RIGHTS = (Right.READ_MEETINGS, Right.READ_DECISIONS, Right.READ_ACTIONS, Right.READ_DIRECTORY)


class RecordPage:
    """GET only."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    async def show(self, request: Request) -> Response:
        visit = await self._doors.visit(request, Purpose.DECISION_RECORD, *_RIGHTS)
        record = await decision_record(self._doors.db, visit.caller, visit.subject)
        if record is None:
            raise over()
        document = in_french(record)
        return french_page(document.title, markup("<pre>{}</pre>", document.text))
