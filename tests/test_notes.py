"""Notes: strings in English that can be said in the other languages, whoever made them."""

import copy
import re

import numpy as np
import pandas as pd
import pytest

from analysis import profiles
from analysis.compare import Comparison, ModelError, NothingLeft, compare, regress, sensitivity
from analysis.lexicons import load
from analysis.notes import Note, both, told

KEYS = {row["key"] for row in load("sentences") if row["key"].startswith("compare_")}


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def rows(n: int = 30, **columns: object) -> pd.DataFrame:
    table = {"id": range(2 * n), "outlet": ["A"] * n + ["B"] * n, "n_words": 100, "n_direct": [*range(n)] * 2}
    return pd.DataFrame(table | columns)


def test_a_note_is_a_string_that_remembers_what_it_says() -> None:
    note = Note("compare_undefined", n=1, measure="direct_share")
    assert note == "1 article where direct_share is undefined left out" and isinstance(note, str)
    assert note.key == "compare_undefined" and note.facts == {"n": 1, "measure": "direct_share"}
    assert note.told("fr") == "1 article écarté, où direct_share n'a pas de valeur"
    assert {note: 1}["1 article where direct_share is undefined left out"] == 1
    again = copy.deepcopy(note)
    assert again == note and isinstance(again, Note) and again.told("fr") == note.told("fr")
    assert told("as written", "fr") == "as written"
    with pytest.raises(ValueError, match="key='compare_nothing' is not a sentence"):
        Note("compare_nothing")
    with pytest.raises(ValueError, match="needs 'measure'; given were n"):
        Note("compare_undefined", n=1)
    with pytest.raises(ValueError, match="lang='xx' has no labels"):
        note.told("xx")


def test_facts_are_written_as_the_language_writes_them() -> None:
    assert plain(Note("compare_unsure_article", share=0.613).told("fr")) == (
        "intervalle incertain : un seul article a 61 % de ce qui est compté ; comparez aussi sans lui"
    )
    told_in_english = "unsure interval: one article has 61% of what is counted; compare without it as well"
    assert Note("compare_unsure_article", share=0.613) == told_in_english
    assert Note("compare_without", n=1200, by=("outlet", "year")) == "1,200 articles without outlet or year left out"
    assert plain(Note("compare_without", n=1200, by=("outlet", "year")).told("fr")) == (
        "1 200 articles sans outlet ou year écartés"
    )
    assert both("", "") == "" and both("a", "") == "a"
    assert plain(told(both("a", "b"), "fr")) == "a ; b"


def test_every_note_of_a_comparison_is_told_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key of the table is left that nothing says, and no note stays English where the rest is French."""
    made: set[str] = set()
    build = Note.__new__

    def spy(cls: type[Note], key: str, lang: str = "en", /, **facts: object) -> Note:
        made.add(key)
        return build(cls, key, lang, **facts)

    monkeypatch.setattr(Note, "__new__", spy)
    for found in results():
        notes = [*found.notes, *found.estimates["note"], *found.differences["note"]]
        french = found.told("fr")
        said = [*french.notes, *french.estimates["note"], *french.differences["note"]]
        assert len(notes) == len(said) and any(notes)
        for english, other in zip(notes, said, strict=True):
            assert (english == other) is (english == ""), english
        back = french.told()
        assert back.notes == found.notes and back.differences["note"].tolist() == found.differences["note"].tolist()
    for reason in (*refusals(), *reasons()):
        assert isinstance(reason, Note) and reason.told("fr") != reason
    statsmodels = {"compare_not_converged", "compare_not_converged_hint"}
    assert KEYS - made == statsmodels


def results() -> list[Comparison]:
    """Comparisons that between them say everything a comparison can say."""
    gaps = rows(wire=[True] * 2 + [False] * 58, event=[*range(28), None, None] * 2)
    gaps.loc[5, "outlet"] = None
    gaps.loc[6, "n_words"] = 0
    twice = gaps.assign(twice=2 * gaps["n_words"])
    ten = rows(10, event=[*range(10)] * 2, x=[*"abcdefghij"] * 2)
    four = rows(40, event=[*range(4)] * 20, x=[*"abcd"] * 20)
    none_in_a, one = rows(n_direct=[0] * 30 + [*range(30)]), rows(40, n_direct=2)
    one.loc[0, ["n_words", "n_direct"]] = 1000, 900
    event = rows(40, event=[i // 2 for i in range(40)] * 2, n_direct=[90, 90, *[2, 3] * 19, *[2, 3, 4, 1, 1] * 8])
    wide, narrow = rows(20, n_direct=[0, 60] * 20), rows(50, n_direct=[40, 42] * 50, outlet="B")
    above = rows(n_direct=[*range(29), 101] * 2)
    fields = ["direct_share", "n_direct"]
    return [
        compare(gaps, fields, event="event", wire=False, n_boot=200),
        compare(twice, "direct_share", covariates=["n_words", "twice"], n_boot=200),
        compare(ten, "direct_share", event="event", covariates=["x"]),
        compare(rows(x=["c", *["d"] * 59]), "direct_share", covariates=["x"], n_boot=200),
        compare(
            rows(event=[*range(29), 28] * 2, x=[*["d"] * 59, "c"]), "direct_share", event="event", covariates=["x"]
        ),
        compare(rows(n_direct=0), "direct_share", covariates=["id"]),
        compare(rows(1), "direct_share", covariates=["n_direct"]),
        compare(rows(date=None), "direct_share", covariates=["date"], n_boot=200),
        compare(four, "direct_share", event="event", covariates=["x"]),
        compare(none_in_a, "direct_share", n_boot=200),
        compare(rows(n_direct=0), "direct_share", n_boot=200),
        compare(one, "direct_share", n_boot=200),
        compare(pd.concat([wide[wide["outlet"] == "A"], narrow]), "direct_share", n_boot=200),
        compare(event, "direct_share", event="event", n_boot=200),
        compare(rows(n_direct=range(60), event=[*range(30)] * 2), "direct_share", event="event", n_boot=200),
        compare(above, "direct_share", n_boot=200),
        compare(rows(lang="it"), "direct_share", n_boot=200),
        compare(above.drop(columns="id"), "direct_share", n_boot=200),
        compare(rows(direct_share=np.linspace(0, 1, 60)).drop(columns="n_direct"), "direct_share", n_boot=200),
    ]


def refusals() -> list[str]:
    notes = []
    for table, measure in (
        (rows().head(0), "direct_share"),
        (rows(outlet=None), "direct_share"),
        (rows(n_words=0), "direct_share"),
    ):
        with pytest.raises(NothingLeft) as refused:
            compare(table, measure)
        assert str(refused.value) == refused.value.note
        notes.append(refused.value.note)
    with pytest.raises(ModelError, match="give more articles") as small:
        regress(rows(1), "direct_share")
    notes.append(small.value.note)
    with pytest.raises(NothingLeft, match="wire=True counts them") as refused:
        compare(rows(wire=True), "direct_share", wire=False)
    notes.append(refused.value.note)
    with pytest.raises(NothingLeft, match="fewer than two groups") as refused:
        sensitivity(rows(outlet="A"), "direct_share")
    return [*notes, refused.value.note]


def reasons() -> list[str]:
    short = rows(n_words=[100] * 30 + [200] * 30)
    found = [
        sensitivity(short, "direct_share", baseline="A", n_boot=200),
        sensitivity(rows(readability=1.0), "readability", n_boot=200),
        sensitivity(rows(title_n_direct=0, title_n_words=0), "direct_share", n_boot=200),
    ]
    return [reason for one in found for reason in one.impossible.values()]


def test_notebooks_say_notes_and_fixed_choices_in_their_language() -> None:
    table = rows(10)
    table.loc[0, "outlet"] = None
    english, french = (profiles.compared(table, "direct_share", lang=lang) for lang in ("en", "fr"))
    assert "- 1 article without outlet left out" in profiles.notes_in_words(english.notes)
    assert "- 1 article sans outlet écarté" in profiles.notes_in_words(french.notes, lang="fr")
    assert profiles.notes_in_words(english.notes, lang="fr") == profiles.notes_in_words(french.notes, lang="fr")
    assert english.differences["note"].iloc[0] == "no interval: 9 articles, under 20; give more, or merge groups"
    assert (
        plain(french.differences["note"].iloc[0])
        == "pas d'intervalle : 9 articles, moins de 20 ; donnez-en plus, ou réunissez des groupes"
    )
    pd.testing.assert_frame_equal(english.differences.drop(columns="note"), french.differences.drop(columns="note"))
    nobody = profiles.compared(table.assign(outlet=None), "direct_share", lang="fr")
    assert "il ne reste aucun article à comparer (20 articles sans outlet écartés)" in nobody.notes[0]
    fixed = profiles.specified(table, "direct_share").impossible
    assert "- `unknown_sources`: no attributions table" in profiles.not_varied_in_words(fixed)
    assert "- `unknown_sources` : pas de tableau d'attributions" in plain(
        profiles.not_varied_in_words(fixed, lang="fr")
    )
    alone = profiles.specified(table[table["outlet"] == "B"], "direct_share").impossible
    assert "- `every choice`: by='outlet': fewer than two groups" in profiles.not_varied_in_words(alone)
    assert "- `tous les choix` : by='outlet' : moins de deux groupes" in plain(
        profiles.not_varied_in_words(alone, lang="fr")
    )


@pytest.mark.parametrize(("lang", "odd"), [("en", r"[\d}]\s%"), ("fr", r"[\d}](?!\u202f)\s?%")])
def test_percent_signs_stand_as_their_language_writes_them(lang: str, odd: str) -> None:
    rows = [*load("sentences"), *load("labels"), *load("reasons")]
    texts = [text for row in rows if row["lang"] == lang for key, text in row.items() if key != "lang"]
    assert sum("%" in text for text in texts) > 10
    assert [text for text in texts if re.search(odd, text)] == []
