"""A text in several languages."""

from collections.abc import Iterable, Iterator, Mapping


class Texts(Mapping[str, str]):
    """An immutable text by language code: {"en": "Quality", "id": "Mutu"}."""

    __slots__ = ("_by_language",)

    def __init__(self, by_language: Mapping[str, str] | None = None) -> None:
        self._by_language = dict(by_language or {})

    @classmethod
    def same(cls, text: str, languages: Iterable[str]) -> "Texts":
        """Return one text that all of these languages share, for example a unit."""
        return cls(dict.fromkeys(languages, text))

    def pick(self, lang: str) -> str:
        """Return the text in this language, else in English, else in any; empty when there is none."""
        for code in (lang, lang.split("-")[0], "en"):
            if code in self._by_language:
                return self._by_language[code]
        return next(iter(self._by_language.values()), "")

    def __getitem__(self, lang: str) -> str:
        return self._by_language[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_language)

    def __len__(self) -> int:
        return len(self._by_language)

    def __hash__(self) -> int:
        return hash(frozenset(self._by_language.items()))

    def __repr__(self) -> str:
        return f"Texts({self._by_language!r})"
