"""Linking: segments and links in, whole attributions out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from costs import grows_with_its_input
from hypothesis import given
from hypothesis import strategies as st

from analysis import extract
from analysis.attribution.edges import of_content, of_cue, of_source, only_names
from analysis.attribution.incises import with_incises
from analysis.attribution.linking import (
    CONTENT,
    CUE,
    NOTHING,
    SOURCE,
    TAGS,
    Links,
    Segments,
    assemble,
    mend,
    segments,
    transitions,
)
from analysis.attribution.types import type_of
from analysis.quotation import marked_spans
from analysis.records import Attribution, Span, written
from analysis.text import words as words_of
from analysis.voices import voices

TEXT = "« Le pont », a-t-elle expliqué, « tiendra », selon Jeanne Duval."


def found(*parts: tuple[int, str], text: str = TEXT) -> Segments:
    """Segments by their words."""
    spans, at = [], 0
    for _, words in parts:
        at = text.index(words, at)
        spans.append((at, at + len(words)))
        at += len(words)
    begin, end = np.array(spans, np.int64).T
    return Segments(np.array([k for k, _ in parts]), begin, end, np.linspace(0.5, 0.9, len(parts)))


def links(n: int, **given_links: dict[int, int]) -> Links:
    rows = {name: np.full(n, NOTHING, np.int64) for name in ("cue", "source", "join")}
    for name, pairs in given_links.items():
        for i, j in pairs.items():
            rows[name][i] = j
    return Links(**rows)


def test_a_split_content_and_a_split_cue_become_one_attribution() -> None:
    parts = found((CONTENT, "« Le pont »"), (CUE, "a"), (SOURCE, "elle"), (CUE, "expliqué"), (CONTENT, "« tiendra »"))
    got = assemble(TEXT, parts, links(5, cue={0: 1}, source={0: 2}, join={3: 1, 4: 0}), marked_spans(TEXT))
    assert len(got) == 1
    assert written(got[0].content, TEXT) == "« Le pont » … « tiendra »"
    assert written(got[0].cue, TEXT) == "a … expliqué"
    assert written(got[0].source, TEXT) == "elle"
    assert got[0].confidence == pytest.approx(0.5)


def test_two_contents_may_share_a_source() -> None:
    parts = found((CONTENT, "« Le pont »"), (SOURCE, "elle"), (CONTENT, "« tiendra »"))
    got = assemble(TEXT, parts, links(3, source={0: 1, 2: 1}), marked_spans(TEXT))
    assert [written(a.source, TEXT) for a in got] == ["elle", "elle"]
    assert all(a.cue == () for a in got)


def test_a_link_to_the_wrong_kind_or_forward_is_ignored() -> None:
    parts = found((CONTENT, "« Le pont »"), (CUE, "expliqué"), (CONTENT, "« tiendra »"))
    got = assemble(TEXT, parts, links(3, source={0: 1}, join={0: 2}), marked_spans(TEXT))
    assert len(got) == 2
    assert got[0].source == ()


def test_a_content_never_cuts_a_quotation() -> None:
    text = "Il a dit : « Nous partirons demain matin. » Puis il sortit."
    mark = marked_spans(text)[0]
    part = found((CONTENT, "partirons demain matin"), text=text)
    got = assemble(text, part, links(1), [mark])
    assert got[0].content == (mark,)


def test_an_incise_inside_the_marks_is_left_alone() -> None:
    text = "« Nous partirons, dit Paul, demain matin »"
    parts = found((CONTENT, "« Nous partirons"), (CUE, "dit"), (SOURCE, "Paul"), (CONTENT, "demain matin »"), text=text)
    got = assemble(text, parts, links(4, cue={0: 1}, source={0: 2}, join={3: 0}), marked_spans(text))
    assert written(got[0].content, text) == "« Nous partirons … demain matin »"


def test_contents_that_share_a_quotation_are_one() -> None:
    text = "“We go. They stay,” she said."
    parts = found((CONTENT, "“We go."), (CONTENT, "They stay,”"), text=text)
    assert len(assemble(text, parts, links(2), marked_spans(text))) == 1


def test_tags_become_segments() -> None:
    tags = np.array(
        [TAGS.index(t) for t in ("O", "B-content", "I-content", "I-content", "B-content", "O", "I-cue", "B-source")]
    )
    starts = np.arange(8) * 3
    got = segments(tags, starts, starts + 2, np.linspace(0, 0.7, 8))
    assert got.kind.tolist() == [CONTENT, CONTENT, CUE, SOURCE]
    assert got.start.tolist() == [3, 12, 18, 21]
    assert got.end.tolist() == [11, 14, 20, 23]
    assert got.confidence.tolist() == pytest.approx([0.2, 0.4, 0.6, 0.7])


def test_nothing_in_nothing_out() -> None:
    empty = segments(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int))
    assert len(empty) == 0
    assert assemble("", empty, links(0), []) == ()


def test_transitions_forbid_exactly_what_was_not_begun() -> None:
    first, step = transitions()
    inside = [2, 4, 6]
    assert (first[inside] < -1000).all()
    allowed = {(b, i) for i in inside for b in (i - 1, i)}
    for b in range(7):
        for i in range(7):
            assert (step[b, i] == 0) == (i not in inside or (b, i) in allowed)


@pytest.mark.parametrize(
    ("text", "content", "cue", "kind"),
    [
        ("« Nous partons. »", ["« Nous partons. »"], [], "direct"),
        ("Il promet de « tout revoir ».", ["de « tout revoir »"], ["promet"], "mixed"),
        ("Elle parle d’une « trahison ».", ["« trahison »"], ["parle"], "mixed"),
        ("Elle dit : « trahison ».", ["« trahison »"], ["dit"], "direct"),
        ("He thinks it will rain.", ["it will rain"], ["thinks"], "indirect"),
        ("Why now? Because we can.", ["Because we can."], [], "direct"),
    ],
)
def test_types(text: str, content: list[str], cue: list[str], kind: str) -> None:
    def spans(parts: list[str]) -> list[Span]:
        return [Span(text.index(p), text.index(p) + len(p)) for p in parts]

    assert type_of(text, spans(content), spans(cue), marked_spans(text)) == kind


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 9), st.integers(0, 5)), max_size=12), st.data())
def test_mended_contents_stay_apart_and_whole(parts: list[tuple[int, int, int]], data: st.DataObject) -> None:
    at, kind, start, end = 0, [], [], []
    for k, size, gap in parts:
        kind.append(k)
        start.append(at + gap)
        at += gap + size
        end.append(at)
    edges = sorted(data.draw(st.sets(st.integers(0, at + 5), max_size=8)))
    marks = [Span(b, e) for b, e in zip(edges[::2], edges[1::2], strict=False)]
    got = mend(kind, start, end, marks)
    assert all(b < e for b, e in got)
    assert all(one[1] <= other[0] for one, other in pairwise(got))
    assert all(got[i] == (start[i], end[i]) for i, k in enumerate(kind) if k != CONTENT)


def test_attributions_carry_their_act() -> None:
    parts = found((CONTENT, "« Le pont »"))
    (one,) = assemble(TEXT, parts, links(1), marked_spans(TEXT), act="attitude")
    assert isinstance(one, Attribution)
    assert one.act == "attitude"


@pytest.mark.parametrize(
    ("text", "kept"), [("The so-called “levy” was dropped", 0), ("She called the “levy” a lie", 1)]
)
def test_the_end_of_so_called_is_no_cue(text: str, kept: int) -> None:
    cue, content = text.index("called"), text.index("“")
    parts = Segments(
        np.array([CUE, CONTENT]), np.array([cue, content]), np.array([cue + 6, len(text)]), np.array([0.9, 0.9])
    )
    nothing = np.full(2, NOTHING)
    of_cue = Links(np.array([NOTHING, 0]), nothing, nothing)
    assert len(assemble(text, parts, of_cue, marked_spans(text))) == kept


def read(text: str, lang: str) -> list[tuple[str, str, str, str | None]]:
    """What ``extract`` finds: content, cue, source and speaker."""
    return [
        (written(a.content, text), written(a.cue, text), written(a.source, text), a.speaker)
        for a in extract(text, lang).attributions
    ]


def test_a_quotation_interrupted_within_its_sentence_stays_one() -> None:
    text = "“Look,” Chan said, “it is simple. You work, you get paid.” He left."
    assert read(text, "en")[0][0] == "“Look,” … “it is simple. You work, you get paid.”"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (
            "« La situation est grave.\n\n« Il faut agir vite.\n\n« Personne ne sera oublié », a promis la ministre.",
            "fr",
        ),
        ("“The situation is serious.\n\n“We must act fast.\n\n“Nobody is left behind,” the minister promised.", "en"),
    ],
)
def test_a_quotation_over_paragraphs_is_one_attribution(text: str, lang: str) -> None:
    (said,) = read(text, lang)
    assert said[0] == text[: max(text.rindex(mark) for mark in "»”" if mark in text) + 1]
    assert said[1] in ("a promis", "promised")


def test_sources_end_in_no_small_word_and_cues_in_no_sign() -> None:
    text = "Mary Holt, the mayor who, le préfet l' a, Anne ("
    assert text[slice(*of_source(text, 0, 24, 26))] == "Mary Holt, the mayor"
    assert text[slice(*of_source(text, 26, 38, 39))] == "le préfet"
    assert text[slice(*of_source(text, 42, 48, 48))] == "Anne"
    assert of_source("who", 0, 3, 3) == (0, 3)
    assert of_source("les", 0, 3, None) == (0, 3)
    assert of_source("les accuse", 0, 3, 4) == (0, 0)
    assert of_source("Lui, accuse", 0, 3, 5) == of_source("Lui accuse", 0, 3, 4) == (0, 3)
    assert of_source("nous dit-on", 0, 4, 5) == (0, 0)
    assert of_source("nous ne disons pas", 0, 4, 5) == of_source("vous dites", 0, 4, 5) == (0, 4)
    assert of_source("avons-nous écrit", 6, 10, 11) == (6, 10)
    assert [cue[slice(*of_cue(cue, 0, len(cue)))] for cue in ("also said", "a ajouté :", "a-", "assure-t-", ":")] == [
        "said", "a ajouté", "a", "assure", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("PARIS, 12 mars (AFP) - Le chômage recule", "Le chômage recule"),
        ("Lausanne (ats) - La police a trouvé deux hommes", "La police a trouvé deux hommes"),
        ("QUÉBEC — La mairie ferme", "La mairie ferme"),
        ("NEW YORK (Reuters) – Prices rose", "Prices rose"),
        ("PARIS | Le port ferme", "Le port ferme"),
        ("Le maire (PS) ferme le port", "Le maire (PS) ferme le port"),
        ("Jean-Paul Roux ferme - enfin - le port", "Jean-Paul Roux ferme - enfin - le port"),
        ("notamment que le port ferme", "que le port ferme"),
        ("en revanche qu’il ferme", "qu’il ferme"),
        ("notamment le port", "notamment le port"),
        ("20h15 - « Le port ferme »", "« Le port ferme »"),
        ("— Non", "Non"),
        ("–\u00a0Pourquoi", "Pourquoi"),
        ("Paris — Le port ferme", "Le port ferme"),
        ("Le port — enfin — ferme", "Le port — enfin — ferme"),
        ("10:40am: “The port shuts”", "“The port shuts”"),
        ("20:15 was the hour", "20:15 was the hour"),
        ("2.50 euros", "2.50 euros"),
    ],
)
def test_contents_begin_behind_datelines_and_adverbs(text: str, content: str) -> None:
    assert text[slice(*of_content(text, 0, len(text)))] == content


def test_a_dateline_is_nobodys_words() -> None:
    text = "PARIS, 12 mars (AFP) - Le chômage a reculé de 0,3 % au premier trimestre, a annoncé mardi l'Insee."
    assert read(text, "fr")[0][0] == "Le chômage a reculé de 0,3 % au premier trimestre"


def test_the_one_who_is_told_does_not_speak() -> None:
    text = "« Comment avez-vous pu ? » lui lance la présidente. « Je ne sais pas », murmure le prévenu."
    assert [(source, speaker) for _, _, source, speaker in read(text, "fr")] == [
        ("la présidente", "présidente"),
        ("le prévenu", "prévenu"),
    ]


INCISES = [
    ("« Je n'ai rien vu, raconte Marc Delorme, boulanger à Saint-Aubin. Et puis tout a brûlé. »",
     ["« Je n'ai rien vu", "Et puis tout a brûlé. »"], "raconte", "Marc Delorme"),
    ("« On n'en peut plus, soupire Jeanne, 43 ans, aide-soignante dans le Cher. On tient. »",
     ["« On n'en peut plus", "On tient. »"], "soupire", "Jeanne"),
    ("“C'est trop tard, estime le climatologue Paul Ferrand, qui étudie le glacier. La glace est partie.”",
     ["“C'est trop tard", "La glace est partie.”"], "estime", "le climatologue Paul Ferrand"),
    ("« Le port fermera, a annoncé lundi soir Yves Le Goff, président de la chambre, et rien n'y fera. »",
     ["« Le port fermera", "et rien n'y fera. »"], "a annoncé", "Yves Le Goff"),
    ('"Pourquoi nous ? s\'indigne-t-elle. Pourquoi toujours nous ?"',
     ['"Pourquoi nous ?', 'Pourquoi toujours nous ?"'], "s'indigne", "elle"),
    ("« Rien n'est joué, glisse un proche du ministre. Tout peut changer, insiste-t-il, d'ici à lundi. »",
     ["« Rien n'est joué", "Tout peut changer", "d'ici à lundi. »"], "glisse", "un proche du ministre"),
    ("« Je pars, a-t-il dit. »", ["« Je pars", "»"], "a … dit", "il"),
    ("« C'est faux, nuance Xavier Tirot, de l'Observatoire de Lyon. La vérité est ailleurs. »",
     ["« C'est faux", "La vérité est ailleurs. »"], "nuance", "Xavier Tirot"),
    ("« Ce texte, défend la ministre, protège les plus faibles. »",
     ["« Ce texte", "protège les plus faibles. »"], "défend", "la ministre"),
    ("« Oui, ajoute Serge, le peuple est là pour durer. »",
     ["« Oui", "le peuple est là pour durer. »"], "ajoute", "Serge"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "cue", "source"), INCISES, ids=[row[0][:20] for row in INCISES])
def test_a_french_incise_interrupts_a_quotation(text: str, content: list[str], cue: str, source: str) -> None:
    reading = extract(text, "fr")
    (said,) = reading.attributions
    assert [span.of(text) for span in said.content] == content
    assert (written(said.cue, text), written(said.source, text), said.type) == (cue, source, "direct")
    spoken = voices(reading)
    # No word of the incise is said, or kept at a distance.
    counts = spoken.counts()
    assert counts["direct"] == sum(len(words_of(span.of(text), "fr")) for span in said.content)
    assert counts["direct"] + counts["narration"] == len(spoken.words)


@pytest.mark.parametrize(
    "text",
    [
        "« Il m'a dit que la mer prenait tout, et il avait raison », confie un marin.",
        "« Le peuple souffre, dénonce la misère, réclame la paix », dit Anne Roux.",
        "« Alors, a-t-il menti ? » demande Anne Roux.",
        "« Nous, nous sommes dans la rue depuis mars », dit Anne Roux.",
        "« Mon père, disait ma mère, était marin », dit Anne Roux.",
    ],
)
def test_other_quotations_are_not_cut(text: str) -> None:
    (said,) = extract(text, "fr").attributions
    assert [span.of(text) for span in said.content] == [text[: text.index("»") + 1]]


def test_a_quotation_with_its_cue_beside_it_keeps_it() -> None:
    text = "« Demain, dit le proverbe, il fera jour », a répété Anne Roux."
    assert read(text, "fr") == [("« Demain, dit le proverbe, il fera jour »", "a répété", "Anne Roux", "Anne Roux")]


def test_incises_cost_as_much_as_the_text_is_long() -> None:
    text = "« Je pars, dit Anne, 43 ans, de Lyon. Je reste, dit-elle, ici. » "
    said = Attribution((Span(0, 10),))
    marks = marked_spans(text * 400)

    def cut(n: int) -> None:
        kept = [m for m in marks if m.end <= len(text) * n]
        with_incises(text * n, [replace(said, content=(m,)) for m in kept], kept)

    grows_with_its_input(cut, 200)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The report, titled “Broken Promises”, says hospitals are “close to collapse”.", "en"),
        ("Le rapport, intitulé « Promesses rompues », dit que l'hôpital est « au bord du gouffre ».", "fr"),
    ],
)
def test_a_title_is_nobodys_speech(text: str, lang: str) -> None:
    reading = extract(text, lang)
    assert len(reading.attributions) == 1
    assert [mark.use for mark in reading.marked] == ["title", "speech"]


def test_a_quoted_passage_reopens_behind_its_sign() -> None:
    assert [row[1:3] for row in read("> “We are ready,” Ana Roux said.\n> “We always were.”", "en")] == [
        ("said", "Ana Roux"),
        ("", ""),
    ]


def test_a_cue_does_not_tell_the_quotation_of_another_sentence() -> None:
    text = "“It was loud,” said Ana Roux, 29. “I saw smoke.”"
    parts = found(
        (CONTENT, "“It was loud,”"), (CUE, "said"), (SOURCE, "Ana Roux, 29"), (CONTENT, "“I saw smoke.”"), text=text
    )
    given_links = links(4, cue={0: 1, 3: 1}, source={0: 2, 3: 2})
    first, second = assemble(text, parts, given_links, marked_spans(text))
    assert (written(first.cue, text), written(first.source, text)) == ("said", "Ana Roux, 29")
    assert (second.cue, second.source) == ((), ())


def test_a_cue_tells_two_quotations_of_its_sentence() -> None:
    text = "He shouted: “I am innocent!” and “I am free!”"
    parts = found((CUE, "shouted"), (CONTENT, "“I am innocent!”"), (CONTENT, "“I am free!”"), text=text)
    both = assemble(text, parts, links(3, cue={1: 0, 2: 0}), marked_spans(text))
    assert [written(a.cue, text) for a in both] == ["shouted", "shouted"]


def test_what_is_too_long_for_a_title_stays_a_quotation() -> None:
    long = "« Nous demandons que le port reste ouvert tout l'hiver et que personne ne perde son travail ici »"
    text = f"La lettre, intitulée {long}"
    short = "« Le port restera ouvert »"
    assert not only_names(text, (11, 20), (21, len(text)))
    assert only_names(f"La lettre, intitulée {short}", (11, 20), (21, 21 + len(short)))


def test_a_quotation_that_another_sentence_introduces_is_one_of_its_own() -> None:
    text = "« Moi aussi », lâche son voisin. Pour Ahmed, « c'est trop ». « Oui », dit M. Roux, « enfin »."
    contents = ("« Moi aussi »", "« c'est trop »", "« Oui »", "« enfin »")
    parts = found(*((CONTENT, content) for content in contents), text=text)
    said = assemble(text, parts, links(4, join={1: 0, 3: 2}), marked_spans(text))
    assert [written(a.content, text) for a in said] == ["« Moi aussi »", "« c'est trop »", "« Oui » … « enfin »"]
    text = "“A,” he said. “B.”"
    parts = found((CONTENT, "“A,”"), (CONTENT, "“B.”"), text=text)
    (said_once,) = assemble(text, parts, links(2, join={1: 0}), marked_spans(text))
    assert written(said_once.content, text) == "“A,” … “B.”"
