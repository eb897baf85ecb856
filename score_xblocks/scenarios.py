"""What the workbench of xblock-sdk shows of our blocks."""

EVERY_KIND = """\
key: every-kind
version: 1
title: {en: Every kind of field, id: Semua jenis isian}
purpose:
  en: One sheet with every kind of field, to try them.
  id: Satu lembar dengan semua jenis isian, untuk dicoba.
filled_by: enterprise
review: none
visible_to: team
sections:
  - key: facts
    title: {en: Facts, id: Data}
    help: {en: Filled in once., id: Diisi sekali.}
    fields:
      - {key: hint, kind: note, label: {en: "Ask the people who do the work.", id: "Tanyakan kepada yang mengerjakan."}}
      - {key: name, kind: text, label: {en: Name of the line, id: Nama lini}, required: true}
      - {key: about, kind: long_text, label: {en: What it makes, id: Apa yang dibuat}}
      - key: output
        kind: number
        label: {en: Output, id: Hasil}
        help: {en: Good pieces of one shift., id: Barang baik dalam satu sif.}
        unit: {en: pieces, id: buah}
        minimum: 0
        required: true
      - {key: rejects, kind: number, label: {en: Rejects, id: Cacat}, minimum: 0, not_measured: true}
      - {key: cost, kind: money, label: {en: Cost of rejects, id: Biaya cacat}, unit: {en: IDR, id: Rp}}
      - {key: target, kind: percent, label: {en: Target, id: Target}, decimals: 1}
      - key: rate
        kind: formula
        label: {en: Reject rate, id: Tingkat cacat}
        shows: percent
        formula: "100 * rejects / (output + rejects)"
      - {key: day, kind: date, label: {en: Measured on, id: Diukur pada}}
      - {key: since, kind: month, label: {en: Since, id: Sejak}}
      - {key: meeting, kind: time, label: {en: Start of the shift meeting, id: Mulai briefing sif}}
      - {key: agreed, kind: yes_no, label: {en: Agreed, id: Disetujui}, not_applicable: true}
      - key: side
        kind: choice
        label: {en: Proposed by, id: Diusulkan oleh}
        options:
          - {key: worker, label: {en: Worker, id: Pekerja}}
          - {key: manager, label: {en: Manager, id: Manajer}}
      - key: shifts
        kind: choices
        label: {en: Shifts, id: Sif}
        options:
          - {key: morning, label: {en: Morning, id: Pagi}}
          - {key: evening, label: {en: Evening, id: Sore}}
          - {key: night, label: {en: Night, id: Malam}}
      - key: order
        kind: scale
        label: {en: Order at the place, id: Kerapian tempat}
        from: 0
        to: 4
        low: {en: none, id: tidak ada}
        high: {en: everywhere, id: di semua tempat}
      - {key: responsible, kind: person, label: {en: Responsible, id: Penanggung jawab}, required: true}
  - key: actions
    title: {en: Actions, id: Tindakan}
    rows: {minimum: 1, maximum: 20, start: 2, add: {en: Add an action, id: Tambah tindakan}}
    fields:
      - {key: action, kind: text, label: {en: What, id: Apa}, required: true}
      - {key: who, kind: person, label: {en: Who, id: Siapa}}
      - {key: due, kind: date, label: {en: Until, id: Sampai}}
      - {key: done, kind: yes_no, label: {en: Done, id: Selesai}}
  - key: check
    title: {en: Checklist, id: Daftar periksa}
    items:
      - {key: aisles, group: sort, label: {en: Aisles are free., id: Jalur bebas hambatan.}}
      - {key: tools, group: sort, label: {en: Tools have a place., id: Alat punya tempat.}}
      - {key: lamps, group: shine, label: {en: Lamps are clean., id: Lampu bersih.}}
    fields:
      - {key: state, kind: yes_no, label: {en: True, id: Benar}, required: true}
      - {key: note, kind: text, label: {en: Note, id: Catatan}}
"""


def _scenario(language: str) -> str:
    return (
        "<vertical_demo>"
        f'<score_worksheet worksheet_key="every-kind" language="{language}"><![CDATA[{EVERY_KIND}]]></score_worksheet>'
        "</vertical_demo>"
    )


WORKSHEETS = [
    ("Worksheet, every kind of field", _scenario("en")),
    ("Worksheet, in Bahasa Indonesia", _scenario("id")),
]

EVERY_QUESTION = """\
---
key: demo
---
# Respect and results

## Who takes part in the course? {#who}
- (x) Managers and workers {#both}
  > Right: those who do the work and those who decide, together.
- ( ) Only managers {#managers}
  > They see half of the work.

Explanation: Both sides learn, because each knows what the other does not.

## How many PPM are 13 rejects in 52,000 parts? {#ppm}
= 250 ppm ± 1

Hint: Divide, then multiply by a million.

Explanation: 13 ÷ 52,000 × 1,000,000 = 250.

## Which of these are losses? {#losses}
- [x] Waiting for a tool {#waiting}
- [x] Reworking a part {#rework}
- [ ] Showing a colleague how {#teaching}

Explanation: Waiting and rework cost time that no customer pays.

## Rework costs nothing, since the customer never sees it. {#rework-free}
= false

- (x) Time, material and energy are paid twice {#twice}
- ( ) The customer sees it in the end {#seen}

## What do we call the place where the work is done? {#place}
= "gemba"
= "the gemba"

## Put the steps in order. {#steps}
1. Plan {#plan}
2. Do {#do}
3. Check {#check}
4. Act {#act}

## Which loss is it? {#kinds}
- Walking to fetch a tool {#tool} :: Motion {#motion}
- A part painted twice {#paint} :: Overprocessing {#overprocessing}
- A step aside at each part {#aside} :: Motion {#motion}
- :: Waiting {#waiting}
"""
