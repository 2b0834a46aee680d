"""Press databases in the files people save: word-processor files, pages without indexing, pages that lack a part."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pytest

from analysis.corpus import Corpus, read_corpus
from analysis.corpus.office import docx_text, rtf_text

# The order of the lines is that of the databases; every sentence was written for this test.
FACTIVA = [
    "Région",
    "La neige ferme trois écoles à Arvane",
    "Anne Roux; Paul Petit",
    "1 041 mots",
    "12 janvier 2022",
    "09:30",
    "La Gazette",
    "GAZ",
    "4",
    "Français",
    "Copyright 2022 La Gazette Tous droits réservés",
    "« Nous n’avons pas le choix », a dit la maire.",
    "L’œuvre durera deux mois.",
    "Document GAZ0000020220112ei1c00001",
    "The bridge of Arvane",
    "8 words",
    "13 January 2022",
    "The Courier",
    "COUR",
    "English",
    "(c) 2022 The Courier",
    "The bridge stays closed, an engineer said on Monday.",
    "Document COUR000020220113ei1d0000k",
]
NEXIS = [
    "Snow closes three schools",
    "The Gazette",
    "January 12, 2022 Wednesday",
    "Copyright 2022 The Gazette",
    "Length:\u00a04 words",
    "Body",
    "The school is closed.",
    "Load-Date:\u00a0January 12, 2022",
    "End of Document",
]


def docx(paragraphs: list[str], extra: str = "") -> bytes:
    runs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in paragraphs)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    other = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}" xmlns:mc="{other}"><w:body>{runs}{extra}</w:body></w:document>',
        )
    return data.getvalue()


def rtf(paragraphs: list[str]) -> bytes:
    def sign(letter: str) -> str:
        code = ord(letter)
        if code < 128:
            return "\\" + letter if letter in "\\{}" else letter
        return f"\\'{letter.encode('cp1252').hex()}" if code < 256 else f"\\u{code}?"

    lines = ["".join(map(sign, line)) for line in paragraphs]
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}}{\*\generator Dow Jones;}{\header Page 1}"
    return (head + "".join(f"\\pard\\b0 {line}\\par\r\n" for line in lines) + "}").encode("ascii")


def write(tmp_path: Path, name: str, data: bytes) -> Corpus:
    (tmp_path / name).write_bytes(data)
    return read_corpus(tmp_path / name)


@pytest.mark.parametrize("kind", ["rtf", "docx", "txt"])
def test_factiva_as_text(tmp_path: Path, kind: str) -> None:
    data = {"rtf": rtf(FACTIVA), "docx": docx(FACTIVA), "txt": "\r\n\r\n".join(FACTIVA).encode("cp1252")}[kind]
    corpus = write(tmp_path, f"a.{kind}", data)
    first, second = corpus
    assert (first.title, first.outlet, first.date, first.lang) == (FACTIVA[1], "La Gazette", "2022-01-12", "fr")
    assert first.text == f"{FACTIVA[11]}\n\n{FACTIVA[12]}"
    assert corpus.extra.loc[first.id, ["section", "author", "length"]].tolist() == [FACTIVA[0], FACTIVA[2], FACTIVA[3]]
    assert (second.id, second.title, second.text) == (FACTIVA[-1], FACTIVA[14], FACTIVA[21])
    assert (second.outlet, second.lang) == ("The Courier", "en")
    assert "head_not_read" not in set(corpus.audit["reason"])


def test_factiva_accounts_for_what_it_cannot_read(tmp_path: Path) -> None:
    odd = ["Sans tête", "Il pleut.", "Document ODD0000020220112ei1c00001"]
    lost_end = FACTIVA[:13]
    corpus = write(tmp_path, "a.rtf", rtf([*FACTIVA, *odd, *lost_end]))
    assert [a.id for a in corpus] == [FACTIVA[13], FACTIVA[-1], odd[-1], "a-4"]
    assert corpus.audit.loc[corpus.audit["reason"] == "head_not_read", "id"].tolist() == [odd[-1]]
    below = write(tmp_path, "b.rtf", rtf([*FACTIVA, "Search Summary", "Text", "snow"]))
    assert (len(below), below.n_records) == (2, 3)
    assert below.audit["reason"].tolist()[-1] == "press_not_read"


def test_factiva_page_saved_without_indexing(tmp_path: Path) -> None:
    head = "".join(f"<div>{line}</div>" for line in FACTIVA[:11])
    body = "".join(f'<p class="articleParagraph frarticleParagraph">{line}</p>' for line in FACTIVA[11:14])
    page = f'<html><body><div class="article frArticle">{head}{body}</div><div class="article frArticle">?</div></body>'
    corpus = write(tmp_path, "a.html", page.encode())
    [article] = corpus
    assert (article.id, article.title, article.outlet) == (FACTIVA[13], FACTIVA[1], "La Gazette")
    assert article.text == f"{FACTIVA[11]}\n\n{FACTIVA[12]}"
    assert corpus.audit[["record", "reason"]].values.tolist()[-1] == [2, "press_not_read"]


@pytest.mark.parametrize("kind", ["docx", "rtf", "html"])
def test_nexis_in_other_files(tmp_path: Path, kind: str) -> None:
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in NEXIS) + "</body></html>"
    data = {"docx": docx(NEXIS), "rtf": rtf(NEXIS), "html": page.encode()}[kind]
    [article] = corpus = write(tmp_path, f"a.{kind}", data)
    assert (article.title, article.outlet, article.date, article.text) == (
        "Snow closes three schools", "The Gazette", "2022-01-12", "The school is closed."
    )  # fmt: skip
    assert corpus.audit.empty


def test_europresse_page_that_lacks_parts(tmp_path: Path) -> None:
    page = """<html><body><article><span class="DocPublicationName">Le Courrier</span>
    <div class="docAuthors">Anne Roux</div><div class="DocText clearfix"><p>Il pleut.</p></div>
    <div class="publiC-lblNodoc">news·20230102·CR·12</div>
    <article><p class="titreArticleVisu">Sans journal</p><div class="DocText"><p>Il neige.</p></div></article>
    <article><span class="DocPublicationName">La Gazette</span></article></body></html>"""
    corpus = write(tmp_path, "a.html", page.encode())
    assert [(a.outlet, a.date, a.text) for a in corpus] == [
        ("Le Courrier", "2023-01-02", "Il pleut."),
        (None, None, "Il neige."),
    ]
    assert corpus.extra["author"].tolist()[0] == "Anne Roux"
    rejected = corpus.audit[corpus.audit["outcome"] == "rejected"]
    assert rejected[["record", "reason"]].values.tolist() == [[3, "press_not_read"]]


def test_europresse_title_apart_from_what_is_below_and_paper_from_its_edition(tmp_path: Path) -> None:
    page = """<html><body><article><span class="DocPublicationName">Le Courrier, no. Cholet</span>
    <div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">La neige tombe</p>
    <p class="rdp__subtitle">Trois écoles fermées</p></div>
    <div class="docOcurrContainer"><p>Il neige.</p></div></article></body></html>"""
    corpus = write(tmp_path, "a.html", page.encode())
    assert [(a.outlet, a.title) for a in corpus] == [("Le Courrier", "La neige tombe")]
    assert corpus.extra["subtitle"].tolist() == ["Trois écoles fermées"]


def test_europresse_pages_of_today_and_of_before(tmp_path: Path) -> None:
    """Authors below the heading, the line that says where it appeared, numbers by class or by id, an empty element."""
    page = """<html><body><article><header><span class="DocPublicationName">La Gazette (site web)</span>
    <div class="titreArticle"><p class="sm-margin-bottomNews">Récit</p><p class="titreArticleVisu">La neige</p></div>
    <p class="sm-margin-bottomNews">Anne Roux</p></header><section><div class="DocText clearfix">
    <div class="docOcurrContainer"><p>« Oui », dit <mark>Zoé</mark>.</p>
    <a href="https://www.gazette.example/a"> Cet article est paru dans La Gazette (site web)</a><p /></div></div>
    </section>    <div class="publiC-lblNodoc">news·20230312·GW·1</div></article>
    <article><header><span class="DocPublicationName">Le Courrier   </span><div><p>ÉCONOMIE</p></div>
    <div class="titreArticle"><p class="titreArticleVisu">Le pont</p></div> <div>Paul Petit</div></header>
    <section><div class="DocText"><div class="docOcurrContainer"></div><p>Le pont rouvre.</p></div></section>
    <footer><span id="PubliC_lblNodoc">news·20060314·CR·2</span></footer></article>
    <article><header><span class="DocPublicationName">Le Courrier</span></header>
    <section><p>Il pleut.</p></section></article></body></html>"""
    corpus = write(tmp_path, "a.html", page.encode())
    assert [(a.id[:13], a.outlet, a.date, a.title, a.text, a.url) for a in corpus] == [
        ("news·20230312", "La Gazette", "2023-03-12", "La neige", "« Oui », dit Zoé.", "https://www.gazette.example/a"),
        ("news·20060314", "Le Courrier", "2006-03-14", "Le pont", "Le pont rouvre.", None),
        (corpus.articles[2].id, "Le Courrier", None, None, "Il pleut.", None),
    ]
    assert corpus.extra["author"].tolist()[:2] == ["Anne Roux", "Paul Petit"]


def test_a_page_of_europresse_for_telephones(tmp_path: Path) -> None:
    page = """<html><body><span class="DocPublicationName">La Gazette</span><span class="DocHeader">lundi 13 mars 2023
    </span><div class="titreArticleVisu">La neige</div><div class="docOcurrContainer"><p>Il neige.</p></div></body>"""
    [article] = write(tmp_path, "a.html", page.encode())
    assert (article.outlet, article.date, article.title, article.text) == (
        "La Gazette", "2023-03-13", "La neige", "Il neige."
    )  # fmt: skip


OLD_EUROPRESSE = """<html><body><table align="center"><tr><td style="word-wrap: break-word">
<table id="tbHeaderImages"><tr><td id="celPublication"><br></td></tr></table>
<span class="DocPublicationName">La Gazette, no. 5968</span><br><span class="DocHeader">Société, </span>
<span class="DocHeader">jeudi </span><span class="DocHeader">4 octobre 2012</span><span class="DocHeader">, p. 03</span>
<br><br>Enquête<br><span class="TitreArticleVisu">La neige et <span style="color:red">le pont</span></span><br><br>
Anne Roux<br><p></p><font style="font-weight:bold;">Il neige.</font> « Encore », dit <i>le maire</i>.<p></p>
Le pont est fermé.<p></p><b><i>© 2012 La Gazette. Tous droits réservés.</i></b><p></p>
Numéro de document : news·20121004·GZ·156190<br><br><table><tr><td align="center">news·20121004·GZ·156190</td></tr>
<tr><td class="txtCertificat">Le présent document est protégé par les lois.</td></tr></table></td></tr></table>
<p><br><br><table align="center"><tr><td><span class="DocPublicationName">Le Courrier</span><br>
<span class="DocHeader">mercredi </span><span class="DocHeader">3</span><br><br>
<span class="TitreArticleVisu">Il pleut</span><br><br>Il pleut sur le port.<p></p>© Le Courrier<p></p>
Numéro de document : news·20121003·CR·17<br></td></tr></table>
<table><tr><td><span class="DocPublicationName">Le Phare</span></td></tr></table></body></html>"""


def test_europresse_pages_whose_articles_are_cells_of_a_table(tmp_path: Path) -> None:
    corpus = write(tmp_path, "a.html", OLD_EUROPRESSE.encode("cp1252"))
    assert [(a.id, a.outlet, a.date, a.title, a.text) for a in corpus] == [
        (
            "news·20121004·GZ·156190", "La Gazette", "2012-10-04", "La neige et le pont",
            "Il neige. « Encore », dit le maire.\n\nLe pont est fermé.",
        ),
        ("news·20121003·CR·17", "Le Courrier", "2012-10-03", "Il pleut", "Il pleut sur le port."),
    ]  # fmt: skip
    assert corpus.extra["author"].tolist()[0] == "Anne Roux"
    assert corpus.audit[["record", "reason"]].values.tolist() == [[3, "press_not_read"]]


@pytest.mark.parametrize("kind", ["html", "txt"])
@pytest.mark.parametrize("number", ["Dokument PNP0000020010926du4i003v3", "Documento FARO00020230312ej3c0000y"])
def test_numbers_of_factiva_in_other_languages_are_no_text(tmp_path: Path, kind: str, number: str) -> None:
    parted = [FACTIVA[:14], [*FACTIVA[14:21], FACTIVA[21], number]]
    lines = [line for document in parted for line in document]
    page = "".join(
        '<div class="article frArticle">' + "".join(f"<p>{line}</p>" for line in document) + "</div>"
        for document in parted
    )
    corpus = write(tmp_path, f"a.{kind}", page.encode() if kind == "html" else "\n\n".join(lines).encode())
    assert [(a.id, a.text.splitlines()[-1]) for a in corpus] == [(FACTIVA[13], FACTIVA[12]), (number, FACTIVA[21])]


def test_word_document_of_ones_own(tmp_path: Path) -> None:
    deleted = (
        "<w:p><w:del><w:r><w:delText>Non.</w:delText></w:r></w:del><w:ins><w:r><w:t>Oui.</w:t></w:r></w:ins></w:p>"
    )
    boxed = "<w:p><w:r><w:t>Dehors</w:t></w:r><w:r><w:p><w:r><w:t>Dedans</w:t><w:tab/></w:r></w:p></w:r></w:p>"
    data = docx(["date 2022-01-12 L’été, « enfin »."], deleted + boxed)
    [article] = write(tmp_path, "a.docx", data)
    assert (article.date, article.text) == ("2022-01-12", "L’été, « enfin ».\nOui.\nDehors\nDedans")


@pytest.mark.parametrize("suffix", ["doc", "docx", "rtf"])
@pytest.mark.parametrize("kind", ["docx", "rtf", "html"])
def test_a_word_processor_file_is_read_as_what_it_is(tmp_path: Path, suffix: str, kind: str) -> None:
    page = "\ufeff<html><body>" + "".join(f"<p>{line}</p>" for line in NEXIS) + "</body></html>"
    data = {"docx": docx(NEXIS), "rtf": rtf(NEXIS), "html": page.encode()}[kind]
    [article] = write(tmp_path, f"a.{suffix}", data)
    assert (article.title, article.text) == ("Snow closes three schools", "The school is closed.")


def test_a_word_file_of_long_ago_is_told_how(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.doc\); save it as \.docx"):
        write(tmp_path, "a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))


@pytest.mark.parametrize("place", ["word/document.xml", "word/document2.xml", "Document.xml"])
@pytest.mark.parametrize("strict", [False, True])
def test_a_word_document_wherever_it_stands_in_its_file_and_strict_too(place: str, strict: bool) -> None:
    with zipfile.ZipFile(io.BytesIO(docx(["Il neige.", "Encore."]))) as archive:
        inside = archive.read("word/document.xml").decode()
    if strict:
        inside = inside.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        relation = f'<Relationships><Relationship Type="{kind}" Target="/{place}"/></Relationships>'
        archive.writestr("_rels/.rels", relation)
        archive.writestr(place, inside)
    assert docx_text(data.getvalue(), "a.docx") == "Il neige.\nEncore."


def test_rich_text() -> None:
    field = rb"{\field{\*\fldinst HYPERLINK \"http://a.example\"}{\fldrslt lien}}"
    text = rb"{\rtf1\ansi\ansicpg1252{\info{\title Rien}}\uc1 L\rquote\'e9t\'e9 \{un\}\~\endash\u-10179?" + b"\\u-8704?"
    assert rtf_text(text + field + rb"\par\pard\tab{\pict 0102ff}Fin\line.}", "a") == "L’été {un}\xa0–😀lien\n\tFin\n."
    assert rtf_text(rb"{\rtf1\ansi\ansicpg936 \'c4\'e3\'ba\'c3}", "a") == "你好"


def test_damaged_word_processor_files_are_refused_or_read() -> None:
    rng = np.random.default_rng(7)
    outcomes = set()
    for good, reader in ((docx(FACTIVA), docx_text), (rtf(FACTIVA), rtf_text)):
        for _ in range(40):
            data = bytearray(good)
            for place in rng.integers(0, len(data), 6):
                data[place] = rng.integers(0, 256)
            try:
                reader(bytes(data), "a").encode("utf-8")
                outcomes.add("read")
            except ValueError as error:
                assert not isinstance(error, UnicodeError)
                outcomes.add("refused")
    assert outcomes == {"read", "refused"}


def test_a_box_and_a_piece_moved_stand_in_a_word_file_once() -> None:
    def said(words: str) -> str:
        return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"

    box = "".join(
        f"<mc:{kind}><w:txbxContent>{said('Encadré.')}</w:txbxContent></mc:{kind}>" for kind in ("Choice", "Fallback")
    )
    moved = "".join(f"<w:{way}><w:r><w:t>Le quai. </w:t></w:r></w:{way}>" for way in ("moveFrom", "moveTo"))
    extra = f"<w:p><w:r><mc:AlternateContent>{box}</mc:AlternateContent></w:r></w:p><w:p>{moved}</w:p>"
    assert docx_text(docx(["Avant."], extra), "a.docx").split("\n") == ["Avant.", "", "Encadré.", "Le quai. "]


INDEXED = [
    ("SE", "Région"),
    ("HD", "La neige ferme trois écoles"),
    ("BY", "Par Anne Roux"),
    ("WC", "15 mots"),
    ("PD", "12 janvier 2022"),
    ("ET", "09:30"),
    ("SN", "La Gazette"),
    ("SC", "GAZ"),
    ("LA", "Français"),
    ("CY", "© 2022 La Gazette. Tous droits réservés."),
    ("LP", "« Nous n’avons pas le choix », a dit la maire."),
    ("TD", "BY et SE sont deux sigles.\n\nIN NS RE, lit-on sur le mur."),
    ("CO", "mair : Mairie d’Arvane"),
    ("NS", "gcat : Politique"),
    ("PUB", "Gazette SA"),
    ("AN", "Document GAZ0000020220112ei1c00001"),
]


def indexed(between: str, end: str = "\n", **changed: str) -> str:
    rows = dict(INDEXED) | changed
    return "".join(f"{code}{between}{value}{end}" for code, value in rows.items() if value)


@pytest.mark.parametrize("between", ["\t", "\xa0\t", "   ", "\n", "\n\n", " \n"])
@pytest.mark.parametrize("kind", ["txt", "rtf", "docx"])
def test_factiva_saved_with_its_indexing(tmp_path: Path, between: str, kind: str) -> None:
    text = indexed(between) + indexed(between, HD="Le pont", AN="Document GAZ0000020220112ei1c00002", SE="")
    data = {"txt": text.encode(), "rtf": rtf(text.split("\n")), "docx": docx(text.split("\n"))}
    corpus = write(tmp_path, f"a.{kind}", data[kind])
    first, second = corpus
    assert (first.id, first.title, first.outlet) == (INDEXED[-1][1], INDEXED[1][1], "La Gazette")
    assert (first.date, first.lang) == ("2022-01-12", "fr")
    assert first.text == "\n\n".join((INDEXED[10][1], INDEXED[11][1])) == second.text
    assert (second.id, second.title) == ("Document GAZ0000020220112ei1c00002", "Le pont")
    kept = corpus.extra.loc[first.id, ["section", "author", "length", "NS", "CO"]].tolist()
    assert kept == ["Région", "Par Anne Roux", "15 mots", "gcat : Politique", "mair : Mairie d’Arvane"]
    assert corpus.audit.empty


def test_factiva_with_its_indexing_as_rows_of_a_table(tmp_path: Path) -> None:
    corpus = write(tmp_path, "a.txt", indexed("\t", "\t\n").encode())
    assert [(a.title, a.outlet) for a in corpus] == [("La neige ferme trois écoles", "La Gazette")]
    assert corpus.articles[0].text.startswith("« Nous") and "gcat" not in corpus.articles[0].text


def test_factiva_with_its_indexing_accounts_for_what_it_cannot_read(tmp_path: Path) -> None:
    empty, narrow = indexed("\t", LP="", TD=""), indexed(" ", AN="Document GAZ0000020220112ei1c00002")
    corpus = write(tmp_path, "a.txt", (empty + narrow).encode())
    assert corpus.audit[["record", "reason"]].values.tolist()[:2] == [[1, "empty_text"], [2, "head_not_read"]]
    assert [a.id for a in corpus] == ["Document GAZ0000020220112ei1c00002"] and corpus.n_records == 2


def test_a_page_and_a_text_of_factiva_give_the_same_fields(tmp_path: Path) -> None:
    cells = {code: "".join(f"<p>{part}</p>" for part in value.split("\n\n")) for code, value in INDEXED}
    rows = "".join(f"<tr><td><b>{code}</b>&nbsp;</td><td>{cell}</td></tr>" for code, cell in cells.items())
    page = write(tmp_path, "a.html", f'<div class="article frArticle"><table>{rows}</table></div>'.encode())
    text = write(tmp_path, "a.txt", indexed("\t").encode())
    assert page.articles == text.articles
    assert page.extra.loc[:, sorted(page.extra)].equals(text.extra.loc[:, sorted(text.extra)])


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (["Snow row"], 0),
        (["Snow row", "By Jane Doe in Harbour and John Smith in Brussels"], 0),
        (["Snow row", "By Jane Doe", "Associated Press"], 0),
        (["Section of national affairs", "Snow row"], 1),
        (["Section of national affairs", "Snow row", "By Jane Doe"], 1),
        (["Une", "La neige", "Anne Roux; Paul Petit"], 1),
        (["Une", "La neige", "De notre correspondante à Arvane"], 1),
        (["La neige ferme trois écoles", "ANNE ROUX"], 0),
        (["Ärger im Bad", "Von Anna Meier"], 0),
        (["Nieve en el puerto", "Por Ana Gómez"], 0),
        (["News", "By land and by sea"], 1),
        (["Politik", "Von der Straße auf die Bühne"], 1),
    ],
)
def test_the_title_stands_between_section_and_authors(tmp_path: Path, above: list[str], title: int) -> None:
    corpus = write(tmp_path, "a.txt", "\n\n".join([*above, *FACTIVA[3:14]]).encode())
    [article] = corpus
    assert article.title == above[title]
    row = corpus.extra.loc[article.id]
    assert row.get("section", "") == " ".join(above[:title])
    assert row.get("author", "") == " ".join(above[title + 1 :])


def test_a_pdf_of_europresse_saved_as_text_is_told_to_be_several_documents(tmp_path: Path) -> None:
    one = "La Gazette\nIl neige.\n© 2023 La Gazette. Tous droits réservés.\nnews·20230312·GZ·{}\n"
    corpus = write(tmp_path, "a.txt", (one.format(17) * 2).encode())
    assert "several_documents" not in corpus.audit["reason"].tolist()
    corpus = write(tmp_path, "b.txt", "".join(one.format(n) for n in range(5)).encode())
    told = corpus.audit.loc[corpus.audit["reason"] == "several_documents", "detail"].tolist()
    assert told == ["5 numbers: news·20230312·GZ·0, news·20230312·GZ·1, news·20230312·GZ·2"]
