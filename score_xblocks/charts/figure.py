"""A chart as HTML: its title, its drawings, what is left out of them, and the table of the same numbers."""

from collections.abc import Callable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from score_core.chart_data import ChartData, Panel
from score_xblocks.charts.bars import bars, before_after, lengths, pareto
from score_xblocks.charts.canvas import Canvas
from score_xblocks.charts.matrix import matrix
from score_xblocks.charts.radar import radar
from score_xblocks.charts.run import run

SPOKES = 3
"""A radar of fewer spokes is drawn as bars."""
MOST_PANELS = 12


def svg(data: ChartData, language: str, gettext: Callable[..., str]) -> SafeString:
    """The chart for a page in this language; `gettext` gives the few words of its own."""
    if data.empty:
        inner = format_html('<p class="score-chart-empty">{}</p>', gettext("Nothing to draw yet."))
    else:
        drawn = data.panels[:MOST_PANELS]
        left = sum(len(panel.labels) for panel in data.panels[MOST_PANELS:])
        left += 0 if data.kind == "run" else lengths(drawn)
        inner = format_html(
            "{}{}{}",
            mark_safe("".join(_drawings(data, drawn, language))),
            format_html("<p>{}</p>", gettext("{count} more are in the table.", count=left)) if left else "",
            _table(data, gettext),
        )
    heading = format_html('<p class="score-chart-title">{}</p>', data.title)
    return format_html(
        '<div class="score-chart-box" role="group" aria-label="{}" data-chart="{}">{}{}</div>',
        data.title,
        data.key,
        heading,
        inner,
    )


def _drawings(data: ChartData, panels: tuple[Panel, ...], language: str):
    if data.kind == "matrix":
        canvas = Canvas()
        matrix(canvas, data, language)
        yield canvas.svg(data.title, 0)
    for number, panel in enumerate(panels):
        canvas = Canvas()
        if panel.title:
            yield format_html('<p class="score-chart-panel">{}</p>', panel.title)
        _draw(canvas, data, panel, language)
        yield canvas.svg(f"{data.title}: {panel.title}" if panel.title else data.title, number)


def _draw(canvas: Canvas, data: ChartData, panel: Panel, language: str) -> None:
    match data.kind:
        case "pareto":
            pareto(canvas, panel)
        case "run":
            run(canvas, panel, language)
        case "before_after":
            before_after(canvas, panel)
        case "radar" if len(panel.labels) >= SPOKES:
            radar(canvas, panel, data.maximum)
        case _:
            bars(canvas, panel, data.maximum)


def _table(data: ChartData, gettext: Callable[..., str]) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((name,) for name in data.header))
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        ((row[0], format_html_join("", "<td>{}</td>", ((cell,) for cell in row[1:]))) for row in data.rows),
    )
    return format_html(
        '<details class="score-chart-table"><summary>{}</summary>'
        '<div class="score-table" role="region" tabindex="0" aria-label="{}">'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></details>",
        gettext("The numbers as a table"),
        conditional_escape(data.title),
        head,
        rows,
    )
