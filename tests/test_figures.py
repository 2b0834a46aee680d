"""Charts: they draw what the frame says, and are saved with numbers, caption and alt text, byte for byte."""

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib.colors as colours
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from analysis import figures
from analysis.columns import VOICES
from analysis.figures.apart import along
from analysis.figures.saving import DIGITS
from analysis.lexicons import labels, name_of
from analysis.voices import COLOURS, INK

OUTLETS = ("Le Clairon", "Harbour Herald", "L'Observatoire")


def profile() -> pd.DataFrame:
    shares = {"Le Clairon": (0.5, 0.1, 0.1, 0.1, 0.2), "Harbour Herald": (0.6, 0.0, 0.2, 0.1, 0.1)}
    rows = [
        {"group": g, "voice": v, "share": s, "n_articles": 30, "attributed_low": 0.35, "attributed_high": 0.45}
        for g, of in shares.items()
        for v, s in zip(VOICES, of, strict=True)
    ]
    return pd.DataFrame(rows)


def test_bars_are_as_wide_as_the_shares_and_keep_their_colours() -> None:
    frame = profile()
    (ax,) = figures.voice_bars(frame).axes
    drawn = {
        (ax.get_yticklabels()[k].get_text().split("  (")[0], voice): bar.get_width()
        for voice, bars in zip(figures.voices.STACK, ax.containers, strict=True)
        for k, bar in enumerate(bars)
    }
    assert drawn == {(r.group, r.voice): pytest.approx(r.share) for r in frame.itertuples()}
    for voice, bars in zip(figures.voices.STACK, ax.containers, strict=True):
        assert all(colours.to_hex(bar.get_facecolor()) == COLOURS[voice] for bar in bars)


def test_no_interval_is_drawn_where_there_is_none() -> None:
    few = profile().assign(attributed_low=np.nan, attributed_high=np.nan)
    (ax,) = figures.voice_bars(few).axes
    assert ax.lines[:] == []
    (ax,) = figures.voice_bars(profile()).axes
    assert len(ax.lines) == 2


def test_dots_fill_only_what_leaves_out_zero() -> None:
    frame = pd.DataFrame(
        {"name": list("abcd"), "value": [1.0, 1, -1, 2], "low": [0.5, -1, -2, np.nan], "high": [2.0, 3, -0.5, np.nan]}
    )
    (ax,) = figures.dots(frame, zero=0.0).axes
    marks = [line for line in ax.lines if line.get_marker() in ("o", "s")]
    assert [line.get_markerfacecolor() != "white" for line in marks] == [True, False, True, False]
    assert [line.get_marker() for line in marks] == ["o", "o", "s", "o"]


def test_dots_fill_what_a_correction_keeps_whatever_their_own_interval_says() -> None:
    rows = {"name": list("abc"), "value": [1.0, 1, -1], "low": [0.5, 0.1, -2], "high": [2.0, 3, -0.5]}
    frame = pd.DataFrame(rows).assign(kept=[True, False, True])
    (ax,) = figures.dots(frame, zero=0.0, kept="kept").axes
    marks = [line for line in ax.lines if line.get_marker() in ("o", "s")]
    assert [line.get_markerfacecolor() != "white" for line in marks] == [True, False, True]
    with pytest.raises(ValueError, match="dots needs the columns holm"):
        figures.dots(frame, zero=0.0, kept="holm")


def test_a_difference_of_shares_is_in_points_and_a_share_in_percent() -> None:
    frame = pd.DataFrame({"name": ["a"], "value": [0.1], "low": [0.05], "high": [0.2]})
    (ax,) = figures.dots(frame, share=True, zero=0.0, xlabel="share of words").axes
    assert ax.get_xlabel() == "share of words (points)" and ax.xaxis.get_major_formatter()(-0.1, 0) == "−10"
    (ax,) = figures.dots(frame, share=True, xlabel="share of words").axes
    assert ax.get_xlabel() == "share of words" and ax.xaxis.get_major_formatter()(0.1, 0) == "10%"
    cells = pd.DataFrame({"row": ["A"], "column": ["direct_share"], "value": [0.1], "low": [0.05], "high": [0.2]})
    (ax,) = figures.dots_grid(cells.assign(n=1200), zero=0.0, n="n").axes
    assert "(points)" in ax.get_title("left") and ax.xaxis.get_major_formatter()(0.1, 0) == "10"
    assert [text.get_text() for text in ax.get_yticklabels()] == ["A (1,200)"]
    curve = pd.DataFrame({"estimate": [0.1, 0.3], "low": 0.0, "high": 0.4, "wire": ["in", "out"]})
    assert "(points)" in figures.specification_curve(curve, ["wire"], xlabel="A − B").axes[0].get_ylabel()


def test_a_share_of_few_cases_shows_how_few_and_no_panel_has_a_scale_of_its_own() -> None:
    columns = ["group", "kind", "share", "low", "high", "beside", "whole"]
    rows = [
        ("A", "media", 0.01, 0.008, 0.013, "40/4,000", 0.011),
        ("B", "media", float("nan"), float("nan"), float("nan"), "1/9", 0.011),
        ("A", "citizen", 0.05, 0.01, 0.13, "3/60", 0.02),
        ("B", "citizen", 0.0, 0.0, 0.07, "0/50", 0.02),
    ]
    figure = figures.share_dots(pd.DataFrame(rows, columns=columns))
    media, citizen = figure.axes
    assert media.get_xlim() == citizen.get_xlim() and media.get_xlim()[1] > 0.13
    assert [text.get_text() for text in media.texts] == ["40/4,000", ""], "what has too few to say is empty"
    assert [text.get_text() for text in citizen.texts] == ["3/60", "0/50"]
    spans = {
        tuple(line.get_xdata()) for line in citizen.lines if line.get_linestyle() == "-" and len(line.get_xdata()) > 1
    }
    assert spans == {(0.01, 0.13), (0.0, 0.07)}, "none found has a line too"
    for ax, whole in ((media, 0.011), (citizen, 0.02)):
        assert [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "--"] == [whole]


def test_the_narrow_ends_of_a_stance_bar_are_numbered_outside_it() -> None:
    shares = {"doubt": 0.012, "evidential": 0.5, "neutral": 0.3, "assertive": 0.1, "factive": 0.088}
    rows = [{"group": "A", "stance": s, "share": v, "n": 900, "unclassed_share": 0.1} for s, v in shares.items()]
    (ax,) = figures.stance_bars(pd.DataFrame(rows)).axes
    (doubt,) = [text for text in ax.texts if text.get_text() == "1.2"]
    assert doubt.get_position()[0] < min(bar.get_x() for bar in ax.patches)
    assert {"50", "30", "10", "9"} <= {text.get_text() for text in ax.texts}


def test_each_period_tells_its_number_of_articles() -> None:
    cells = [{"series": s, "period": p, "value": 1.0, "low": 0.5, "high": 2.0} for s in "ab" for p in ("2031", "2032")]
    frame = pd.DataFrame(cells).assign(n_articles=[65, 1087] * 2)
    shown = [ax for ax in figures.stacked_time(frame).axes if ax.get_visible()]
    assert [bar.get_height() for bar in shown[-1].patches] == [65, 1087]
    assert [text.get_text().strip() for text in shown[-1].texts] == ["65", "1,087"]


def test_names_in_a_plane_tell_n_and_cover_neither_each_other_nor_an_interval() -> None:
    frame = pd.read_csv(Path(__file__).parent.parent / "figures" / "08_places.csv")
    figure = figures.places(frame, "attributed_share", "marked_share")
    (ax,) = figure.axes
    figure.draw_without_rendering()
    assert [text.get_text() for text in ax.texts] == [f"{row.group} ({row.n_articles})" for row in frame.itertuples()]
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[:k])
    lines = ax.transData.transform(along(frame, "attributed_share", "marked_share"))
    assert [int(box.count_contains(lines)) for box in boxes] == [0] * len(frame)


def test_table_writes_each_share_in_percent() -> None:
    frame = pd.DataFrame([("A", "media", 0.25, 8), ("A", "citizen", 0.75, 8)], columns=["group", "kind", "share", "n"])
    (ax,) = figures.share_table(frame).axes
    assert [text.get_text() for text in ax.texts] == ["25", "75"]


def test_every_article_is_one_dot() -> None:
    frame = pd.DataFrame({"outlet": ["A"] * 30 + ["B"] * 12, "direct_share": np.linspace(0, 1, 42)})
    (ax,) = figures.spread(frame, "direct_share").axes
    assert sum(len(line.get_xdata()) for line in ax.lines if line.get_marker() == "o") == 42


def test_events_are_lines_and_speakers_dots() -> None:
    told = pd.DataFrame(
        [(e, o, 0.1 * e) for e in range(5) for o in OUTLETS], columns=["event", "group", "direct_share"]
    )
    (ax,) = figures.slopes(told, "direct_share").axes
    assert len(ax.lines) == 5 + 1
    heard = pd.DataFrame([("Anne Martin", o, 0.2, 5) for o in OUTLETS], columns=["speaker", "group", "share", "n"])
    (ax,) = figures.speaker_dots(heard).axes
    (matrix,) = [c for c in ax.collections if isinstance(c, PathCollection)]
    assert len(matrix.get_offsets()) == 3
    assert [text.get_text() for text in ax.get_xticklabels()] == list(OUTLETS)
    (ax,) = figures.speaker_dots(heard.assign(n_attributed=[1200, 90, 7])).axes
    told = [f"{outlet} ({n})" for outlet, n in zip(OUTLETS, ("1,200", "90", "7"), strict=True)]
    assert [text.get_text() for text in ax.get_xticklabels()] == told


def test_specifications_are_sorted_and_each_choice_is_marked() -> None:
    frame = pd.DataFrame({"estimate": [0.3, 0.1], "low": [0.2, 0.0], "high": [0.4, 0.2], "wire": ["in", "out"]})
    top, bottom = figures.specification_curve(frame, ["wire"]).axes
    assert list(top.lines[0].get_ydata()) == [0.1, 0.3]
    assert isinstance(top.collections[0], LineCollection)
    assert [list(line.get_xdata()) for line in bottom.lines] == [[0], [1]] or [
        list(line.get_xdata()) for line in bottom.lines
    ] == [[1], [0]]


def test_a_saved_picture_tells_what_it_shows_in_its_language(tmp_path: Path) -> None:
    frame = profile()
    gallery = figures.Gallery("a.csv", tmp_path, "fr")
    caption, alt = "Qui parle & combien, selon M. Roux. Deux médias.", "A < B : 3 > 2"
    gallery.show(lambda: figures.voice_bars(frame, lang="fr"), "bars", data=frame, caption=caption, alt=alt)
    svg = ElementTree.parse(tmp_path / "bars.svg").getroot()
    title, desc = list(svg)[:2]
    assert [title.tag, desc.tag] == ["{http://www.w3.org/2000/svg}title", "{http://www.w3.org/2000/svg}desc"]
    assert (title.text, desc.text) == ("Qui parle & combien, selon M. Roux.", alt)
    assert svg.get("role") == "img" and svg.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert (tmp_path / "bars.md").read_text("utf-8") == f"{caption}\n\nTexte de remplacement\u202f: {alt}\n"


def test_labels_come_in_french_and_in_english() -> None:
    assert name_of("direct", "fr") != name_of("direct", "en")
    assert name_of("Le Clairon", "fr") == "Le Clairon"
    with pytest.raises(ValueError, match="lang='xx' has no labels; there are en, fr"):
        name_of("direct", "xx")


def test_missing_columns_and_empty_frames_are_named() -> None:
    with pytest.raises(ValueError, match="voice_bars needs the columns share"):
        figures.voice_bars(profile().drop(columns="share"))
    with pytest.raises(ValueError, match="empty frame"):
        figures.voice_bars(profile().head(0))
    with pytest.raises(TypeError, match=r"voice_bars takes a DataFrame with the columns .*share.*, not NoneType"):
        figures.voice_bars(None)  # type: ignore[arg-type]


def test_a_saved_figure_is_four_things_and_the_same_bytes_twice(tmp_path: Path) -> None:
    frame = profile()
    first = figures.save(
        figures.voice_bars(frame), "bars", data=frame, caption="Who speaks.", alt="Two bars.", folder=tmp_path / "a"
    )
    figures.save(
        figures.voice_bars(frame), "bars", data=frame, caption="Who speaks.", alt="Two bars.", folder=tmp_path / "b"
    )
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == ["bars.csv", "bars.md", "bars.png", "bars.svg"]
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    assert b"date" not in (tmp_path / "a" / "bars.svg").read_bytes().lower().split(b"<defs")[0]
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "a" / "bars.csv"), frame.round(DIGITS), check_dtype=False)
    shown, metadata = first._repr_mimebundle_()
    assert metadata["image/png"]["alt"] == "Two bars."
    assert shown["image/png"]


def test_a_figure_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs a caption and an alt text"):
        figures.save(figures.voice_bars(profile()), "bars", data=profile(), caption="x", alt=" ", folder=tmp_path)


def test_only_the_projects_own_data_writes_into_its_figures(tmp_path: Path) -> None:
    (tmp_path / "project" / "figures").mkdir(parents=True)
    (tmp_path / "project" / "notebooks").mkdir()
    assert (
        figures.Gallery(tmp_path / "project" / "data" / "press").place == (tmp_path / "project" / "figures").resolve()
    )
    theirs = figures.Gallery(tmp_path / "theirs.csv")
    assert theirs.place is None
    assert theirs.show(figures.voice_bars(profile()), "bars", data=profile(), caption="x", alt="y").png
    assert not (tmp_path / "figures").exists()
    assert figures.Gallery("theirs.csv", tmp_path / "out").place == tmp_path / "out"


def test_lengths_are_drawn_on_a_log_scale_and_zero_is_refused() -> None:
    frame = pd.DataFrame({"outlet": ["A"] * 3, "n_words": [90, 300, 7000]})
    (ax,) = figures.spread(frame, "n_words", log=True).axes
    assert ax.get_xscale() == "log" and ax.get_xlabel() == "words (log scale)"
    with pytest.raises(ValueError, match="log=True needs values above zero; n_words has 1"):
        figures.spread(frame.assign(n_words=[0, 1, 2]), "n_words", log=True)


def test_a_grid_of_five_stands_in_two_rows_at_the_width_of_a_column() -> None:
    cells = [{"row": r, "column": f"c{k}", "value": 1.0, "low": 0.5, "high": 2.0} for r in "AB" for k in range(5)]
    figure = figures.dots_grid(pd.DataFrame(cells))
    assert figure.get_figwidth() == pytest.approx(5.2)
    shown = [ax for ax in figure.axes if ax.get_visible()]
    assert len(shown) == 5 and len({round(ax.get_subplotspec().rowspan.start) for ax in shown}) == 2


def test_small_shares_keep_a_decimal_and_french_its_comma() -> None:
    frame = pd.DataFrame([("A", "media", 0.012), ("A", "citizen", 0.054)], columns=["group", "kind", "share"])
    assert [text.get_text() for text in figures.share_table(frame).axes[0].texts] == ["1.2", "5.4"]
    assert [text.get_text() for text in figures.share_table(frame, lang="fr").axes[0].texts] == ["1,2", "5,4"]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_note_is_wider_than_the_picture(lang: str) -> None:
    notes = {key: text for key, text in labels(lang).items() if key.startswith("note_")}
    assert len(notes) > 10
    for key, text in notes.items():
        figure = figures.dots(pd.DataFrame({"name": ["a"], "value": [1.0], "low": [0.5], "high": [2.0]}), caveat=text)
        figure.draw_without_rendering()
        assert figure._supxlabel.get_window_extent().x1 <= figure.bbox.width, key


def test_accuracy_is_drawn_with_its_intervals_and_its_number_of_articles() -> None:
    rows = [("iou", s, e, 0.8, 0.7, 0.9, 15) for s in ("fr", "de") for e in ("fast", "accurate")]
    columns = ["figure", "set", "system", "value", "low", "high", "n_articles"]
    (ax,) = figures.accuracy_dots(pd.DataFrame(rows, columns=columns)).axes
    assert [text.get_text() for text in ax.get_yticklabels()] == ["French  (15)", "German  (15)"]
    assert sum(len(c.get_segments()) for c in ax.collections if isinstance(c, LineCollection)) == 4
    assert ax.get_xlim()[0] == pytest.approx(0.7)


def test_a_correction_shows_what_was_what_is_and_what_is_true() -> None:
    row = {"group": "A", "raw": 0.4, "corrected": 0.5, "low": 0.45, "high": 0.6, "truth": 0.55}
    figure = figures.correction_dots(pd.DataFrame([row]), method="shared")
    (ax,) = figure.axes
    assert "method “shared”" in figure._supxlabel.get_text().replace("\n", " ")
    drawn = {line.get_marker(): line.get_xdata()[0] for line in ax.lines if line.get_markerfacecolor() != "white"}
    assert drawn == {"|": 0.55, "o": 0.5}
    (hollow,) = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert list(hollow.get_xdata()) == [0.4]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("n_groups", "n_articles"), [(1, 1), (2, 1), (1, 2)])
def test_barcodes_of_one_article_leave_room_for_legend_heading_and_note(
    n_groups: int, n_articles: int, lang: str
) -> None:
    ids = [(f"Outlet {g}", f"{g}-{a}") for g in range(n_groups) for a in range(n_articles)]
    rows = [(*one, 10 * k, 10, voice) for one in ids for k, voice in enumerate(("narration", "direct"))]
    frame = pd.DataFrame(rows, columns=["group", "article_id", "start", "n", "voice"])
    figure = figures.voice_barcodes(frame, lang=lang)
    figure.canvas.draw()  # a layout that does not fit warns, and a warning fails a test
    label, note = figure.axes[-1].xaxis.label, next(text for text in figure.texts if text.get_text())
    titles = [ax._left_title for ax in figure.axes]
    boxes = [thing.get_window_extent() for thing in (figure.legends[0], *titles, *figure.axes, label, note)]
    boxes.sort(key=lambda box: -box.y1)
    assert all(above.y0 >= below.y1 for above, below in pairwise(boxes))


def test_a_name_is_no_formula_and_is_drawn_as_it_is_written() -> None:
    frame = pd.DataFrame({"name": ["$5 and $10 News", "<b>&$x$_y"], "value": [1.0, 2], "low": 0.5, "high": 3.0})
    (ax,) = figures.dots(frame).axes
    assert [label.get_text() for label in ax.get_yticklabels()] == ["$5 and $10 News", "<b>&$x$_y"]
    assert not any(label.get_parse_math() for label in ax.get_yticklabels())


def test_letters_no_font_has_are_told_once_and_by_name(tmp_path: Path) -> None:
    frame = pd.DataFrame({"name": ["\U00013000\U00013001", "A"], "value": [1.0, 2], "low": 0.5, "high": 3.0})
    with pytest.warns(UserWarning, match="figure 'odd': no font here has \U00013000\U00013001, and boxes") as told:
        figures.save(figures.dots(frame), "odd", data=frame, caption="a", alt="b", folder=tmp_path)
    assert len(told) == 1
    where = pd.DataFrame({"group": ["\U00013000"], "direct_share": [0.1], "marked_share": [0.2]})
    figures.places(where, "direct_share", "marked_share")  # laid out before it is shown, and silent: it is told above


def test_a_name_from_right_to_left_does_not_turn_the_number_beside_it() -> None:
    assert figures.names.sized("صحيفة", 1200, "fr") == "\u2068صحيفة\u2069  (n = 1\u202f200)"
    assert figures.names.sized("Le Clairon", 3) == "Le Clairon  (n = 3)"


def test_a_finding_stands_above_the_legend_and_within_the_chart() -> None:
    figure = figures.voice_bars(
        profile(), title="A finding that is so long that no chart of one column has room for it"
    )
    figure.draw_without_rendering()
    (legend,) = figure.legends
    title = legend.get_title()
    assert title.get_text().replace("\n", " ").startswith("A finding that is so long")
    assert not any(title.get_window_extent().overlaps(text.get_window_extent()) for text in legend.get_texts())
    assert title.get_window_extent().x1 <= figure.bbox.x1
    (ax,) = figures.spread(pd.DataFrame({"outlet": "A", "n_words": [1, 2]}), "n_words", title="Found").axes
    assert ax.figure.figure.get_suptitle() == "Found"


@pytest.mark.parametrize("n", [3, 14])
def test_groups_side_by_side_are_named_without_running_into_each_other(n: int) -> None:
    names = ["La Gazette des ports et des îles du Nord-Est", *(f"Outlet number {i}" for i in range(n - 1))]
    told = pd.DataFrame(
        {"event": ["x", "y"] * n, "group": np.repeat(names, 2), "direct_share": np.linspace(0, 1, 2 * n)}
    )
    figure = figures.slopes(told, "direct_share", groups=names)
    figure.draw_without_rendering()
    labels = figure.axes[0].get_xticklabels()
    assert all("n = 2" in label.get_text() for label in labels)
    if n == 3:
        boxes = [label.get_window_extent() for label in labels]
        assert not any(a.overlaps(b) for a, b in pairwise(boxes))
    else:
        assert {label.get_rotation() for label in labels} == {35}
        written = [text.get_window_extent() for text in figure.axes[0].texts]
        assert not any(a.overlaps(b) for a, b in pairwise(written))


def test_a_scale_of_shares_does_not_run_below_none() -> None:
    none = pd.DataFrame({"outlet": ["A", "B"] * 5, "direct_share": 0.0})
    (ax,) = figures.spread(none, "direct_share").axes
    assert ax.get_xlim() == (-0.005, 0.05)
    told = pd.DataFrame({"event": ["x", "x"], "group": ["A", "B"], "direct_share": 0.0})
    (ax,) = figures.slopes(told, "direct_share").axes
    assert ax.get_ylim()[0] == -0.005


def test_a_place_without_an_interval_is_hollow() -> None:
    rows = {"group": ["A", "B"], "x_share": [0.1, 0.5], "y_share": [0.2, 0.4], "n_articles": [40, 2]}
    bounds = {f"{axis}_share_{end}": [0.15, float("nan")] for axis in "xy" for end in ("low", "high")}
    (ax,) = figures.places(pd.DataFrame(rows | bounds), "x_share", "y_share").axes
    marks = {tuple(line.get_xdata()): line.get_markerfacecolor() for line in ax.lines if line.get_marker() == "o"}
    assert marks == {(0.1,): "#1d4f8f", (0.5,): "white"}
    (ax,) = figures.places(pd.DataFrame(rows), "x_share", "y_share").axes
    assert [len(line.get_xdata()) for line in ax.lines if line.get_markerfacecolor() == "#1d4f8f"] == [2]


def test_little_is_not_magnified_where_nothing_says_how_sure_it_is() -> None:
    none = float("nan")
    two = pd.DataFrame({"name": ["A", "B"], "value": [0.564, 0.571], "low": none, "high": none})
    (ax,) = figures.dots(two, share=True).axes
    assert np.ptp(ax.get_xlim()) == pytest.approx(0.11) and np.mean(ax.get_xlim()) == pytest.approx(0.5675)
    (ax,) = figures.dots(two.assign(value=[0.0, 0.004]), share=True).axes
    assert ax.get_xlim() == pytest.approx((-0.005, 0.105)), "no share is below none"
    (ax,) = figures.dots(two.assign(value=[0.999, 1.0]), share=True).axes
    assert ax.get_xlim() == pytest.approx((0.895, 1.005)), "nor above all"
    lone = pd.DataFrame({"row": "A", "column": ["hedge", "loaded"], "value": [12.0, 0.0], "low": none, "high": none})
    first, second = figures.dots_grid(lone).axes
    assert first.get_xlim() == pytest.approx((10.35, 13.65)) and second.get_xlim() == pytest.approx((-0.05, 1.05))
    apart = pd.DataFrame({"name": ["A"], "value": [-0.01], "low": -0.02, "high": 0.01})
    (ax,) = figures.dots(apart, share=True, zero=0.0).axes
    assert np.ptp(ax.get_xlim()) < 0.05, "a difference is set beside no difference"
    where = pd.DataFrame({"group": ["A"], "direct_share": [0.31], "marked_share": [0.02]})
    (ax,) = figures.places(where, "direct_share", "marked_share").axes
    assert np.ptp(ax.get_xlim()) == pytest.approx(0.11) and ax.get_ylim()[0] == pytest.approx(-0.005)


def test_a_label_of_one_row_of_panels_does_not_run_into_the_note() -> None:
    rows = {"period": ["2031", "2032", "2033"], "value": 0.2, "low": 0.1, "high": 0.3, "n_articles": [1, 2, 1]}
    for width in (None, 85):
        with figures.style(width):
            figure = figures.stacked_time(
                pd.DataFrame(rows | {"series": "Le Clairon"}),
                together=True,
                share=True,
                ylabel="part des mots attribués à quelqu'un",
            )
            figure.draw_without_rendering()
            assert not figure._supylabel.get_window_extent().overlaps(figure._supxlabel.get_window_extent())


def test_a_panel_of_shares_without_a_dot_says_so_and_has_no_line() -> None:
    rows = {"group": ["A", "B"], "low": [0.1, 0.1], "high": [0.3, 0.3], "beside": "1/9"}
    known = pd.DataFrame(rows | {"kind": "media", "share": 0.2, "whole": 0.2})
    few = pd.DataFrame(rows | {"kind": "anonymous", "share": np.nan, "low": np.nan, "high": np.nan, "whole": 0.25})
    first, second = figures.share_dots(pd.concat([known, few])).axes
    assert [line.get_linestyle() for line in first.lines].count("--") == 1
    assert "no value" in [text.get_text() for text in second.texts]
    assert "--" not in [line.get_linestyle() for line in second.lines]


def test_a_scale_of_nothing_is_written_as_the_language_does_and_does_not_magnify() -> None:
    words = {"term": ["a", "b"], "n": [10, 12], "log_odds": 0.0, "z": 0.0, "significant": False}
    (ax,) = figures.keyness_scatter(pd.DataFrame(words), left="A", right="B", lang="fr").axes
    ax.figure.draw_without_rendering()
    assert ax.get_ylim() == (-1.0, 1.0)
    assert not any("." in label.get_text() for label in ax.get_yticklabels())
    rows = {"period": ["2031", "2032"], "value": 0.0, "low": np.nan, "high": np.nan, "n_articles": 3}
    both = pd.concat([pd.DataFrame(rows | {"series": name}) for name in ("conflict", "unnamed_share")])
    first, second, *_ = figures.stacked_time(both).axes
    assert first.get_ylim() == (0, 1) and second.get_ylim() == (0, 0.1)


def test_a_label_beside_one_row_of_panels_in_a_column_of_print_does_not_run_into_a_long_note() -> None:
    rows = {"period": ["2031-Q1", "2031-Q2", "2031-Q3"], "value": 0.2, "low": np.nan, "high": np.nan, "n_articles": 10}
    both = pd.concat([pd.DataFrame(rows | {"series": name}) for name in ("Gazette", "Corriere")])
    with figures.style(85):
        figure = figures.stacked_time(
            both, together=True, share=True, lang="fr", ylabel="part des mots attribués à quelqu'un"
        )
        figure.draw_without_rendering()
        assert not figure._supylabel.get_window_extent().overlaps(figure._supxlabel.get_window_extent())


def test_articles_are_counted_in_whole_numbers() -> None:
    rows = {"series": "conflict", "period": ["2031", "2032"], "value": 1.0, "low": 0.5, "high": 2.0, "n_articles": 1}
    figure = figures.stacked_time(pd.DataFrame(rows))
    figure.draw_without_rendering()
    counts = [ax for ax in figure.axes if ax.get_visible()][-1]
    ticks = [float(tick) for tick in counts.get_yticks()]
    assert len(ticks) > 1 and all(tick.is_integer() for tick in ticks)


def test_a_rate_below_one_is_no_percentage_and_a_share_is_one() -> None:
    rows = {"period": ["2031", "2032"], "value": [0.2, 0.4], "low": 0.1, "high": 0.5, "n_articles": 40}
    for name, written in (("conflict", "0.2"), ("direct_share", "20%")):
        panel = figures.stacked_time(pd.DataFrame(rows | {"series": name})).axes[0]
        assert panel.yaxis.get_major_formatter()(0.2, 0) == written


def test_a_month_without_articles_leaves_a_gap_and_a_lone_interval_is_seen() -> None:
    frame = pd.DataFrame({"series": "a", "period": ["2031-11", "2031-12", "2032-03"], "value": [1.0, 2, 3]})
    frame = frame.assign(low=[0.5, 1, 2], high=[2.0, 3, 4], n_articles=40)
    panel, articles = [ax for ax in figures.stacked_time(frame).axes if ax.get_visible()][:2]
    (line,) = panel.lines
    assert np.isnan(line.get_ydata()).tolist() == [False, False, True, True, False]
    (lone,) = [c for c in panel.collections if isinstance(c, LineCollection)]
    assert [segment.tolist() for segment in lone.get_segments()] == [[[4, 2], [4, 4]]]
    assert [round(bar.get_x() + bar.get_width() / 2) for bar in articles.patches] == [0, 1, 4]


def test_a_scale_of_uses_names_two_numbers_at_least_in_plain_figures() -> None:
    rows = {
        "term": list("abcd"),
        "n": [300, 500, 900, 2000],
        "log_odds": [1.0, -1, 2, 0],
        "z": 3.0,
        "significant": True,
    }
    figure = figures.keyness_scatter(pd.DataFrame(rows), left="A", right="B")
    figure.draw_without_rendering()
    (ax,) = figure.axes
    low, high = ax.get_xlim()
    shown = [
        t.get_text() for t in ax.get_xticklabels(which="both") if t.get_text() and low <= t.get_position()[0] <= high
    ]
    assert shown == ["500", "1,000", "2,000"]


def test_an_outlet_is_named_as_it_is_written_in_every_chart() -> None:
    cells = pd.DataFrame({"group": ["le_clairon", "media"], "kind": "media", "share": [0.2, float("nan")], "n": 9})
    (ax,) = figures.share_table(cells).axes
    assert [text.get_text() for text in ax.get_yticklabels()] == ["le_clairon  (n = 9)", "media  (n = 9)"]
    facts = {"low": 0.1, "high": 0.3, "beside": "1/5", "whole": 0.2}
    assert figures.share_dots(cells.assign(**facts)).axes[0].get_yticklabels()[0].get_text() == "le_clairon"
    stance = pd.DataFrame({"group": "le_clairon", "stance": ["neutral"], "share": 1.0, "n": 9, "unclassed_share": 0.1})
    assert figures.stance_bars(stance).axes[0].get_yticklabels()[0].get_text().startswith("le_clairon  (")


def test_a_table_of_nothing_known_is_drawn_empty_and_a_spread_of_nothing_is_refused() -> None:
    cells = pd.DataFrame({"group": ["A"], "kind": ["media"], "share": [float("nan")], "n": [0]})
    assert [text.get_text() for text in figures.share_table(cells).axes[0].texts] == ["–"]
    with pytest.raises(ValueError, match="direct_share is undefined in every row"):
        figures.spread(pd.DataFrame({"outlet": ["A"], "direct_share": [float("nan")]}), "direct_share")


def undefined() -> dict[str, Callable[[], Figure]]:
    """Every chart that would be empty, of frames whose values nobody knows."""
    nan = float("nan")
    span = {"low": nan, "high": nan}
    one = pd.DataFrame({"name": ["A"], "value": [nan], **span})
    cell = pd.DataFrame({"row": ["A"], "column": ["direct_share"], "value": [nan], **span})
    rare = pd.DataFrame({"group": ["A"], "kind": ["media"], "share": [nan], **span, "beside": "0/0", "whole": nan})
    period = pd.DataFrame({"series": ["a"], "period": ["2031"], "value": [nan], **span, "n_articles": 0})
    curve = pd.DataFrame({"estimate": [nan], **span, "wire": ["in"]})
    plane = pd.DataFrame({"group": ["A", "B"], "a_share": [0.1, nan], "b_share": [nan, 0.2]})
    words = pd.DataFrame({"term": ["a"], "n": [9], "log_odds": [np.inf], "z": [nan], "significant": [False]})
    scores = pd.DataFrame({"figure": ["token"], "set": ["fr"], "system": ["fast"], "value": [nan], **span})
    trust = pd.DataFrame({"system": ["fast"], "confidence": [0.5], "observed": [nan], **span, "n": [0]})
    fixed = pd.DataFrame({"group": ["A"], "raw": [nan], "corrected": [nan], **span, "truth": [nan]})
    told = pd.DataFrame({"event": [1], "group": ["A"], "direct_share": [nan]})
    stances = pd.DataFrame({"group": ["A"], "stance": ["doubt"], "share": [0.0], "n": [0], "unclassed_share": [nan]})
    silent = pd.DataFrame({"group": ["A"], "article_id": ["a"], "start": [0], "n": [0], "voice": ["direct"]})
    return {
        "voice_bars": lambda: figures.voice_bars(profile().assign(share=nan)),
        "voice_barcodes": lambda: figures.voice_barcodes(silent),
        "dots": lambda: figures.dots(one, zero=0.0),
        "dots_grid": lambda: figures.dots_grid(cell),
        "share_dots": lambda: figures.share_dots(rare),
        "stacked_time": lambda: figures.stacked_time(period, together=True),
        "specification_curve": lambda: figures.specification_curve(curve, ["wire"]),
        "places": lambda: figures.places(plane, "a_share", "b_share"),
        "keyness_scatter": lambda: figures.keyness_scatter(words, left="A", right="B"),
        "accuracy_dots": lambda: figures.accuracy_dots(scores),
        "reliability": lambda: figures.reliability(trust),
        "correction_dots": lambda: figures.correction_dots(fixed, method="own"),
        "slopes": lambda: figures.slopes(told, "direct_share"),
        "stance_bars": lambda: figures.stance_bars(stances),
    }


@pytest.mark.parametrize("chart", undefined())
def test_no_chart_is_an_empty_frame(chart: str) -> None:
    draw = undefined()[chart]
    with pytest.raises(figures.NothingToDraw, match=f"{chart}: .*: nothing to draw"):
        draw()
    shown = figures.Gallery("a.csv", lang="fr").show(draw, "x", data=profile(), caption="x", alt="y")
    assert isinstance(shown, figures.saving.Nothing)
    assert shown.said == "*Rien à dessiner\u202f: aucun article n'a ce qu'il faut à ce graphique.*"


def test_a_panel_without_a_value_among_others_says_so() -> None:
    cells = [(r, c, np.nan if c == "x" else 1.0) for r in "AB" for c in "xy"]
    grid = pd.DataFrame(cells, columns=["row", "column", "value"]).assign(low=np.nan, high=np.nan, n_articles=1)
    over = grid.rename(columns={"row": "period", "column": "series"})
    for figure in (figures.dots_grid(grid, lang="fr"), figures.stacked_time(over, lang="fr")):
        empty, full = figure.axes[:2]
        assert [text.get_text() for text in empty.texts] == ["aucune valeur"]
        assert not full.texts


def test_little_is_not_written_as_none() -> None:
    cells = pd.DataFrame({"group": "A", "kind": list("abcd"), "share": [0.0, 0.003, 0.3, 0.697], "n": 900})
    assert [text.get_text() for text in figures.share_table(cells).axes[0].texts] == ["0", "<1", "30", "70"]
    rare = cells.assign(share=[0.0, 0.0003, 0.03, 0.05])
    assert [t.get_text() for t in figures.share_table(rare, lang="fr").axes[0].texts] == ["0,0", "<0,1", "3,0", "5,0"]


def test_no_line_of_a_note_begins_with_a_sign() -> None:
    figure, ax = figures.base.canvas()
    figures.base.note(ax, " ".join(["Tirets : tout ; « rien » ? 95 % oui !"] * 12))
    lines = figure.get_supxlabel().split("\n")
    assert len(lines) > 3 and not any(line[0] in ":;»?%!" or line[-1] == "«" for line in lines)


def test_where_names_would_cover_each_other_points_have_numbers_and_a_list_says_whose() -> None:
    rng = np.random.default_rng(5)
    x = rng.uniform(0.3, 0.6, 30)
    frame = pd.DataFrame(
        {"group": [f"Gazette {k}" for k in range(30)], "x_share": x, "y_share": x / 2, "n_articles": 40}
    )
    figure = figures.places(frame, "x_share", "y_share")
    figure.draw_without_rendering()
    assert [text.get_text() for text in figure.axes[0].texts] == [str(k) for k in range(1, 31)]
    boxes = [Text.get_window_extent(text) for text in figure.axes[0].texts]
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[:k])
    (listed,) = figure.legends
    assert [text.get_text() for text in listed.get_texts()][::29] == ["1  Gazette 0 (40)", "30  Gazette 29 (40)"]
    box, whole = listed.get_window_extent(), figure.bbox
    assert box.x0 >= figure.axes[0].bbox.x1 and box.y0 >= 0 and box.y1 <= whole.y1
    alone = figures.places(frame.head(3), "x_share", "y_share")
    assert not alone.legends and next(text.get_text() for text in alone.axes[0].texts) == "Gazette 0 (40)"


def test_our_own_specification_is_marked_in_both_panels_and_the_note_says_how() -> None:
    rows = {
        "estimate": [0.3, 0.1, 0.2],
        "low": 0.0,
        "high": 0.4,
        "wire": ["in", "out", "in"],
        "ours": [False, False, True],
    }
    figure = figures.specification_curve(pd.DataFrame(rows), ["wire"])
    top, bottom = figure.axes
    (own,) = [line for line in top.lines if line.get_marker() == "D"]
    assert (list(own.get_xdata()), list(own.get_ydata())) == ([1], [0.2])
    assert all([1, 1] in [list(line.get_xdata()) for line in ax.lines] for ax in (top, bottom))
    assert "diamond" in figure.get_supxlabel()
    unmarked = figures.specification_curve(pd.DataFrame(rows).drop(columns="ours"), ["wire"])
    assert "diamond" not in unmarked.get_supxlabel()


def test_long_names_leave_panels_room_for_their_titles() -> None:
    names = ["La Gazette des ports et des îles du Nord", "Le Clairon", "L'Observatoire"]
    cells = [(r, c, 0.1, 0.05, 0.15) for c in ("direct_share", "marked_share", "indirect_share") for r in names]
    figure = figures.dots_grid(
        pd.DataFrame(cells, columns=["row", "column", "value", "low", "high"]), lang="fr", zero=0
    )
    figure.draw_without_rendering()
    titles = [ax._left_title.get_window_extent() for ax in figure.axes if ax.get_visible()]
    assert len(titles) == 3 and not any(a.overlaps(b) for k, a in enumerate(titles) for b in titles[:k])


def test_many_rows_of_bars_stand_without_an_empty_margin() -> None:
    many = pd.concat([profile().query("group == 'Le Clairon'").assign(group=f"Le Clairon {k}") for k in range(30)])
    (ax,) = figures.voice_bars(many).axes
    assert ax.get_ylim() == (-0.6, 29.6)


def test_a_bar_of_nothing_has_no_numbers_and_little_doubt_is_not_none() -> None:
    rows = [("A", 0.0004, 0.9996), ("B", 0.0, 0.0)]
    frame = pd.DataFrame(
        [
            (g, s, share, 900, 0.1)
            for g, doubt, neutral in rows
            for s, share in (("doubt", doubt), ("neutral", neutral))
        ],
        columns=["group", "stance", "share", "n", "unclassed_share"],
    )
    (ax,) = figures.stance_bars(frame).axes
    assert [text.get_text() for text in ax.texts] == ["100", "<0.1", "0.0"]


def test_two_periods_are_named_apart() -> None:
    rows = {"period": ["2031-01", "2031-02"], "value": 2.0, "low": 1.0, "high": 3.0, "n_articles": 40}
    frame = pd.concat([pd.DataFrame(rows | {"series": name}) for name in ("a", "b", "c", "d", "e")])
    figure = figures.stacked_time(frame)
    figure.draw_without_rendering()
    first, last = (text.get_window_extent() for text in figure.axes[0].get_xticklabels())
    assert not first.overlaps(last)


def test_words_of_a_saved_chart_stay_words(tmp_path: Path) -> None:
    kept = tmp_path / "bars.pdf"
    figures.save(figures.voice_bars(profile()), "bars", data=profile(), caption="A", alt="B", folder=tmp_path)
    assert ">Le Clairon  (n = 30)</text>" in (tmp_path / "bars.svg").read_text("utf-8")
    with figures.style():
        figures.voice_bars(profile()).savefig(kept)
    assert b"/Type3" not in kept.read_bytes() and b"/FontFile2" in kept.read_bytes()


def test_a_cell_told_twice_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="one row for each group and voice; there are several with group='Le Clairon'"):
        figures.voice_bars(pd.concat([profile(), profile()]))
    cells = pd.DataFrame({"group": "A", "kind": ["media", "media"], "share": 0.5, "n": 9})
    with pytest.raises(ValueError, match=r"share_table draws one row .* group='A', kind='media'"):
        figures.share_table(cells)


def test_long_names_that_begin_alike_are_told_apart_where_they_are_cut() -> None:
    names = ["La Dépêche des ports et des îles, Toulouse", "La Dépêche des ports et des îles, Tarbes", "Le Clairon"]
    cells = pd.DataFrame([(g, k, 0.5, 9) for g in names for k in "ab"], columns=["group", "kind", "share", "n"])
    (ax,) = figures.share_table(cells).axes
    told = [text.get_text() for text in ax.get_yticklabels()]
    assert told == [
        "La Dépêche des p…, Toulouse  (n = 9)",
        "La Dépêche des p…es, Tarbes  (n = 9)",
        "Le Clairon  (n = 9)",
    ]
    bars = pd.concat([profile().query("group == 'Le Clairon'").assign(group=name) for name in names])
    assert len({text.get_text() for text in figures.voice_bars(bars).axes[0].get_yticklabels()}) == 3


def test_what_is_not_known_is_a_gap_or_a_dash_and_never_nan() -> None:
    none = float("nan")
    told = pd.DataFrame({"event": "x", "group": ["A", "B"], "direct_share": [0.1, none]})
    span = {"low": none, "high": none}
    grid = pd.DataFrame({"row": ["A", "B"], "column": "direct_share", "value": [none, 0.1], **span, "n": none})
    stance = pd.DataFrame(
        {"group": ["B", "A"], "stance": "doubt", "share": [1.0, none], "n": none, "unclassed_share": none}
    )
    scored = pd.DataFrame({"figure": "token", "set": ["fr", "en"], "system": "fast", "value": [none, 0.8], **span})
    drawn = [
        figures.slopes(told, "direct_share", groups=["A", "B", "C"]),
        figures.dots_grid(grid, n="n"),
        figures.stance_bars(stance),
        figures.accuracy_dots(scored),
    ]
    for figure in drawn:
        figure.draw_without_rendering()
        words = [text.get_text() for ax in figure.axes for text in (*ax.texts, *ax.get_yticklabels())]
        assert words and not [word for word in words if "nan" in word]
    assert drawn[2].axes[0].get_yticklabels()[0].get_text() == "A  (n = –; +–)"
    speakers = pd.DataFrame({"speaker": ["Anna Hale"], "group": "A", "share": none, "n": 3})
    with pytest.raises(ValueError, match="share is undefined in every row"):
        figures.speaker_dots(speakers)


def test_numbers_on_the_colours_of_voices_and_stances_have_contrast() -> None:
    def light(colour: str) -> float:
        parts = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colours.to_rgb(colour))
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    pairs = [(COLOURS[voice], INK[voice]) for voice in VOICES]
    sources = figures.sources
    pairs += [(colour, sources.STANCE_INK.get(k, "#1a1a1a")) for k, colour in sources.STANCE_COLOURS.items()]
    # Numbers at either end stand outside their bar, in its colour.
    pairs += [(sources.STANCE_COLOURS[k], "white") for k in (sources.STANCE_ORDER[0], sources.STANCE_ORDER[-1])]
    for one, other in pairs:
        dark, bright = sorted((light(one), light(other)))
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, f"{other} on {one}: WCAG 2 asks for 4.5 of small letters"


def test_a_figure_is_shown_at_half_its_pixels_with_its_words() -> None:
    plate = figures.save(figures.voice_bars(profile()), "bars", data=profile(), caption="A", alt="B", folder=None)
    shown, about = plate._repr_mimebundle_()
    whole = BytesIO(plate.png)
    assert about["image/png"] == {"alt": "B", "width": int(Image.open(whole).size[0]) // 2}
    assert 500 < about["image/png"]["width"] < 640 and shown["text/plain"] == "Figure: B"
    french = figures.save(
        figures.voice_bars(profile()), "bars", data=profile(), caption="A", alt="B", folder=None, lang="fr"
    )
    assert french._repr_mimebundle_()[0]["text/plain"] == "Figure\u202f: B"


def written(axis: Any) -> list[str]:
    """Return the numbers that stand on an axis, within what it shows."""
    low, high = sorted(axis.get_view_interval())
    return [label.get_text() for at, label in zip(axis.get_majorticklocs(), axis.get_ticklabels(), strict=True)
            if low <= at <= high and label.get_text()]  # fmt: skip


@pytest.mark.parametrize(
    ("least", "most"), [(520, 520), (520, 590), (400, 900), (90, 700), (60, 7_000), (1, 300_000), (3, 9_000_000)]
)
def test_orders_of_magnitude_have_numbers_with_room_between_them(least: int, most: int) -> None:
    frame = pd.DataFrame({"outlet": ["Le Clairon d'Ostrelle"] * 3, "n_words": [least, (least + most) // 2, most]})
    for width in (None, 85):
        with figures.style(width):
            (ax,) = figures.spread(frame, "n_words", log=True).axes
            figure = ax.figure.figure
            assert figure is not None
            figure.draw_without_rendering()
            assert written(ax.xaxis) and not any("e" in text for text in written(ax.xaxis))
            found = [label.get_window_extent() for label in ax.get_xticklabels() if label.get_text()]
            assert not any(a.overlaps(b) for a, b in pairwise(found))


def test_large_numbers_are_written_out() -> None:
    frame = pd.DataFrame({"name": ["a"], "value": [2e6], "low": [1e6], "high": [3e6]})
    (ax,) = figures.dots(frame).axes
    assert "2,000,000" in written(ax.xaxis)


def test_an_event_that_one_did_not_tell_breaks_its_line_and_the_note_says_so() -> None:
    told = pd.DataFrame([(e, o, 1.0) for e in range(3) for o in "AB"], columns=["event", "group", "direct_share"])
    figure = figures.slopes(told, "direct_share")
    assert "told by all" in figure.get_supxlabel().replace("\n", " ")
    assert figure.axes[0].get_ylim()[1] <= 1.01, "no share is above all there is"
    some = figures.slopes(told.iloc[:-1], "direct_share")
    assert "told by all" not in some.get_supxlabel().replace("\n", " ") and "breaks" in some.get_supxlabel()


@pytest.mark.parametrize("width", [None, 85])
def test_long_names_above_strips_differ_and_stay_within_the_chart(width: float | None) -> None:
    name = "La Gazette indépendante des ports, des îles et des marées du Grand Nord, édition de Port-"
    rows = [(f"{name}{town}", "a", 0, 90, "direct") for town in ("Vieux", "Neuf")]
    with figures.style(width):
        figure = figures.voice_barcodes(pd.DataFrame(rows, columns=["group", "article_id", "start", "n", "voice"]))
        figure.draw_without_rendering()
        titles = [ax._left_title for ax in figure.axes]  # type: ignore[attr-defined]
        assert len({title.get_text() for title in titles}) == 2
        assert all(title.get_window_extent().x1 <= figure.bbox.x1 for title in titles)


def test_no_letter_of_the_usual_chart_is_smaller_than_six_points() -> None:
    cells = [{"series": "a", "period": f"2031-{m:02d}", "value": 1.0, "low": 0.5, "high": 2.0} for m in range(1, 13)]
    figure = figures.stacked_time(pd.DataFrame(cells).assign(n_articles=1087))
    counts = [text for ax in figure.axes for text in ax.texts]
    assert len(counts) == 12 and all(text.get_fontsize() >= 6 for text in counts)
