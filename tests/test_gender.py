"""Whether an article speaks of a source as of a woman or of a man, and the shares that follow."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

from analysis import compare, extract, measure, profiles, read_corpus
from analysis.sources import source_shares


def told(text: str, lang: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(a.speaker, a.gender, a.gender_from) for a in extract(text, lang).attributions]


@pytest.mark.parametrize(
    ("text", "lang", "gender", "by"),
    [
        ("« Il neige », a déclaré Anne Martin.", "fr", "f", "first_name"),
        ("« Il neige », a déclaré Jean-Luc Martin.", "fr", "m", "first_name"),
        ("« Il neige », a déclaré Mme Martin.", "fr", "f", "text"),
        ("« Il neige », a déclaré M. Martin.", "fr", "m", "text"),
        ("« Il neige », a déclaré la ministre Camille Martin.", "fr", "f", "text"),
        ("« Il neige », a déclaré la directrice Dominique Martin.", "fr", "f", "text"),
        # A masculine title tells less than a first name.
        ("« Il neige », a déclaré le directeur Anne Martin.", "fr", "f", "first_name"),
        ("« Il neige », a déclaré Mme le directeur Martin.", "fr", "f", "text"),
        ("“It snows,” Mrs. Martin said.", "en", "f", "text"),
        ("“It snows,” John Martin said.", "en", "m", "first_name"),
        ("«Nieva», dijo la alcaldesa Rosario Prieto.", "es", "f", "text"),
        ("„Es schneit“, sagte die Sprecherin Kim Berger.", "de", "f", "text"),
    ],
)
def test_gender_is_told_by_the_words_of_the_article(text: str, lang: str, gender: str, by: str) -> None:
    assert [(g, f) for _, g, f in told(text, lang)] == [(gender, by)]


def test_one_pronoun_tells_it_for_the_whole_article() -> None:
    text = "« Il neige », a déclaré Camille Roux. Elle a ajouté qu'il ferait froid."
    assert told(text, "fr") == [("Camille Roux", "f", "text")] * 2


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("« Il neige », a déclaré Camille Martin.", "fr"),
        ("« Il neige », a déclaré Martin.", "fr"),
        ("« Il neige », a déclaré la mairie.", "fr"),
        ("« Il neige », a déclaré une source proche du dossier.", "fr"),
        ("« Il neige », ont déclaré des habitantes.", "fr"),
        ("« Il neige », a annoncé Le Monde.", "fr"),
        ("“It snows,” the senator said.", "en"),
    ],
)
def test_what_nothing_tells_and_what_is_no_person_has_none(text: str, lang: str) -> None:
    assert {(g, f) for _, g, f in told(text, lang)} == {(None, None)}


TEXTS = [
    "« Il neige », a déclaré Anne Martin. « Il fera froid demain », a répondu Paul Petit. "
    "Selon Mme Martin, le port ferme.",
    "« Il neige », a déclaré la mairie. « Je pars », a dit Camille Roux.",
    "Il neige.",
]  # fmt: skip


def test_women_and_men_are_counted_and_the_unknown_stand_beside() -> None:
    tables = measure(
        read_corpus([{"text": text, "outlet": "Le Phare", "lang": "fr", "date": "2020"} for text in TEXTS])
    )
    columns = ["n_women", "n_men", "n_gender_unknown", "n_women_words", "n_men_words"]
    assert tables.articles[columns].values.tolist() == [[2, 1, 0, 5, 4], [0, 0, 1, 0, 0], [0, 0, 0, 0, 0]]
    shares = tables.articles["women_share"].tolist()
    assert shares[0] == pytest.approx(2 / 3)
    assert math.isnan(shares[1])
    assert math.isnan(shares[2])
    assert tables.articles["women_words_share"][0] == pytest.approx(5 / 9)
    by_outlet = source_shares(tables.attributions, "gender").set_index("gender")["n"]
    assert by_outlet.to_dict() == {"f": 2, "m": 1, "(none)": 2}
    pooled = compare(tables.articles, "women_share", by="outlet").estimates
    assert pooled["pooled"].tolist() == [pytest.approx(2 / 3)]


def test_a_corrected_speaker_does_not_keep_the_gender_of_another() -> None:
    corpus = read_corpus([{"id": "a", "text": TEXTS[0], "outlet": "Le Phare", "lang": "fr", "date": "2020"}])
    fix = pd.DataFrame(
        [
            {"article_id": "a", "passage": "« Il fera froid demain »", "field": "speaker", "value": "Camille Roux"},
            {"article_id": "a", "passage": "« Il neige »", "field": "gender", "value": "m"},
        ]
    )
    rows = measure(corpus, corrections=fix).attributions
    assert rows["gender"].fillna("").tolist() == ["m", "", "f"]
    assert rows["gender_from"].fillna("").tolist() == ["", "", "text"]


def test_the_chart_of_women_says_for_how_many_persons_it_is_told() -> None:
    tables = measure(
        read_corpus([{"text": text, "outlet": "Le Phare", "lang": "fr", "date": "2020"} for text in TEXTS])
    )
    drawn = profiles.women(tables, lang="fr")
    assert drawn[["name", "share", "n", "told", "beside"]].values.tolist() == [
        ["Le Phare", pytest.approx(2 / 3), 3, pytest.approx(3 / 4), "n = 3 (75\u202f%)"]
    ]
    older = replace(tables, attributions=tables.attributions.drop(columns="gender"))
    assert profiles.women(older).empty
