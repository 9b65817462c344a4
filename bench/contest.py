"""Competitors measured in turn, so that a machine whose speed drifts is unfair to none of them."""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

Trial = Callable[[], Awaitable[float]]


@dataclass(frozen=True)
class Figure:
    """What was measured of one competitor: every round's value, in `unit`."""

    contest: str
    competitor: str
    unit: str
    values: tuple[float, ...]
    against: Mapping[str, float] = field(default_factory=dict)  # other competitor -> median of the ratios per round
    projections: int | None = None  # how many read models were written with each fact, where facts were
    note: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"median": self.median, "values": list(self.values)}


async def contest(
    name: str,
    unit: str,
    trials: Mapping[str, Trial],
    rounds: int,
    *,
    projections: Mapping[str, int] | None = None,
    notes: Mapping[str, str] | None = None,
) -> list[Figure]:
    """Each competitor once unmeasured, then `rounds` times in turn."""
    for trial in trials.values():
        await trial()
    values: dict[str, list[float]] = {competitor: [] for competitor in trials}
    for _ in range(rounds):
        for competitor, trial in trials.items():
            values[competitor].append(await trial())
    return [
        Figure(
            name,
            competitor,
            unit,
            tuple(measured),
            {other: _ratio(measured, theirs) for other, theirs in values.items() if other != competitor},
            (projections or {}).get(competitor),
            (notes or {}).get(competitor, ""),
        )
        for competitor, measured in values.items()
    ]


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True) if other)


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table: medians, spread, ratios within each contest."""
    lines = [
        "| contest | competitor | median | min-max | unit | read models | ratio to the others |",
        "|" + " --- |" * 7,
    ]
    for figure in figures:
        ratios = ", ".join(f"{ratio:.2f} x {other}" for other, ratio in figure.against.items())
        models = "" if figure.projections is None else str(figure.projections)
        spread = f"{min(figure.values):,.1f}-{max(figure.values):,.1f}"
        name = f"{figure.competitor} ({figure.note})" if figure.note else figure.competitor
        lines.append(
            f"| {figure.contest} | {name} | {figure.median:,.1f} | {spread} | {figure.unit} | {models} | {ratios} |"
        )
    return "\n".join(lines)
