"""Cookies of ours: for this site alone, out of reach of scripts."""

from __future__ import annotations

from http.cookies import SimpleCookie


def cookie(name: str, value: str, seconds: int) -> str:
    """A `Set-Cookie` header; 0 seconds take it away. `__Host-` in front of the name has it kept to TLS."""
    made: SimpleCookie = SimpleCookie({name: value})
    kept = made[name]
    kept["path"], kept["max-age"], kept["httponly"], kept["samesite"] = "/", seconds, True, "Lax"
    kept["secure"] = name.startswith("__Host-")
    return made.output(header="").strip()
