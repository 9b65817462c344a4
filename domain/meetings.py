"""Meetings (fr: réunions): when, where, and who is there."""

from __future__ import annotations

from maillage.domain.base import Aggregate
from maillage.domain.meeting_facts import MeetingFacts


class Meeting(MeetingFacts, Aggregate):
    """One meeting of the network."""

    TOPIC = "meeting"
