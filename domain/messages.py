"""Messages out (fr: messages envoyés): what is written to people, and what became of it."""

from __future__ import annotations

from enum import Enum


class MessageKind(Enum):
    """What a message is about. Its value is kept with each letter."""

    DATE_POLL = "DATE_POLL"  # asks when somebody can come
    DATE_POLL_REMINDER = "DATE_POLL_REMINDER"  # asks again who has not answered for every date
    DATE_CHOSEN = "DATE_CHOSEN"  # by a poll
    DATE_POLL_ABANDONED = "DATE_POLL_ABANDONED"  # the dates that it kept free are free again
    MEETING_INVITATION = "MEETING_INVITATION"
    MEETING_RESCHEDULED = "MEETING_RESCHEDULED"  # to who was invited, and asks again
    MEETING_CANCELLED = "MEETING_CANCELLED"  # likewise
    DECISION_RECORD = "DECISION_RECORD"
    SIGN_IN_INVITATION = "SIGN_IN_INVITATION"  # to who is to find the way in
    SIGN_IN = "SIGN_IN"  # to whoever has the address that somebody wants to sign in with


#: What a person may do without by mail. An invitation is always sent, and what becomes of it.
OPTIONAL = frozenset(
    {
        MessageKind.DATE_POLL,
        MessageKind.DATE_POLL_REMINDER,
        MessageKind.DATE_CHOSEN,
        MessageKind.DATE_POLL_ABANDONED,
        MessageKind.DECISION_RECORD,
    }
)


class Delivery(Enum):
    """Where one message to one person stands."""

    WAITING = "WAITING"
    SENT = "SENT"  # taken by the mail server, or written to its file
    NO_ADDRESS = "NO_ADDRESS"
    REFUSED = "REFUSED"  # by the mail server, for good
    SET_ASIDE = "SET_ASIDE"  # given up after many tries, or because it came too late
    DROPPED = "DROPPED"  # nobody to write to any more, nothing to say that still holds, or not wanted
