"""Which part of an ordered list a read returns: keyset pages in both directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Window(Generic[K]):
    """The first `limit` rows strictly after one key and before another, in the order of the list.

    `backwards` takes the last ones instead and returns them in the order of reading, which is then the reverse. Ask
    for one row more than a page holds: whether it comes tells whether there is another page.
    """

    limit: int
    after: K | None = None
    before: K | None = None
    backwards: bool = False

    def span(self, width: int, *, descending: bool = False) -> tuple[str, tuple[Any, ...]]:
        """The query that reads this way, `page_up` or `page_down`, and its low then its high bound, None for none.

        `descending`: the list runs from the highest key down. `width` is the number of columns in a key.
        """
        nowhere = (None,) * width
        low, high = (self.before, self.after) if descending else (self.after, self.before)
        return "page_down" if descending != self.backwards else "page_up", (*(low or nowhere), *(high or nowhere))
