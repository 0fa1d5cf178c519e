"""The figures of an evaluation, as lines for people and as plain values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knockon.bootstrap import Spread
    from knockon.calibration import Calibration
    from knockon.references import References, Tally
    from knockon.score import Figure
    from knockon.verbs.evaluate import Evaluation, Point


def lines(result: Evaluation, *, chains: bool, attributes: bool, by_relation: bool) -> list[str]:
    """The figures of the point in detail, as the gold standard's scorer prints them."""
    scores = result.scores
    out = [f"documents {scores.documents}  gold triples {scores.gold}  predicted {scores.predicted}"]
    out += [_line(name, getattr(scores, name)) for name in ("typed", "exposure", "link")]
    if chains:
        found = result.chains
        out.append(f"{_line('chains', found.figure)}  (gold {found.gold}, predicted {found.predicted})")
    if attributes:
        a = result.attributes
        out.append(f"negated F1 {a.negated:.3f}  modality macro-F1 {a.modality:.3f}  (over {a.matches} typed matches)")
        out += [_line("horizon", a.horizon), _line("share", a.share)]
    if by_relation:
        for name, count in scores.relations.items():
            p, r, f = count.figure
            out.append(
                f"  {name:16s} gold {count.gold:4d} predicted {count.predicted:4d} right {count.right:4d}"
                f"  P {p:.2f} R {r:.2f} F1 {f:.2f}"
            )
    return out


def overview(result: Evaluation) -> list[str]:
    """The three points beside each other, the calibration, and what went wrong at the point."""
    from knockon.misses import counted

    out = []
    for name, point in result.points.items():
        shown = " (above in detail)" if name == result.point else ""
        out += ["", f"point {name}{shown}: confidence from {point.threshold:.3f}, predicted {point.scores.predicted}"]
        spreads = {"typed": point.typed, "exposure": point.exposure}
        out += [
            f"  {_line(figure, getattr(point.scores, figure))}{_spread(spreads.get(figure))}"
            for figure in ("typed", "exposure", "link")
        ]
        out.append(
            f"  false triples per 100 sentences that have none in the gold: {_or_dash(point.false_per_100, 1)}"
            f" (of {result.empty} sentences)"
        )
    if (found := result.calibration) is not None:
        out += ["", f"calibration of the point best: {found.right} of {found.claims} right"]
        out.append(f"  expected calibration error {_or_dash(found.error, 3)}  AUROC {_or_dash(found.auroc, 3)}")
    out += _references(result.references)
    if result.points:
        kinds = counted(result.mistakes)
        for what, title in (("misses", "missed"), ("false", "false")):
            total = sum(kinds[what].values())
            out += ["", f"{title} triples of the point {result.point}: {total}"]
            out += [f"  {kind:13s}{number:5d}" for kind, number in kinds[what].items()]
    return out


def as_data(result: Evaluation) -> dict[str, Any]:
    """All figures, rounded to three digits."""
    from knockon.misses import counted

    scores = result.scores
    return {
        "point": result.point,
        "documents": scores.documents,
        "gold": scores.gold,
        "predicted": scores.predicted,
        **{name: _data(getattr(scores, name)) for name in ("typed", "exposure", "link")},
        "chains": {**_data(result.chains.figure), "gold": result.chains.gold, "predicted": result.chains.predicted},
        "attributes": {
            "matches": result.attributes.matches,
            "negated_f1": round(result.attributes.negated, 3),
            "modality_macro_f1": round(result.attributes.modality, 3),
            "horizon": _data(result.attributes.horizon),
            "share": _data(result.attributes.share),
        },
        "relations": {
            name: {"gold": c.gold, "predicted": c.predicted, "right": c.right, **_data(c.figure)}
            for name, c in scores.relations.items()
        },
        "points": {name: _point(point) for name, point in result.points.items()},
        "sentences_without_triples": result.empty,
        "references": _references_data(result.references),
        "calibration": None if result.calibration is None else _calibration(result.calibration),
        **counted(result.mistakes),
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "threshold": round(point.threshold, 3),
        "predicted": point.scores.predicted,
        "typed": {**_data(point.scores.typed), **_spread_data(point.typed)},
        "exposure": {**_data(point.scores.exposure), **_spread_data(point.exposure)},
        "link": _data(point.scores.link),
        "false_per_100_sentences_without_triples": _rounded(point.false_per_100),
    }


def _calibration(found: Calibration) -> dict[str, Any]:
    return {
        "claims": found.claims,
        "right": found.right,
        "expected_error": _rounded(found.error),
        "auroc": _rounded(found.auroc),
        "bins": [
            {
                "from": row.low,
                "to": row.high,
                "claims": row.claims,
                "confidence": _rounded(row.confidence),
                "right": _rounded(row.right),
            }
            for row in found.bins
        ],
    }


def _references(found: References) -> list[str]:
    rows = {"all": found.total, **found.kinds, "kept by the gold": found.kept}
    gain = found.typed_resolved - found.typed_literal
    return [
        "",
        "references resolved as in the gold:",
        *(
            f"  {name:17s} right {row.right:4d} of {row.resolved:4d} resolved"
            f" ({_or_dash(row.accuracy, 3)}), of {row.asked}"
            for name, row in rows.items()
        ),
        f"  typed F1 with resolved names {found.typed_resolved:.3f}, with the claims' own words"
        f" {found.typed_literal:.3f} ({gain:+.3f})",
    ]


def _references_data(found: References) -> dict[str, Any]:
    return {
        "all": _tally(found.total),
        "kinds": {name: _tally(row) for name, row in found.kinds.items()},
        "kept_by_the_gold": _tally(found.kept),
        "typed_f1_resolved": round(found.typed_resolved, 3),
        "typed_f1_literal": round(found.typed_literal, 3),
    }


def _tally(row: Tally) -> dict[str, Any]:
    return {"asked": row.asked, "resolved": row.resolved, "right": row.right, "accuracy": _rounded(row.accuracy)}


def _line(name: str, figure: Figure) -> str:
    return f"{name:9s} precision {figure.precision:.3f}  recall {figure.recall:.3f}  F1 {figure.f1:.3f}"


def _spread(spread: Spread | None) -> str:
    return "" if spread is None else f" ± {spread.error:.3f} (95% {spread.low:.3f} to {spread.high:.3f})"


def _spread_data(spread: Spread | None) -> dict[str, Any]:
    if spread is None:
        return {"f1_error": None, "f1_interval": None}
    return {"f1_error": round(spread.error, 3), "f1_interval": [round(spread.low, 3), round(spread.high, 3)]}


def _or_dash(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _data(figure: Figure) -> dict[str, float]:
    return {name: round(value, 3) for name, value in figure._asdict().items()}
