"""Every use case tried with its callers, one module per subject."""

from __future__ import annotations

from tests.usecases.rights import action_items, collectivities, decisions, directory, meetings, network, people

_SUBJECTS = (network, collectivities, people, directory, meetings, decisions, action_items)
CASES = [case for subject in _SUBJECTS for case in subject.CASES]
