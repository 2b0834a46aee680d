"""Which outlet published a page: the outlet's name from the address of the page, and one spelling for each outlet."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, partial
from urllib.parse import urlsplit

from analysis.lexicons import load

#: Second-level names under which a country registers domains: bbc.co.uk is one domain, co.uk is none.
_SHARED = {"co", "com", "net", "org", "gov", "gouv", "ac", "edu", "asso", "or", "gob"}
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z]", re.I)
_IN_FRONT = ("www.", "m.", "mobile.", "amp.")
#: What one outlet's name is written with and without; a sign such as + or & makes another outlet.
_LOOSE = re.compile("[\\s_.,\"'’ʼ‘`´«»“”\u0300-\u036f\u2010-\u2015-]+")
_INVERTED = re.compile(r"(.+?)\s*[(,]\s*([^\W\d]{1,4}['’]?)\)?")
_ENDING = re.compile(rf"(?<=\w)((?:\.(?:{'|'.join(_SHARED)}))?\.(?:[a-z]{{2}}|com|net|org|info|news|media|press))$")


def host_of(address: str) -> str | None:
    """Return the host of a web address (or of a bare host name), lower case, or None when it is neither.

    >>> host_of("https://WWW.lemonde.fr:443/a?b"), host_of("lemonde.fr"), host_of("Le Monde")
    ('www.lemonde.fr', 'lemonde.fr', None)
    """
    address = address.strip()
    try:
        host = urlsplit(address if "://" in address else f"//{address}").hostname
    except ValueError:
        return None
    return host if host and not re.search(r"\s", address) and _HOST.fullmatch(host) else None


def one_name(name: str) -> str:
    """Return an outlet's name in the one way it is written, so that an outlet is not counted as two.

    >>> one_name("L&#39;Humanite\u0301  "), one_name("Le\u00a0Monde")
    ("L'Humanité", 'Le Monde')
    """
    return " ".join(unicodedata.normalize("NFC", html.unescape(name)).split())


def outlet_of(address: str) -> tuple[str, bool] | None:
    """Return the outlet a web address belongs to, and whether ``lexicons/outlets.csv`` lists it.

    A host that is not listed gives its registered domain; an address with no host gives None.

    >>> outlet_of("https://francais.rt.com/"), outlet_of("http://www.gazette.example.org/a")
    (('RT France', True), ('example.org', False))
    """
    host = host_of(address)
    if host is None:
        return None
    parts = host.split(".")
    for start in range(len(parts) - 1):
        if name := _listed().get(".".join(parts[start:])):
            return name, True
    for front in _IN_FRONT:
        host = host.removeprefix(front)
    parts = host.split(".")
    keep = 3 if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SHARED else 2
    return ".".join(parts[-keep:]), False


def known_outlet(name: str) -> str | None:
    """Return the outlet of ``lexicons/outlets.csv`` that a name spells in whatever way, None when it spells none.

    >>> known_outlet("LE MONDE"), known_outlet("Le Monde.fr"), known_outlet("liberation"), known_outlet("Gazette")
    ('Le Monde', 'Le Monde', 'Libération', None)
    """
    if found := _outlets().get(_bare(name)):
        return found
    site = outlet_of("".join(_plain(name).split()))
    return site[0] if site and site[1] else None


def same_outlet(name: str, other: str) -> bool:
    """Return whether two names are spellings of one.

    >>> same_outlet("Gazette, The", "THE GAZETTE"), same_outlet("Gazette", "The Gazette")
    (True, False)
    """
    return _bare(name) == _bare(other) != ""


def one_spelling(counts: Mapping[str, int]) -> dict[str, str]:
    """Return the other spellings of each name and the one they become, from the names and how often each is written.

    Spellings differ in case, accents, spaces, hyphens, apostrophes, the ending of a domain or the place of the article
    (Monde (Le)).  The spelling of
    ``lexicons/outlets.csv`` goes first, then one without an ending, then the most frequent.

    >>> one_spelling({"LE MONDE": 9, "Le Monde.fr": 1, "La Gazette": 2, "la gazette": 1, "Canal": 1, "Canal+": 1})
    {'LE MONDE': 'Le Monde', 'Le Monde.fr': 'Le Monde', 'la gazette': 'La Gazette'}
    """
    sites: dict[str, set[str]] = defaultdict(set)
    for name in counts:
        sites[_stem(name)].add(_ending(name))
    groups: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        stem = _stem(name) or name
        # Two sites that differ in their ending alone (gazette.fr, gazette.be) are two outlets.
        groups[known_outlet(name) or f"\n{stem}{_ending(name) if len(sites[stem] - {''}) > 1 else ''}"].append(name)
    several = {group: names for group, names in groups.items() if len(names) > 1}
    best = {g: max(names, key=partial(_rank, counts)) if g[0] == "\n" else g for g, names in several.items()}
    return {name: best[group] for group, names in several.items() for name in names if name != best[group]}


def _rank(counts: Mapping[str, int], name: str) -> tuple[bool, bool, int, bool]:
    return _in_order(name) == name, not _ending(name), counts[name], not (name.isupper() or name.islower())


def _in_order(name: str) -> str:
    """Return a name with its article in front, behind which catalogues put it.

    >>> _in_order("Monde (Le)"), _in_order("Gazette, The"), _in_order("Le Phare (Arvane)")
    ('Le Monde', 'The Gazette', 'Le Phare (Arvane)')
    """
    match = _INVERTED.fullmatch(name.strip())
    return f"{match[2]} {match[1]}" if match and match[2].casefold().replace("’", "'") in _articles() else name


@cache
def _articles() -> frozenset[str]:
    return frozenset(row["form"] for row in load("grammar") if row["class"] == "definite")


def _plain(name: str) -> str:
    """Return a name in small letters without accents, its article in front."""
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", _in_order(name).casefold()))


def _bare(name: str) -> str:
    return _LOOSE.sub("", _plain(name))


def _ending(name: str) -> str:
    found = _ENDING.search(_plain(name))
    return found[1] if found else ""


def _stem(name: str) -> str:
    return _bare(_plain(name).removesuffix(_ending(name)))


@cache
def _outlets() -> dict[str, str]:
    """Bare name -> name as the list writes it; a name that is listed twice, in two ways, keeps its first."""
    table: dict[str, str] = {}
    for row in load("outlets"):
        table.setdefault(_bare(row["outlet"]), row["outlet"])
    return table


@cache
def _listed() -> dict[str, str]:
    return {row["host"].lower(): row["outlet"] for row in load("outlets")}
