"""Charts of a worksheet: an SVG that needs no script and reads at 360 px, with the same numbers as a table.

svg(data, language, gettext) is all that others need. One kind of drawing a module; `canvas` draws, `scale` measures.
"""

from score_xblocks.charts.figure import svg

__all__ = ["svg"]
