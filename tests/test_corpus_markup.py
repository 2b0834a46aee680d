"""Texts that come from the source of a web page: entities, tags, and what of them is read, told and left."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import measure
from analysis.corpus import Corpus, read_corpus
from analysis.corpus.markup import without_entities, without_tags
from analysis.records import Article

CMS = "&laquo;&nbsp;Nous n&rsquo;avons pas le choix&nbsp;&raquo;, a d&eacute;clar&eacute; Anne Martin."
WRITTEN = "«\xa0Nous n’avons pas le choix\xa0», a déclaré Anne Martin."


def reasons(corpus: Corpus) -> list[tuple[str, str, str]]:
    return list(corpus.audit[["outcome", "reason", "detail"]].itertuples(index=False, name=None))


def test_quotation_marks_that_came_as_entities_are_quotation_marks(tmp_path: Path) -> None:
    (tmp_path / "cms.csv").write_text(
        f'id,titre,texte,média,date\n1,L&#039;&eacute;t&eacute;,"{CMS}",G,2020\n', "utf-8"
    )
    corpus = read_corpus(tmp_path / "cms.csv")
    [article] = corpus
    assert (article.text, article.title) == (WRITTEN, "L'été")
    assert reasons(corpus) == [
        ("repaired", "entities_read", "7 in the text: &laquo;, &nbsp;, &rsquo;, &raquo;, &eacute;"),
        ("repaired", "entities_read", "3 in the title: &#039;, &eacute;"),
    ]
    tables = measure(corpus)
    [attribution] = tables.attributions.to_dict("records")
    assert article.text[attribution["start"] : attribution["end"]].strip("«»\xa0") == "Nous n’avons pas le choix"
    assert tables.articles["n_direct"].tolist() == [6]


def test_an_article_keeps_the_text_its_maker_gave_it() -> None:
    corpus = read_corpus([Article("a", CMS + "<br>", outlet="G", date="2020", lang="fr")], strip_tags=True)
    assert corpus.articles[0].text == CMS + "<br>"
    assert [reason for _, reason, _ in reasons(corpus)] == ["html_markup"]


@pytest.mark.parametrize(
    "text", ["AT&T; R&D;", "https://a.example/?a=1&copy=2&reg=3&lang=fr", "Marks & Spencer", "&&;&#;"]
)
def test_what_is_no_entity_stays(text: str) -> None:
    assert without_entities(text) == text


def test_entities_written_twice_are_read_once_more_and_no_further() -> None:
    assert without_entities("&amp;laquo; &amp;amp;amp;laquo;") == "« &amp;laquo;"


PAGE = (
    "<!-- wp:paragraph -->\n<p class=\"chapo\">&laquo;&nbsp;Oui&nbsp;&raquo;,\r\n dit <a href='x'>Zo&eacute;</a>.</p>\n"
    "<!-- /wp:paragraph -->\n\n<div><p>Il neige.<BR />\nEncore.</p></div>"
    "<script>if (a<b) { p('<p>') }</script><style>p {}</style>"
    "<p>&lt;Fin&gt; 3 &lt; 5</p>"
)


def test_tags_are_taken_out_where_that_is_asked_for() -> None:
    row = {"text": PAGE, "title": "Le <em>port</em>", "outlet": "G", "date": "2020"}
    kept, bare = read_corpus([row]), read_corpus([row], strip_tags=True)
    assert kept.articles[0].text == without_entities(PAGE)
    assert [reason for _, reason, _ in reasons(kept)] == ["entities_read", "html_markup"]
    assert bare.articles[0].text == "«\xa0Oui\xa0», dit Zoé.\n\nIl neige.\nEncore.\n\n<Fin> 3 < 5"
    assert bare.articles[0].title == "Le port"
    assert [reason for _, reason, _ in reasons(bare)] == ["entities_read", "tags_removed", "tags_removed"]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("Un <b>mot</b>.\nDeux.\n\nTrois<br><br>quatre.", "Un mot.\nDeux.\n\nTrois\n\nquatre."),
        ("<h2>Le port</h2>\n\nIl neige.\n\nEncore.", "Le port\n\nIl neige.\n\nEncore."),
        ("<p>Elle dit&nbsp;: <q lang='fr'>Oui</q>.</p>", "Elle dit&nbsp;: “Oui”."),
        ("&lt;p&gt;Un&lt;/p&gt;", "&lt;p&gt;Un&lt;/p&gt;"),
        ("<Anne Martin> a dit : 3 < 5 > 4", "<Anne Martin> a dit : 3 < 5 > 4"),
    ],
)
def test_paragraphs_and_lines_are_those_a_reader_sees(page: str, text: str) -> None:
    assert without_tags(page) == text


def test_tags_written_as_entities_are_tags() -> None:
    assert read_corpus([{"text": "&lt;p&gt;Il neige.&lt;/p&gt;"}], strip_tags=True).articles[0].text == "Il neige."
