"""Charts drawn for a width: exactly so wide, letters that can be read there, nothing over anything else or cut off."""

import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from analysis import figures
from analysis.figures import paper
from analysis.lexicons import name_of

KEPT = Path(__file__).parent.parent / "figures"
LONG = "La Gazette des ports et des îles du Nord"
MEASURES = ("direct_share", "marked_share", "indirect_share", "attributed_share", "attributions_per_1000")
CHOICES = ("summary", "counted", "headline", "unknown_sources", "attitudes", "wire", "least_words")


def kept(name: str) -> pd.DataFrame:
    return pd.read_csv(KEPT / f"{name}.csv")


def marks(lang: str, xlabel: str) -> dict[str, object]:
    return {"zero": 0.0, "kept": "kept", "lang": lang, "xlabel": name_of(xlabel, lang)}


def specifications(lang: str) -> Figure:
    frame = kept("91_specifications")
    choices = [column for column in frame if column in CHOICES]
    assert len(choices) > 2
    return figures.specification_curve(frame, choices, lang=lang, xlabel="Western Journalism − USA Today")


# The charts of the gallery, from the numbers in it.
CHARTS: dict[str, Callable[[str], Figure]] = {
    "barcodes": lambda lang: figures.voice_barcodes(kept("02_barcodes"), lang=lang),
    "lacks": lambda lang: figures.share_table(kept("01_lacks"), column="lack", lang=lang),
    "voices": lambda lang: figures.voice_bars(kept("02_voices"), lang=lang),
    "spread": lambda lang: figures.spread(
        kept("07_slopes").rename(columns={"group": "outlet"}), "attributed_share", lang=lang
    ),
    "kinds": lambda lang: figures.share_table(kept("03_kinds"), column="value", lang=lang),
    "women": lambda lang: figures.dots(
        kept("03_women"), value="share", beside="beside", share=True, xlabel=name_of("women_heard", lang), lang=lang
    ),
    "speakers": lambda lang: figures.speaker_dots(kept("03_speakers"), lang=lang),
    "stance": lambda lang: figures.stance_bars(kept("04_stance"), lang=lang),
    "doubt": lambda lang: figures.share_dots(kept("04_doubt"), lang=lang, caveat=name_of("note_doubt", lang)),
    "keyness": lambda lang: figures.keyness_dots(kept("05_keyness"), left="les autres", right=LONG, lang=lang),
    "scatter": lambda lang: figures.keyness_scatter(kept("05_scatter"), left="others", right="Herald", lang=lang),
    "lean": lambda lang: figures.dots(
        kept("05_lean"), name="term", value="narration_lean", beside="beside", **marks(lang, "narration_lean")
    ),
    "frames": lambda lang: figures.dots_grid(kept("06_frames"), n="n_articles", lang=lang),
    "forest": lambda lang: figures.dots_grid(
        kept("08_forest"), row="a", column="measure", value="difference", zero=0.0, kept="kept", n="n_a", lang=lang
    ),
    "slopes": lambda lang: figures.slopes(kept("07_slopes"), "attributed_share", lang=lang),
    "places": lambda lang: figures.places(kept("08_places"), "attributed_share", "marked_share", lang=lang),
    "time": lambda lang: figures.stacked_time(kept("09_measures"), lang=lang, ylabel=name_of("per_1000", lang)),
    "quarters": lambda lang: figures.stacked_time(kept("09_outlets"), together=True, share=True, lang=lang),
    "accuracy": lambda lang: figures.accuracy_dots(kept("90_accuracy"), lang=lang),
    "correction": lambda lang: figures.correction_dots(
        kept("90_correction"), method="shared", xlabel=name_of("attributed_share_attitudes", lang), lang=lang
    ),
    "reliability": lambda lang: figures.reliability(kept("90_reliability"), lang=lang),
    "specifications": specifications,
}


def written(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def boxes(texts: list[Text]) -> list[tuple[str, object]]:
    return [(text.get_text(), Text.get_window_extent(text)) for text in texts]


def in_sight(figure: Figure) -> list[Text]:
    """The words of a chart but those of ticks outside its scales, which are not drawn."""
    ticks = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            margin = 1e-9 * (high - low)
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                if not low - margin <= tick.get_loc() <= high + margin or not ax.get_visible():
                    ticks |= {tick.label1, tick.label2}
    return [text for text in written(figure) if text not in ticks]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_one_column_can_be_read_there(name: str, lang: str) -> None:
    with figures.style(width=85):
        figure = CHARTS[name](lang)
        figure.draw_without_rendering()
        texts = in_sight(figure)
        assert figure.get_figwidth() == pytest.approx(85 / 25.4)
        assert figure.get_figheight() < paper.PAGE
        assert texts and not [t.get_text() for t in texts if t.get_fontsize() < paper.LEAST]
        # Slanted heads of columns end at the edge; all else stands within it.
        outside = [text for text, box in boxes(texts) if box.x0 < -1 or box.x1 > figure.bbox.x1 + 1 or box.y0 < -1]  # type: ignore[attr-defined]
        assert not outside


@pytest.mark.parametrize("name", ["women", "doubt", "keyness", "frames", "forest", "voices", "stance", "correction"])
def test_rows_of_one_column_are_named_above_them_and_names_cover_no_number(name: str) -> None:
    with figures.style(width=85):
        figure = CHARTS[name]("fr")
        figure.draw_without_rendering()
        for ax in figure.axes:
            beside = [label.get_text() for label in ax.get_yticklabels() if label.get_text()]
            assert not beside
            found = [box for _, box in boxes([t for t in ax.texts if t.get_text()])]
            apart = [(a, b) for k, a in enumerate(found) for b in found[:k] if a.overlaps(b)]  # type: ignore[attr-defined]
            assert not apart
            dots = [line for line in ax.lines if line.get_marker() in ("o", "s") and line.get_markersize() > 3]
            middles = [ax.transData.transform((line.get_xdata()[0], line.get_ydata()[0])) for line in dots]
            assert not [at for at in middles if any(box.contains(*at) for box in found)]  # type: ignore[attr-defined]


def test_a_saved_picture_is_as_wide_as_asked_and_nothing_of_it_is_cut(tmp_path: Path) -> None:
    frame = kept("08_forest")
    for width in (85, 180):
        gallery = figures.Gallery("theirs.csv", tmp_path / str(width), "fr", width)
        plate = gallery.show(lambda: CHARTS["forest"]("fr"), "forest", data=frame, caption="x", alt="y")
        with Image.open(BytesIO(plate.png)) as picture:
            assert picture.size[0] == pytest.approx(width / 25.4 * 300, abs=2)
            assert picture.info["dpi"][0] == pytest.approx(300, abs=1)
            ink = np.asarray(picture.convert("L")) < 200
        assert not ink[:, 0].any() and not ink[:, -1].any() and not ink[0].any() and not ink[-1].any()
        assert f'width="{72 * width / 25.4:.2f}'[:10] in (tmp_path / str(width) / "forest.svg").read_text("utf-8")


@pytest.mark.parametrize(("width", "forest", "time"), [(85, 2, 2), (None, 3, 3), (180, 5, 3)])
def test_panels_stand_side_by_side_as_a_width_has_room(width: float | None, forest: int, time: int) -> None:
    with figures.style(width):
        for name, across in (("forest", forest), ("time", time)):
            figure = CHARTS[name]("en")
            panels = [ax.get_subplotspec() for ax in figure.axes if ax.get_visible()]
            assert {panel.colspan.start for panel in panels if panel} == set(range(across)), name


def test_a_pdf_is_as_wide_as_asked(tmp_path: Path) -> None:
    with figures.style(width=85):
        CHARTS["keyness"]("fr").savefig(tmp_path / "a.pdf")
    page = re.search(rb"/MediaBox \[\s*0 0 ([\d.]+) ", (tmp_path / "a.pdf").read_bytes())
    assert page is not None and float(page[1]) == pytest.approx(72 * 85 / 25.4, abs=0.1)


def test_without_a_width_charts_are_what_they_were_and_a_width_ends_with_its_block() -> None:
    with figures.style(width=85), figures.style():
        assert CHARTS["voices"]("en").get_figwidth() == pytest.approx(85 / 25.4)
    figure = CHARTS["voices"]("en")
    assert figure.get_figwidth() == pytest.approx(5.2)
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()][-1] == "Western Journalism  (n = 144)"


@pytest.mark.parametrize("width", [0, 8.5, 3000, float("nan")])
def test_a_width_that_nobody_prints_is_refused(width: float) -> None:
    with pytest.raises(ValueError, match="is not a width in millimetres between 60 and 300"), figures.style(width):
        pass


def test_figures_for_print_do_not_replace_those_of_the_project() -> None:
    assert figures.Gallery(KEPT.parent / "data" / "press").place == KEPT
    assert figures.Gallery(KEPT.parent / "data" / "press", width=85).place is None
    assert figures.Gallery(KEPT.parent / "data" / "press", "here", width=85).place == Path("here")


def many(n: int) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    rows = [(f"{k:02d} {LONG}", m, rng.normal(0, 0.1), k % 2 == 0, 40 + k) for m in MEASURES for k in range(n)]
    frame = pd.DataFrame(rows, columns=["a", "measure", "difference", "kept", "n_a"])
    return frame.assign(low=frame["difference"] - 0.05, high=frame["difference"] + 0.05)


@pytest.mark.parametrize("width", [None, 85, 180])
def test_thirty_groups_fit_on_a_page_with_every_name_and_its_number_of_articles(width: float | None) -> None:
    with figures.style(width):
        figure = figures.dots_grid(
            many(30), row="a", column="measure", value="difference", zero=0.0, kept="kept", n="n_a", lang="fr"
        )
        figure.draw_without_rendering()
        assert figure.get_figheight() <= paper.PAGE + 0.1
        labels = figure.axes[0].get_yticklabels()
        assert [label.get_text()[-4:] for label in labels] == [f"({40 + k})" for k in range(30)]
        assert len({label.get_text() for label in labels}) == 30
        assert min(label.get_fontsize() for label in labels) >= paper.LEAST
        found = [label.get_window_extent() for label in labels]
        assert not any(a.overlaps(b) for a, b in pairwise(found))
        titles = [ax._left_title.get_window_extent() for ax in figure.axes if ax.get_visible()]
        assert len(titles) == len(MEASURES)
        assert not any(a.overlaps(b) for k, a in enumerate(titles) for b in titles[:k])


@pytest.mark.parametrize("width", [None, 85])
def test_thirty_bars_fit_on_a_page(width: float | None) -> None:
    one = kept("02_voices").query("group == 'Politico'")
    bars = pd.concat([one.assign(group=f"Outlet {k}") for k in range(30)])
    told = kept("04_stance").query("group == 'Le Point'")
    stances = pd.concat([told.assign(group=f"Outlet {k}") for k in range(30)])
    with figures.style(width):
        for figure in (figures.voice_bars(bars), figures.stance_bars(stances)):
            assert figure.get_figheight() <= paper.PAGE + 0.3


def test_no_word_of_a_cloud_covers_another() -> None:
    rng = np.random.default_rng(0)
    n = 40
    frame = pd.DataFrame(
        {
            "term": [f"long word number {k}" for k in range(n)],
            "n": rng.integers(900, 1100, n),
            "log_odds": rng.uniform(0.9, 1.1, n),
            "z": rng.uniform(5, 9, n),
            "significant": True,
        }
    )
    figure = figures.keyness_scatter(frame, left="A", right="B", named=30)
    figure.draw_without_rendering()
    found = [box for _, box in boxes([t for t in figure.axes[0].texts if t.get_text()])]
    assert found
    assert not any(a.overlaps(b) for k, a in enumerate(found) for b in found[:k])  # type: ignore[attr-defined]
    surest = frame.loc[frame["z"].idxmax(), "term"]
    assert surest in [text.get_text() for text in figure.axes[0].texts]


def test_a_quarter_is_a_trimestre_in_french() -> None:
    rows = {"value": [0.2, 0.4], "low": 0.1, "high": 0.5, "n_articles": 40, "series": "direct_share"}
    for lang, ends in (("en", ["2022-Q4", "2023-Q1"]), ("fr", ["T4\u00a02022", "T1\u00a02023"])):
        panel = figures.stacked_time(pd.DataFrame({"period": ["2022-Q4", "2023-Q1"]} | rows), lang=lang).axes[0]
        assert [label.get_text() for label in panel.get_xticklabels()] == ends


def test_words_of_an_article_are_counted_as_the_language_writes_numbers() -> None:
    frame = pd.DataFrame({"group": "A", "article_id": "a", "start": [0, 900], "n": [900, 900], "voice": "direct"})
    axis = figures.voice_barcodes(frame, lang="fr").axes[-1].xaxis
    assert axis.get_major_formatter()(1000, 0) == "1\u202f000"


def test_a_speaker_who_says_little_is_not_written_as_silent() -> None:
    frame = pd.DataFrame({"speaker": ["Anne Roux", "Luc Roy"], "group": "A", "share": [0.0002, 0.2], "n": [1, 90]})
    assert [text.get_text() for text in figures.speaker_dots(frame).axes[0].texts] == ["<0.1", "20.0"]


@pytest.mark.parametrize("width", [None, 85])
@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_outlets_are_drawn_without_a_word_over_another(n: int, width: float | None) -> None:
    names = [LONG, "Le Clairon"][:n]
    cells = pd.DataFrame([(a, m, 0.1, 0.05, 0.15, 12) for m in MEASURES for a in names])
    cells.columns = pd.Index(["row", "column", "value", "low", "high", "n"])
    shares = pd.DataFrame([(a, v, 0.2, 12, np.nan, np.nan) for a in names for v in figures.voices.STACK])
    shares.columns = pd.Index(["group", "voice", "share", "n_articles", "attributed_low", "attributed_high"])
    with figures.style(width):
        for figure in (figures.dots_grid(cells, n="n"), figures.voice_bars(shares)):
            figure.draw_without_rendering()
            found = [box for _, box in boxes([t for ax in figure.axes for t in (ax._left_title, ax.xaxis.label)])]
            found = [box for box in found if box.width]  # type: ignore[attr-defined]
            assert not any(a.overlaps(b) for k, a in enumerate(found) for b in found[:k])  # type: ignore[attr-defined]
