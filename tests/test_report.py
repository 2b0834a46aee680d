"""The report: every page complete, alone, and as it should be in a real browser, on a desk and on a phone."""

import base64
import gzip
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

import nbformat
import pandas as pd
import pytest

from analysis import read_corpus
from analysis.extraction import extract_many
from analysis.figures import save, style
from analysis.figures.base import canvas
from analysis.reading import fragment

report = pytest.importorskip("notebooks.report", reason="the extra 'notebooks' is not installed")

ROOT = Path(__file__).parent.parent
ARTICLES = """id,outlet,lang,date,title,event,text
en-1,The Buoy,en,2031-05-02,A bridge & a <toll>,bridge,"“The bridge is safe,” said Ada Quill, the harbour master."
fr-1,Le Phare,fr,2031-05-02,Un pont à péage,bridge,"« Le pont est sûr », a déclaré Ada Quill. Le maire, lui, en doute."
fr-2,Le Phare,fr,2031-06-02,Une autre affaire,market,"Le marché ouvrira samedi."
"""


def picture(folder: Path, name: str, caption: str = "Caption of line & more.", width: float | None = None) -> Any:
    data = pd.DataFrame({"x": [1, 2, 3], "y": [2, 1, 3]})
    with style(width):
        figure, ax = canvas()
        ax.plot([1, 2, 3], [2, 1, 3])
        return save(figure, name, data=data, caption=caption, alt='A line, "up" at last.', folder=folder)


def notebooks(folder: Path, shown: Any) -> None:
    new = nbformat.v4
    parameters = new.new_code_cell(
        'corpus = "../data/demo/articles.csv"\nby = "outlet"', metadata={"tags": ["parameters"]}
    )
    plate, notes = shown._repr_mimebundle_()
    drawn = new.new_code_cell("shown  # " + "and a very long comment " * 20)
    drawn.outputs = [
        new.new_output("stream", name="stdout", text="word " * 80),
        new.new_output("execute_result", data=plate, metadata=notes, execution_count=2),
        new.new_output("display_data", data={"text/html": pd.DataFrame(7, range(3), range(30)).to_html()}),
        new.new_output(
            "display_data",
            data={"application/vnd.jupyter.widget-view+json": {"model_id": "0"}, "text/plain": "VBox()"},
        ),
    ]
    first = (
        "# Who speaks?\n\nSee [the next](01_next.ipynb), ![a line](../figures/line.png) and [data](../data/README.md)."
    )
    last = "# And then?\n\nBack to [the first](./00_first.ipynb#Who-speaks?)."
    for name, cells in {"00_first": [first, parameters, drawn], "01_next": [last]}.items():
        cells = [new.new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
        nbformat.write(new.new_notebook(cells=cells), folder / f"{name}.ipynb")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project, and its report."""
    root = tmp_path_factory.mktemp("project")
    for folder in ("figures", "notebooks", "bench", "data/demo", "data/press/harbour"):
        (root / folder).mkdir(parents=True)
    (root / "data" / "demo" / "articles.csv").write_text(ARTICLES, "utf-8")
    notebooks(root / "notebooks", picture(root / "figures", "line"))
    pd.DataFrame({"id": ["a"], "n_words": [3]}).to_parquet(root / "data/press/harbour/articles.parquet")
    (root / "data/press/harbour/card.json").write_text('{"engine": "fast", "n_articles": 1}', "utf-8")
    (root / "bench" / "accuracy.json").write_text('{"fr": {"token_f1": 0.87654321}}', "utf-8")
    (root / "build" / "report").mkdir(parents=True)
    (root / "build" / "report" / "old.html").write_text("left over", "utf-8")
    picture(root / "drawn", "line", caption="Légende de la ligne.")
    french = ["# Qui parle ?\n\nVoir [la suite](01_next.ipynb).", "# Et après ?"]
    for name, text in zip(("00_first", "01_next"), french, strict=True):
        cells = [nbformat.v4.new_markdown_cell(text), nbformat.v4.new_code_cell("1 + 1")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), root / "drawn" / f"{name}.ipynb")
    notebooks(root / "phone", picture(root / "phone", "line", width=85))
    return report.build(root=root, drawn={"fr": root / "drawn"}, phone={"en": root / "phone"}).parent


class Seen(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, attribute: str) -> list[str]:
        return [facts[attribute] or "" for _, facts in self.tags if attribute in facts]


def pages(folder: Path) -> dict[Path, Seen]:
    found = {path: Seen(path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))}
    assert found
    return found


def check(folder: Path) -> None:
    """Assert what holds for every page of a report, whatever is in it."""
    seen = pages(folder)
    for path, page in seen.items():
        count = Counter(tag for tag, _ in page.tags)
        assert count["h1"] == count["main"] == 1, path.name
        assert not count["script"] + count["iframe"] + count["object"] + count["embed"], path.name
        assert [name for _, facts in page.tags for name in facts if name.startswith("on")] == []
        assert all((facts.get("alt") or "").strip() for tag, facts in page.tags if tag == "img"), path.name
        assert len(set(page.all("id"))) == len(page.all("id")), path.name
        assert not re.search(r"url\(|@import", path.read_text("utf-8")), path.name
        loaded = [facts.get("href", facts.get("src")) or "" for tag, facts in page.tags if tag in ("link", "img")]
        assert not [address for address in loaded if urlsplit(address).scheme not in ("", "data")], path.name
        for address in page.all("href") + page.all("src"):
            place, part = urldefrag(address)
            if urlsplit(address).scheme:
                continue
            target = (path.parent / place).resolve() if place else path
            assert target.is_file() and target.is_relative_to(folder), f"{path.name} leads to {address}"
            assert not part or part in seen[target].all("id"), f"{path.name} leads to {address}"


def test_every_page_is_whole_and_asks_for_nothing(built: Path) -> None:
    check(built)
    assert not (built / "old.html").exists()


def test_what_was_made_of_the_project_itself_is_sound() -> None:
    made = ROOT / "build" / "report"
    if not (made / "index.html").exists():
        pytest.skip("build/report/ is not built here (make report)")
    check(made)


def test_each_list_of_links_has_a_name_of_its_own(built: Path) -> None:
    pages = [path for path in built.rglob("*.html") if "<nav" in path.read_text("utf-8")]
    assert pages
    for path in pages:
        named = re.findall(r"<nav[^>]*aria-label=\"([^\"]+)\"", html := path.read_text("utf-8"))
        assert len(named) == html.count("<nav") == len(set(named)), path.name


def test_front_pages_are_english_and_french_and_lead_everywhere(built: Path) -> None:
    english, french = ((built / name).read_text("utf-8") for name in ("index.html", "index.fr.html"))
    assert '<html lang="en">' in english and "Gallery" in english
    assert '<html lang="fr">' in french and "Galerie" in french
    for html, drawn in ((english, "figures"), (french, "figures/fr")):
        hrefs = Seen(html).all("href")
        for name in (
            "00_first.",
            "01_next.",
            "method",
            f"{drawn}/line.svg",
            f"{drawn}/line.csv",
            "columns.html",
        ):
            assert any(href.startswith(name) for href in hrefs), name
        assert {"readings/en-1.html", "readings/fr-1.html"} == {h for h in hrefs if h.startswith("readings/")}
        assert html.count('role="img"') == 2, "one barcode a reading"
    assert '<span lang="fr">Légende de la ligne.</span>' in french and "Caption of line" not in french
    shown = [facts for tag, facts in Seen(english).tags if tag == "img"]
    assert [facts["alt"] for facts in shown] == ['A line, "up" at last.']
    assert all(int(facts["width"] or 0) > int(facts["height"] or 0) > 100 for facts in shown)
    assert french.index("Un pont à péage") < french.index("A bridge &amp; a &lt;toll&gt;")


def test_a_notebook_keeps_its_code_its_pictures_and_their_words(built: Path) -> None:
    html = (built / "00_first.html").read_text("utf-8")
    assert "<title>Who speaks?</title>" in html
    assert '<span class="s2">"../data/demo/articles.csv"</span>' in html.replace("&quot;", '"')
    alts = [facts["alt"] for tag, facts in Seen(html).tags if tag == "img"]
    assert alts == ["a line", 'A line, "up" at last.']
    hrefs = Seen(html).all("href")
    assert hrefs.count("01_next.html") == 2, "where the text says so, and at the end"
    assert not [href for href in hrefs if "ipynb" in href or ".." in href]
    assert "and data." in html, "a link out of the report is text"
    assert "widget-view" not in html
    folded = re.findall(r"<details>.*?</details>", html, re.DOTALL)
    assert len(folded) == 2 and all("<summary>the code of this cell</summary>" in cell for cell in folded)
    assert "a very long comment" in folded[1] and "<img" not in "".join(folded)


def test_a_notebook_in_french_has_a_french_page_beside_the_english_one(built: Path) -> None:
    french, english = ((built / name).read_text("utf-8") for name in ("00_first.fr.html", "00_first.html"))
    assert '<html lang="fr">' in french and "<title>Qui parle ?</title>" in french
    assert "<summary>le code de cette cellule</summary>" in french
    assert Seen(french).all("href").count("01_next.fr.html") == 2 and "00_first.html" in Seen(french).all("href")
    assert "00_first.fr.html" in Seen(english).all("href") and "01_next.html" in Seen(english).all("href")
    assert '<a href="00_first.fr.html" lang="fr">Qui parle ?</a>' in (built / "index.fr.html").read_text("utf-8")
    assert not list(built.rglob("*.ipynb"))


def test_tables_and_card_say_how_the_numbers_were_made(built: Path) -> None:
    with gzip.open(built / "tables" / "harbour_articles.csv.gz", "rt", encoding="utf-8") as table:
        assert table.read() == "id,n_words\na,3\n"
    card = json.loads((built / "method.json").read_text("utf-8"))
    assert card["tables"] == {"data/press/harbour": {"engine": "fast", "n_articles": 1}}
    assert card["parameters"]["00_first"].startswith("corpus = ")
    for kept in ("data/demo/articles.csv", "analysis/lexicons/cues.csv", "analysis/attribution/models/fast.npz"):
        assert re.fullmatch("[0-9a-f]{64}", card["sha256"][kept]), kept
    assert "0.8765" in (built / "method.html").read_text("utf-8")
    assert "Exactitude" in (built / "method.fr.html").read_text("utf-8")


def test_a_phone_shows_figures_drawn_for_one_column(built: Path, browser: Any) -> None:
    seen = "return [...document.images].map(i => i.currentSrc)"
    for width, end in ((380, "figures/phone/en/line.png"), (1280, "figures/line.png")):
        phone = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
        browser.get((built / "index.html").as_uri())
        assert [source.endswith(end) for source in browser.execute_script(seen)] == [True]
        browser.get((built / "00_first.html").as_uri())
        _, drawn = browser.execute_script(seen)
        kept = (built / end).read_bytes()
        assert drawn == "data:image/png;base64," + base64.b64encode(kept).decode("ascii")
    # A language without such figures has the usual ones.
    assert "<source" not in (built / "index.fr.html").read_text("utf-8")


def test_a_notebook_with_other_pictures_for_a_phone_is_refused() -> None:
    empty = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# One?")])
    drawn = nbformat.v4.new_output("display_data", data={"image/png": "AA=="})
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[drawn])])
    with pytest.raises(ValueError, match="'One' has 0 pictures, and 1 for a phone"):
        report.notebook_page(empty, "One", files=set(), lang="en", other="index", phone=other)


def test_a_figure_without_words_is_refused(built: Path, tmp_path: Path) -> None:
    shutil.copy(built / "figures" / "line.png", tmp_path)
    (tmp_path / "line.md").write_text("A caption alone.\n", "utf-8")
    with pytest.raises(ValueError, match=r"line\.png has no caption or no alt text in line\.md"):
        list(report.gallery(tmp_path))


FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed (extra 'dev')")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("no chromium with chromedriver on this computer")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    window = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    # What the browser's own first page asked for is no concern of ours.
    window.get("about:blank")
    window.get_log("performance")
    yield window
    window.quit()


def requested(browser: Any) -> set[str]:
    """Return the addresses asked for since the last time."""
    events = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return {e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"}


@pytest.mark.parametrize("width", [380, 1280])
def test_a_browser_shows_every_page_alone_and_within_its_width(built: Path, browser: Any, width: int) -> None:
    phone = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    for path in sorted(built.rglob("*.html")):
        browser.get(path.as_uri())
        assert browser.get_log("browser") == [], path.name
        schemes = {urlsplit(url).scheme for url in requested(browser)}
        assert "file" in schemes and schemes <= {"file", "data"}, path.name
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, f"{path.name} is {wide} px wide on a screen of {width}"
        broken = "return [...document.images].filter(i => !(i.complete && i.naturalWidth)).map(i => i.src)"
        assert browser.execute_script(broken) == [], path.name


def test_paper_has_no_way_to_click_and_no_column_beyond_its_edge(built: Path, browser: Any) -> None:
    # A4 within its margins.
    page = {"width": 700, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", page)
    html = (built / "00_first.html").read_text("utf-8")
    wide = pd.DataFrame("a name of an outlet", range(3), [f"n_of_{k}" for k in range(12)]).to_html()
    (built.parent / "wide.html").write_text(html.replace("</main>", f'<div class="output_html">{wide}</div></main>'))
    shown = "return [...document.querySelectorAll('nav, details')].filter(n => n.offsetHeight > 0).length"
    ends = "return Math.max(...[...document.querySelectorAll('td')].map(c => c.getBoundingClientRect().right))"
    for media, seen in (("screen", True), ("print", False)):
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media})
        browser.get((built.parent / "wide.html").as_uri())
        assert (browser.execute_script(shown) > 0) is seen
        if media == "print":
            assert browser.execute_script(ends) <= 701
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    browser.get("about:blank")
    browser.get_log("performance")


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_reading_keeps_its_lines_and_its_paper_in_a_notebook_of_any_theme(
    browser: Any, tmp_path: Path, theme: str
) -> None:
    """A notebook's own style takes the lines from links, and puts rows as dark as its theme under a table."""
    from nbconvert import HTMLExporter

    new = nbformat.v4
    read = next(iter(extract_many(read_corpus(ROOT / "data" / "demo" / "articles.csv").articles[:1])))
    shown = new.new_output("display_data", data={"text/html": fragment(read)})
    book = new.new_notebook(cells=[new.new_code_cell("read", outputs=[shown])])
    page, _ = HTMLExporter(template_name="lab", theme=theme).from_notebook_node(book)
    path = tmp_path / "dark.html"
    path.write_text(re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL), "utf-8")
    browser.get(path.as_uri())
    style = "const s = getComputedStyle(document.querySelector(arguments[0])); return [s[arguments[1]], s.color]"
    ink = "rgb(26, 26, 26)"
    assert browser.execute_script(style, ".mf p a.source", "textDecorationLine") == ["underline", ink]
    assert browser.execute_script(style, ".mf p a.cue", "textDecorationStyle") == ["dotted", ink]
    row, letters = browser.execute_script(style, ".mf tr:nth-child(3)", "backgroundColor")
    assert (row, letters) == ("rgba(0, 0, 0, 0)", "rgb(68, 68, 68)")
    assert browser.execute_script(style, ".mf td", "textAlign")[0] in ("left", "start")
    assert browser.execute_script(style, ".mf", "backgroundColor")[0] == "rgb(255, 255, 255)"


def test_a_notebooks_page_has_its_captions_and_letters_of_one_size(built: Path) -> None:
    page = (built / "00_first.html").read_text("utf-8")
    # Found by an alt text with quotation marks in it, as HTML writes them.
    assert page.count("<figcaption>") == 1 and "Caption of line &amp; more.</span>" in page
    assert 'href="figures/line.svg">SVG' in page and "--wide:" in page
    assert report.as_wide_as(576, 1152) == 'style="--wide:22em"'


def test_names_of_columns_break_behind_an_underscore(built: Path) -> None:
    assert "<code>n_<wbr>words</code>" in (built / "columns.html").read_text("utf-8")
    assert "*" not in re.sub(r"<style>.*?</style>", "", (built / "columns.html").read_text("utf-8"), flags=re.DOTALL)


def test_the_method_card_writes_numbers_as_its_language_does(built: Path) -> None:
    assert "0.8765" in (built / "method.html").read_text("utf-8")
    assert "0,8765" in (built / "method.fr.html").read_text("utf-8")
