"""Which outlet published a page: the outlet's name from the address of the page."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache
from urllib.parse import urlsplit

from analysis.lexicons import load

#: Second-level names under which a country registers domains: bbc.co.uk is one domain, co.uk is none.
_SHARED = {"co", "com", "net", "org", "gov", "gouv", "ac", "edu", "asso", "or", "gob"}
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z]", re.I)
_IN_FRONT = ("www.", "m.", "mobile.", "amp.")


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


@cache
def _listed() -> dict[str, str]:
    return {row["host"].lower(): row["outlet"] for row in load("outlets")}
