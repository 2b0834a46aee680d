"""Who is quoted in one article: counts by kind, role and stance, and the shares that follow from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from ..conditional import conditionals, languages
from ..records import PERSONS, ROLES, SOURCE_KINDS, STANCES, Attribution, Reading, Stance
from ..text import words
from ..text.lines import base_language
from .diversity import NAN, effective, shannon, simpson, simpson_unbiased

Naming = Literal["named", "unnamed", "no_source"]


def naming(attribution: Attribution) -> Naming:
    """Return whether the reader can know who speaks: ``named``, ``unnamed`` (a role or a crowd), or ``no_source`` at
    all.

    Institutions, media and documents have a name; a person or a citizen has one when the speaker's begins with a
    capital: "the mayor" whom the article never names has a role.

    >>> naming(Attribution((), source_kind="anonymous", speaker="source proche du dossier"))
    'unnamed'
    >>> naming(Attribution((), stance="evidential"))
    'no_source'
    """
    speaker = attribution.speaker
    if speaker is None:
        return "no_source" if not attribution.source else "unnamed"
    if attribution.source_kind in ("anonymous", "collective_vague", "unknown"):
        return "unnamed"
    if attribution.source_kind in ("citizen", "named_person"):
        return "named" if speaker.lstrip("@«“\"'")[:1].isupper() or speaker.startswith("@") else "unnamed"
    return "named"


def anonymity(n_named: int, n_unnamed: int) -> float:
    """Return unnamed / (named + unnamed), in [0, 1]; NaN when nobody speaks.  Attributions with no source stand
    beside it.

    >>> anonymity(3, 1)
    0.25
    """
    return n_unnamed / (n_named + n_unnamed) if n_named + n_unnamed else NAN


def stance_balance(counts: Mapping[Stance, int] | Mapping[str, int]) -> float:
    """Return (factive − doubt) / all classed cues, in [−1, 1]; NaN when no cue is classed.

    Cues the lexicon does not know are left out of the denominator: give ``unclassed_share`` beside it.

    >>> stance_balance({"neutral": 6, "factive": 3, "doubt": 1, "unclassed": 5})
    0.2
    """
    classed = sum(n for stance, n in counts.items() if stance != "unclassed")
    return (counts.get("factive", 0) - counts.get("doubt", 0)) / classed if classed else NAN


def article_columns(reading: Reading, sizes: Sequence[int] | None = None) -> dict[str, int | float]:
    """Return the source columns of one article: counts, and beside them the shares.

    Attributions of speech only.  ``sizes`` are the words of each attribution's content, in the order of
    ``reading.attributions``; they are counted here when not given.
    """
    if sizes is None:
        sizes = content_sizes(reading)
    spoken = [(a, n) for a, n in zip(reading.attributions, sizes, strict=True) if a.act == "speech"]
    kinds, kind_words = Counter[str](), Counter[str]()
    roles, stances, how, speakers, floor, genders, gender_words = (Counter[str]() for _ in range(7))
    for a, n in spoken:
        kinds[a.source_kind] += 1
        kind_words[a.source_kind] += n
        roles[a.role or "none"] += 1
        stances[a.stance] += 1
        how[naming(a)] += 1
        if a.source_kind in PERSONS:
            genders[a.gender or "unknown"] += 1
            gender_words[a.gender or "unknown"] += n
        if a.speaker is not None:
            speakers[a.speaker] += 1
            floor[a.speaker] += n
    total, said = len(spoken), sum(kind_words.values())
    out: dict[str, int | float] = {}
    for kind in SOURCE_KINDS:
        out[f"n_source_{kind}"] = kinds[kind]
        out[f"n_source_words_{kind}"] = kind_words[kind]
        out[f"source_{kind}_share"] = _share(kinds[kind], total)
    for role in (*ROLES, "none"):
        out[f"n_role_{role}"] = roles[role]
    for stance in STANCES:
        out[f"n_stance_{stance}"] = stances[stance]
    out["stance_balance"] = stance_balance(stances)
    out["unclassed_share"] = _share(stances["unclassed"], total)
    for kept in ("named", "unnamed", "no_source"):
        out[f"n_{kept}"] = how[kept]
    out["anonymity_rate"] = anonymity(how["named"], how["unnamed"])
    out["no_source_share"] = _share(how["no_source"], total)
    out["n_women"], out["n_men"], out["n_gender_unknown"] = genders["f"], genders["m"], genders["unknown"]
    out["n_women_words"], out["n_men_words"] = gender_words["f"], gender_words["m"]
    out["women_share"] = _share(genders["f"], genders["f"] + genders["m"])
    out["women_words_share"] = _share(gender_words["f"], gender_words["f"] + gender_words["m"])
    out["n_said_words"] = said
    out["n_speakers"] = len(speakers)
    out["n_speaker_attributions"] = sum(speakers.values())
    out["speaker_shannon"] = shannon(speakers.values())
    out["speaker_effective"] = effective(speakers.values()) if speakers else NAN
    out["speaker_simpson"] = simpson(speakers.values())
    out["speaker_simpson_unbiased"] = simpson_unbiased(speakers.values())
    out["n_top_speaker_words"] = max(floor.values(), default=0)
    out["top_speaker_share"] = _share(out["n_top_speaker_words"], said)
    out["n_conditional"] = out["n_conditional_distance"] = NAN
    if (lang := base_language(reading.article.lang)) in languages():
        found = conditionals(reading.article.text, lang or "")
        out["n_conditional"] = len(found)
        out["n_conditional_distance"] = sum(c.label == "distance" for c in found)
    return out


def content_sizes(reading: Reading) -> list[int]:
    """Return the number of words of each attribution's content."""
    starts = words(reading.article.text, reading.article.lang)[:, 0]
    return [
        sum(int(starts.searchsorted(s.end) - starts.searchsorted(s.start)) for s in a.content)
        for a in reading.attributions
    ]


def _share(part: float, whole: float) -> float:
    return part / whole if whole else NAN
