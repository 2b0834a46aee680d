"""Files whose name says too little: old spreadsheets, pages and tables of text named like one, XML of Factiva."""

from __future__ import annotations

import base64
import zipfile
import zlib
from pathlib import Path

import pytest

from analysis.corpus import Corpus, read_corpus, read_table

# A workbook of Excel 97 (BIFF8) with invented articles: identifiant, journal, date, titre, texte; and an empty sheet.
BOOK = zlib.decompress(
    base64.b85decode(
        "c-rk)T}TvB6#nk)th<^&yQYE$G8kEzDA7wVx+#_fx|lEh5Y*^SvAN8~I)?dBmhEE@^knoR*h2(XFa2Qj^VUOQ)I$&iYdwVY6jbz}Zs(qv^)Ce%"
        "Ot9t~?wNbex#!$F_nv#^&b*ljrbg~pOkxQd;lXS=7dZ=Lf=X_N34rwJw5(?Ceky4f8w$C8TF4wP#tUBg<QmHLo`iyX>I<U4Co0Er7U8&QXzPe("
        "9)m9A7#f61v8UiBl|q#BxQdx}Gu_PeF1LNcbRSEuGHsx?DRB%Fp>WM!CytLORjex{D)5kPKComrO7T+0@x^PxZtF!;BC5wWn4(h6$0%q?TMg4l"
        "NWKWSkO#E1)VH_SA0?zvLd!jhA88Hvp4r#WHCMjAasiV6S}gaiAotTEE|p(bRA3P4lR^e_k}~tKYNum8VMV)RMsE`Nc+Hty#kpw2n5L~np}=Jm"
        "KoZl6o{H+GMFDdr-j^`-7`ce(mf;1gsFmQm(Qg@K(xz*z`ha1vGHgUo8(V=p+QFD+N=6&6)pRWqwX`Oaaz<youfI++`(iQLUg4%7L>tPrDOi}I"
        "{!{cU%`ngl9VWgYPPC54WhbV<qQq3d+clqP1VvmA@}>>Yvrgas_O`vNBXoi#gZwhGUs>Da{2+}>(t?Z&S>s_!Pk<V>*v0fRd)>nI3Z^C0hVIoJ"
        "rB3C*5VyI)+G^@&593{E`-1uoswcl5dQ_SG9NJ0svDV3flCk%p5meDDG(z_B8bYn86*q<@9)~h_;Uu?@Ow0dBbbck^j6LnVmy0mNa|W6Z37eC%"
        "Bjz~8nJb&~5a*fWRN_>}vsmK!f|AFwAS#{qf<4QbvvmrM_vcf^(Miuab1kK3pW|6s#<RkntDN@siuxVT3VSYlrZ_t3OCCQOm0~=QhLq;#v34<o"
        "6=P-|8!cvd&am8^xp3jag$oxh{yPXh8rsKU)j1H$W0TMMuQNks*8NTL&!Uq)x#ILOreQyQdRa)|d{*&O2CvBY605Yy{4bO^OuZ-2gDxINPuB5E"
        "$6m4Uc~)&0Si3EhZU3{`jPoz|{~MP^D-8"
    )
)
HTML = (
    "<html><body><p>Export du 12 mars</p><table border=1><tr><th>Journal</th><th>Date</th><th>Texte</th></tr>"
    "<tr><td>La Gazette</td><td>12/03/2023</td><td>Il neige.<br>La mairie ferme.</td></tr><tr><td></td></tr>"
    "<tr><td>Le Phare</td><td>13/03/2023</td><td>Il pleut.</td></tr></table></body></html>"
)
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="a">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
FACTIVA = """<?xml version="1.0" encoding="utf-8"?>
<PPSResponse>
  <ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0">
    <ppsarticleResultSet count="3">
      <ppsarticle>
        <article>
          <accessionNo>GAZ0000020230312ej3c00001</accessionNo>
          <baseLanguage>FR</baseLanguage>
          <copyright>(c) 2023 La Gazette   </copyright>
          <headline>
            <paragraph display="Proportional" truncation="None" lang="FR">
              <hlt>Neige</hlt>\u00a0: trois écoles ferment</paragraph>
          </headline>
          <leadParagraph>
            <paragraph>« Nous n'avons pas le choix », a dit <hlt>Anne Roux</hlt>.</paragraph>
          </leadParagraph>
          <publicationDate>
            <dateTime>2023-03-12T01:35:58Z</dateTime>
          </publicationDate>
          <sourceName>La Gazette</sourceName>
          <newsSubject code="gwea" position="0">
            <name>Weather</name>
          </newsSubject>
          <newsSubject code="gcat" position="0">
            <name>Political/General News</name>
          </newsSubject>
          <tailParagraphs>
            <paragraph>La mairie cherche où loger ses élèves.</paragraph>
            <paragraph />
            <paragraph>Il neige encore.</paragraph>
          </tailParagraphs>
          <wordCount>942</wordCount>
        </article>
      </ppsarticle>
      <ppsarticle>
        <article>
          <reference>distdoc:archive/ArchiveDoc::Article/GAZ0000020230313ej3d00002</reference>
          <baseLanguage>EN</baseLanguage>
          <byline>By Zoe Hill</byline>
          <headline><paragraph>Rain</paragraph></headline>
          <leadParagraph><paragraph>It rains.</paragraph></leadParagraph>
          <publicationDate><date>2023-03-13</date></publicationDate>
          <sourceName>The Lantern</sourceName>
          <sectionName>Region</sectionName>
        </article>
      </ppsarticle>
      <ppsarticle>
        <article>
          <accessionNo>GAZ0000020230314ej3e00003</accessionNo>
          <headline><paragraph>Not available</paragraph></headline>
        </article>
      </ppsarticle>
    </ppsarticleResultSet>
  </ppsArticleResponse>
</PPSResponse>
"""


def write(tmp_path: Path, name: str, data: bytes | str) -> Corpus:
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_corpus(tmp_path / name)


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.xlsx"])
def test_a_spreadsheet_of_before_2007_is_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    pytest.importorskip("python_calamine", reason="old spreadsheets need the extra `ingest`")
    first, second = corpus = write(tmp_path, name, BOOK)
    assert (first.id, first.outlet, first.date, first.title) == ("7", "La Gazette", "2023-03-04", "Neige")
    assert first.text == "« Il neige », a dit Anne Roux. null"  # the word is no empty cell
    assert (second.outlet, second.date, second.title, second.text) == (
        None, "2023-03-12", None, "L’été\nà Besançon.",
    )  # fmt: skip
    assert corpus.n_records == 2
    assert read_table(tmp_path / name)["journal"].tolist() == ["La Gazette", "NA"]


def test_a_spreadsheet_of_open_document_is_read(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine", reason="spreadsheets of OpenDocument need the extra `ingest`")
    rows = [["titre", "texte", "date"], ["Neige", "Il neige.", "12 mars 2023"]]
    cells = (
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in rows
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", ODS.format("".join(cells)))
    [article] = read_corpus(tmp_path / "a.ods")
    assert (article.title, article.text, article.date) == ("Neige", "Il neige.", "2023-03-12")


@pytest.mark.parametrize("name", ["a.xls", "a.html", "a.xlsx"])
def test_a_page_with_a_table_named_like_a_spreadsheet_is_read(tmp_path: Path, name: str) -> None:
    first, second = corpus = write(tmp_path, name, HTML)
    assert (first.outlet, first.date, first.text) == ("La Gazette", "2023-03-12", "Il neige.\n\nLa mairie ferme.")
    assert (second.outlet, second.date, corpus.n_records) == ("Le Phare", "2023-03-13", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_table_of_text_named_like_a_spreadsheet_is_read(tmp_path: Path, encoding: str) -> None:
    table = "titre\ttexte\tdate\nÉté\tIl fait très chaud à Besançon.\t2023-03-12\n".encode(encoding)
    [article] = write(tmp_path, "a.xls", table)
    assert (article.title, article.text) == ("Été", "Il fait très chaud à Besançon.")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.xls", BOOK[:3000], "is not a spreadsheet, or damaged or locked by a password"),
        ("a.xlsx", b"PK\x03\x04 no archive", "is not a spreadsheet, or damaged"),
        ("a.xls", b"<?xml version='1.0'?><Workbook/>", "a spreadsheet in XML; save it as .xlsx"),
        ("a.xml", b"<rss><channel/></rss>", r"XML \(<rss>\) and no export of Factiva"),
        ("a.xml", b"<PPSResponse><article>", "is damaged XML"),
        ("a.xml", b"Il neige.", "is damaged XML"),
        ("a.html", b"<html><a href='https://nouveau.europresse.com/'>12</a></html>", "a page of Europresse without a"),
        ("a.html", b"<html><table><tr><td>Titre</td></tr></table></html>", "no article saved from Europresse"),
    ],
)
def test_what_cannot_be_read_says_what_it_is(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    pytest.importorskip("python_calamine", reason="old spreadsheets need the extra `ingest`")
    with pytest.raises(ValueError, match=told):
        write(tmp_path, name, data)
    (tmp_path / "b.txt").write_text("Il neige.", "utf-8")
    corpus = read_corpus(tmp_path)  # in a folder it is a row of the audit
    assert (len(corpus), corpus.n_records) == (1, 2)
    assert "unreadable_file" in set(corpus.audit["reason"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_export_of_factiva_in_xml(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "f.xml").write_bytes(FACTIVA.replace("utf-8", encoding.removesuffix("-sig"), 1).encode(encoding))
    first, second = corpus = read_corpus(tmp_path / "f.xml")
    assert (first.id, first.outlet, first.date, first.lang) == (
        "Document GAZ0000020230312ej3c00001", "La Gazette", "2023-03-12", "fr",
    )  # fmt: skip
    assert first.title == "Neige\u00a0: trois écoles ferment"
    assert first.text.split("\n\n") == [
        "« Nous n'avons pas le choix », a dit Anne Roux.", "La mairie cherche où loger ses élèves.", "Il neige encore.",
    ]  # fmt: skip
    assert corpus.extra.loc[first.id, ["length", "NS", "CR"]].tolist() == [
        "942", "gwea : Weather | gcat : Political/General News", "(c) 2023 La Gazette",
    ]  # fmt: skip
    assert second.id == "Document GAZ0000020230313ej3d00002"
    assert (second.outlet, second.date, second.lang, second.text) == ("The Lantern", "2023-03-13", "en", "It rains.")
    assert corpus.extra.loc[second.id, ["author", "section"]].tolist() == ["By Zoe Hill", "Region"]
    assert corpus.n_records == 3 and corpus.audit["reason"].tolist() == ["press_not_read"]


def test_what_a_system_says_of_a_file_and_what_scrapy_writes(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "items.jl").write_text('{"texte": "Il neige.", "journal": "Le Phare"}\n7\n', "utf-8")
    corpus = read_corpus(tmp_path)
    assert [(a.text, a.outlet) for a in corpus] == [("Il neige.", "Le Phare")]
    rejected = corpus.audit[corpus.audit["outcome"] == "rejected"]
    assert rejected[["source", "reason", "detail"]].values.tolist() == [
        ["gone.txt", "unreadable_file", "No such file or directory"],
        ["items.jl", "not_a_record", "of type int, not a set of named fields"],
    ]
