"""Dates, months and times."""

from tests.core.vectors import none, s

CASES = [
    # days, months, times
    s("days(start, end)", "30", start="2026-09-24", end="2026-10-24"),
    s("days(start, end)", "-30", start="2026-10-24", end="2026-09-24"),
    s("days(start, end)", "1", start="2028-02-28", end="2028-02-29"),
    s("days(start, end)", "2", start="2028-02-28", end="2028-03-01", note="a leap year"),
    s("days(start, end)", "1", start="2026-02-28", end="2026-03-01"),
    s("days(start, end)", "365", start="2026-01-01", end="2027-01-01"),
    s("days(start, end)", "109572", "109,572", "109.572", start="1900-01-01", end="2199-12-31"),
    s("days(start, today())", "54", start="2026-10-01"),
    s("days(end, default(start, today()))", "4", end="2026-11-20"),
    none("days(start, end)", start="2026-09-24"),
    s("greatest(0, days(end, today()))", "0", end="2026-12-01"),
    s("months(start, end)", "1", start="2026-09-30", end="2026-10-01", note="months leave days aside"),
    s("months(start, end)", "-13", start="2026-09-30", end="2025-08-01"),
    s("months(from_month, to_month)", "12", from_month="2025-11", to_month="2026-11"),
    s("months(from_month, end)", "2", from_month="2026-09", end="2026-11-24"),
    s("today()", "2026-11-24", "24 Nov 2026", "24 Nov 2026", shows="date"),
    s("start", "2026-05-01", "1 May 2026", "1 Mei 2026", start="2026-05-01", shows="date"),
    s("to_month", "2026-08", "Aug 2026", "Agu 2026", to_month="2026-08", shows="month"),
    s("add_days(start, 14)", "2026-12-08", "8 Dec 2026", "8 Des 2026", start="2026-11-24", shows="date"),
    s("add_days(start, 0 - 24)", "2026-10-31", "31 Oct 2026", "31 Okt 2026", start="2026-11-24", shows="date"),
    s("add_days(start, 1.9)", "2028-02-29", "29 Feb 2028", "29 Feb 2028", start="2028-02-28", shows="date"),
    s("add_months(start, 1)", "2026-02-28", "28 Feb 2026", "28 Feb 2026", start="2026-01-31", shows="date"),
    s("add_months(start, 12)", "2029-02-28", "28 Feb 2029", "28 Feb 2029", start="2028-02-29", shows="date"),
    s("add_months(start, 0 - 3)", "2025-12-15", "15 Dec 2025", "15 Des 2025", start="2026-03-15", shows="date"),
    s("add_months(to_month, 6)", "2027-02", "Feb 2027", "Feb 2027", to_month="2026-08", shows="month"),
    none("add_days(start, 100000)", start="2026-01-01", shows="date", note="beyond the years that dates may have"),
    none("add_months(start, 0 - 2000)", start="2026-01-01", shows="date"),
    none("add_days(start, a)", start="2026-01-01", shows="date"),
    s("minutes(at, until)", "395", at="07:30", until="14:05"),
    s("minutes(at, until) / 60", "-0.5", "-0.5", "-0,5", at="07:30", until="07:00"),
    none("minutes(at, until)", at="07:30"),
]
