"""Every use case tried with its callers, one module per subject."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

_SUBJECTS = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__) if module.name != "case"]
CASES = [case for subject in _SUBJECTS for case in subject.CASES]
