"""A table of cases as one test. For rules whose own work takes microseconds, where pytest's for each case takes a
thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


def each(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Plays a test once per case, up to the first that fails, which the error then names.

    `names` as of `pytest.mark.parametrize`: each case is a value of the one name, or as many as there are names.
    """
    keys, table = (names,) if isinstance(names, str) else names, list(cases)

    def of(test: Callable[..., None]) -> Callable[..., None]:
        def played(**given: Any) -> None:
            for case in table:
                values = dict(zip(keys, (case,) if isinstance(names, str) else case, strict=True))
                try:
                    test(**given, **values)
                except Exception as error:
                    error.add_note(f"in the case {values}")
                    raise

        played.__name__, played.__doc__ = test.__name__, test.__doc__
        return played

    return of
