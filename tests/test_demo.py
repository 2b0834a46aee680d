"""The demonstration press and its hand-made gold: rebuilt from source, complete, and sound to the last offset."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
DEMO, GOLD = ROOT / "data" / "demo", ROOT / "data" / "gold"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo_build", DEMO / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["demo_build"] = module
    spec.loader.exec_module(module)
    return module


def rows() -> list[dict[str, str]]:
    with (DEMO / "articles.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gold(*names: str) -> list[dict]:
    lines = [line for name in names for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines]


BOTH = ("demo_fr.jsonl", "demo_en.jsonl")
ALL = (*BOTH, "worked_example.jsonl")


def test_files_are_what_the_sources_say(maker: ModuleType) -> None:
    made = maker.build()
    assert set(made) == {"articles.csv", *ALL}
    for name, content in made.items():
        path = (DEMO if name.endswith(".csv") else GOLD) / name
        assert path.read_bytes() == content.encode("utf-8"), f"{name}: run python data/demo/build.py"


def test_every_event_is_told_by_every_outlet(maker: ModuleType) -> None:
    told = Counter((row["event"], row["outlet"]) for row in rows())
    events = {event for event, _ in told}
    outlets = {house.outlet for house in maker.HOUSES.values()}
    assert told == Counter({(event, outlet): 1 for event in events for outlet in outlets})
    assert len(outlets) == 6


def test_articles_are_dated_linked_and_of_the_length_of_news(maker: ModuleType) -> None:
    table = rows()
    assert len({row["id"] for row in table}) == len({row["url"] for row in table}) == len(table) > 0
    for row in table:
        assert re.fullmatch(r"20\d\d-[01]\d-[0-3]\d", row["date"]), row["id"]
        assert re.match(r"https://[\w-]+(\.[\w-]+)*\.example\.org/20\d\d/\d\d/\d\d/[\w-]+$", row["url"]), row["url"]
        assert row["title"].strip() and row["section"].strip()
        assert 200 <= len(maker.WORD.findall(row["text"])) <= 400, row["id"]


def test_no_tag_is_left_in_the_text() -> None:
    for record in gold(*ALL):
        assert not re.search(r"[\[\]]|\b[cks]\d+:|\bq[stn]:", record["text"]), record["id"]


def test_gold_and_table_hold_the_same_articles() -> None:
    table = {row["id"]: row for row in rows()}
    records = gold(*BOTH)
    assert {r["id"] for r in records} == set(table)
    for record in records:
        row = table[record["id"]]
        assert [record[k] for k in ("text", "lang", "outlet", "event")] == [
            row[k] for k in ("text", "lang", "outlet", "event")
        ]


def test_offsets_slice_whole_words() -> None:
    for record in gold(*ALL):
        text = record["text"]
        spans = [
            s for a in record["attributions"] + record["attitudes"] for k in ("content", "cue", "source") for s in a[k]
        ]
        for begin, end in spans + record["scare_quotes"]:
            assert 0 <= begin < end <= len(text)
            assert text[begin:end] == text[begin:end].strip(), (record["id"], text[begin:end])
            for at in (begin, end):
                assert not (text[at - 1 : at].isalnum() and text[at : at + 1].isalnum()), (
                    record["id"],
                    text[begin:end],
                )


def test_contents_never_overlap() -> None:
    for record in gold(*ALL):
        contents = sorted(s for a in record["attributions"] + record["attitudes"] for s in a["content"])
        assert contents
        assert all(end <= begin for (_, end), (begin, _) in pairwise(contents)), record["id"]


def test_labels_are_the_schemes(maker: ModuleType) -> None:
    for record in gold(*ALL):
        for a in record["attributions"] + record["attitudes"]:
            assert a["type"] in maker.TYPES and a["source_kind"] in maker.KINDS and a["cue_stance"] in maker.STANCES
            assert a["source_entity"].strip()
        assert {a["act"] for a in record["attributions"]} <= {"speech"}
        assert {a["act"] for a in record["attitudes"]} <= {"attitude"}
        assert len(record["marked_uses"]) == len(record["scare_quotes"])


def test_one_name_is_of_one_kind_within_an_article() -> None:
    for record in gold(*BOTH):
        kinds = defaultdict(set)
        for a in record["attributions"]:
            kinds[a["source_entity"]].add(a["source_kind"])
        assert all(len(k) == 1 for k in kinds.values()), (record["id"], dict(kinds))


def test_outlets_differ_in_how_they_quote(maker: ModuleType) -> None:
    """The point of the demonstration: agency, popular and analytic houses can be told apart by their attributions."""
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for record in gold(*BOTH):
        types[record["outlet"]].update(a["type"] for a in record["attributions"])
    share = {outlet: {t: count[t] / count.total() for t in maker.TYPES} for outlet, count in types.items()}
    for agency, popular, analytic in (
        ("La Dépêche d'Arvane", "Le Clairon d'Ostrelle", "L'Observatoire arvanais"),
        ("Port Brisel Herald", "The Kestrin Lantern", "The Arvane Review"),
    ):
        assert share[agency]["direct"] > max(share[popular]["direct"], share[analytic]["direct"])
        assert share[popular]["mixed"] > max(share[agency]["mixed"], share[analytic]["mixed"])
        assert share[analytic]["indirect"] > max(share[agency]["indirect"], share[popular]["indirect"])


def cases(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "form", "label", "smallest"),
    [
        ("conditional_fr.csv", "verb", "label", {"distance": 60, "other": 60}),
        ("passive_fr.csv", "verb", "label", {"agentless": 25, "agent": 25, "none": 25}),
        ("scare_quotes.csv", "marked", "use", {"speech": 15, "scare": 15, "title": 10, "name": 10}),
    ],
)
def test_small_gold_is_whole(name: str, form: str, label: str, smallest: dict[str, int]) -> None:
    table = cases(name)
    assert len({row["text"] for row in table}) == len({row["id"] for row in table}) == len(table)
    assert [row["id"] for row in table if row["text"].count(row[form]) != 1] == []
    count = Counter(row[label] for row in table)
    assert set(count) == set(smallest)
    assert all(count[k] >= n for k, n in smallest.items()), count


def test_every_verb_of_the_conditional_gold_is_a_conditional() -> None:
    ending = re.compile(r"r(?:ais|ait|ions|iez|aient)\b")
    assert [row["id"] for row in cases("conditional_fr.csv") if not ending.search(row["verb"])] == []


def test_every_passive_holds_a_form_of_to_be() -> None:
    to_be = re.compile(r"\b(?:est|sont|était|étaient|fut|furent|sera|seront|été|être)\b")
    passives = [row for row in cases("passive_fr.csv") if row["label"] != "none"]
    assert [row["id"] for row in passives if not to_be.search(row["verb"])] == []
    assert all(re.search(r"\b(?:par|des?|du)\b|d['’]", row["text"]) for row in passives if row["label"] == "agent")


def test_every_marked_span_is_in_marks() -> None:
    assert [
        row["id"] for row in cases("scare_quotes.csv") if row["marked"][0] + row["marked"][-1] not in ("«»", "“”", '""')
    ] == []


@pytest.mark.parametrize(
    ("body", "spec", "message"),
    [
        ("[c1:Oui", "1 indirect citizen neutral = X", "never closed"),
        ("Oui]", "", "closes nothing"),
        ("[z1:Oui]", "", "no known tag"),
        ("[c1:Il viendra], [k1:dit]-il.", "", "without a closing line"),
        ("[k1:dit]-il.", "1 indirect citizen neutral = X", "no content"),
        ("[c1:Il viendra].", "1 direct citizen neutral = X", "is indirect, not direct"),
        ("[c1:« Non »].", "1 indirect citizen neutral = X", "is direct, not indirect"),
        ("« Non », dit-il.", "", "of no use"),
        ("[c1:Il [c2:viendra]].", "1 indirect citizen neutral = X\n2 indirect citizen neutral = X", "overlap"),
        ("[c1:Il viendra].", "1 indirect person neutral = X", "named_person"),
        ("[c1:Il viendra].", "1 indirect citizen neutral = X\n1 indirect citizen neutral = X", "twice"),
    ],
)
def test_slips_of_the_annotator_are_refused(maker: ModuleType, body: str, spec: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        maker.annotate(body, spec)


def test_worked_example_has_the_voices_it_is_known_for(maker: ModuleType) -> None:
    """46 words: 6 direct, 3 partial, 13 indirect, an elision being a word of its own."""
    (record,) = gold("worked_example.jsonl")
    word = re.compile(r"[^\W_]+['’]?")
    count = Counter({"all": len(word.findall(record["text"]))})
    for a in record["attributions"]:
        count[a["type"]] += sum(len(word.findall(record["text"][b:e])) for b, e in a["content"])
    assert count == {"all": 46, "direct": 6, "mixed": 3, "indirect": 13}
