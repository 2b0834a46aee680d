"""Quotation marks as the press types them, and as nobody should."""

from __future__ import annotations

from itertools import pairwise

import pytest
from costs import grows_with_its_input
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.quotation import marked_spans, quotations

ALPHABET = "«»“”„‟\"＂‹›'’‘‚`\n\r\u2028\x1c  \u00a0aSs1.,!?-—(=&…A\u0301é"

# (text, what marked_spans returns); every sentence was made up for this table.
CASES = [
    # typography
    ("Un «accord» rare.", ["«accord»"]),
    ("Un « accord » rare.", ["« accord »"]),
    ("Un «\u00a0accord\u00a0» rare.", ["«\u00a0accord\u00a0»"]),
    ("Un «\u202faccord\u202f» rare.", ["«\u202faccord\u202f»"]),
    ("Un «\u200aaccord\u200a» rare.", ["«\u200aaccord\u200a»"]),
    ("A “rare” deal.", ["“rare”"]),
    ('A "rare" deal.', ['"rare"']),
    ("A 'rare' deal.", ["'rare'"]),
    ("A ‘rare’ deal.", ["‘rare’"]),
    ("Ein „seltener“ Fund.", ["„seltener“"]),
    ("Ein „seltener” Fund.", ["„seltener”"]),
    ("Ein »seltener« Fund.", ["»seltener«"]),
    ("Ein ›seltener‹ Fund.", ["›seltener‹"]),
    ("Un ‹ accord › rare.", ["‹ accord ›"]),
    ("A ‘‘rare’’ deal.", ["‘‘rare’’"]),
    ("A ``rare'' deal.", ["``rare''"]),
    ("A ''rare'' deal.", ["''rare''"]),
    ("Un acuerdo “raro&rdquor; y &laquo;nuevo&raquo;.", ["“raro&rdquor;", "&laquo;nuevo&raquo;"]),
    ('Il a dit " oui " puis " non ".', ['" oui "', '" non "']),
    ("L'« accord » et l'\"accord\".", ["« accord »", '"accord"']),
    ('"... et la suite", dit-elle.', ['"... et la suite"']),
    # nested
    ("«Le «pacte» tiendra», dit-il.", ["«Le «pacte» tiendra»"]),
    ("« Le “pacte” tiendra », dit-il.", ["« Le “pacte” tiendra »"]),
    ('"The "pact" will hold", she said.', ['"The "pact" will hold"']),
    ("“The ‘pact’ will hold,” she said.", ["“The ‘pact’ will hold,”"]),
    ("\"The 'pact' will hold,\" she said.", ["\"The 'pact' will hold,\""]),
    ("« “Pacte”, un mot rare », dit-il.", ["« “Pacte”, un mot rare »"]),
    # over several paragraphs
    ("« Un.\n« Deux.\n« Trois », dit-il.", ["« Un.", "« Deux.", "« Trois »"]),
    ("“One.\n\n“Two.\n\n“Three,” he said.", ["“One.", "“Two.", "“Three,”"]),
    ('"One.\n"Two.\n"Three," he said.', ['"One.', '"Two.', '"Three,"']),
    ("« Un.\nDeux.\nTrois », dit-il.", ["« Un.", "Deux.", "Trois »"]),
    ("« Un.\n» Deux.\n» Trois », dit-il.", ["« Un.", "» Deux.", "» Trois »"]),
    ("Il veut «\u00a0\n\nchanger\u00a0»\n\n de ton.", ["changer\u00a0»"]),
    # never closed
    ("« Rien ne ferme ici.\nLa suite est narrée.", []),
    ("Il a dit : « Rien ne ferme.\nLa suite est narrée.", ["« Rien ne ferme."]),
    ('She said: "Nothing closes.\n\nThe rest is told.', ['"Nothing closes.']),
    (f"Il a dit : « Rien ne {'se ' * 150}ferme.\nLa suite.", []),
    ("Elle a dit : « Non.\n\n« Oui », dit-il.", ["« Non.", "« Oui »"]),
    ('Il a dit "jamais.\nLa suite est narrée.', []),
    ('"We won, he said. "We did" and "so on".', ['"We did"', '"so on"']),
    ("« « Deux fois » la marque.\n« Une autre ».", ["« Deux fois »", "« Une autre »"]),
    # mismatched
    ('“One," he said.', ['“One,"']),
    ('"One,” he said. "Two."', ['"One,”', '"Two."']),
    ('«Un", dit-il.', ['«Un"']),
    ('"Un», dit-il.', ['"Un»']),
    ("“One“ he said.", ["“One“"]),
    ("”One” he said.", ["”One”"]),
    ('"One. "he said, "Two".', ['"One. "', '"Two"']),
    ('“One," he said. "Two.”', ['“One,"', '"Two.”']),
    ("''One says 'no,''' he said.", ["''One says 'no,'''"]),
    ('“A 12" pipe,” he said. “Two.”', ['“A 12" pipe,”', "“Two.”"]),
    ("“He is 6’2”,” she said.", ["“He is 6’2”,”"]),
    # no quotations at all
    ("» Lire aussi : le dossier complet", []),
    ("» Lire aussi : « Le dossier »", ["« Le dossier »"]),
    ("« Un.\nDeux.\n» LIRE AUSSI - Trois", []),
    ("L'État, qu’il veut, aujourd'hui.", []),
    ("The '90s and rock 'n' roll, the dogs' owners'.", []),
    ("He is 6'2\" and she is 5'11\".", []),
    ("Le record est de 5' 30\" ; l'autre de 4' 12\".", []),
    ('A 12" ruler.', []),
    ('"He is 6\'2" tall," she said.', ['"He is 6\'2" tall,"']),
    ('A <a href="x" class="y">"link"</a>.', ['"link"']),
    ("'The dogs' owners agree.'", ["'The dogs' owners agree.'"]),
    ("‘The dogs’ owners said “no” twice,’ he wrote.", ["‘The dogs’ owners said “no” twice,’"]),
    ("The 'workers' and the 'owners' of it.", ["'workers'", "'owners'"]),
    ("Les 'élus' et l'« ami » des 'purs'.", ["'élus'", "« ami »", "'purs'"]),
    ("\"The word 'I'\", she said.", ["\"The word 'I'\""]),
    ('Un écran 27" et un autre 32" ; "c\'est grand", dit-il.', ['"c\'est grand"']),
    ('Il dit "en 2019" puis "en 2020".', ['"en 2019"', '"en 2020"']),
    ('A 12" pipe and a 15" pipe, "both" new.', ['"both"']),
    ("— Bonjour, dit-il.\n— Bonsoir.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[repr(text)[:40] for text, _ in CASES])
def test_marks(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in marked_spans(text)] == expected


def test_nested_quotations_say_their_depth_and_their_inside() -> None:
    text = "« Le “vieux ‘pacte’” tiendra », dit-il."
    found = [(q.inner.of(text), q.depth, q.closed, q.kind) for q in quotations(text)]
    assert found == [
        ("Le “vieux ‘pacte’” tiendra", 1, True, "guillemets"),
        ("vieux ‘pacte’", 2, True, "curly"),
        ("pacte", 3, True, "single"),
    ]


def test_a_quotation_over_paragraphs_is_closed_in_the_last() -> None:
    text = "« Un.\nDeux.\nTrois », dit-il."
    found = [(q.span.of(text), q.closed) for q in quotations(text)]
    assert found == [("« Un.", False), ("Deux.", False), ("Trois »", True)]


def test_a_run_of_dashes_is_reported_but_not_marked() -> None:
    text = "— Bonjour, dit-il.\n— Bonsoir.\nPuis rien.\n— Seul."
    found = [(q.kind, q.span.of(text)) for q in quotations(text)]
    assert found == [("dash", "— Bonjour, dit-il."), ("dash", "— Bonsoir.")]
    assert marked_spans(text) == ()


@given(st.one_of(st.text(), st.text(alphabet=ALPHABET)))
@settings(max_examples=2000, deadline=None)
def test_any_string_gives_ordered_spans_inside_it(text: str) -> None:
    spans = [(0, 0), *((span.start, span.end) for span in marked_spans(text)), (len(text) + 1, len(text) + 1)]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(start < end for start, end in spans[1:-1])
    for found in quotations(text):
        assert 0 <= found.span.start <= found.inner.start <= found.inner.end <= found.span.end <= len(text)
        assert found.depth >= 1
    outermost = {q.span for q in quotations(text) if q.kind != "dash"}
    assert set(marked_spans(text)) <= outermost


@pytest.mark.parametrize("piece", ["«", "„a ", ' "a', '“ "', "« a\n", "« a\n\nb ", "‘as’ ", "» a« ", "“\"«'", ". » a"])
def test_cost_is_linear_whatever_the_marks(piece: str) -> None:
    grows_with_its_input(lambda n: marked_spans(piece * n), 400)
