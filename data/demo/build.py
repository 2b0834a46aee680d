"""Turn the annotated source files of the demonstration press into the tables and the gold that the project reads.

Run ``python data/demo/build.py`` after editing a file in ``source/``.  It writes

* ``data/demo/articles.csv``: the table a reader of the press would have, one article a row;
* ``data/gold/demo_fr.jsonl``, ``demo_en.jsonl``: who says what in them, marked by hand, as character offsets;
* ``data/gold/worked_example.jsonl``: the short text on which the measures are defined.

A source file is a header (``key: value``), a line ``---``, the body, a line ``---`` and one line for each attribution.
In the body ``[c1:…]`` is a content, ``[k1:…]`` a cue and ``[s1:…]`` a source of attribution 1 (``[s1,2:…]`` of both);
tags nest and repeat.  ``[qs:…]``, ``[qt:…]``, ``[qn:…]`` hold a passage in marks that is nobody's speech: distance or a
term, a title, a name.  A closing line reads ``1 direct named_person neutral = Maud Ferrigan``, with ``optional`` or
``attitude`` before the equals sign where they apply.  Bodies are typed plainly; the marks and spaces of each house are
set here.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "source"
GOLD = HERE.parent / "gold"

TYPES = ("direct", "mixed", "indirect")
KINDS = ("named_person", "institution", "media", "document", "anonymous", "collective_vague", "citizen")
STANCES = ("neutral", "assertive", "doubt", "factive", "evidential")
USES = {"qs": "scare", "qt": "title", "qn": "name"}
COLUMNS = ("id", "outlet", "lang", "date", "title", "url", "event", "section", "text")

NBSP, NARROW = "\u00a0", "\u202f"
WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
OPENING = re.compile(r"\[(?:([cks])(\d+(?:,\d+)*)|(q[stn])):")
CLOSES = {"«": "»", "“": "”", '"': '"'}
THOUSANDS = r"(?<=\d) (?=\d{3}(?!\d))"


@dataclass(frozen=True)
class House:
    """An outlet and its typography: substitutions (regular expression, replacement), applied in order."""

    key: str
    outlet: str
    lang: str
    host: str
    style: tuple[tuple[str, str], ...]


CURLY = (("'", "’"),)
STRAIGHT = (("[“”]", '"'), ("[‘’]", "'"))


def _french(inner: str, before_colon: str, before_high: str) -> tuple[tuple[str, str], ...]:
    """Spaces of a French house: inside guillemets, before a colon, before other high punctuation."""
    return (
        ("« ", "«" + inner),
        (" »", inner + "»"),
        (" :", before_colon + ":"),
        (" ([;?!])", before_high + r"\1"),
        (THOUSANDS, NARROW),
    )


HOUSES = {
    house.key: house
    for house in (
        House(
            "depeche", "La Dépêche d'Arvane", "fr", "depeche-arvane.example.org", _french(NBSP, NBSP, NARROW) + CURLY
        ),
        House("clairon", "Le Clairon d'Ostrelle", "fr", "clairon-ostrelle.example.org", _french("", "", "")),
        House(
            "observatoire",
            "L'Observatoire arvanais",
            "fr",
            "observatoire-arvanais.example.org",
            _french(NARROW, NBSP, NARROW) + CURLY,
        ),
        House("herald", "Port Brisel Herald", "en", "herald.port-brisel.example.org", CURLY),
        House("lantern", "The Kestrin Lantern", "en", "kestrin-lantern.example.org", STRAIGHT),
        House("review", "The Arvane Review", "en", "arvane-review.example.org", CURLY),
    )
}


@dataclass(frozen=True)
class Tagged:
    """A text without its tags, and where each tag stood: (role, number or 0, begin, end)."""

    text: str
    spans: tuple[tuple[str, int, int, int], ...]


def untag(tagged: str) -> Tagged:
    """Take the tags out of a body and keep their offsets.

    >>> untag("[c1:« Oui »], [k1:dit]-[s1:elle].")
    Tagged(text='« Oui », dit-elle.', spans=(('c', 1, 0, 7), ('k', 1, 9, 12), ('s', 1, 13, 17)))
    """
    out: list[str] = []
    length = i = 0
    stack: list[tuple[str, tuple[int, ...], int]] = []
    spans: list[tuple[str, int, int, int]] = []
    while i < len(tagged):
        opening = OPENING.match(tagged, i)
        if opening:
            role, numbers = opening[1] or opening[3], tuple(int(n) for n in (opening[2] or "0").split(","))
            stack.append((role, numbers, length))
            i = opening.end()
            continue
        if tagged[i] == "]":
            if not stack:
                raise ValueError(f"']' closes nothing near {tagged[max(0, i - 40) : i + 1]!r}")
            role, numbers, begin = stack.pop()
            spans.extend((role, n, begin, length) for n in numbers)
        elif tagged[i] == "[":
            raise ValueError(f"'[' opens no known tag near {tagged[i : i + 40]!r}")
        else:
            out.append(tagged[i])
            length += 1
        i += 1
    if stack:
        raise ValueError(f"tag {stack[-1][0]}{stack[-1][1]} is never closed")
    return Tagged("".join(out), tuple(sorted(spans, key=lambda s: (s[2], s[3], s[0], s[1]))))


def outer_marks(text: str) -> list[tuple[int, int]]:
    """Spans between outermost quotation marks; a quotation may run over paragraphs and reopen its mark there."""
    spans, i = [], 0
    while i < len(text):
        closing = CLOSES.get(text[i])
        if closing is None:
            i += 1
            continue
        end = text.find(closing, i + 1)
        if end < 0:
            raise ValueError(f"quotation never closed: {text[i : i + 40]!r}")
        spans.append((i, end + 1))
        i = end + 1
    return spans


def _type_of(text: str, content: list[list[int]], marks: list[tuple[int, int]], quiet: list[list[int]]) -> str:
    """The type that the marks show: all words inside marks, some, or none (marks of nobody's speech apart)."""

    def within(spans: Iterable[Iterable[int]], at: int) -> bool:
        return any(b <= at < e for b, e in spans)

    words = [begin + m.start() for begin, end in content for m in WORD.finditer(text[begin:end])]
    speaking = [within(marks, at) and not within(quiet, at) for at in words]
    return "direct" if all(speaking) else "mixed" if any(speaking) else "indirect"


def _attributions(spec: str, tagged: Tagged) -> list[dict[str, Any]]:
    """One record for each closing line, its spans taken from the tags of the same number."""
    rows: list[dict[str, Any]] = []
    seen = set()
    for line in filter(None, (line.strip() for line in spec.splitlines())):
        head, _, entity = line.partition(" = ")
        number, kind_of_content, source_kind, stance, *flags = head.split()
        known = (TYPES, KINDS, STANCES, ("optional", "attitude"))
        for values, valid in zip(((kind_of_content,), (source_kind,), (stance,), flags), known, strict=True):
            if not entity or not set(values) <= set(valid):
                raise ValueError(f"line {line!r}: {values} should be among {valid}, and a name should follow ' = '")
        n = int(number)
        if n in seen:
            raise ValueError(f"attribution {n} is described twice")
        seen.add(n)
        parts = {r: [[b, e] for role, m, b, e in tagged.spans if (role, m) == (r, n)] for r in "cks"}
        if not parts["c"]:
            raise ValueError(f"attribution {n} has no content in the body")
        row: dict[str, Any] = {"content": parts["c"], "cue": parts["k"], "source": parts["s"]}
        row |= {"type": kind_of_content, "source_entity": entity, "source_kind": source_kind, "cue_stance": stance}
        row |= {"optional": True} if "optional" in flags else {}
        rows.append(row | {"act": "attitude" if "attitude" in flags else "speech"})
    loose = {m for role, m, _, _ in tagged.spans if role in "cks"} - seen
    if loose:
        raise ValueError(f"tags without a closing line: {sorted(loose)}")
    return sorted(rows, key=lambda row: row["content"])


def annotate(body: str, spec: str) -> dict[str, Any]:
    """Text, attributions, attitudes and other marked passages of a tagged body; ``ValueError`` where they disagree."""
    tagged = untag(body)
    text, marks = tagged.text, outer_marks(tagged.text)
    quiet = [(b, e, role) for role, _, b, e in tagged.spans if role in USES]
    rows = _attributions(spec, tagged)
    contents = sorted(span for row in rows for span in row["content"])
    for (_, end), (begin, _) in pairwise(contents):
        if begin < end:
            raise ValueError(f"contents overlap at {text[begin : begin + 40]!r}")
    for begin, end in marks:
        if not all(any(b <= at < e for b, e in [*contents, *(q[:2] for q in quiet)]) for at in (begin, end - 1)):
            raise ValueError(f"marks in no content and of no use: {text[begin:end]!r}")
    for row in rows:
        found = _type_of(text, row["content"], marks, [[b, e] for b, e, _ in quiet])
        if found != row["type"] and not (
            found == "direct" and row["type"] == "mixed"
        ):  # a marked piece may be a mere phrase
            raise ValueError(f"{text[row['content'][0][0] :][:60]!r} is {found}, not {row['type']}")
    for b, e, _ in quiet:
        if (b, e) not in marks and text[b] not in "‘“'":
            raise ValueError(f"no marks around {text[b:e]!r}")
    return {
        "text": text,
        "attributions": [row for row in rows if row["act"] == "speech"],
        "attitudes": [row for row in rows if row["act"] == "attitude"],
        "scare_quotes": [[b, e] for b, e, _ in quiet],
        "marked_uses": [USES[role] for _, _, role in quiet],
    }


def read_source(path: Path) -> tuple[dict[str, str], str, str]:
    """Header, body in the typography of its house, and closing lines of one source file."""
    head, body, spec = re.split(r"^---\n", path.read_text(encoding="utf-8"), flags=re.M)
    header = dict(line.split(": ", 1) for line in head.splitlines() if line)
    event, lang, key = path.stem.split(".")
    if key in HOUSES:
        house = HOUSES[key]
        for pattern, replacement in house.style:
            body = re.sub(pattern, replacement, body)
            header["title"] = re.sub(pattern, replacement, header["title"])
        header |= {
            "outlet": house.outlet,
            "url": f"https://{house.host}/{header['date'].replace('-', '/')}/{header['slug']}",
        }
    header |= {"id": f"demo-{lang}-{event[:2]}-{key}", "event": event, "lang": lang}
    return header, body.strip("\n"), spec


def build(source: Path = SOURCE) -> dict[str, str]:
    """File name -> contents of everything that is made from ``source``."""
    table, gold = [], {}
    for path in sorted(source.glob("*.txt")):
        try:
            header, body, spec = read_source(path)
            record = annotate(body, spec)
        except ValueError as problem:
            raise ValueError(f"{path.name}: {problem}") from problem
        keep = {k: header.get(k) for k in ("id", "lang", "outlet", "date", "title", "event")}
        line = json.dumps(keep | record, ensure_ascii=False) + "\n"
        if header["id"].endswith("-example"):
            gold["worked_example.jsonl"] = line
            continue
        name = f"demo_{header['lang']}.jsonl"
        gold[name] = gold.get(name, "") + line
        table.append([record["text"] if c == "text" else header[c] for c in COLUMNS])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(table)
    return {"articles.csv": out.getvalue(), **gold}


def main() -> None:
    """Write every file and say what is in it."""
    GOLD.mkdir(exist_ok=True)
    for name, content in build().items():
        folder = HERE if name.endswith(".csv") else GOLD
        (folder / name).write_text(content, encoding="utf-8", newline="")
        print(f"{folder.name}/{name}: {len(content):,} characters")


if __name__ == "__main__":
    main()
