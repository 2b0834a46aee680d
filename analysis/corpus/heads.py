"""The lines above and below an article in a press database: labels, dates, copyright, lines that were cut short.

Labels are those of Nexis in four languages, in capitals (LONGUEUR: 534 mots) or not (Length: 534 words).
"""

from __future__ import annotations

import re
from functools import cache

from analysis.corpus.dates import read_date
from analysis.corpus.fields import plain

#: Labels by what they mean; ``foot`` ones stand below the text, ``other`` ones above or below it.
_LABELS = {
    "title": "headline, titre, title, titular, título, überschrift",
    "author": "byline, auteur, auteurs, autor, autores, autoren",
    "section": "section, rubrique, sección, rubrik",
    "length": "length, longueur, longitud, extensión, länge",
    "body": "body, corps, corps de l'article, corps du document, cuerpo, texte intégral, haupttext",
    "url": "url",
    "highlight": "highlight, highlights, encart, insert, chapeau",
    "loaded": "load date, date chargement, date de chargement, fecha de carga, update, ladedatum",
    "lang": "language, langue, idioma, sprache",
    "foot": "publication type, type publication, type de publication, tipo de publicación, publikationstyp, "
    "journal code, code revue, classification, document type, acc no, pub type",
    "other": "dateline, lieu, graphic, graphique, gráfico, grafik, subject, sujet, tema, thema, geographic, "
    "localisation geo, geo localization, company, société, empresa, unternehmen, organization, organisation, person, "
    "personne, ticker, symbole boursier, stock symbol, industry, secteur activite, activity sector, series, name, "
    "type, correction, correction date, distribution, edition, édition, notes, client matter, search terms, "
    "search type, narrowed by, content type, date and time, job number, date et heure, numéro de la tâche",
}
_LABEL = re.compile(r"\s*([^\W\d_][^:\n]{1,30}?)\s*:(?!//)\s*(.*)", re.S)
_DAY = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    "lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
)
_DATE = re.compile(
    rf"\s*(?:(?:{_DAY})\.?,?\s+)?(?:le\s+)?"
    r"(?P<date>\d{1,2}(?:er|re|st|nd|rd|th|º)?\.?\s*(?:de\s+)?[^\W\d]{3,}\.?,?\s+(?:del?\s+)?\d{4}"
    r"|[^\W\d]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}([./-])\d{1,2}\2\d{4}|\d{4}-\d\d-\d\d)\b"
    rf"[,;.\s]*(?:{_DAY})?[,;.\s]*(?:\d{{1,2}}[:h]\d\d(?::\d\d)?\s*(?:[ap]m\b)?\s*(?:[a-z]{{2,5}}\b)?)?\s*(?P<rest>.*)",
    re.I,
)
#: Words that may stand behind a date as the name of the edition; a sentence with a date in it has more.
_EDITION = 6
_RIGHTS = re.compile(
    r"\s*(?:copyright|©|\(c\)|all rights reserved|tous droits réservés|todos los derechos|alle rechte)", re.I
)

#: Kinds of labels that stand below a text and seldom in it.
BELOW = {"loaded", "lang", "foot"}
_CAPITALS = re.compile(r"[^\Wa-zà-ÿ\d_][^\Wa-zà-ÿ_]*(?:[ -][^\Wa-zà-ÿ_]+)*\s*:")
_LISTS = {"Classification", "Clasificación", "Klassifikation"}
_GRAPHIC = {"Graphic", "Graphique", "Gráfico", "Grafik"}


def label_of(line: str) -> tuple[str, str] | None:
    """Return what the label of a line means and its value, or None for a line without a label known here.

    >>> label_of("LONGUEUR : 534 mots"), label_of("Load-Date: May 2, 2022"), label_of("Anne Roux : « Non »")
    (('length', '534 mots'), ('loaded', 'May 2, 2022'), None)
    """
    match = _LABEL.match(line)
    if not match or not match[1][0].isupper() or (kind := _kinds().get(plain(match[1]))) is None:
        return None
    return kind, match[2].strip()


def date_of(line: str) -> tuple[str, str] | None:
    """Return the date a line consists of and the name of the edition behind it, or None for any other line.

    >>> date_of("mercredi 12 janvier 2022"), date_of("January 11, 2010 Monday Late Edition - Final")
    (('12 janvier 2022', ''), ('January 11, 2010', 'Late Edition - Final'))
    >>> date_of("Le 13 novembre 2015 est dans toutes les mémoires de la ville")
    """
    match = _DATE.fullmatch(line)
    if not match or len(match["rest"].split()) > _EDITION or match["rest"][:1].islower():
        return None
    return (
        (match["date"], match["rest"].strip(" ;,")) if read_date(match["date"]).problem != "unreadable_date" else None
    )


def is_rights(line: str) -> bool:
    """Tell a line that says who holds the rights."""
    return bool(_RIGHTS.match(line))


def blocks_of(lines: list[str]) -> list[list[str]]:
    """Return the lines parted where some are empty, white space around them removed."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return blocks if blocks[-1] else blocks[:-1]


def foot_of(lines: list[str], marked: bool) -> tuple[list[str], list[tuple[str, str]]]:
    """Part a text from what stands below it, nothing but labels, lists and rights; of these return the labels.

    In a text that does not begin with ``Body`` (not ``marked``) labels are in capitals, and their values may go on.
    """

    def told(line: str, kinds: set[str]) -> bool:
        label = label_of(line)
        return label is not None and label[0] in kinds and (marked or line.split(":")[0].isupper())

    def below(end: int) -> bool:
        first = end - 1
        while not marked and first and lines[first - 1].strip():
            first -= 1
        kinds = BELOW if marked else BELOW | {"other", "url"}
        return any(is_rights(lines[n]) or told(lines[n], kinds) for n in {first, end - 1})

    marks = [n for n, line in enumerate(lines) if marked and line.strip() in _LISTS]
    ends = [n for n in range(len(lines) if marked else _last_text(lines) + 1, len(lines)) if told(lines[n], BELOW)]
    end = marks[-1] if marks else ends[0] if ends else len(lines)
    graphic = [n for n, line in enumerate(lines[:end]) if marked and line.strip() in _GRAPHIC]
    end = graphic[-1] if graphic else end
    while end and (not lines[end - 1].strip() or below(end)):
        end -= 1
    return lines[:end], [label for line in lines[end:] if (label := label_of(line))]


def _last_text(lines: list[str]) -> int:
    """Return the place of the last line, after an empty one, that has no label in capitals and tells no rights."""
    begins = (n for n in range(len(lines) - 1, -1, -1) if lines[n].strip() and not (n and lines[n - 1].strip()))
    return next((n for n in begins if not (_CAPITALS.match(lines[n].strip()) or is_rights(lines[n]))), -1)


def rejoined(lines: list[str]) -> tuple[str, int]:
    """Return a text whose paragraphs were cut into lines of one width, joined again, and how many cuts were mended.

    Lines of a text that was not cut stay as they are (0 mended).
    """
    blocks = blocks_of(lines)
    inner = [line for block in blocks for line in block[:-1]]
    if not inner or max(map(len, inner)) > _WIDEST or sum(map(len, inner)) < _NARROWEST * len(inner):
        return "\n".join(line.rstrip() for line in lines).strip(), 0
    return "\n\n".join(" ".join(block) for block in blocks), len(inner)


#: A cut line is this long at most, and on average this long at least; verses and lists are shorter.
_WIDEST, _NARROWEST = 100, 50


@cache
def _kinds() -> dict[str, str]:
    return {plain(name): kind for kind, names in _LABELS.items() for name in names.split(", ")}
