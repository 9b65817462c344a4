"""Every mutation tried, one module per subject."""

from __future__ import annotations

from tests.graphql.attempts import action_items, collectivities, decisions, directory, meetings, network, people

_SUBJECTS = (network, collectivities, people, directory, meetings, decisions, action_items)
ATTEMPTS = [attempt for subject in _SUBJECTS for attempt in subject.ATTEMPTS]
