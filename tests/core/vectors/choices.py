"""Comparing, and/or/not, if, bands, scores, options."""

from tests.core.sheets import options
from tests.core.vectors import none, s

BANDS = options("low", "medium", "high", "extreme")

CASES = [
    # comparing
    s("a < b", "yes", "Yes", "Ya", a=1, b=2, shows="yes_no"),
    s("a < b", "no", "No", "Tidak", a=2, b=2, shows="yes_no"),
    s("a <= b", "yes", "Yes", "Ya", a=2, b=2, shows="yes_no"),
    s("a > b", "yes", "Yes", "Ya", a=10, b=9, shows="yes_no"),
    s("a >= b", "no", "No", "Tidak", a=9, b=10, shows="yes_no"),
    s("a == b", "yes", "Yes", "Ya", a="2", b="2.0", shows="yes_no"),
    s("a != b", "yes", "Yes", "Ya", a=2, b=3, shows="yes_no"),
    s("0.1 + 0.2 == 0.3", "no", "No", "Tidak", shows="yes_no"),
    none("a == b", a=1, shows="yes_no"),
    none("a != b", shows="yes_no"),
    s('word == "press 3"', "yes", "Yes", "Ya", word="press 3", shows="yes_no"),
    s('side == "worker"', "yes", "Yes", "Ya", side="worker", shows="yes_no"),
    s('side != "worker"', "yes", "Yes", "Ya", side="manager", shows="yes_no"),
    none('side == "worker"', shows="yes_no"),
    s('sure == "yes"', "no", "No", "Tidak", sure="no", shows="yes_no"),
    s('fits == "na"', "yes", "Yes", "Ya", fits="na", shows="yes_no"),
    s("start < end", "yes", "Yes", "Ya", start="2026-09-30", end="2026-10-01", shows="yes_no"),
    s("start == end", "yes", "Yes", "Ya", start="2026-09-30", end="2026-09-30", shows="yes_no"),
    s("end < today()", "no", "No", "Tidak", end="2026-11-24", shows="yes_no"),
    s("end <= today()", "yes", "Yes", "Ya", end="2026-11-24", shows="yes_no"),
    s("at < until", "yes", "Yes", "Ya", at="07:30", until="14:05", shows="yes_no"),
    s("from_month < to_month", "yes", "Yes", "Ya", from_month="2026-09", to_month="2026-10", shows="yes_no"),
    # and, or, not: decided as soon as one side decides
    s("a > 1 and b > 1", "yes", "Yes", "Ya", a=2, b=2, shows="yes_no"),
    s("a > 1 and b > 1", "no", "No", "Tidak", a=1, shows="yes_no", note="false and missing is false"),
    none("a > 1 and b > 1", a=2, shows="yes_no"),
    s("a > 1 or b > 1", "yes", "Yes", "Ya", a=2, shows="yes_no", note="true or missing is true"),
    none("a > 1 or b > 1", a=1, shows="yes_no"),
    s("a > 1 or b > 1 and c > 1", "yes", "Yes", "Ya", a=2, b=1, c=1, shows="yes_no", note="and binds stronger than or"),
    s("(a > 1 or b > 1) and c > 1", "no", "No", "Tidak", a=2, b=1, c=1, shows="yes_no"),
    s("not a > 1", "no", "No", "Tidak", a=2, shows="yes_no"),
    s("not not a > 1", "yes", "Yes", "Ya", a=2, shows="yes_no"),
    none("not a > 1", shows="yes_no"),
    s("true and not false", "yes", "Yes", "Ya", shows="yes_no"),
    # if
    s("if(a > 1, b, c)", "3", a=2, b=3, c=4),
    s("if(a > 1, b, c)", "4", a=1, b=3, c=4),
    none("if(a > 1, b, c)", b=3, c=4),
    none("if(a > 1, b, c)", a=2, c=4),
    s("if(a > 1, b, c)", "3", a=2, b=3, note="what is not chosen may be missing"),
    s("if(a > 1, b / 0, c)", "4", a=1, b=3, c=4),
    s(
        'if(sure == "yes", start, end)',
        "2026-11-01",
        "1 Nov 2026",
        "1 Nov 2026",
        sure="yes",
        start="2026-11-01",
        shows="date",
    ),
    s('if(a > 4, "high", "low")', "low", "low", "low", a=4, shows="choice", more=BANDS),
    # functions of numbers
    s("abs(a)", "2.5", "2.5", "2,5", a="-2.5"),
    s("abs(a)", "2.5", "2.5", "2,5", a="2.5"),
    s("least(a, b, c)", "-4", a=2, b=3, c=-4),
    s("greatest(a, b, c)", "3", a=2, b=3, c=-4),
    none("greatest(a, b, c)", a=2, b=3),
    s("greatest(0, a - b)", "0", a=2, b=3),
    s("level * 25", "75", level=3),
    s("level", "0", level=0),
    # bands
    *[
        s('band(a, "low", 4, "medium", 9, "high", 16, "extreme")', key, key, key, a=risk, shows="choice", more=BANDS)
        for risk, key in [
            (1, "low"),
            (4, "low"),
            (5, "medium"),
            (9, "medium"),
            (10, "high"),
            (16, "high"),
            (17, "extreme"),
            (25, "extreme"),
        ]
    ],
    s('band(a, "low", b, "high")', "high", a="4.0001", b=4, shows="choice", more=BANDS),
    none('band(a, "low", 4, "high")', shows="choice", more=BANDS),
    none('band(a, "low", b, "high")', a=1, shows="choice", more=BANDS),
    # options
    s("score(side)", "2", side="worker"),
    s("score(side) * 10", "10", side="manager"),
    none("score(side)", side="guest"),
    none("score(side)"),
    s("score(sure)", "1", sure="yes"),
    s("score(sure)", "0", sure="no"),
    none("score(fits)", fits="na"),
    s('has(tasks, "weld")', "yes", "Yes", "Ya", tasks="cut,weld", shows="yes_no"),
    s('has(tasks, "paint")', "no", "No", "Tidak", tasks="cut,weld", shows="yes_no"),
    none('has(tasks, "paint")', shows="yes_no"),
    s('not has(tasks, "cut") and has(tasks, "paint")', "yes", "Yes", "Ya", tasks="paint", shows="yes_no"),
    s("side", "worker", "worker", "worker", side="worker", shows="choice", more=options("manager", "worker", "guest")),
    s("word", "press 3", word="press 3", shows="text"),
]
