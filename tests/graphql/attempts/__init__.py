"""Every mutation tried, one module per subject."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

_SUBJECTS = [
    import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__) if module.name != "attempt"
]
ATTEMPTS = [attempt for subject in _SUBJECTS for attempt in subject.ATTEMPTS]
