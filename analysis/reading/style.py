"""How a reading looks on a screen, on a phone and on paper, and how any text is written so that it stays text."""

from __future__ import annotations

import re
from html import escape

from ..columns import VOICES
from ..voices import COLOURS, INK

FRAME = "mf tex2jax_ignore mathjax_ignore"
"""The classes of what is shown; of two dollars (*from $3 million to $5 million*) a notebook would make a formula."""

_SOFT = {"direct": "#c9dcf3", "partial": "#e2eefa", "indirect": "#f8ddcd", "scare": "#fbf0c9"}
"""A voice's colour, light enough to read black text on."""

EDGE = "#5c4500"
"""Around marks that nobody says: their yellow is all but white when printed in grey, this a dark grey."""

_PLAIN = """
.mf{font:16px/1.65 Georgia,'Times New Roman',serif;color:#1a1a1a;background:#fff;max-width:44em;padding:.2em .8em}
.mf h1,.mf h2{color:inherit;font-size:1.35em;line-height:1.3;margin:.6em 0 .1em}
.mf p{margin:.7em 0;overflow-wrap:break-word}
.mf .facts,.mf .legend,.mf table{font:13px/1.5 system-ui,sans-serif;color:#444}
.mf .legend>*{display:inline-block;margin:.1em 1em .1em 0}.mf .key{border-radius:2px;padding:0 .4em}
.mf svg{display:block;width:100%;height:22px;margin:.6em 0}
.mf mark{color:inherit;background:none;padding:.06em 0;border-radius:2px}
.mf a{color:inherit;text-decoration:underline 2px;text-underline-offset:3px}
.mf a.cue{text-decoration:underline dotted 2px}
.mf sup{font:10px/0 system-ui,sans-serif;color:#555;margin-left:1px}
.mf mark:target{outline:2px solid #1a1a1a}
.mf table{display:table;table-layout:auto;border-collapse:collapse;margin:1em 0;width:100%}
.mf tr{background:none}
.mf th,.mf td{text-align:left;vertical-align:top;padding:.3em .8em .3em 0;border:0;border-top:1px solid #ddd}
.mf tr:first-child>*{border-top:0}.mf td{overflow-wrap:break-word}
.mf .passage{border-left:3px solid #ddd;padding-left:.8em;margin:1.2em 0}.mf .passage .facts{display:block}
"""
# On a phone a row of the table becomes two lines of text: five columns would break words.
_PHONE = """
@media(max-width:560px){.mf{padding:.2em .6em}
.mf table,.mf tbody{display:block}.mf tr{display:block;position:relative;padding:.4em 0 .4em 2.2em}
.mf tr{border-top:1px solid #ddd}.mf tr:first-child{display:none}
.mf td{display:inline;border:0;padding:0}.mf td:first-child{position:absolute;left:0}
.mf td:nth-child(2){display:block;font-weight:600;color:#1a1a1a}.mf td:nth-child(n+4)::before{content:' · '}}
"""
_PAPER = """
@media print{.mf{font-size:11pt;max-width:none;padding:0}.mf,.mf *{print-color-adjust:exact;
-webkit-print-color-adjust:exact}.mf a{text-decoration-thickness:1px}
.mf table{font-size:8pt}.mf td{padding:.15em .8em .15em 0}.mf mark:target{outline:0}
.mf tr,.mf .passage{break-inside:avoid}.mf h1,.mf h2,.mf .facts,.mf .legend{break-after:avoid}
hr.mf-next{border:0;margin:0;break-after:page}}
"""


def sheet() -> str:
    """Return the style sheet of a reading.

    Shape repeats colour, in the key as in the text, for who prints in grey or sees no colours: a partial quotation has
    a rule beneath it, paraphrase is slanted, marks that nobody says stand in a dashed box, and what the outlet holds at
    arm's length in a solid one.
    """
    marks = "".join(f".mf mark.{voice}{{background:{tint}}}" for voice, tint in _SOFT.items())
    keys = "".join(f".mf .key.{v}{{background:{COLOURS[v]};color:{INK[v]}}}" for v in VOICES)
    shapes = (
        ".mf .partial{border-bottom:1px solid #86b6e3}.mf .key.partial{border-bottom-color:#1a1a1a}"
        f".mf .indirect{{font-style:italic}}.mf .scare{{border:1px dashed {EDGE}}}"
        f".mf .scare.held{{border:2px solid {EDGE}}}"
    )
    # Said three times, the class outweighs what a notebook's theme says of links and tables: without, the lines under
    # sources are gone, and a dark theme puts dark rows under dark letters.
    return re.sub(r"\.mf(?![\w-])", ".mf.mf.mf", f"{_PLAIN}{marks}{keys}{shapes}{_PHONE}{_PAPER}")


def shown(raw: str) -> str:
    """Escape text for HTML, attributes included; characters HTML forbids are shown as replacement characters."""
    return escape(raw.translate(_FORBIDDEN).encode("utf-8", "replace").decode("utf-8"))


_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "�")
