"""Charts: well-formed drawings that fit a phone, with every number in a table beside them."""

import math
import re
from dataclasses import replace

import pytest
from lxml import etree, html

from score_core.chart_data import Panel
from score_xblocks.charts import svg
from score_xblocks.charts.scale import scale

from .chart_samples import ALL, BARS, EMPTY, MATRIX, RADAR, RUN, chart, one

PLACES = ("x", "x1", "x2", "cx")


def plain(message: str, **params) -> str:
    return message.format(**params)


def drawings(data) -> list[etree._Element]:
    found = re.findall(r"<svg.*?</svg>", svg(data, "en", plain), re.DOTALL)
    return [etree.fromstring(text) for text in found]


@pytest.mark.parametrize("data", ALL, ids=lambda data: data.kind)
def test_a_drawing_is_well_formed_and_fits_a_phone(data):
    found = drawings(data)
    assert len(found) == max(len(data.panels), 1)
    for root in found:
        _, _, width, height = (float(number) for number in root.get("viewBox").split())
        assert width == 360 and 40 < height < 800
        assert float(root.get("font-size")) >= 13
        assert root.get("aria-label").startswith(data.title)
        for element in root.iter():
            assert etree.QName(element).localname in {"svg", "text", "rect", "line", "path", "circle", "polygon"}
            for name in PLACES:
                assert -8 <= float(element.get(name, "0")) <= 368, etree.tostring(element)
            assert float(element.get("width", "0")) >= 0


@pytest.mark.parametrize("data", ALL, ids=lambda data: data.kind)
def test_the_table_has_every_number(data):
    page = html.fromstring(svg(data, "en", plain))
    rows = [[cell.text_content() for cell in row] for row in page.xpath(".//tbody/tr")]
    assert rows == [list(row) for row in data.rows]
    assert [cell.text_content() for cell in page.xpath(".//thead//th")] == list(data.header)
    assert page.xpath(".//details/summary")[0].text_content() == "The numbers as a table"


def test_names_are_never_markup():
    text = svg(ALL[0], "en", plain)
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_what_is_missing_is_no_zero():
    (root,) = drawings(BARS)
    assert "–" in [element.text for element in root.iter()]
    line = next(element for element in drawings(RUN)[0].iter("{*}path") if element.get("stroke-dasharray") is None)
    assert line.get("d").count("M") == 2, "a gap in the line"
    corners = [len(polygon.get("points").split()) for polygon in drawings(RADAR)[0].iter("{*}polygon")]
    assert corners[-2:] == [4, 5], "no corner for what is missing"


def test_nothing_is_drawn_of_nothing():
    text = svg(EMPTY, "en", plain)
    assert "<svg" not in text
    assert "Nothing to draw yet." in text


def test_a_radar_of_two_spokes_is_drawn_as_bars():
    two = chart("radar", Panel("", ("A", "B"), (one("value", "Now", 1, 2),)), maximum=4)
    assert not list(drawings(two)[0].iter("{*}polygon"))


def test_too_many_bars_are_left_to_the_table():
    many = chart("bars", Panel("", tuple(f"Line {n}" for n in range(40)), (one("value", "Now", *range(40)),)))
    text = svg(many, "en", plain)
    assert "10 more are in the table." in text
    assert len(re.findall(r'<th scope="row">', text)) == 40


def test_a_matrix_counts_the_rows_of_a_cell():
    texts = [element.text for element in drawings(MATRIX)[0].iter("{*}text")]
    assert texts.count("25") == 1
    bold = [element.text for element in drawings(MATRIX)[0].iter("{*}text") if element.get("font-weight")]
    assert sorted(bold) == ["1", "2"]


def test_a_matrix_of_zero_to_four_is_drawn():
    axes = tuple(replace(axis, low=0.0, high=4.0) for axis in MATRIX.axes)
    texts = [element.text for element in drawings(replace(MATRIX, axes=axes))[0].iter("{*}text")]
    assert texts.count("16") == 1 and texts.count("0") == 11


@pytest.mark.parametrize(
    ("numbers", "maximum", "ticks"),
    [
        ((), None, (0, 0.25, 0.5, 0.75, 1)),
        ((None, 0), None, (0, 0.25, 0.5, 0.75, 1)),
        ((80, 45), 100, (0, 25, 50, 75, 100)),
        ((103, 45), 100, (0, 50, 100, 150)),
        ((-5, 3), None, (-6, -4, -2, 0, 2, 4)),
        ((0.004,), None, (0, 0.001, 0.002, 0.003, 0.004)),
        ((5e9,), None, (0, 2e9, 4e9, 6e9)),
    ],
)
def test_scales_are_round(numbers, maximum, ticks):
    found = scale(numbers, 0, 300, maximum)
    assert all(math.isclose(one, other, abs_tol=1e-9) for one, other in zip(found.ticks, ticks, strict=True)), found
    assert math.isclose(found.at(found.low), 0) and math.isclose(found.at(found.high), 300)
