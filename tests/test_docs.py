"""Pages of reference are compared with what they describe. `MAILLAGE_GOLDEN=write` writes them anew."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from strawberry.utils.str_converters import to_camel_case

from maillage import cli, server
from maillage.config import Settings
from maillage.domain import presets
from maillage.domain.caller import RIGHTS, Right, Role
from maillage.domain.consultations import ConsultationRule
from maillage.domain.formalities import Formality
from maillage.domain.network import Network
from maillage.domain.quorum import QuorumRule
from maillage.domain.refusals import Refusal, every_refusal
from maillage.graphql.vocabulary import label

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
SOURCES = ("domain.md ", "CGCT ", "CE ", "RFC ", "ours: ")


def settings() -> Iterator[str]:
    yield "# Settings\n"
    yield "Every setting is an environment variable, read in `config.py` and nowhere else. An empty one is not set.\n"
    yield "| Variable | What it is | Default |\n| --- | --- | --- |"
    for name, variable in Settings.variables().items():
        default = variable.default or f"`{_plain(getattr(Settings(), name))}`"
        yield f"| `{variable.name}` | {variable.about} | {default} |"


def _plain(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def rules() -> Iterator[str]:
    yield "# Rules\n"
    yield (
        "What the program refuses, by the stable code that clients see in `errors`. Figures stand in braces.\n\n"
        "Source: `domain.md` is the description of such networks that Maillage was designed from, by section; laws and "
        "standards stand with their number; `ours` is our own proposal, with its reason. Setting: what the rule "
        "depends on, and how that stands in a network that has set nothing; see [formalities](formalities.md).\n\n"
        f"| Code | Rule | What a member reads | Source | Setting, default | Where |\n|{' --- |' * 6}"
    )
    for kind in sorted(_refusals(), key=lambda kind: kind.code()):
        settings, where = "; ".join(map(_with_default, kind.SETTINGS)), kind.__module__.removeprefix("maillage.")
        yield f"| `{kind.code()}` | {kind.rule()} | {kind.FR} | {kind.SOURCE} | {settings} | `{where}` |"


def _with_default(setting: Formality | str) -> str:
    """As a network has it that was just founded."""
    founded = Network.found(name="Réseau", coordinator=uuid4(), at=datetime(2012, 1, 1, tzinfo=UTC))
    if isinstance(setting, Formality):
        return f"`{setting.value}`: {'on' if setting in founded.formalities else 'off'}"
    default = getattr(founded, setting)
    if isinstance(default, QuorumRule):
        default = f"more than {default.numerator}/{default.denominator}"
    if isinstance(default, ConsultationRule):
        default = f"more than {default.numerator}/{default.denominator} answer, {default.working_days} working days"
    return f"`{to_camel_case(setting)}`: {default}"


def _refusals() -> list[type[Refusal]]:
    assert {server, cli}  # the two that import everything
    return [kind for kind in every_refusal() if kind.__module__.startswith("maillage.") and hasattr(kind, "FR")]


def rights() -> Iterator[str]:
    yield "# Rights\n"
    yield (
        "Who may do what. A right is checked first, in the use case or the read that needs it.\n\n"
        f"| Right | {' | '.join(role.value for role in Role)} |\n|{' --- |' * (len(Role) + 1)}"
    )
    for right in Right:
        yield f"| `{right.value}` | {' | '.join('x' if right in RIGHTS[role] else '' for role in Role)} |"
    yield "\nCOORD coordinator, REP representative or officer of a member, AMB ambassador, PART partner's contact,"
    yield "AUD auditor, SYS the program itself."


def formalities() -> Iterator[str]:
    yield "# Formalities\n"
    yield (
        "What a network may ask of itself, by `turnFormalityOn` and `turnFormalityOff`; `settings { formalities }` "
        "says what it asks.\n\n"
        "| Formality | What it asks | What a member reads | Default |\n| --- | --- | --- | --- |"
    )
    for value in Formality.__strawberry_definition__.values:
        default = _with_default(Formality[value.name]).partition(": ")[2]
        yield f"| `{value.name}` | {value.description} | {label(Formality[value.name], 'fr')} | {default} |"


def voting() -> Iterator[str]:
    yield "# Voting\n"
    yield (
        "How the network decides by default, and how a statutory body does, with the sources as we know them. "
        "Check what is unverified before relying on it.\n\n"
        "`applyVotingPreset` sets what `quorumRule` and `votingRules` keep, of the meetings scheduled afterwards.\n\n"
        "| Preset | Rule | Kept by | Source | |\n| --- | --- | --- | --- | --- |"
    )
    for name, preset in presets.PRESETS.items():
        for source in preset.sources:
            doubt = "unverified" if source.unverified else ""
            yield f"| `{name.value}` | {source.rule} | {source.kept_by} | {source.text} | {doubt} |"


@pytest.mark.parametrize(
    ("page", "written"),
    [("settings", settings), ("rules", rules), ("rights", rights), ("voting", voting), ("formalities", formalities)],
)
def test_a_page_of_reference_says_what_the_program_does(page: str, written: Callable[[], Iterator[str]]) -> None:
    path, now = REFERENCE / f"{page}.md", "\n".join(written()) + "\n"
    if os.environ.get("MAILLAGE_GOLDEN") == "write":
        path.write_text(now, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == now


def test_every_refusal_says_its_rule_and_speaks_both_languages() -> None:
    codes = [kind.code() for kind in _refusals()]
    assert len(codes) == len(set(codes)) > 50
    for kind in _refusals():
        placeholders = [set(re.findall(r"{(\w+)}", text)) for text in (kind.FR, kind.EN)]
        assert kind.rule().endswith("."), kind
        assert placeholders[0] == placeholders[1], kind


def test_every_rule_says_where_it_comes_from() -> None:
    for kind in _refusals():
        assert "SOURCE" in vars(kind), (
            f"{kind.__name__}: add SOURCE below the docstring, as `Refusal` explains: "
            '"domain.md 3.5", a law ("CGCT L2121-20"), a standard ("RFC 5545"), or "ours: why"; '
            "and SETTINGS = (Formality.X,) where the rule depends on what the network turned on"
        )
        assert all(source.startswith(SOURCES) for source in kind.SOURCE.split("; ")), kind


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + [
        each for group in project["dependency-groups"].values() for each in group
    ]
    named = set(re.findall(r"`([a-z0-9-]+)`", (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")))
    assert {re.split(r"[^a-z0-9-]", dependency)[0] for dependency in wanted} <= named


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))]
    assert len(links) > 5
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []
