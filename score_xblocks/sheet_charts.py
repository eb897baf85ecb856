"""The charts of a sheet as HTML, each for the section whose data it draws."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from score_core import charting
from score_xblocks import charts
from score_xblocks.sheet import Sheet


@dataclass(frozen=True)
class ChartView:
    key: str
    section: str
    html: SafeString


def charts_of(sheet: Sheet) -> list[ChartView]:
    """The charts whose sections are shown; none of a sheet that authors look at, which has no data."""
    if sheet.locked:
        return []
    shown = {section.key for section in sheet.worksheet.sections if sheet.visible.shows(section.key)}
    return [_view(sheet, chart) for chart in sheet.worksheet.charts if chart.section in shown]


def _view(sheet: Sheet, chart) -> ChartView:
    widgets = sheet.widgets
    data = charting.of_filled(sheet.filled, chart, widgets.language, widgets.people, sheet.others.read)
    return ChartView(chart.key, chart.section, charts.svg(data, widgets.language, widgets.gettext))
