"""What the log can hold about the minutes of a meeting (fr: compte rendu)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from maillage.domain.base import Audience, Fact, FirstFact, Personal


class MinutesFacts:
    """Facts of the minutes of one meeting. The text is an official record, plain; a remark is its author's own."""

    class Drafted(FirstFact):
        TOPIC = "minutes.drafted"
        AUDIENCE = Audience.COORDINATION  # a draft is nobody else's until it is circulated
        meeting: UUID
        author: UUID | None  # the person whose text it is; None: the program
        text: str

    class Redrafted(Fact):
        TOPIC = "minutes.redrafted"
        AUDIENCE = Audience.COORDINATION
        author: UUID | None
        text: str  # replaces all that was

    class Circulated(Fact):
        """To all members. Told again after a redraft, it begins anew, and remarks on the former text are settled."""

        TOPIC = "minutes.circulated"
        deadline: date  # last day of the silence
        silence_approves: bool  # whether the day after it they are approved where nobody made a remark

    class RemarkMade(Fact):
        TOPIC = "minutes.remark-made"
        SUBSTANTIVE = True
        author: UUID
        text: Annotated[str | None, Personal("author")]

    class Approved(Fact):
        """Said by somebody. An approval by silence is no fact: it follows from the deadline."""

        TOPIC = "minutes.approved"
        collectivity: UUID | None  # for which they were approved; None: at a meeting
        person: UUID | None  # who said so for it, by which mandate
        mandate: UUID | None
        meeting: UUID | None  # the later meeting at which they were approved

    class Corrected(Fact):
        TOPIC = "minutes.corrected"
        erratum: str
