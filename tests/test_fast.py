"""The fast engine: its tokens, its decoder, its linker, its language finder, and what it must never do."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from costs import grows_with_its_input
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attribution import attributions, detect_language, fast, language_note
from analysis.attribution.decoding import best_segments
from analysis.attribution.encoding import tokens
from analysis.attribution.features import view
from analysis.attribution.network import Vocabulary
from analysis.quotation import marked_spans
from analysis.records import ACTS, TYPES, Attribution

FRENCH = (
    "Le ministre a annoncé mardi une réforme. « Nous n'avons pas le choix », a déclaré Anne Martin. Selon elle, la "
    "dette atteindra 120 milliards d'euros en 2030. L'opposition dénonce un « passage en force » et demande un vote. "
    "La rue restera calme, estime le préfet."
)
ENGLISH = (
    "The mayor said on Monday that the bridge would close. “We cannot wait,” she told reporters. According to the "
    "police, nobody was hurt."
)


def said(text: str, lang: str | None = None) -> list[tuple[str, str, str, str]]:
    def words(spans: tuple[object, ...]) -> str:
        return " … ".join(s.of(text) for s in spans)  # type: ignore[attr-defined]

    found = attributions([text], [lang])[0]
    return [(a.type, words(a.content), words(a.cue), words(a.source)) for a in found if a.act == "speech"]


def test_tokens_keep_offsets_and_split_elision() -> None:
    text = "L'avenir, lorsqu’il vient,\n\n \tn'est pas Clinton's: 2,5 %"
    t = tokens([text])
    assert [text[b:e] for b, e in zip(t.start, t.end, strict=True)] == [
        *("L'", "avenir", ",", "lorsqu’", "il", "vient", ",", "\n", "n'", "est", "pas", "Clinton", "'s", ":"),
        *("2", ",", "5", "%"),
    ]


def test_the_same_word_has_the_same_identity_whatever_its_case_or_apostrophe() -> None:
    t = tokens(["Qu'il qu’IL"])
    assert t.hash[0] == t.hash[2]
    assert t.hash[1] == t.hash[3]
    assert t.hash[0] != t.hash[1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_tokens_are_sorted_and_inside_their_text(texts: list[str]) -> None:
    t = tokens(texts)
    for number, text in enumerate(texts):
        mine = t.text == number
        start, end = t.start[mine] - t.base[number], t.end[mine] - t.base[number]
        assert (start < end).all() and (start >= 0).all() and (end <= len(text)).all()
        assert (end[:-1] <= start[1:]).all()
        covered = set().union(*(range(b, e) for b, e in zip(start, end, strict=True)))
        assert {i for i, c in enumerate(text) if c.isalpha()} <= covered


def test_vocabulary_finds_every_word_and_no_other() -> None:
    rng = np.random.default_rng(0)
    known = np.unique(rng.integers(1, 2**63, 5000, dtype=np.uint64))
    book = Vocabulary(known)
    assert (book.ids(known) == np.arange(1, len(known) + 1)).all()
    assert not book.ids(rng.integers(1, 2**63, 5000, dtype=np.uint64) | np.uint64(2**63)).any()


def best_by_hand(begin: np.ndarray, go_on: np.ndarray, parted: np.ndarray) -> float:
    """Return the greatest total gain by trying every sequence of tags."""
    kinds, n = begin.shape
    best = -np.inf
    for path in product(range(1 + 2 * kinds), repeat=n):
        gain = 0.0
        for i, tag in enumerate(path):
            kind, later = (tag - 1) // 2, tag > 0 and tag % 2 == 0
            if later and (parted[i] or i == 0 or path[i - 1] not in (tag, tag - 1)):
                break
            gain += 0 if tag == 0 else (go_on if later else begin)[kind, i]
        else:
            best = max(best, gain)
    return best


@pytest.mark.parametrize("seed", range(6))
def test_decoding_is_exact(seed: int) -> None:
    rng = np.random.default_rng(seed)
    begin, go_on = rng.normal(-0.5, 2, (2, 2, 5))
    parted = np.array([True, False, False, bool(seed % 2), False])
    gain = sum(
        begin[k, b] + go_on[k, b + 1 : e + 1].sum()
        for k, b, e in zip(*best_segments(begin, go_on, parted), strict=True)
    )
    assert gain == pytest.approx(best_by_hand(begin, go_on, parted))


def test_french_quotations_find_their_speakers() -> None:
    found = said(FRENCH, "fr")
    assert ("direct", "« Nous n'avons pas le choix »", "a déclaré", "Anne Martin") in found
    assert ("indirect", "La rue restera calme", "estime", "le préfet") in found
    assert [row[0] for row in found].count("direct") == 1


def test_english_quotations_find_their_speakers() -> None:
    found = said(ENGLISH, "en")
    assert ("direct", "“We cannot wait,”", "told", "she") in found
    assert any(row[0] == "indirect" and "the bridge would close" in row[1] and row[2] == "said" for row in found)


def test_a_text_is_read_the_same_alone_and_among_others() -> None:
    # Sums are rounded in another order when more texts share a matrix: confidences agree to the third digit.
    def coarse(found: tuple[Attribution, ...]) -> list[Attribution]:
        return [replace(a, confidence=round(a.confidence, 2)) for a in found]

    alone = [coarse(attributions([t], ["fr"])[0]) for t in (FRENCH, ENGLISH)]
    together = [coarse(of_text) for of_text in attributions([FRENCH, "", ENGLISH, FRENCH], ["fr"] * 4)]
    assert together == [alone[0], [], alone[1], alone[0]]


def test_contents_never_cut_a_quotation() -> None:
    for text, found in zip((FRENCH, ENGLISH), attributions([FRENCH, ENGLISH]), strict=True):
        pairs = [(span, mark) for a in found for span in a.content for mark in marked_spans(text)]
        assert pairs
        for span, mark in pairs:
            inside = span.start <= mark.start and mark.end <= span.end
            apart = mark.end <= span.start or span.end <= mark.start
            assert inside or apart


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), st.sampled_from([None, "fr", "en", "xx"]))
def test_any_string_is_read(text: str, lang: str | None) -> None:
    for a in attributions([text], [lang])[0]:
        assert a.type in TYPES and a.act in ACTS and 0 <= a.confidence <= 1
        assert all(0 <= s.start < s.end <= len(text) for s in (*a.content, *a.cue, *a.source))


@pytest.mark.parametrize(
    "text",
    ["", "\0", "\ud800\udfff", "a" * 100_000, "\n" * 99, "« " * 400, '"' * 999, "l'" * 5000, "。" * 3000, "😀" * 300],
)
def test_odd_strings_are_read(text: str) -> None:
    attributions([text], ["fr"])
    attributions([text])


def test_a_long_article_costs_as_much_per_word_as_a_short_one() -> None:
    grows_with_its_input(lambda n: attributions([(FRENCH + "\n\n") * n], ["fr"]), 50)


def test_marks_of_a_piece_are_those_of_the_text_unless_it_cuts_one() -> None:
    text = "Il neige. « Oui », dit Anne. « Non », dit Paul."
    marks = marked_spans(text)
    assert [span.of(text[10:29]) for span in fast._inside(marks, 10, text[10:29])] == ["« Oui »"]
    assert fast._inside(marks, 0, text) == marks
    assert fast._inside(marks, 12, text[12:]) == marked_spans(text[12:])
    assert fast._inside(marks, 0, text[:33]) == marked_spans(text[:33])


def test_a_long_text_is_read_in_pieces_with_the_right_offsets() -> None:
    text = (FRENCH + "\n\n") * 500
    assert len(text) > fast.PIECE
    quoted = [s.of(text) for a in attributions([text], ["fr"])[0] for s in a.content if a.type == "direct"]
    assert quoted.count("« Nous n'avons pas le choix »") >= 490


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (FRENCH, "fr"),
        (ENGLISH, "en"),
        ("El ministro anunció el martes una reforma que la oposición no quiere apoyar en el Congreso.", "es"),
        ("Der Minister kündigte am Dienstag eine Reform an, die die Opposition nicht unterstützen will.", "de"),
        ("Il ministro ha annunciato martedì una riforma che l'opposizione non vuole sostenere.", "it"),
        ("O ministro anunciou na terça-feira uma reforma que a oposição não quer apoiar.", "pt"),
    ],
)
def test_language_is_found(text: str, lang: str) -> None:
    assert detect_language(text)[0] == lang


def test_nothing_to_tell_a_language_by() -> None:
    assert detect_language("2022 … !") == ("und", 0.0)
    assert language_note("fr", "und", 0.0) is None


def test_a_contradicted_language_is_reported() -> None:
    assert language_note("fr", *detect_language(FRENCH)) is None
    assert language_note("es", *detect_language(ENGLISH)) == "language_contradicts: declared es, reads as en"


def test_an_unread_language_keeps_its_quotations_and_nothing_else() -> None:
    text = "Il ministro ha detto: «Non abbiamo altra scelta che questa». Poi ha parlato di «rilancio»."
    found = attributions([text], ["it"])[0]
    assert [(a.type, a.content[0].of(text), a.cue, a.source) for a in found] == [
        ("direct", "«Non abbiamo altra scelta che questa»", (), ())
    ]


def test_wrong_arguments_teach() -> None:
    with pytest.raises(ValueError, match="'fast', 'accurate'"):
        attributions(["a"], engine="slow")
    with pytest.raises(ValueError, match="one entry for each text, so 2, not"):
        attributions(["a", "b"], ["fr"])
    with pytest.raises(TypeError, match=r"attributions\(\[text\]\)"):
        attributions("a text")


def test_weights_are_checked(tmp_path: Path) -> None:
    home = Path(fast.__file__).parent / "models"
    (tmp_path / "fast.json").write_bytes((home / "fast.json").read_bytes())
    raw = bytearray((home / "fast.npz").read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / "fast.npz").write_bytes(bytes(raw))
    with pytest.raises(ValueError, match="SHA-256"):
        fast.load("fast", tmp_path)
    assert json.loads((home / "fast.json").read_text())["langs"] == ["fr", "en", "es", "de"]


def test_features_know_marks_sentences_and_neighbours() -> None:
    text = "He left. “No way,” she said."
    v = view([text], [marked_spans(text)])
    written = [text[b:e] for b, e in zip(v.tokens.start, v.tokens.end, strict=True)]
    said_at, no = written.index("said"), written.index("No")
    assert written[v.left[said_at]] == "”"
    assert written[v.left[no]] == "." and written[v.right[no]] == "she"
    assert v.sentence[written.index("“")] == v.sentence[written.index("left")] + 1


def test_load_needs_neither_pandas_nor_torch() -> None:
    code = (
        "import sys; from analysis.attribution import attributions; attributions(['Il a dit non.'], ['fr']);"
        "print([m for m in ('pandas', 'torch', 'sklearn', 'matplotlib', 'py3langid') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
