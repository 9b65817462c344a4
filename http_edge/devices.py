"""What a person knows a device by, from what its browser says of itself."""

from __future__ import annotations

import re

_BROWSERS = ("Edg", "OPR", "Firefox", "FxiOS", "CriOS", "Chrome", "Safari")  # each says those after it too
_NAMES = {"Edg": "Edge", "OPR": "Opera", "FxiOS": "Firefox", "CriOS": "Chrome"}
_SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Mac OS X", "CrOS", "Linux")
_APP = re.compile(r"[A-Za-z][\w.-]{0,39}")


def device_of(user_agent: str) -> str:
    """`Firefox, Android`; else the first word that the client says of itself, or nothing. Versions tell too much."""
    browser = next((name for name in _BROWSERS if f"{name}/" in user_agent), None)
    system = next((name for name in _SYSTEMS if name in user_agent), None)
    if browser is None:
        told = _APP.match(user_agent)
        browser = told.group() if told and told.group() != "Mozilla" else None
    return ", ".join(filter(None, (browser and _NAMES.get(browser, browser), system)))
