"""The panel: what is chosen is drawn, what is drawn can be had by code, and nothing is blank in a saved page."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import figures
from analysis.columns import VOICES
from analysis.lexicons import labels
from analysis.measure import Tables
from analysis.panel import MEASURES, Drawn, draw, panel
from analysis.voices import shares

MONTHS = ("2031-01", "2031-02", "2031-03")
DIRECT = {"Le Phare": 10, "The Buoy": 30, "La Jetée": 50}


def made() -> Tables:
    """Return tables of three outlets with 24 articles each; words of 100, of which direct ones tell the outlet."""
    rng = np.random.default_rng(5)
    rows = []
    for outlet, k in product(DIRECT, range(24)):
        direct = DIRECT[outlet] + int(rng.integers(-5, 6))
        words = dict(zip(VOICES, (80 - direct, 2, direct, 3, 15), strict=True))
        counts = {f"n_{voice}": n for voice, n in words.items()} | {"n_words": 100, "n_attributions": 4}
        rows.append(
            {
                "id": f"{outlet}-{k}",
                "outlet": outlet,
                "date": None if k == 0 else "2031" if k == 1 else f"{MONTHS[k % 3]}-1{k % 10}",
                "wire": k in (2, 3),
                "duplicate": k == 4,
                "voice_runs": f"A{words['narration']} S2 D{direct} P3 I15",
                **counts,
                **shares(counts),
            }
        )
    empty = pd.DataFrame()
    return Tables(pd.DataFrame(rows), empty, empty, empty, {})


TABLES = made()


def estimates(drawn: Drawn) -> dict[str, float]:
    return dict(zip(drawn.data["name"], drawn.data["value"], strict=True))


def test_a_call_draws_what_the_table_says() -> None:
    rows = TABLES.articles
    by_hand = rows.groupby("outlet")["n_direct"].sum() / rows.groupby("outlet")["n_words"].sum()
    pooled = draw(TABLES, measure="direct_share")
    assert estimates(pooled) == pytest.approx(by_hand.to_dict())
    assert list(pooled.data["name"]) == ["La Jetée", "The Buoy", "Le Phare"]
    mean = draw(TABLES, measure="attributions_per_1000", show="mean", lang="fr")
    assert estimates(mean) == pytest.approx(dict.fromkeys(DIRECT, 40.0))
    assert "Attributions pour 1\u202f000 mots" in mean.plate.caption
    assert "moyenne des articles\u202f: " in mean.plate.caption and "mots\u202f: " in mean.plate.alt
    each = draw(TABLES, measure="direct_share", show="articles")
    assert each.data["id"].tolist() == rows["id"].tolist()


def test_voices_can_be_pooled_averaged_or_seen_in_each_article() -> None:
    for show in ("pooled", "mean"):
        drawn = draw(TABLES, show=show)
        totals = drawn.data.groupby("group")["share"].sum()
        assert totals.to_dict() == pytest.approx(dict.fromkeys(DIRECT, 1.0))
        notes = [text.get_text() for text in drawn.plate.figure.texts]
        assert any(text.startswith("All words" if show == "pooled" else "Mean of") for text in notes), notes
        assert np.isfinite(drawn.data[["attributed_low", "attributed_high"]]).all(axis=None)
    strips = draw(TABLES, show="articles").data
    assert strips.groupby("article_id")["n"].sum().eq(100).all()
    assert set(strips["group"]) == set(DIRECT)


def test_a_call_draws_for_one_column_of_print_and_speaks_its_language_all_through() -> None:
    drawn = draw(TABLES, show="mean", lang="fr", width=85)
    # A PNG says its width in bytes 16 to 20.
    assert int.from_bytes(drawn.plate.png[16:20]) == pytest.approx(85 / 25.4 * 300, abs=2)
    assert drawn.plate.figure.get_supxlabel().startswith("Moyenne des articles d'un groupe")
    assert drawn._repr_mimebundle_()[0]["text/plain"].startswith("Figure\u202f: ")
    with figures.style(width=85):
        assert draw(TABLES, show="mean", lang="fr").plate.png == drawn.plate.png
    with pytest.raises(ValueError, match="width=8 is not a width in millimetres"):
        draw(TABLES, width=8)


def test_a_panel_for_a_width_draws_and_tells_it() -> None:
    pytest.importorskip("ipywidgets")
    chosen = panel(TABLES, width=85)
    assert chosen.call == "draw(tables, width=85)"
    assert int.from_bytes(chosen.drawn.plate.png[16:20]) == pytest.approx(85 / 25.4 * 300, abs=2)


def test_what_is_left_out_is_counted_in_the_caption() -> None:
    drawn = draw(TABLES, measure="direct_share", outlets=["The Buoy"], start="2031-02", wire=False)
    # Of 24: one has no date, 7 are of January (k = 3, 6 …), and of the rest two are copies (k = 2 and 4).
    kept = TABLES.articles.query("outlet == 'The Buoy' and not wire and not duplicate and date == date")
    kept = kept[kept["date"].map(lambda date: not date.startswith("2031-01"))]
    assert drawn.left_out == {
        "left_outlets": 48,
        "left_undated": 1,
        "left_period": 7,
        "left_wire": 24 - 1 - 7 - len(kept),
    }
    assert drawn.data["n_articles"].tolist() == [len(kept)]
    assert "48 articles of other outlets left out; 1 undated article left out" in drawn.plate.caption
    assert "No article is marked as agency copy" in drawn.plate.caption
    assert "The Buoy 12% (3 of 24)" in draw(TABLES, measure="direct_share").plate.caption


def test_articles_without_an_outlet_among_others_are_left_out_and_counted() -> None:
    nobody = TABLES.articles["outlet"].where(TABLES.articles["outlet"] != "The Buoy", None)
    some = Tables(TABLES.articles.assign(outlet=nobody), *[pd.DataFrame()] * 3, card={})
    for measure in ("voices", "direct_share"):
        drawn = draw(some, measure=measure)
        assert drawn.left_out == {"left_no_outlet": 24}
        assert "48 articles, 4,800 words; 24 articles without outlet left out." in drawn.plate.caption


def test_a_date_known_by_year_stays_where_it_may_belong() -> None:
    def ids(**bounds: str) -> set[str]:
        return set(draw(TABLES, measure="direct_share", show="articles", **bounds).data["id"])

    assert "The Buoy-1" in ids(start="2031-03")
    assert "The Buoy-1" not in ids(end="2031") - ids(start="2031")
    assert ids(start="2031-02", end="2031-02") < ids(start="2031-02") < ids(start="2031")
    with pytest.raises(ValueError, match="no article is left to draw"):
        ids(start="2032")


def test_every_measure_has_a_name_in_both_languages() -> None:
    assert len(MEASURES) > 10
    for lang in ("en", "fr"):
        assert [measure for measure in MEASURES if measure not in labels(lang)] == [], lang


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"measure": "bias"}, "measure='bias' is not one of voices, direct_share"),
        ({"show": "median"}, "show='median' is not one of pooled, mean, articles"),
        ({"outlets": ["Nowhere"]}, r"outlets=\['Nowhere'\] are not in the tables; there are La Jetée"),
        ({"start": "March 2031"}, "start='March 2031' is not an ISO date"),
        ({"outlets": []}, "no article is left to draw .72 articles of other outlets left out"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        draw(TABLES, **wrong)  # type: ignore[arg-type]


def test_each_control_redraws_and_its_code_draws_the_same() -> None:
    pytest.importorskip("ipywidgets", reason="the extra 'notebooks' is not installed")
    shown = panel(TABLES)
    assert shown.call == "draw(tables)"
    seen = []
    for control, value in (
        (shown.measure, "direct_share"),
        (shown.show, "mean"),
        (shown.outlets, ("The Buoy", "Le Phare")),
        (shown.period, ("2031-02", "2031-03")),
        (shown.wire, False),
        (shown.show, "articles"),
        (shown.measure, "voices"),
    ):
        control.value = value
        by_code = eval(shown.call, {"draw": draw, "tables": TABLES})
        pd.testing.assert_frame_equal(by_code.data, shown.drawn.data)
        assert by_code.plate.png == shown.drawn.plate.png
        assert by_code.plate.caption == shown.drawn.plate.caption
        seen.append(shown.drawn)
    assert estimates(seen[0]).keys() == set(DIRECT)
    assert estimates(seen[2]).keys() == {"The Buoy", "Le Phare"}
    assert estimates(seen[1])["The Buoy"] == estimates(seen[2])["The Buoy"] != estimates(seen[3])["The Buoy"]
    assert "left_wire" in seen[4].left_out and "left_wire" not in seen[3].left_out
    assert shown.call.startswith("draw(tables, show='articles', outlets=['The Buoy', 'Le Phare'], start='2031-02'")


def test_a_choice_that_leaves_nothing_says_so_and_keeps_the_figure() -> None:
    pytest.importorskip("ipywidgets", reason="the extra 'notebooks' is not installed")
    shown = panel(TABLES, lang="fr")
    before = shown.drawn
    shown.outlets.value = ()
    assert "no article is left to draw" in shown.message
    assert shown.drawn is before and shown.call == "draw(tables, lang='fr')"
    shown.outlets.value = ("The Buoy",)
    assert shown.message == ""
    assert set(shown.drawn.data["group"]) == {"The Buoy"}


def test_tables_without_dates_or_flags_have_a_panel_all_the_same() -> None:
    pytest.importorskip("ipywidgets", reason="the extra 'notebooks' is not installed")
    bare = Tables(TABLES.articles.drop(columns=["wire", "duplicate"]).assign(date=None), *[pd.DataFrame()] * 3, card={})
    shown = panel(bare)
    assert shown.period.disabled and shown.wire.disabled
    assert len(shown.drawn.data) == len(DIRECT) * len(VOICES)
    with pytest.raises(ValueError, match="wire=False needs a column wire or duplicate"):
        draw(bare, wire=False)


def test_without_ipywidgets_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(ImportError, match=r"media-framing\[notebooks\]"):
        panel(TABLES)
    assert draw(TABLES).data is not None


def test_a_saved_page_shows_figure_and_code_without_any_widget(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat", reason="the extra 'notebooks' is not installed")
    pytest.importorskip("ipywidgets", reason="the extra 'notebooks' is not installed")
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    TABLES.save(tmp_path)
    cells = [
        "from analysis.measure import Tables\nfrom analysis.panel import panel\n"
        f"shown = panel(Tables.load({str(tmp_path)!r}))\nshown",
        "shown.measure.value = 'direct_share'",
    ]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(book, timeout=120, kernel_name="python3").execute()
    controls, figure, words = book.cells[0].outputs
    assert "application/vnd.jupyter.widget-view+json" in controls.data
    assert figure.metadata["image/png"]["alt"].startswith("share of words in direct quotation: La Jetée")
    assert "draw(tables, measure='direct_share')" in words.data["text/markdown"]
    book.metadata.pop("widgets", None)
    html, _ = HTMLExporter(template_name="basic").from_notebook_node(book)
    assert html.count('src="data:image/png;base64,') == 1
    assert "(controls: run this cell to use them)" in html


def test_articles_that_nobody_signed_are_drawn_as_one_outlet() -> None:
    unsigned = Tables(
        TABLES.articles.assign(outlet=None), TABLES.attributions.assign(outlet=None), TABLES.terms, TABLES.audit, {}
    )
    assert draw(unsigned).data["group"].unique().tolist() == ["unknown"]
    assert draw(unsigned, lang="fr", measure="direct_share").data["name"].tolist() == ["inconnu"]
    pytest.importorskip("ipywidgets", reason="the extra 'notebooks' is not installed")
    shown = panel(unsigned, measure="direct_share")
    assert shown.outlets.value == ("unknown",) and shown.call == "draw(tables, measure='direct_share')"
