"""The reading view: everything escaped, every word kept, links that lead somewhere, no script and no request."""

import re
from html.parser import HTMLParser
from typing import get_args

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.lexicons import load
from analysis.reading import barcode, evidence, fragment, page
from analysis.records import Article, Attribution, Marked, Reading, Span, Use
from analysis.voices import voices

TEXT = "« Il faut <b>agir</b> & vite », a dit Anne Roux.\nSelon elle, la « réforme » attendra."


def reading(text: str = TEXT) -> Reading:
    said = Attribution(
        (Span(0, 30),),
        (Span(32, 37),),
        (Span(38, 47),),
        type="direct",
        speaker='Anne "Roux"',
        source_kind="named_person",
    )
    claims = Attribution((Span(61, 85),), (Span(49, 54),), (Span(55, 59),), type="indirect", stance="evidential")
    marks = (Marked(Span(0, 30), "speech"), Marked(Span(64, 75), "scare"))
    return Reading(
        Article("a", text, outlet="Le <Clairon>", date="2031-05-02", lang="fr", title="Une & deux"),
        (said, claims),
        marks,
    )


class Seen(HTMLParser):
    """Collects the text, the tags and the links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags, self.ids, self.links = "", set(), set(), set()
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within.append(tag)
        self.tags.add(tag)
        facts = dict(attrs)
        if facts.get("id"):
            self.ids.add(facts["id"])
        if (facts.get("href") or "").startswith("#"):
            self.links.add(facts["href"][1:])  # type: ignore[index]

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "p" in self.within and "sup" not in self.within:
            self.text += data


def see(html: str) -> Seen:
    seen = Seen()
    seen.feed(html)
    return seen


def test_every_word_of_the_article_is_shown_as_it_stands() -> None:
    assert see(fragment(reading())).text == TEXT.replace("\n", "")


def test_markup_in_an_article_stays_text() -> None:
    html = page(reading())
    assert "<b>" not in html
    assert "&lt;b&gt;agir&lt;/b&gt; &amp; vite" in html
    assert 'title="Anne &quot;Roux&quot;' in html
    assert "Le &lt;Clairon&gt;" in html


def test_sources_and_cues_link_to_what_they_introduce() -> None:
    seen = see(fragment(reading(), anchor="x"))
    assert seen.links == {"x-1", "x-2"} == seen.ids


def test_a_page_asks_for_nothing_and_runs_nothing() -> None:
    html = page([reading(), reading()])
    assert not re.search(r"<script|<link|<img|<iframe|https?:|url\(|@import|\son\w+=", html)
    assert see(html).ids == {"r0-1", "r0-2", "r1-1", "r1-2"}
    assert html.startswith("<!doctype html>")


def test_each_voice_is_told_apart() -> None:
    html = fragment(reading())
    marked = dict(re.findall(r'<mark class="([\w ]+)"[^>]*>(?:<sup>\d+</sup>)?([^<]+)', html.partition("<p>")[2]))
    assert marked["direct"].startswith("« Il faut")
    assert marked["scare held"] == "« réforme »"
    assert set(marked) == {"direct", "indirect", "scare held"}


def test_scare_quotes_are_told_apart_from_titles_and_names_that_nobody_says() -> None:
    text = "Le film « La Mer » et la « réforme » du maire, « le Phare », attendront."
    uses = {"« La Mer »": "title", "« réforme »": "scare", "« le Phare »": "name"}
    spans = {mark: Span(text.index(mark), text.index(mark) + len(mark)) for mark in uses}
    marks = tuple(Marked(spans[mark], use) for mark, use in uses.items())  # type: ignore[arg-type]
    html = fragment(Reading(Article("a", text, lang="fr"), (), marks), lang="fr")
    drawn = re.findall(r'<mark class="([\w ]+)" title="([^"]+)">([^<]+)', html.partition("<p>")[2])
    assert drawn == [
        ("scare", "un titre", "« La Mer »"),
        ("scare held", "tenu à distance, parole de personne", "« réforme »"),
        ("scare", "un nom ou un surnom", "« le Phare »"),
    ]
    key = "dans un cadre plein\u202f: mot tenu à distance"
    assert key in html
    without = Reading(Article("a", text, lang="fr"), (), tuple(mark for mark in marks if mark.use != "scare"))
    assert key not in fragment(without, lang="fr")
    assert set(get_args(Use)) == {row["key"][4:] for row in load("labels") if row["key"].startswith("use_")}


def test_barcode_is_as_long_as_the_article() -> None:
    svg = barcode(voices(reading()))
    assert sum(float(w) for w in re.findall(r'<rect [^>]*width="([\d.]+)"', svg)) == pytest.approx(1000, abs=0.1)
    assert barcode(voices(Reading(Article("a", "")))) == ""


def test_labels_are_french_on_request() -> None:
    assert "citation directe" in fragment(reading(), lang="fr")
    assert "direct quotation" in fragment(reading(), lang="en")


def test_a_reading_draws_itself() -> None:
    html = reading()._repr_html_()
    assert html is not None
    assert "<mark" in html


def test_evidence_shows_the_passages_and_says_what_it_cannot() -> None:
    row = {"article_id": "a", "type": "direct", "content_spans": "0-30", "cue_spans": "32-37", "source_spans": "38-47"}
    rows = pd.DataFrame([row, row | {"article_id": "lost"}, row])
    html = evidence(rows, [reading().article], most=2)
    assert html.count("<mark") == 1
    assert "Anne Roux" in html
    assert "1 more passage not shown" in html
    assert "1 passage whose article was not given" in html


@settings(max_examples=200)
@given(st.text(max_size=60), st.lists(st.integers(0, 60), min_size=6, max_size=6))
def test_any_text_can_be_drawn(text: str, at: list[int]) -> None:
    edges = [Span(min(b, e), max(b, e)) for b, e in zip(at[::2], at[1::2], strict=True)]
    cut = [Span(min(s.start, len(text)), min(s.end, len(text))) for s in edges]
    found = (Attribution((cut[0],), (cut[1],), (cut[2],), type="mixed"),)
    html = page(Reading(Article("a", text, title=text), found, (Marked(cut[0]),)))
    html.encode("utf-8")
    assert "<script" not in html.lower()


def test_a_page_has_one_name() -> None:
    assert re.findall(r"<h1>(.*?)</h1>", page(reading())) == ["Une &amp; deux"]
    assert re.findall(r"<h1>(.*?)</h1>", page([reading(), reading()], lang="fr")) == ["2 articles"]
    assert re.findall(r"<h1>(.*?)</h1>", page(reading(), title="<Deux>")) == ["&lt;Deux&gt;"]
    assert page(Reading(Article("nameless", "Il neige."))).count("<h1>nameless</h1>") == 1


def test_readings_in_one_document_keep_their_links_apart() -> None:
    one, other = fragment(reading()), fragment(reading(TEXT.replace("Roux", "Brun")))
    assert see(one).ids and not see(one).ids & see(other).ids
    assert fragment(reading()) == one


def test_shares_are_written_as_the_language_writes_them() -> None:
    assert "6.7% (1)" in fragment(reading())
    assert "6,7\u202f% (1)" in fragment(reading(), lang="fr")


def test_evidence_of_a_mixed_claim_tells_quotation_from_paraphrase() -> None:
    row = {"article_id": "a", "type": "mixed", "content_spans": "61-85", "cue_spans": "", "source_spans": ""}
    row |= {"speaker": "Anne Roux", "source_kind": "named_person", "stance": "doubt"}
    html = evidence(pd.DataFrame([row]), [reading().article], context=14, lang="fr")
    assert re.findall(r'<mark class="(\w+)">([^<]+)</mark>', html) == [
        ("indirect", "la "),
        ("partial", "« réforme »"),
        ("indirect", " attendra."),
    ]
    assert "Roux. ¶ Selon elle, <mark" in html
    assert "Anne Roux · personne nommée · doute · Le &lt;Clairon&gt; · 2\xa0mai\xa02031 · a 43-85" in html


def test_what_is_known_of_a_passage_is_said_in_the_reader_s_language() -> None:
    french, english = fragment(reading(), lang="fr"), fragment(reading(), lang="en")
    assert "personne nommée · " in french and "confiance 1,00" in french and "named_person" not in french
    assert "named person · " in english and "confidence 1.00" in english
    assert '<td lang="en">named person</td>' in english, "an article in French, read by somebody who reads English"
    assert re.search(r'<svg [^>]*role="img" lang="en" aria-label=', english)
    assert english.count('<th scope="col">') == 5


def test_dollars_of_an_article_make_no_formula_in_a_notebook() -> None:
    told = Reading(Article("1", text="It rose from $3 million to $5 million, Anna Hale said."), (), ())
    for shown in (fragment(told), page(told), evidence(pd.DataFrame(), [])):
        assert 'class="mf tex2jax_ignore mathjax_ignore"' in shown
    assert "$3 million to $5 million" in fragment(told)


def test_where_there_is_no_passage_that_is_said() -> None:
    assert "No passage to show." in evidence(pd.DataFrame(), [])
    assert "Aucun passage à montrer." in evidence(pd.DataFrame(), [], lang="fr")


def test_words_of_a_long_article_are_counted_as_the_language_writes_numbers() -> None:
    long = Reading(Article("a", "Il pleut. " * 700, lang="fr"), (), ())
    assert "(1\u202f400)" in fragment(long, lang="fr") and "(1,400)" in fragment(long)


def test_dates_are_written_as_the_language_of_the_page_writes_them() -> None:
    article = Article("a", "« Oui », a dit Anne Roux.", outlet="A", date="2023-03-01", lang="fr")
    row = {"article_id": "a", "content_spans": "2-5", "cue_spans": "", "source_spans": "", "type": "direct"}
    for lang, date, spoken in (("fr", "1er\xa0mars\xa02023", "français"), ("en", "2023-03-01", "French")):
        assert f"A · {date} · {spoken}" in fragment(Reading(article, (), ()), lang=lang)
        assert f" · {date} · a 0-25" in evidence(pd.DataFrame([row]), [article], lang=lang)


def test_marks_that_nobody_says_are_seen_without_colours() -> None:
    """Their box, in text and key, and their stripes' edge are dark in grey: 4.5 to 1 on their tint, 3 on the stripe."""
    shown = fragment(reading(), lang="en")
    style = shown[: shown.index("</style>")]
    boxes = re.findall(r"\.mf \.scare(\.held)?\{border:(\dpx \w+) (#\w{6})\}", style.replace(".mf.mf.mf", ".mf"))
    assert [(held, line) for held, line, _ in boxes] == [("", "1px dashed"), (".held", "2px solid")]
    (stripe,) = re.findall(r'<path d="M[\d.]+ 19\.5h[\d.]+" stroke="(#\w{6})"', shown)
    for dark, behind, least in [*((edge, "#fbf0c9", 4.5) for *_, edge in boxes), (stripe, "#f0cf65", 3)]:
        assert (_luminance(behind) + 0.05) / (_luminance(dark) + 0.05) > least, (dark, behind)
    assert '<span class="key scare">' in shown and "in a solid box: a word held at a distance" in shown


def _luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2, 2023)."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
