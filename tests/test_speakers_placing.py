"""The source that is written down: whole where it was cut, the one who tells where another or nobody was read."""

from __future__ import annotations

import pytest
from told import attribution, resolved


@pytest.mark.parametrize(
    ("lang", "text", "content", "cue", "source", "written"),
    [
        ("fr", "« On ferme », ajoute le communiqué du port.", "« On ferme »", "ajoute", "le", "le communiqué du port"),
        ("fr", "L'écluse rouvre, selon Anne Roy.", "L'écluse rouvre", "selon", "Anne", "Anne Roy"),
        ("en", "The FBI inquiry found that nobody paid.", "that nobody paid", "found", "The", "The FBI inquiry"),
        ("en", "But many dockers say it is late.", "it is late", "say", "many", "many dockers"),
        ("es", "“No”, dijo el acusado ayer.", "“No”", "dijo", "el", "el acusado"),
        ("en", "Rovers boss blames the cold for it.", "the cold for it", "blames", "Rovers", "Rovers boss"),
        ("en", "And his supporters say it is late.", "it is late", "say", "his", "his supporters"),
        ("en", "Dockers in particular say it is late.", "it is late", "say", "Dockers in", "Dockers"),
        ("es", "Los que dicen que llueve se van.", "que llueve", "dicen", "Los que", "Los que"),
        ("es", "El muelle cierra, declaró hace unos días.", "El muelle cierra", "declaró", "unos días", ""),
        ("fr", "« On ferme », a averti un maire.", "« On ferme »", "a averti", "", "un maire"),
        ("fr", "« Non », confiait à La Gazette l'éclusière.", "« Non »", "confiait", "La Gazette", "l'éclusière"),
        ("fr", "« Non », a écrit Anne Roy le 21 décembre.", "« Non »", "a écrit", "le 21 décembre", "Anne Roy"),
        ("en", "Anna Hale, who is 43, said it would rain.", "it would rain", "said", "who", "Anna Hale"),
        ("en", "Anna Hale, who said it would rain, left.", "it would rain", "said", "who", "who"),
        ("fr", "Luc Roy a répondu. Ce dernier dit qu'il pleut.", "qu'il pleut", "dit", "Ce dernier", "Ce dernier"),
        ("fr", "Le Soir indique qu'il pleut.", "qu'il pleut", "indique", "Le Soir", "Le Soir"),
        ("fr", "Ce week-end, la mairie indique qu'il pleut.", "qu'il pleut", "indique", "la mairie", "la mairie"),
        ("en", "LONDON — Anna Hale said it would rain.", "it would rain", "said", "LONDON", "Anna Hale"),
        (
            "fr",
            "La maire a réclamé un plan au préfet, dénonçant une honte.",
            "une honte",
            "dénonçant",
            "préfet",
            "La maire",
        ),
        (
            "fr",
            "La maire reçoit les dockers, leur reprochant un retard.",
            "un retard",
            "reprochant",
            "leur",
            "La maire",
        ),
        ("fr", "La maire parle, certains estimant qu'il pleut.", "qu'il pleut", "estimant", "certains", "certains"),
    ],
)
def test_the_source_is_whole_and_the_one_who_tells(
    lang: str, text: str, content: str, cue: str, source: str, written: str
) -> None:
    found = resolved(text, lang, attribution(text, content, cue, source))[0]
    assert " … ".join(span.of(text) for span in found.source) == written


def test_a_source_is_never_found_in_what_is_told() -> None:
    text = "« Anne Roy ment, Anne Roy vole », répète Anne Roy."
    found = resolved(text, "fr", attribution(text, "« Anne Roy ment, Anne Roy vole »", "répète"))[0]
    assert [span.start for span in found.source] == [text.rindex("Anne")]


def test_a_time_and_a_dateline_are_nobodys_name() -> None:
    text = "WASHINGTON — It would rain, it was said."
    found = resolved(text, "en", attribution(text, "It would rain", "was said", "WASHINGTON"))[0]
    assert (found.source, found.speaker) == ((), None)


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "speaker"),
    [
        ("Asked why it would close, Anna Hale said no.", "why it would close", "Asked", "Anna Hale", None),
        (
            "“No,” Anna Hale said when asked whether it would close.",
            "whether it would close",
            "asked",
            "Anna Hale",
            None,
        ),
        ("When pressed by Paul Roy about fees, Anna Hale left.", "about fees", "pressed", "Paul Roy", "Paul Roy"),
        ("Anna Hale asked whether it would close.", "whether it would close", "asked", "Anna Hale", "Anna Hale"),
    ],
)
def test_who_is_asked_did_not_ask(text: str, content: str, cue: str, source: str, speaker: str | None) -> None:
    found = resolved(text, "en", attribution(text, content, cue, source))[0]
    assert (found.speaker, found.source_kind == "unknown", bool(found.source)) == (
        speaker,
        speaker is None,
        speaker is not None,
    )
