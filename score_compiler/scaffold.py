"""The first files of a new module, lesson, worksheet or quiz: small, whole and without a mistake."""

from collections.abc import Mapping
from dataclasses import dataclass

Files = dict[str, str]  # by path below the module's or shared folder

_LESSON_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "why": "Why it matters",
        "text": "Say in two or three short sentences what a learner can do after this lesson, and why it pays.",
        "try": "Try it in your factory",
        "exercise": "Look around",
        "do": "Go to one workplace together, a manager and a worker. Write down what you see, with a number.",
    },
    "id": {
        "why": "Mengapa ini penting",
        "text": "Katakan dalam dua atau tiga kalimat pendek apa yang bisa dilakukan peserta sesudah pelajaran ini.",
        "try": "Coba di pabrik Anda",
        "exercise": "Lihat sekeliling",
        "do": "Pergilah berdua, manajer dan pekerja, ke satu tempat kerja. Catat apa yang Anda lihat, dengan angka.",
    },
}


@dataclass(frozen=True)
class Names:
    id: str
    title: str


def lesson(names: Names, language: str) -> str:
    words = _LESSON_WORDS[language]
    return (
        f"---\nminutes: 20\n---\n# {names.title} {{#{names.id}}}\n\n"
        f"## {words['why']} {{#{names.id}-why}}\n\n{words['text']}\n\n"
        f"## {words['try']} {{#{names.id}-try}}\n\n:::{{exercise}} {words['exercise']}\n{words['do']}\n:::\n"
    )


def module(names: Names, languages: tuple[str, ...], org: str, start: str) -> Files:
    number = names.id.upper()
    numbers = ", ".join(f"{language}: {org}-{number}-{language.upper()}" for language in languages)
    texts = "\n".join(f'  {language}: "{names.title}"' for language in languages)
    files = {
        "course.yaml": (
            f'key: {names.id}\norg: {org}\nnumber: {{{numbers}}}\nrun: "{start[:4]}"\ntitle:\n{texts}\n'
            f"short_description:\n{texts}\nlanguages: [{', '.join(languages)}]\nstart: {start}\npass: 70\n"
        )
    }
    for language in languages:
        words = _LESSON_WORDS[language]
        first = Names(f"{names.id}-first", names.title)
        files[f"{language}/about.md"] = f"## {names.title}\n\n{words['text']}\n"
        files[f"{language}/01-start/index.md"] = f"# {names.title} {{#sec-{names.id}}}\n"
        files[f"{language}/01-start/01-first.md"] = lesson(first, language)
    return files


def worksheet(names: Names, languages: tuple[str, ...]) -> str:
    def texts(english: str, indonesian: str) -> str:
        words = {"en": english, "id": indonesian}
        return "{" + ", ".join(f'{language}: "{words[language]}"' for language in languages) + "}"

    return (
        f"key: {names.id}\nversion: 1\ntitle: {texts(names.title, names.title)}\n"
        f"purpose: {texts('Write down what we see.', 'Catat apa yang kita lihat.')}\n"
        "filled_by: enterprise\nreview: none\nvisible_to: team\nsections:\n  - key: findings\n"
        f"    title: {texts('What we found', 'Yang kami temukan')}\n    rows: {{minimum: 1}}\n    fields:\n"
        f"      - key: place\n        kind: text\n        required: yes\n        label: {texts('Where', 'Di mana')}\n"
        f"      - key: found\n        kind: long_text\n        label: {texts('What', 'Apa')}\n"
    )


_QUIZ = {
    "en": (
        "Quiz",
        "Who sees a problem first?",
        "The one who works there",
        "Right: ask there.",
        "Nobody",
        "Somebody does.",
    ),
    "id": ("Kuis", "Siapa yang pertama melihat masalah?", "Yang bekerja di sana", "Benar.", "Tidak ada", "Pasti ada."),
}


def quiz(names: Names, language: str) -> str:
    word, stem, right, why, wrong, why_not = _QUIZ[language]
    explanation = {"en": "Explanation", "id": "Penjelasan"}[language]
    return (
        f"---\nkey: {names.id}\n---\n# {word}: {names.title}\n\n## {stem} {{#who-first}}\n:topic: seeing\n\n"
        f"- (x) {right} {{#there}}\n  > {why}\n- ( ) {wrong} {{#nobody}}\n  > {why_not}\n\n{explanation}: {why}\n"
    )
