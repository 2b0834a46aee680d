"""Readability against counts made by hand, against the library's constants, without a network, from many threads."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from analysis.readability import Counts, count, lix, readability_columns, reading_ease, rix, syllables
from analysis.records import Article, Reading
from analysis.text import words

# Counted by hand: sentences, words (an elision is one), words of more than six letters, syllables.
BY_HAND = [
    ("fr", "Le chat dort. La pluie tombe sur le toit.", (2, 9, 0, 9)),
    ("fr", "Le gouvernement prépare une réforme des retraites.", (1, 7, 4, 13)),
    ("fr", "L'État n'a rien dit. Aujourd'hui, personne ne répond.", (2, 10, 2, 13)),
    ("fr", "Les enfants jouent dans la cour de l’école européenne.", (1, 10, 2, 14)),
    ("fr", "Après l'accident, vingt-trois ouvriers parlent de négligence. Ils attendent.", (2, 10, 6, 18)),
    ("en", "The cat sleeps. Rain falls on the roof.", (2, 8, 0, 8)),
    ("en", "The government prepares a difficult reform of pensions.", (1, 8, 4, 15)),
    ("en", "Nobody wanted the violence. It didn't stop.", (2, 7, 1, 13)),
    ("en", "Several people walked home after the meeting.", (1, 7, 2, 12)),
    ("en", "She said that twenty-five families are leaving. The area is quiet.", (2, 11, 3, 19)),
]
# Reading ease, LIX and RIX worked out by hand from those counts.
MEASURES = [
    ("fr", (2, 9, 0, 9), 207 - 1.015 * 4.5 - 73.6 * 1, 4.5, 0.0),
    ("fr", (1, 7, 4, 13), 207 - 1.015 * 7 - 73.6 * 13 / 7, 7 + 400 / 7, 4.0),
    ("en", (1, 8, 4, 15), 206.835 - 1.015 * 8 - 84.6 * 15 / 8, 58.0, 4.0),
    ("en", (2, 11, 3, 19), 206.835 - 1.015 * 5.5 - 84.6 * 19 / 11, 5.5 + 300 / 11, 1.5),
]


@pytest.mark.parametrize("lang, text, expected", BY_HAND, ids=[f"{lang}-{text[:20]}" for lang, text, _ in BY_HAND])
def test_counts_equal_those_made_by_hand(lang: str, text: str, expected: tuple[int, ...]) -> None:
    found = count(text, lang)
    assert (found.sentences, found.words, found.long_words, found.syllables) == expected


@pytest.mark.parametrize("lang, counted, ease, lix_, rix_", MEASURES)
def test_measures_equal_those_made_by_hand(
    lang: str, counted: tuple[int, int, int, int], ease: float, lix_: float, rix_: float
) -> None:
    counts = Counts(*counted)
    assert (reading_ease(counts, lang), lix(counts), rix(counts)) == pytest.approx((ease, lix_, rix_))


@pytest.mark.parametrize("lang", ["en", "fr", "es", "de"])
def test_constants_are_those_of_textstat(lang: str) -> None:
    from textstat.backend.utils import get_lang_cfg

    base, per_sentence, per_word = (
        get_lang_cfg(lang, key) for key in ("fre_base", "fre_sentence_length", "fre_syll_per_word")
    )
    ours = [reading_ease(Counts(1, w, 0, s), lang) for w, s in ((1, 1), (2, 2), (1, 2))]
    assert ours[0] - ours[1] == pytest.approx(per_sentence)
    assert ours[0] - ours[2] == pytest.approx(per_word)
    assert ours[0] + per_sentence + per_word == pytest.approx(base)


@pytest.mark.parametrize(
    "lang, known",
    [
        ("fr", {"travaillent": 2, "souvent": 2, "moyen": 2, "noël": 2, "février": 3, "nation": 2, "cgt": 3, "12": 2}),
        ("en", {"table": 2, "houses": 2, "makes": 1, "radio": 3, "statement": 2, "terrorism": 4, "players": 2}),
        ("es", {"gobierno": 3, "país": 2, "también": 2, "queso": 2, "policía": 4}),
        ("de", {"regierung": 3, "familie": 4, "nation": 2, "häuser": 2}),
    ],
)
def test_syllables(lang: str, known: dict[str, int]) -> None:
    assert {word: syllables(word, lang) for word in known} == known


def test_undefined_is_nan() -> None:
    nothing = count("", "fr")
    assert nothing == Counts(0, 0, 0, 0)
    assert all(math.isnan(x) for x in (reading_ease(nothing, "fr"), lix(nothing), rix(nothing)))
    assert math.isnan(reading_ease(Counts(1, 5, 0, 6), "pt"))
    assert lix(Counts(1, 5, 0, 6)) == 5


class Spoken:
    def __init__(self, text: str, lang: str, said: slice) -> None:
        self.words = words(text, lang)
        self.code = np.zeros(len(self.words), np.uint8)
        self.code[said] = 2


def test_own_sentences_are_those_without_a_word_of_others() -> None:
    text = "Le chat dort. « Il pleut beaucoup », dit Anne. La pluie tombe."
    columns = readability_columns(Reading(Article("a", text, lang="fr")), Spoken(text, "fr", slice(3, 6)))
    assert (columns["n_read_sentences"], columns["n_read_words"]) == (3, 11)
    assert (columns["own_n_read_sentences"], columns["own_n_read_words"], columns["own_n_syllables"]) == (2, 6, 6)
    assert columns["own_lix"] == 3
    everything = readability_columns(Reading(Article("a", text, lang="fr")), Spoken(text, "fr", slice(None)))
    assert math.isnan(everything["own_reading_ease"]) and everything["own_n_read_words"] == 0


def test_a_language_without_rules_has_no_syllables() -> None:
    text = "Il gatto dorme sul tetto. Piove."
    columns = readability_columns(Reading(Article("a", text, lang="it")), Spoken(text, "it", slice(None)))
    assert columns["n_read_words"] == 6 and columns["lix"] == 3
    assert all(math.isnan(columns[name]) for name in ("n_syllables", "own_n_syllables", "reading_ease"))


def test_threads_agree() -> None:
    texts = [(text, lang) for lang, text, _ in BY_HAND] * 20
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda pair: count(*pair), texts)) == [count(*pair) for pair in texts]


def test_no_network_is_needed() -> None:
    """In a namespace without any network, in a fresh process, both languages are measured."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True).returncode:
        pytest.skip("no right to unplug the network here (unshare -rn)")
    program = (
        "from analysis.readability import count, reading_ease\n"
        "for lang, text in (('fr', 'Le chat dort.'), ('en', 'The cat sleeps.')):\n"
        "    print(round(reading_ease(count(text, lang), lang), 3))\n"
    )
    done = subprocess.run([unshare, "-rn", sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["130.355", "119.19"], done.stderr
