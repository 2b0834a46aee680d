"""A second verb of saying begins something new; one of another form, or inside marks, does not."""

from __future__ import annotations

import pytest
from costs import grows_with_its_input

from analysis.attribution.second import CONFIDENCE, with_second
from analysis.quotation import marked_spans
from analysis.records import Attribution, Span


def told(text: str, source: str, cue: str, content: str, kind: str = "indirect") -> Attribution:
    def span(words: str) -> tuple[Span, ...]:
        at = text.index(words)
        return (Span(at, at + len(words)),)

    return Attribution(span(content), span(cue), span(source), kind, "speech", confidence=0.9)  # type: ignore[arg-type]


def cut(text: str, lang: str, *found: Attribution) -> list[tuple[str, str]]:
    return [(a.cue[0].of(text), a.content[0].of(text)) for a in with_second(text, lang, found, marked_spans(text))]


@pytest.mark.parametrize(
    ("text", "lang", "source", "cue", "second", "content", "behind"),
    [
        (
            "Le syndicat a accusé la mairie de mentir et également demandé une « trêve » au port.",
            "fr", "Le syndicat", "a accusé", "demandé", "la mairie de mentir", "une « trêve » au port",
        ),
        (
            "Hale said she would go and added that the port would close.",
            "en", "Hale", "said", "added", "she would go", "that the port would close",
        ),
        (
            "La alcaldesa avisa de que el puerto cerrará y recuerda que nadie vino.",
            "es", "La alcaldesa", "avisa", "recuerda", "de que el puerto cerrará", "que nadie vino",
        ),
    ],
)  # fmt: skip
def test_a_second_verb_begins_something_new(
    text: str, lang: str, source: str, cue: str, second: str, content: str, behind: str
) -> None:
    whole = text[text.index(content) : -1]
    assert cut(text, lang, told(text, source, cue, whole)) == [(cue, content), (second, behind)]


def test_both_have_the_source_and_types_of_their_own() -> None:
    text = "Le syndicat a accusé la mairie de mentir et demandé une « trêve » au port."
    first, second = with_second(
        text,
        "fr",
        [told(text, "Le syndicat", "a accusé", text[text.index("la mairie") : -1], "mixed")],
        marked_spans(text),
    )
    assert (first.type, second.type) == ("indirect", "mixed")
    assert first.source == second.source
    assert (first.confidence, second.confidence) == (0.9, CONFIDENCE)


@pytest.mark.parametrize(
    ("text", "lang", "source", "cue"),
    [
        ("Hale said she was tired and wanted a rest.", "en", "Hale", "said"),  # what she said goes on
        ("La alcaldesa advirtió los riesgos y les recomendaba otra ruta.", "es", "La alcaldesa", "advirtió"),
        ("Le maire a dit « le port ferme et demandé un vote de tous » hier.", "fr", "Le maire", "a dit"),
        ("Le maire a dit la vérité et accusé.", "fr", "Le maire", "a dit"),
    ],
)
def test_what_is_no_second_verb(text: str, lang: str, source: str, cue: str) -> None:
    at = text.index(cue) + len(cue) + 1
    assert len(cut(text, lang, told(text, source, cue, text[at:-1]))) == 1


def test_what_somebody_else_tells_in_it_is_left() -> None:
    text = "Hale said she would go and added that, Roy said, the port would close."
    found = (
        told(text, "Hale", "said", text[text.index("she") : -1]),
        told(text, "Roy", "Roy said", "the port would close"),
    )
    assert [a.content for a in with_second(text, "en", found, ())] == [a.content for a in found]


def test_the_cost_is_linear() -> None:
    def work(n: int) -> object:
        text = "Hale said she would go and added that the port would close. " * n
        found = [
            Attribution((Span(i + 10, i + 58),), (Span(i + 5, i + 9),), (Span(i, i + 4),), "indirect")
            for i in range(0, 60 * n, 60)
        ]
        return with_second(text, "en", found, ())

    grows_with_its_input(work, 40)
