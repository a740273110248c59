"""The report's plots as inline SVG, and the curves they draw: by matplotlib, coloured by the page's style sheet.

Colours are placeholders that become CSS variables, so that a plot follows the page into dark mode. Nothing in the
output depends on the time or the machine: two renderings are equal. Ids carry the plot's name, so that many plots share
one page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from markupsafe import Markup, escape

from eval.measure.intervals import RESAMPLES, SEED
from eval.records import Estimate, Score

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, MUTED, LINE, HEAT = "#0a0b0c", "#6a6b6c", "#cacbcc", "#4a4b4c"
SERIES = ("#0a0b0c", "#71727a", "#81828a", "#91929a", "#a1a2aa")
"""The first stands for all languages together, the others for one each."""
MARKERS = ("D", "o", "s", "^", "v")
_VARIABLES = {INK: "ink", MUTED: "muted", LINE: "line", HEAT: "heat"} | {
    color: f"series-{number}" for number, color in enumerate(SERIES[1:], start=1)
}
LEAST_COVERAGE = 0.05
"""Risk at less coverage is that of a handful of questions, and is not drawn."""
_BINS = 5
_PIXELS = 72
"""User units of matplotlib's SVG per inch: one unit is drawn as one CSS pixel."""
_RC: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 12,
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 1,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "axes.labelsize": 11,
    "grid.color": LINE,
    "legend.frameon": False,
    "legend.fontsize": 12,
}


class Spread(Protocol):
    """A value with its interval, such as an `Estimate` or a `Difference`."""

    @property
    def value(self) -> float: ...  # noqa: D102 - as named
    @property
    def low(self) -> float: ...  # noqa: D102
    @property
    def high(self) -> float: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One line of a dot-and-whisker plot."""

    label: str
    points: tuple[Spread | None, ...]
    """One for each series; None is left out."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell of a heat map."""

    row: int
    column: int
    value: float
    groups: int
    few: bool
    """Too few groups to lean on."""


@dataclass(frozen=True, slots=True)
class RiskCurve:
    """Risk over coverage, questions taken in order of falling probability."""

    name: str
    coverage: tuple[float, ...]
    risk: tuple[float, ...]
    own: tuple[float, float] | None
    """Coverage and risk at the product's own abstention."""
    area: float
    """Mean risk over all coverages."""

    def risk_at(self, coverage: float) -> float:
        """The risk when at least this share is answered."""
        return self.risk[min(len(self.risk), max(1, round(coverage * len(self.risk)))) - 1]


@dataclass(frozen=True, slots=True)
class Separation:
    """How well the probability tells questions with an answer from those without."""

    section: str
    auc: Estimate | None
    curve: RiskCurve


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Questions of like probability."""

    low: float
    high: float
    questions: int
    predicted: float
    answerable: float
    """Share that has an answer in the dossier."""


def draw_forest(
    name: str,
    title: str,
    rows: Sequence[ForestRow],
    series: Sequence[str],
    *,
    span: tuple[float, float] = (0.0, 1.0),
    first: int = 0,
) -> Markup:
    """Dots with 95% whiskers, a block of lines for each row, its label above; `first` is the first series' colour."""
    row_height, top, bottom = 20 + 11 * len(series), 34, 26
    inner = row_height * len(rows) + 6
    with _settings(name):
        figure, axes = _figure(420, top + inner + bottom, (14, bottom, 14, top))
        axes.set_xlim(*span)
        axes.set_ylim(inner, 0)
        _clear_frame(axes)
        axes.grid(axis="x", linewidth=1)
        if span[0] < 0:
            axes.axvline(0, color=INK, linewidth=1)
        for index, row in enumerate(rows):
            axes.text(0, index * row_height + 11, row.label, transform=axes.get_yaxis_transform(), va="center")
            for number, point in enumerate(row.points):
                if point is not None:
                    _draw_spread(axes, point, index * row_height + 23 + 11 * number, number + first)
        _draw_legend(axes, [_series_handle(number + first, label) for number, label in enumerate(series)])
        axes.set_xticks(*_ticks(span))
        return _to_svg(figure, name, title)


def draw_matrix(
    name: str, title: str, rows: Sequence[str], columns: Sequence[str], cells: Sequence[MatrixCell]
) -> Markup:
    """A heat map, one tinted cell for each direction, its value and number of question groups written in it."""
    with _settings(name):
        from matplotlib.patches import Rectangle

        figure, axes = _figure(300, 44 + 64 * len(rows), (44, 4, 4, 40))
        axes.set_xlim(0, len(columns))
        axes.set_ylim(len(rows), 0)
        _clear_frame(axes)
        for cell in cells:
            x, y = cell.column + 0.5, cell.row + 0.5
            corner = (cell.column + 0.03, cell.row + 0.04)
            axes.add_patch(Rectangle(corner, 0.94, 0.92, facecolor=HEAT, alpha=0.04 + 0.6 * cell.value, linewidth=0))
            if cell.few:
                axes.add_patch(Rectangle(corner, 0.94, 0.92, fill=False, edgecolor=MUTED, linestyle=(0, (3, 3))))
            axes.text(x, y - 0.1, show_rate(cell.value), ha="center", va="center", fontsize=16)
            axes.text(x, y + 0.27, f"n {cell.groups}{' (few)' if cell.few else ''}", ha="center", va="center")
        axes.set_xticks(np.arange(len(columns)) + 0.5, columns)
        axes.set_yticks(np.arange(len(rows)) + 0.5, rows)
        axes.tick_params(length=0, labelsize=13, top=False, labeltop=True, labelbottom=False, labelcolor=INK)
        axes.set_xlabel("gold stands in", labelpad=4)
        axes.xaxis.set_label_position("top")
        axes.set_ylabel("asked in", labelpad=2)
        return _to_svg(figure, name, title)


def draw_risk(name: str, title: str, curves: Sequence[RiskCurve]) -> Markup:
    """Risk over coverage, a line for each curve; a ringed marker where the product's own abstention stands."""
    with _settings(name):
        figure, axes = _figure(440, 330, (46, 42, 14, 34))
        axes.set_xlim(0, 1)
        _clear_frame(axes)
        axes.grid(linewidth=1)
        highest = 0.2
        for number, curve in enumerate(curves):
            color, start = SERIES[number % len(SERIES)], round(len(curve.risk) * LEAST_COVERAGE)
            axes.plot(curve.coverage[start:], curve.risk[start:], color=color, linewidth=2.2 if number == 0 else 1.3)
            highest = max(highest, *curve.risk[start:], curve.own[1] if curve.own else 0)
            if curve.own:
                axes.plot(*curve.own, MARKERS[number % len(MARKERS)], color=color, markersize=8, zorder=3)
        axes.set_xlabel("coverage: share of the questions answered")
        axes.set_ylabel("risk: share of the answered that are wrong")
        axes.set_xticks(*_ticks((0.0, 1.0)))
        axes.set_ylim(0, min(1.0, highest + 0.05))
        axes.set_yticks(*_ticks((0.0, min(1.0, highest + 0.05))))
        _draw_legend(axes, [_series_handle(number, curve.name) for number, curve in enumerate(curves)])
        return _to_svg(figure, name, title)


def draw_latency(name: str, title: str, milliseconds: Sequence[float], marks: dict[str, float]) -> Markup:
    """A histogram of answer times with vertical lines at `marks`; the last bin takes what is slower."""
    with _settings(name):
        from matplotlib.ticker import MaxNLocator

        figure, axes = _figure(440, 240, (46, 42, 14, 30))
        end = max(1.25 * max(marks.values()), 1.0)
        axes.hist(np.minimum(milliseconds, end), bins=np.linspace(0, end, 41).tolist(), color=SERIES[2], rwidth=0.9)
        _clear_frame(axes)
        axes.set_xlim(0, end)
        axes.grid(axis="y", linewidth=1)
        axes.set_axisbelow(True)
        for label, value in marks.items():
            axes.axvline(value, color=INK, linewidth=1, linestyle=(0, (4, 3)))
            axes.text(value, 1.03, label, transform=axes.get_xaxis_transform(), ha="center", va="bottom")
        slower = sum(value > end for value in milliseconds)
        axes.set_xlabel(f"milliseconds, whole answer{f' (last bar: {slower} slower)' if slower else ''}")
        axes.set_ylabel("questions")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
        return _to_svg(figure, name, title)


def trace_risk(name: str, scores: Sequence[Score]) -> RiskCurve:
    """Risk over coverage in order of falling probability; an answer to a question without gold is wrong."""
    wrong = np.array([score.values.get("recall_1", 0.0) < 1 for score in scores])
    order = np.argsort([-probability_of(score) for score in scores], kind="stable")
    counts = np.arange(1, len(scores) + 1)
    risk = np.cumsum(wrong[order]) / counts
    answered = np.array([score.outcome.answer["status"] == "answered" for score in scores])
    own = (float(answered.mean()), float(wrong[answered].mean())) if answered.any() else None
    coverage = tuple((counts / len(scores)).tolist())
    return RiskCurve(name, coverage, tuple(risk.tolist()), own, float(risk.mean()))


def estimate_auc(scores: Sequence[Score]) -> Estimate | None:
    """Area under the ROC curve of the probability, question with against question without gold; resampled by group."""
    from sklearn.metrics import roc_auc_score

    answerable = np.array([score.question.expects_answer for score in scores])
    if answerable.all() or not answerable.any():
        return None
    probabilities = np.array([probability_of(score) for score in scores])
    names, groups = np.unique([score.question.case.id for score in scores], return_inverse=True)
    wins = np.zeros((len(names), len(names)))
    pairs = np.zeros_like(wins)
    above = np.sign(probabilities[answerable][:, None] - probabilities[~answerable]) / 2 + 0.5
    where = (groups[answerable][:, None], groups[~answerable][None, :])
    np.add.at(wins, where, above)
    np.add.at(pairs, where, 1)
    with_gold, without = pairs.any(axis=1), pairs.any(axis=0)
    generator = np.random.default_rng(SEED)
    drawn, others = (
        generator.multinomial(count, np.full(count, 1 / count), size=RESAMPLES).astype(float)
        for count in (with_gold.sum(), without.sum())
    )
    wins, pairs = (matrix[with_gold][:, without] for matrix in (wins, pairs))
    found = ((drawn @ wins) * others).sum(axis=1) / ((drawn @ pairs) * others).sum(axis=1)
    low, high = np.percentile(found, (2.5, 97.5))
    area = float(roc_auc_score(answerable, probabilities))
    return Estimate(area, float(low), float(high), len(scores), len(names), "bootstrap")


def calibrate_bins(scores: Sequence[Score]) -> list[CalibrationBin]:
    """What share has an answer among questions of like probability; empty bins are left out."""
    bins = []
    for number in range(_BINS):
        low, high = number / _BINS, (number + 1) / _BINS
        inside = [s for s in scores if low <= probability_of(s) < high or (high == 1 and probability_of(s) == 1)]
        if inside:
            predicted = float(np.mean([probability_of(score) for score in inside]))
            answerable = float(np.mean([score.question.expects_answer for score in inside]))
            bins.append(CalibrationBin(low, high, len(inside), predicted, answerable))
    return bins


def probability_of(score: Score) -> float:
    """How likely the product thought an answer."""
    return float(score.outcome.answer["probability"])


def show_rate(value: float) -> str:
    """A share such as ".83"."""
    text = f"{value:.2f}"
    return text[1:] if text.startswith("0.") else text


def show_signed(value: float) -> str:
    """A difference such as "+.04" or "−.10"."""
    return ("+" if value >= 0 else "\N{MINUS SIGN}") + show_rate(abs(value))


@contextmanager
def _settings(name: str) -> Iterator[None]:
    from matplotlib import rc_context, rcdefaults, rcParams

    with rc_context():
        rcdefaults()  # A reader's own matplotlibrc does not shape the report.
        rcParams.update({**_RC, "svg.hashsalt": name})
        yield


def _figure(width: int, height: int, margins: tuple[int, int, int, int]) -> tuple[Figure, Axes]:
    """A figure in pixels with one field of axes; margins are left, bottom, right, top."""
    from matplotlib.figure import Figure

    left, bottom, right, top = margins
    figure = Figure(figsize=(width / _PIXELS, height / _PIXELS))
    frame = (left / width, bottom / height, (width - left - right) / width, (height - bottom - top) / height)
    return figure, figure.add_axes(frame)


def _clear_frame(axes: Axes) -> None:
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks([])


def _draw_spread(axes: Axes, point: Spread, y: float, number: int) -> None:
    color = SERIES[number % len(SERIES)]
    axes.plot([point.low, point.high], [y, y], color=color, linewidth=1.8, solid_capstyle="round")
    axes.plot([point.value], [y], MARKERS[number % len(MARKERS)], color=color, markersize=6, clip_on=False)


def _series_handle(number: int, label: str) -> Any:  # noqa: ANN401 - a matplotlib artist
    from matplotlib.lines import Line2D

    color = SERIES[number % len(SERIES)]
    return Line2D([], [], color=color, marker=MARKERS[number % len(MARKERS)], markersize=6, linewidth=1.8, label=label)


def _draw_legend(axes: Axes, handles: Sequence[Any]) -> None:
    axes.legend(
        handles=list(handles),
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=len(handles),
        borderaxespad=0,
        borderpad=0.3,
        columnspacing=1.4,
        handlelength=1.6,
    )


def _ticks(span: tuple[float, float]) -> tuple[list[float], list[str]]:
    """Round places on an axis and their labels, signed where the axis reaches below zero."""
    width = span[1] - span[0]
    step = 0.25 if span == (0.0, 1.0) else 0.2 if width > 0.5 else 0.1 if width > 0.25 else 0.05
    places = [round(step * count, 4) for count in range(round(-1 / step), round(1 / step) + 1)]
    inside = [place for place in places if span[0] - 1e-9 <= place <= span[1] + 1e-9]
    return inside, [show_signed(place) if span[0] < 0 and place else show_rate(place) for place in inside]


def _to_svg(figure: Figure, name: str, title: str) -> Markup:
    """The figure as an <svg> element: colours become variables, ids the plot's own; font and size are left to CSS."""
    name = f"plot-{name}"
    file = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(file, format="svg", transparent=True, metadata=nothing)
    text = file.getvalue()
    view_box = re.search(r'viewBox="[\d. ]+"', text)
    assert view_box is not None
    body = text[text.index(">", view_box.end()) + 1 :]
    body = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>|<style\b.*?</style>", "", body, flags=re.DOTALL)
    body = re.sub(r"<[^>]+>", lambda tag: _adapt_tag(tag.group(), name), body)
    width = round(figure.get_figwidth() * _PIXELS)
    opening = (
        f'<svg role="img" aria-labelledby="{name}-title" class="plot" style="max-width: {width}px" '
        f'{view_box.group()}>\n<title id="{name}-title">{escape(title)}</title>'
    )
    return Markup(opening + body)  # noqa: S704 - matplotlib escapes the labels, and the title is escaped here


def _adapt_tag(tag: str, name: str) -> str:
    tag = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", tag)
    tag = re.sub(r" ?font-family: [^;\"]*;", "", tag)
    for color, variable in _VARIABLES.items():
        tag = tag.replace(color, f"var(--{variable})")
    return tag
