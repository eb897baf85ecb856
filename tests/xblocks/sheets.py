"""Worksheets and people that the tests of the worksheet block use."""

import uuid

TEAM = """\
key: team-sheet
version: 1
title: {en: Team sheet, id: Lembar tim}
purpose: {en: For tests., id: Untuk uji.}
filled_by: enterprise
review: none
visible_to: team
sections:
  - key: facts
    title: {en: Facts, id: Data}
    fields:
      - {key: line, kind: text, label: {en: Line, id: Lini}, required: true}
      - {key: output, kind: number, label: {en: Output, id: Hasil}, minimum: 0, required: true}
      - {key: rejects, kind: number, label: {en: Rejects, id: Cacat}}
      - key: rate
        kind: formula
        label: {en: Rate, id: Tingkat}
        shows: percent
        formula: "100 * rejects / output"
      - {key: who, kind: person, label: {en: Who, id: Siapa}}
  - key: actions
    title: {en: Actions, id: Tindakan}
    rows: {minimum: 0, maximum: 300, start: 2}
    fields:
      - {key: what, kind: text, label: {en: What, id: Apa}}
      - {key: days, kind: number, label: {en: Days, id: Hari}}
"""


def sheet(**changes: str) -> str:
    """TEAM with other values of its first keys: `sheet(filled_by="learner")`."""
    text = TEAM
    for key, value in changes.items():
        lines = [f"{key}: {value}" if line.startswith(f"{key}:") else line for line in text.splitlines()]
        text = "\n".join(lines if f"{key}: {value}" in lines else [f"{key}: {value}", *lines]) + "\n"
    return text


def edit(cell: str, value: str, base: str = "") -> dict:
    return {"id": str(uuid.uuid4()), "cell": cell, "base": base, "value": value}


PLAN = """\
key: plan-sheet
version: 1
title: {en: Plan, id: Rencana}
purpose: {en: What we do., id: Yang kami kerjakan.}
filled_by: enterprise
review: row
visible_to: team
sections:
  - key: actions
    title: {en: Actions, id: Tindakan}
    rows: {maximum: 200, start: 1}
    fields:
      - {key: problem, kind: text, label: {en: Problem, id: Masalah}, required: true}
      - {key: action, kind: text, label: {en: Action, id: Tindakan}}
      - {key: due, kind: date, label: {en: Due, id: Tenggat}}
      - {key: cost, kind: money, label: {en: Cost, id: Biaya}, unit: {en: IDR, id: Rp}}
      - {key: who, kind: person, label: {en: Responsible, id: Penanggung jawab}}
      - key: status
        kind: choice
        label: {en: Status, id: Status}
        options:
          - {key: idea, label: {en: Idea, id: Ide}}
          - {key: approved, label: {en: Approved, id: Disetujui}}
          - {key: done, label: {en: Done, id: Selesai}}
      - {key: result, kind: text, label: {en: Result, id: Hasil}, when: status == "done"}
      - {key: before, kind: photo, label: {en: Before, id: Sebelum}, maximum: 2}
      - {key: after, kind: photo, label: {en: After, id: Sesudah}, maximum: 2}
"""

AUDIT = """\
key: audit-sheet
version: 1
title: {en: Audit, id: Audit}
purpose: {en: Every new kind of field., id: Semua jenis isian baru.}
filled_by: enterprise
review: sheet
visible_to: team
occasions: true
reads:
  plan: {worksheet: plan-sheet}
  before: {worksheet: audit-sheet, occasion: baseline}
charts:
  - key: grades
    kind: bars
    title: {en: Grades, id: Nilai}
    section: result
    values: [mean, share]
    maximum: 100
    compare: before
  - {key: causes, kind: pareto, title: {en: Kinds, id: Jenis}, section: findings, label: type, value: cost}
sections:
  - key: map
    title: {en: Map, id: Peta}
    fields:
      - {key: plan, kind: photo, label: {en: Photo of the hall, id: Foto ruang}, maximum: 1}
      - {key: proof, kind: file, label: {en: Papers, id: Berkas}, maximum: 2}
      - {key: size, kind: number, label: {en: People, id: Orang}, required: true}
      - {key: union, kind: text, label: {en: Union, id: Serikat}, when: size >= 50, required: true}
  - key: grade
    title: {en: Order, id: Kerapian}
    items:
      - {key: sort, label: {en: Nothing needless lies about., id: Tidak ada barang tak perlu.}}
      - {key: shine, label: {en: Machines are clean., id: Mesin bersih.}}
    fields:
      - {key: mark, kind: scale, label: {en: Grade, id: Nilai}, from: 0, to: 4, better: higher, target: 4}
  - key: result
    title: {en: Result, id: Hasil}
    when: count(grade where measured(mark)) > 0
    fields:
      - {key: mean, kind: formula, label: {en: Mean, id: Rata-rata}, shows: percent, formula: 25 * mean(mark in grade)}
      - {key: share, kind: formula, label: {en: Plan, id: Rencana}, shows: percent, formula: 10 * count(plan.actions)}
  - key: findings
    title: {en: Findings, id: Temuan}
    rows: {maximum: 200, start: 1}
    promotes:
      to: plan-sheet/actions
      set: {problem: what}
      fixed: {status: idea}
    fields:
      - {key: what, kind: text, label: {en: What, id: Apa}, required: true}
      - key: type
        kind: choice
        label: {en: Kind, id: Jenis}
        options:
          - {key: waste, label: {en: Waste, id: Pemborosan}}
          - {key: risk, label: {en: Risk, id: Risiko}}
      - {key: cost, kind: money, label: {en: Cost, id: Biaya}, unit: {en: IDR, id: Rp}}
      - {key: day, kind: date, label: {en: Seen on, id: Terlihat}}
      - {key: photo, kind: photo, label: {en: Photo, id: Foto}, maximum: 3}
      - {key: spot, kind: pin, label: {en: Where, id: Di mana}, picture: map/plan}
      - {key: action, kind: reference, label: {en: Action, id: Tindakan}, to: plan-sheet/actions, shows_field: problem}
      - {key: urgent, kind: text, label: {en: Why at once, id: Mengapa segera}, when: type == "risk"}
"""
