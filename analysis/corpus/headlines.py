"""The outlet's name at the end of a headline, as titles of web pages have it: *Port to close | World | The Gazette*."""

from __future__ import annotations

import re

from analysis.corpus.outlets import known_outlet, same_outlet

_JOINT = re.compile(r"(?<=\S)\s+([|–—-]|::|·)\s+")
# Words of a headline at the least, and of the section before the outlet at the most.
_FEWEST, _SECTION = 2, 3


def without_outlet(title: str, outlet: str) -> str:
    """Return a headline without the outlet's name at its end, and without the section between bars before it.

    >>> without_outlet("Port to close | World news | The Gazette", "Gazette, The")
    'Port to close'
    >>> without_outlet("Le port ferme - La Gazette", "Le Phare"), without_outlet("Tempête - Le Phare", "Le Phare")
    ('Le port ferme - La Gazette', 'Tempête - Le Phare')
    """
    joints = list(_JOINT.finditer(title))
    if not joints or not _is_outlet(title[joints[-1].end() :], outlet):
        return title
    last = joints.pop()
    section = joints[-1] if joints and last[1] == joints[-1][1] == "|" else None
    if section is not None and len(title[section.end() : last.start()].split()) <= _SECTION:
        last = section
    kept = title[: last.start()]
    return kept if len(kept.split()) >= _FEWEST and known_outlet(kept) is None else title


def _is_outlet(name: str, outlet: str) -> bool:
    known = known_outlet(name)
    return same_outlet(name, outlet) or (known is not None and known == known_outlet(outlet))
