"""What a reader must know about a result, as a sentence that can be said in any language the suite speaks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from .counts import filled
from .lexicons import labels, load, number


def said(key: str, lang: str = "en", **facts: object) -> str:
    """Return a sentence of ``lexicons/sentences.csv`` with its facts filled in (``counts.filled``).

    Raises ``ValueError`` for a sentence or a language that is not there, or a fact that the sentence asks for.

    >>> said("alt_interval", "fr", name="La Jetée", value="0,4", low="0,3", high="0,5")
    'La Jetée 0,4 (0,3 à 0,5)'
    """
    return filled_in(key, template(key, lang), lang, facts)


def template(key: str, lang: str = "en") -> str:
    """Return a sentence of ``lexicons/sentences.csv`` as it stands there; ``ValueError`` for one that does not."""
    texts = _texts(lang)
    if key not in texts:
        raise ValueError(f"key={key!r} is not a sentence of lexicons/sentences.csv; there are {', '.join(texts)}")
    return texts[key]


def filled_in(key: str, text: str, lang: str, facts: Mapping[str, object]) -> str:
    """Return the text of a sentence with its facts; ``ValueError`` for a fact that it asks for and does not get."""
    try:
        return filled(text, lang, **facts)
    except KeyError as missing:
        raise ValueError(f"the sentence {key!r} needs {missing}; given were {', '.join(facts) or 'no facts'}") from None


@cache
def _texts(lang: str) -> Mapping[str, str]:
    labels(lang)  # refuses a language there is not
    return MappingProxyType({row["key"]: row["text"] for row in load("sentences") if row["lang"] == lang})


class Note(str):
    """A sentence that remembers which one it is (``key``) and what it is about (``facts``).

    It is a string like any other, in English unless a language is given, and ``told`` says it in any.  Sentences are
    rows of ``lexicons/sentences.csv``.  A fact is text, a whole number, a share (a float, told in %), another note, or
    a tuple of names, told with *or* between them.

    Raises ``ValueError`` for a sentence that is not there, or a fact that it asks for and was not given.

    >>> note = Note("compare_no_column", columns=("wire", "duplicate"))
    >>> note, note.told("fr")
    ('no column wire or duplicate', 'pas de colonne wire ou duplicate')
    """

    __slots__ = ("_lang", "facts", "key")
    key: str
    _lang: str
    facts: Mapping[str, object]

    def __new__(cls, key: str, lang: str = "en", /, **facts: object) -> Note:
        made = super().__new__(cls, said(key, lang, **{name: _fact(value, lang) for name, value in facts.items()}))
        made.key, made.facts, made._lang = key, MappingProxyType(facts), lang
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, object]]:
        return (self.key, self._lang), dict(self.facts)  # a copy is made of the key, not of the words

    def __getstate__(self) -> None:
        return None

    def told(self, lang: str = "en") -> Note:
        """Return the sentence in a language.  ``ValueError`` for one that the suite does not speak."""
        return Note(self.key, lang, **self.facts)


def told(note: str, lang: str = "en") -> str:
    """Return a note in a language; a plain string is what it is in all of them.

    >>> told(Note("compare_no_headline"), "fr"), told("as it was written", "fr")
    ("aucun article n'a son titre à part", 'as it was written')
    """
    return note.told(lang) if isinstance(note, Note) else note


def both(first: str, second: str) -> str:
    """Return two notes as one; where either is empty, the other.

    >>> both("", "one"), both(Note("compare_constant"), Note("compare_no_headline")).told("fr")
    ('one', "pas d'intervalle\\u202f: la mesure ne varie pas\\u202f; aucun article n'a son titre à part")
    """
    return Note("compare_both", first=first, second=second) if first and second else first or second


def _fact(value: object, lang: str) -> object:
    if isinstance(value, Note):
        return value.told(lang)
    if isinstance(value, tuple):
        return f" {labels(lang)['or']} ".join(map(str, value))
    return number(value, ".0%", lang=lang) if isinstance(value, float) else value
