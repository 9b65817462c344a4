"""Which language a client reads: French first, English where it asks for it."""

from typing import Literal, TypeAlias

Locale: TypeAlias = Literal["fr", "en"]
LOCALES: tuple[Locale, ...] = ("fr", "en")


def preferred_locale(accept_language: str | None) -> Locale:
    """The best of `fr` and `en` for an Accept-Language header (RFC 9110, section 12.5.4); `fr` without one."""
    best: Locale = "fr"
    best_weight = 0.0
    for item in (accept_language or "").split(","):
        tag, _, parameters = item.strip().lower().partition(";")
        language = tag.partition("-")[0]
        weight = _weight(parameters)
        if language in LOCALES and weight > best_weight:
            best, best_weight = language, weight
    return best


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
