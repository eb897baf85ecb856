"""How a language writes numbers and dates, and the few words that values need; a new language is one entry here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    decimal: str
    group: str
    time: str
    months: tuple[str, ...]
    yes: str
    no: str
    not_applicable: str
    not_measured: str
    somebody: str
    photos: str
    files: str
    row: str
    count: str
    cumulated: str
    target: str
    baseline: str
    before: str
    now: str
    product: str
    points: str


LANGUAGES = {
    "en": Language(
        decimal=".",
        group=",",
        time=":",
        months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        yes="Yes",
        no="No",
        not_applicable="Not applicable",
        not_measured="Not measured",
        somebody="Somebody who is no longer in the team",
        photos="Photos",
        files="Files",
        row="A row that is not there any more",
        count="Number",
        cumulated="Cumulated",
        target="Target",
        baseline="Baseline",
        before="Before",
        now="Now",
        product="Score",
        points="points",
    ),
    "id": Language(
        decimal=",",
        group=".",
        time=".",
        months=("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
        yes="Ya",
        no="Tidak",
        not_applicable="Tidak berlaku",
        not_measured="Tidak diukur",
        somebody="Seseorang yang tidak lagi di tim",
        photos="Foto",
        files="Berkas",
        row="Baris yang sudah tidak ada",
        count="Jumlah",
        cumulated="Kumulatif",
        target="Sasaran",
        baseline="Angka awal",
        before="Sebelum",
        now="Sekarang",
        product="Skor",
        points="poin",
    ),
}


def language(code: str) -> Language:
    """Return the conventions of this language ("id", "id-ID"), those of English when it is not known."""
    return LANGUAGES.get(code.split("-")[0].lower(), LANGUAGES["en"])
