"""Words, sentences and paragraphs: what counts as one, and that every offset slices back to what was written."""

from __future__ import annotations

import numpy as np
import pytest
from costs import grows_with_its_input
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text import fold, paragraphs, sentences, words

DESIGN = (
    "Le ministre a annoncé mardi une réforme. « Nous n'avons pas le choix », a déclaré Anne Martin. Selon elle, la "
    "dette "
    "atteindra 120 milliards d'euros en 2030. L'opposition dénonce un « passage en force » et demande un vote. La rue "
    "restera calme, estime le préfet."
)

# (text, language, words separated by |)
WORDS = [
    # French elision, whatever the apostrophe
    ("L'État, l’État, lʼÉtat, l‘État et l´État", None, "L'|État|l’|État|lʼ|État|l‘|État|et|l´|État"),
    ("jusqu'à lorsqu'elle puisqu'il quoiqu'on qu'« un »", "fr", "jusqu'|à|lorsqu'|elle|puisqu'|il|quoiqu'|on|qu'|un"),
    ("quelqu'un, presqu'île, presqu'aucun", "fr", "quelqu'un|presqu'île|presqu'|aucun"),
    ("j't'aime, t'as, s'il, c'est, n'y, m'a", "fr", "j'|t'|aime|t'|as|s'|il|c'|est|n'|y|m'|a"),
    ("aujourd'hui, prud'hommes, d'aujourd'hui", "fr", "aujourd'hui|prud'hommes|d'|aujourd'hui"),
    ("C'EST L'ONU, N'EST-CE PAS", "fr", "C'|EST|L'|ONU|N'|EST|CE|PAS"),
    ("l'« ultra » et d'“ultra”", "fr", "l'|ultra|et|d'|ultra"),
    ("d'Estaing, Val-d'Oise, chef-d'œuvre", "fr", "d'|Estaing|Val-d'Oise|chef-d'œuvre"),
    ("entr'eux, entr'acte", "fr", "entr'|eux|entr'acte"),
    # apostrophes of other languages
    ("don't can't it's we’ve O'Brien D'Souza D’Amato", None, "don't|can't|it's|we’ve|O'Brien|D'Souza|D’Amato"),
    ("N'Golo M'Bala M'bala T'Challa", None, "N'Golo|M'Bala|M'bala|T'Challa"),
    ("D'Angelo et D'après", "fr", "D'|Angelo|et|D'|après"),
    ("coup d'état, D'Angelo", "en", "coup|d'état|D'Angelo"),
    ("the '90s, the dogs' rock'n'roll", "en", "the|90s|the|dogs|rock'n'roll"),
    ("Geht's dir gut?", "de", "Geht's|dir|gut"),
    # hyphens and inversion
    ("Jean-Pierre, porte-parole, vice-president", None, "Jean-Pierre|porte-parole|vice-president"),
    ("peut-être, rendez-vous, celui-ci, au-delà", "fr", "peut-être|rendez-vous|celui-ci|au-delà"),
    ("a-t-il dit, dit-elle, va-t-on, ont-ils", "fr", "a|t-il|dit|dit|elle|va|t-on|ont|ils"),
    ("est-ce que, n'est-ce pas, était-ce", None, "est|ce|que|n'|est|ce|pas|était|ce"),
    ("donne-le-moi, allez-y, va-t'en, avons-nous", "fr", "donne|le|moi|allez|y|va|t'|en|avons|nous"),
    ("DIT-IL, A-T-ELLE", "fr", "DIT|IL|A|T-ELLE"),
    ("Kim Jong-il, add-on, Mantes-la-Jolie", None, "Kim|Jong-il|add-on|Mantes-la-Jolie"),
    ("a built-in follow-on", "en", "a|built-in|follow-on"),
    ("well—yes, word--word", "en", "well|yes|word|word"),
    # numbers
    ("3,5 % de 1.000.000, 49.3 et 20h30", "fr", "3,5|de|1.000.000|49.3|et|20h30"),
    ("1 000 000 et 1\u202f000 et 10\u00a0000 €", "fr", "1 000 000|et|1\u202f000|et|10\u00a0000"),
    ("10'000 francs, 20:30, 9/11, $5,000.50", None, "10'000|francs|20:30|9/11|5,000.50"),
    ("en 2018 100 personnes, 06 12 34", "fr", "en|2018|100|personnes|06|12|34"),
    # initials, acronyms, glued text
    ("U.S. and U.K., J.-P. and M. Roux", None, "U.S|and|U.K|J.-P|and|M|Roux"),
    ("a U.S.-led team, J.K. Roux, at 5 p.m.", "en", "a|U.S.-led|team|J.K|Roux|at|5|p.m"),
    ("la fin.Le début »Suite", "fr", "la|fin|Le|début|Suite"),
    ("R&D, AT&T, lemonde.fr, manifestant·e·s", None, "R&D|AT&T|lemonde.fr|manifestant·e·s"),
    # the web
    ("voir https://a.example/b-c?d=e, ou www.a.example.", "fr", "voir|https://a.example/b-c?d=e|ou|www.a.example"),
    ("a.b@c.example @handle #tag_x 😀 ❤️", None, "a.b@c.example|handle|tag_x"),
    # Unicode
    ("e\u0301te\u0301 co\u00adopération", "fr", "e\u0301te\u0301|co\u00adopération"),
    ("صباح الخير, 你好, добрый день", None, "صباح|الخير|你好|добрый|день"),
    ("… — « » !", None, ""),
    ("", None, ""),
]

# Sentences separated by |; the text is the same without the bar, a space beside it belonging to neither.
SENTENCES = {
    "fr": [
        "Il part. |Elle reste.",
        "M. Roux est venu. |Mme Le Gall aussi.",
        "MM. Roux et Blanc ont signé. |Me Noir plaide.",
        "Le Dr. Roux et Mgr. Blanc. |Fin.",
        "L'art. 49.3 passe. |Voir p. 12 et n. 4.",
        "Il vise 3.5 millions. |C'est peu.",
        "J.-P. Roux parle à A. B. Noir.",
        "Elle cite J. K. Roux. |Il rit.",
        "Il lit, cf. Roux, la suite. |Bien.",
        "Des pommes, des poires, etc. |Puis il part.",
        "Des pommes, etc. et des poires.",
        "Né en 50 av. J.-C. à Rome.",
        "« C'est fini. » |Il part.",
        "« C'est fini ». |Il part.",
        "« C'est fini. ». |Il part.",
        "«C'est fini.» |Il part.",
        "« Oui ! » dit-il. |Elle rit.",
        "« Oui ! », dit-il.",
        "« Vraiment ? » demande Anne.",
        "« Oui. Non. » |Il hésite.".replace(". Non", ". |Non"),
        '"C\'est fini." |Il part.',
        'Il dit "oui". |"Non", dit-elle.',
        'Il a dit "fini."|Elle est partie.',
        "Il part.|Elle reste.",
        "la fin ».|Suite du texte.",
        'la fin ».|"Suite" du texte.',
        "Elle a crié !|Personne n'a bougé.",
        "Quoi ?! |Rien.",
        "Quoi ? ! |Rien.",
        "Il hésite... |Puis il part.",
        "Il hésite… puis il part.",
        "« Nous (...) voulons partir. » |Fin.",
        "Il voit [...] Anne et part.",
        "Il a tort (voir plus haut.) |Elle a raison.",
        "1. Le premier point.",
        "En 2018. |Trois cents personnes.",
        "Il était 20 h. |La nuit tombait.",
        "Voir https://a.example/b.Html pour la suite. |Fin.",
        "Le site lemonde.fr est lent. |Il rame.",
        "Un paragraphe\nun autre. |Et la fin.".replace("\n", "\n|"),
        "Il part. |– Non, dit-elle.",
        "Le texte est signé. |L. C.",
        "Selon l'A.F.P. le train est parti.",
        "Sur les réseaux. |#Grève en tête.",
    ],
    "en": [
        "He left. |She stayed.",
        "Mr. Brown met Mrs. Green. |They spoke.",
        "Dr. Brown and Prof. Green left. |Sen. White stayed.",
        "Gov. Brown, Rep. Green and St. John left.",
        "J. K. Brown wrote it. |She won.",
        "George W. Brown left. |He waved.",
        "The U.S. Senate voted. |It passed.",
        "He lives in the U.S. |The house is old.",
        "It starts at 5 p.m. Monday. |Come early.",
        "It starts at 5 p.m. |He knows.",
        "On Jan. 6 they met. |On Feb. 7 they left.",
        "No. 10 is quiet. |He said no. |Nobody came.",
        "It costs $3.50. |Buy it.",
        "“It is over.” |He left.",
        "“It is over,” he said. |“Go.”",
        '"Is it over?" she asked. |"Yes."',
        '"It is over." |"No."',
        "“It is over.”|He left.",
        "Brown Inc. shares fell. |Green Corp. rose.",
        "He won vs. Brown. |Well done.",
        "Wait... |What?",
        "He waited ... and left.",
        "That is all (for now). |Bye.",
        "DOVER, N.H. -- The vote is over. |He won.",
        "He waited . . . and left. |He said so. . . . |Then it rained.",
        "He works at Yahoo! in Paris.",
        "John Brown Jr. left. |John Green Sr. stayed.",
        "See fig. 3 and pp. 4-5. |Then stop.",
        "The end.|The start.",
        "Visit example.com today. |It is free.",
    ],
    "de": [
        "Er ging. |Sie blieb.",
        "Dr. Braun und Prof. Grün kamen. |Sie sprachen.",
        "Am 3. Oktober kam er. |Er blieb.",
        "Die 2. Liga beginnt. |Endlich.",
        "Das war im Jahr 2018. |Der Rest ist bekannt.",
        "Viele, z.B. Braun, kamen. |Andere nicht.",
        "Viele, z. B. Braun, kamen.",
        "Das heißt, d.h. Braun, u.a. Grün.",
        "„Es ist aus.“ |Er ging.",
        "»Es ist aus.« |Er ging.",
        "„Ist es aus?“ fragte sie. |„Ja.“",
        "Äpfel, Birnen usw. |Der Rest fehlt.",
        "Es kostet ca. 5 Mio. Euro. |Das ist viel.",
        "Siehe Nr. 5 und Abs. 2. |Ende.",
        "Hr. Braun wohnt Hauptstraße 5. |Er ist da.",
    ],
    "es": [
        "Se fue. |Ella se quedó.",
        "El Sr. Pardo y la Sra. Verde llegaron. |Hablaron.",
        "El Dr. Pardo vive en EE. UU. |El resto no.",
        "Vive en EE.UU. desde 2018. |Es feliz.",
        "¿Qué? |¡Nada!",
        "«Se acabó». |Se fue.",
        "«Se acabó.» |Se fue.",
        "“Se acabó”, dijo. |“Vete”.",
        "Ver pág. 5 y art. 3. |Fin.",
        "D. Juan y Dña. Ana llegaron. |Bien.",
        "El núm. 5 ganó. |Bravo.",
        "Peras, manzanas, etc. |El resto falta.",
    ],
}
TABLE = [(lang, line) for lang, lines in SENTENCES.items() for line in lines]


def cut(text: str, offsets: np.ndarray) -> list[str]:
    return [text[begin:end] for begin, end in offsets]


@pytest.mark.parametrize(("text", "lang", "expected"), WORDS, ids=[repr(text)[:40] for text, _, _ in WORDS])
def test_words(text: str, lang: str | None, expected: str) -> None:
    assert cut(text, words(text, lang)) == [word for word in expected.split("|") if word]


@pytest.mark.parametrize(("lang", "marked"), TABLE, ids=[f"{lang}-{line[:30]!r}" for lang, line in TABLE])
def test_sentences(lang: str, marked: str) -> None:
    text = marked.replace("|", "")
    assert cut(text, sentences(text, lang)) == [piece.strip() for piece in marked.split("|")]


def test_the_sentence_table_is_large() -> None:
    assert len(TABLE) >= 60
    assert {lang for lang, _ in TABLE} == {"fr", "en", "de", "es"}


def test_most_sentences_are_found_without_knowing_the_language() -> None:
    right = sum(
        cut(line.replace("|", ""), sentences(line.replace("|", ""))) == [piece.strip() for piece in line.split("|")]
        for _, line in TABLE
    )
    assert right / len(TABLE) >= 0.95


def test_the_worked_example_has_46_words() -> None:
    assert len(words(DESIGN, "fr")) == len(words(DESIGN)) == 46
    assert len(sentences(DESIGN, "fr")) == 5


def test_paragraphs_are_lines_without_their_white_space() -> None:
    text = "\n  Un \r\nDeux\rTrois\u2028Quatre\u2029\x0bCinq\x0c \u00a0\n\tSix\t"
    assert cut(text, paragraphs(text)) == ["Un", "Deux", "Trois", "Quatre", "Cinq", "Six"]
    assert paragraphs(" \n\u00a0\n").shape == (0, 2)


@pytest.mark.parametrize(
    ("word", "folded"),
    [("L’", "l'"), ("ÉTAT", "état"), ("e\u0301", "é"), ("vice\u2011Présidente", "vice-présidente"), ("U.S", "u.s"),
     ("co\u00adop", "coop"), ("", "")],
)  # fmt: skip
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize("function", [words, sentences])
def test_language_tags_of_every_shape_are_understood(function) -> None:  # type: ignore[no-untyped-def]
    text = "Am 3. Oktober kam d'Artagnan. Er blieb."
    for tag in ("de", "DE", "de-AT", "de_CH", " de "):
        assert function(text, tag).tolist() == function(text, "de").tolist()
    assert function(text, "").tolist() == function(text, None).tolist() == function(text, "und").tolist()


ALPHABET = "aAéÉ1dlLqu'’-.,!?…»«\"“”&@_:/ \u00a0\n\r\u2028e\u0301\u00ad😀ß你\ud800"


@given(st.one_of(st.text(), st.text(alphabet=ALPHABET)), st.sampled_from([None, "fr", "en", "de", "xx"]))
@settings(max_examples=2000, deadline=None)
def test_any_string_gives_ordered_offsets_inside_it(text: str, lang: str | None) -> None:
    for found in (words(text, lang), sentences(text, lang), paragraphs(text)):
        assert found.dtype == np.int32
        assert found.shape[1:] == (2,)
        flat = found.ravel()
        assert (np.diff(flat) >= 0).all()
        assert (found[:, 0] < found[:, 1]).all()
        assert not len(flat) or (flat[0] >= 0 and flat[-1] <= len(text))
    assert all(any(map(str.isalnum, word)) for word in cut(text, words(text, lang)))
    outside = set(range(len(text)))
    for begin, end in words(text, lang):
        outside -= set(range(begin, end))
    assert not any(text[k].isalnum() and text[k] != "ʼ" for k in outside)
    # Sentences leave out nothing but white space, and stay inside their paragraph.
    assert "".join("".join(cut(text, sentences(text, lang))).split()) == "".join(text.split())
    inside = paragraphs(text)
    for begin, end in sentences(text, lang):
        assert ((inside[:, 0] <= begin) & (end <= inside[:, 1])).any()


@pytest.mark.parametrize(
    "piece", ['a."A', ". »A", "M. ", "U.S.", "a-il", "l'", "e\u0301", "http://", "1 000 ", '. " ', "."]
)
def test_cost_is_linear_whatever_the_text(piece: str) -> None:
    grows_with_its_input(lambda n: (words(piece * n), sentences(piece * n)), 400)
