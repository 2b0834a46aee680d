"""The words of a source as far as they go: completed where a reader of attributions cut them short."""

from __future__ import annotations

import re

from ..records import Attribution
from .heads import determiner_of, head_of, is_linked
from .letters import CAPITALISED, UPPER, apart, folded
from .names import capitalised, looks_like_person, split_name
from .stance import cue_entry
from .vocabulary import Vocabulary

# What may complete a source that was cut after its article: up to six words, no punctuation between.
_PHRASE = re.compile(r"['’]?[ ]?[\w'’-]+(?: [\w'’-]+){0,5}")
_PART = re.compile(r"[ '’]*[\w-]+['’]?")
# Where the complement of an impersonal cue ends, and so many characters and words are looked at before it begins.
_STOP = re.compile(r"[.,;:!?«»“”\"()\n]")
_BEHIND, _WORDS_BETWEEN = 90, 4
# What may follow a verb before the one it helps.
_CUT_CUE = re.compile(r"[-‑ ]?(?:t[-‑])?on(?: y)? \w+")
# So many characters of a sentence are looked at before an aside, and so many words a subject in front of one has.
_LEAD, _SUBJECT_WORDS = 200, 9
_STOP_BEFORE = re.compile(r"[.;:!?…«»“”\"()\n]\s*")
_WORD = re.compile(r"\S+")
# What a hyphen joins to a word that was cut before or behind it.
_HYPHENS = ("-", "‑")
_JOINTS = frozenset("-‑.")
_HYPHENED = re.compile(r"[-‑]\w+(?:[-‑]\w+)*")
# A sentence that ends inside a source, and initials with full stops around one.
_SENTENCE = re.compile(rf"(?<![.\w])([\w'’-]*[a-zß-ÿ])\.\s+(?=[{UPPER}])")
_INITIALS_ON = re.compile(rf"(?:(?<=[{UPPER}])\.[{UPPER}]|(?<=\.)[{UPPER}]\.)+(?:\.|(?!\w))")
_INITIALS_OFF = re.compile(rf"(?<!\w)(?:[{UPPER}]\.)+$")
# A verb that follows a comma, before a name.
_VERB = re.compile(rf", (\w+(?: [a-zß-ÿ]\w*)?) (?=[{UPPER}])")
# A preposition in front of a source is looked for in so many characters.
_RECIPIENT = 16
# What stands behind an apposed name; a verb would make it the subject of the next clause.
_CLOSING = frozenset(',.;:)»”"\n')
# An aside that opens with one of these tells of the name in front of it, past a party and a seat: "(LR)", ", R-S.C.".
_APPOSES = frozenset({"indefinite_article", "definite"})
_ASIDE = re.compile(r"(?: \([^()\n]{1,30}\)|, [A-Z]{1,4}[-‑][\w.]{1,8})$")
# Articles that promise a noun; after "some" and "many" there may be none.
_PROMISES = frozenset({"definite", "demonstrative", "possessive"})


def source_words(attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return the words of the source; of several pieces the one nearest to the cue, or else to the content."""
    spans = attribution.source
    if not spans:
        return ""
    if len(spans) > 1:
        around = attribution.cue or attribution.content
        spans = (min(spans, key=lambda s: min(max(s.start - a.end, a.start - s.end) for a in around)),)
    begin, end, limit = spans[0].start, spans[0].end, len(text)
    for part in (attribution.cue, attribution.content):
        for span in part:
            if end <= span.start < limit:
                limit = span.start
    if not _JOINTS.isdisjoint(text[max(0, end - 1) : end + 1]):
        begin, end = _joined(begin, end, limit, text)
    if text.find(".", begin, end) >= 0:
        begin, end = _one_sentence(begin, end, attribution, text, words)
    if text.find(", ", begin, end) >= 0:
        begin = _behind_verb(begin, end, text, words)
    other = _instead(begin, end, limit, attribution, text, words)
    return other or _whole(begin, end, limit, text, words)


def _instead(begin: int, end: int, limit: int, attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return who tells where what was taken for the source stands beside the one who does; empty: it is the source."""
    if not attribution.cue:
        return ""
    if attribution.cue[-1].end <= begin and words.recipients:
        return _behind_recipient(begin, end, limit, text, words)
    if attribution.cue[0].start < end:
        return ""
    other = _what_they_made(begin, text, words)
    if not other and "," in text[end - 1 : end + 1]:
        other = (
            _told_of(begin, end, text, words)
            or _emphasised(begin, end, text, words)
            or _past_its_aside(begin, text, words)
        )
    return other


def _emphasised(begin: int, end: int, text: str, words: Vocabulary) -> str:
    """Return whom a pronoun between commas stands for: "**Les syndicats**, eux, estiment"; empty: it is none."""
    pronoun = words.pronouns.get(folded(text[begin:end]).strip(" ,"))
    if pronoun is None or pronoun.cls != "pronoun" or text[max(0, begin - 2) : begin] != ", ":
        return ""
    lead = _STOP_BEFORE.split(text[max(0, begin - _LEAD) : begin - 2])[-1]
    return _subject(lead.rpartition(",")[2].strip(), words)


def _past_its_aside(begin: int, text: str, words: Vocabulary) -> str:
    """Return whose aside ends in what was taken for the source: "Anna Hale, once head of **the port**, vowed".

    It hangs on a preposition and a comma stands behind it, so the verb is not its own; empty: it is no such aside.
    """
    lead = _STOP_BEFORE.split(text[max(0, begin - _LEAD) : begin])[-1]
    *segments, aside = lead.split(",")
    if not segments or not is_linked(apart(folded(aside)), words):
        return ""
    for segment in reversed(segments):
        subject = _subject(segment.strip(), words)
        if subject:
            return subject
    return ""


def _subject(segment: str, words: Vocabulary) -> str:
    """Return a segment that is a name or a noun with its article, without "but" in front; else nothing."""
    first, _, rest = segment.partition(" ")
    low = folded(first)
    if low in words.stops and low not in words.determiners and low not in words.linkers:
        segment = rest
    name = CAPITALISED.fullmatch(segment)
    if name is not None and folded(segment).partition(" ")[0] not in words.determiners:
        known = any(looks_like_person(piece, words) for piece, _ in split_name(segment, words))
        alone = " " not in segment and folded(segment) not in words.places
        return segment if known or alone else ""
    small, _, _, at = determiner_of(segment, folded(segment), words)
    if not small or not at or len(segment.split()) > _SUBJECT_WORDS:
        return ""
    named = CAPITALISED.fullmatch(segment, at)
    if named is not None and folded(named.group()) not in words.places:
        # "La CGT"
        return segment
    noun, *_ = head_of(segment, capitalised(segment), words)
    return segment if noun is not None and noun.cls != "document" else ""


def _joined(begin: int, end: int, limit: int, text: str) -> tuple[int, int]:
    """Return where a source begins and ends with what a hyphen or the full stops of initials join to it.

    "Jean-", cut from "François"; "l'Agence France", cut from "-Presse"; "O.N", cut from ".U.".
    """
    inside = end > 0 and text[end - 1 : end] in _HYPHENS
    if inside or text[end : end + 1] in _HYPHENS:
        joined = _HYPHENED.match(text, end - inside, limit)
        end = joined.end() if joined else end
    if text[end : end + 1] == "." or text[end - 1 : end] == ".":
        rest = _INITIALS_ON.match(text, end, limit)
        end = rest.end() if rest else end
        first = _INITIALS_OFF.search(text, max(0, begin - _RECIPIENT), begin)
        begin = first.start() if first and text[begin : begin + 1].isupper() else begin
    return begin, end


def _one_sentence(begin: int, end: int, attribution: Attribution, text: str, words: Vocabulary) -> tuple[int, int]:
    """Return of two sentences the part the cue stands in: "Mrs Hale" of "said Mrs Hale. Her husband"."""
    sentence = _SENTENCE.search(text, begin, end)
    if sentence is None or _is_short(sentence.group(1), words):
        return begin, end
    after = bool(attribution.cue) and attribution.cue[0].start >= end
    return (sentence.end(), end) if after else (begin, sentence.end(1))


def _behind_verb(begin: int, end: int, text: str, words: Vocabulary) -> int:
    """Return where the teller begins in a source that swallowed the verb: "la France, relate **Anne Martin**"."""
    for verb in _VERB.finditer(text, begin, end):
        entry = cue_entry(verb.group(1), words.lang)
        name = CAPITALISED.match(text, verb.end())
        if entry is None or entry.part != "verb" or name is None:
            continue
        if any(looks_like_person(piece, words) for piece, _ in split_name(name.group(), words)):
            return verb.end()
    return begin


def _is_short(word: str, words: Vocabulary) -> bool:
    """Return whether a full stop behind a word may end no sentence: a title cut short, an initial, a month."""
    low = folded(word)
    return len(low) < 3 or low in words.honorifics or low in words.nouns or low in words.suffixes


def _told_of(begin: int, end: int, text: str, words: Vocabulary) -> str:
    """Return a person with the aside taken for the source: "Anna Hale, a former banker"; empty: it is none."""
    if text[max(0, begin - 2) : begin] != ", ":
        return ""
    source = text[begin:end]
    small, *_ = determiner_of(source, folded(source), words)
    if small not in _APPOSES:
        return ""
    lead = _ASIDE.sub("", text[max(0, begin - _BEHIND) : begin - 2])
    name = next((found for found in CAPITALISED.finditer(lead) if found.end() == len(lead)), None)
    named = name is not None and any(looks_like_person(p, words) for p, _ in split_name(name.group(), words))
    return f"{name.group()}, {source}" if name is not None and named else ""


def _what_they_made(begin: int, text: str, words: Vocabulary) -> str:
    """Return the document whose doer or reader stands here: "L'arrêté, consulté par" La Gazette; empty: none."""
    tail = text[max(0, begin - _RECIPIENT) : begin]
    if not any(f" {agent} " in tail for agent in words.agents):
        return ""
    lead = _STOP_BEFORE.split(text[max(0, begin - _BEHIND) : begin])[-1]
    low = apart(folded(lead))
    if low and low[-1] in words.determiners and low[-1] not in words.linkers:
        low.pop()
    if len(low) < 3 or low[-1] not in words.agents or low[-2] in words.nouns:
        return ""
    phrase = lead.partition(",")[0].strip()
    noun, at, _ = head_of(phrase, capitalised(phrase), words)
    opens = noun is not None and folded(phrase[:at]).strip() in words.determiners
    return phrase if opens and noun is not None and noun.cls == "document" else ""


def _behind_recipient(begin: int, end: int, limit: int, text: str, words: Vocabulary) -> str:
    """Return who tells where the source is whom he told: "Anne Roy" of "a dit à l'AFP Anne Roy"; empty: nobody.

    A title with an article or a person's name, not joined to the recipient by a preposition.
    """
    before = apart(folded(text[max(0, begin - _RECIPIENT) : begin]))
    inside = apart(folded(text[begin:end]))
    if before and before[-1] in words.determiners and before[-1] not in words.recipients:
        before.pop()
    if not (before and before[-1] in words.recipients) and not (inside and inside[0] in words.recipients):
        return ""
    stop = _STOP.search(text, end, min(limit, end + _BEHIND))
    return teller_in(text[begin : stop.start() if stop else min(limit, end + _BEHIND)], 1, words)


def teller_in(clause: str, start: int, words: Vocabulary) -> str:
    """Return who tells, with what follows: the first person's name or title with an article that hangs on no word.

    ``start``: so many words are passed over.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> teller_in(" hier à La Gazette un des habitants", 0, vocabulary("fr"))
    'un des habitants'
    """
    low = folded(clause)
    for word in list(_WORD.finditer(clause))[start:]:
        at = word.start()
        lead = apart(low[:at])
        if lead and (is_linked(lead, words) or lead[-1] in words.recipients or lead[-1] in words.determiners):
            continue
        name = CAPITALISED.match(clause, at)
        if name is not None and any(looks_like_person(p, words) for p, _ in split_name(name.group(), words)):
            return clause[at:]
        small, _, _, rest = determiner_of(clause[at:], low[at:], words)
        if small and rest:
            noun = completion(" " + clause[at + rest :], False, words).strip()
            head, *_ = head_of(noun, capitalised(noun), words)
            if head is not None and head.cls in ("person", "citizen"):
                return clause[at:]
    return ""


def _whole(start: int, end: int, limit: int, text: str, words: Vocabulary) -> str:
    """Return the words of a source, completed where they stop after an article or before the name they title.

    Nothing at or after ``limit``, where the cue or the content begins, belongs to it.
    """
    found = text[start:end]
    low = folded(found).strip()
    if low in words.linkers:
        # "d'", cut from "une source syndicale".
        behind = text[end + text.startswith(" ", end) : min(limit, end + _BEHIND)]
        article, _, _, at = determiner_of(behind, folded(behind), words)
        if article and at:
            return behind[:at] + completion(" " + behind[at:], False, words)[1:]
    small = words.determiners.get(low)
    if small is not None and low not in words.pronouns:
        rest = _PHRASE.match(text, end, limit)
        return found + completion(rest.group(), small.cls in _PROMISES, words) if rest else found
    if low.rstrip(".") in words.honorifics:
        # "Mr", cut from ". Hale".
        end += text.startswith(".", end)
        found = text[start:end]
    if text[end : end + 2] == ", " and text[end + 2 : end + 3].isupper():
        return found + _apposed(low, end, limit, text, words)
    if " " not in low and low in words.noun_openings and text[end : end + 1] == " ":
        following = _PART.match(text, end, limit)
        if following is not None and f"{low} {folded(following.group()).strip()}" in words.nouns:
            # "Gilets", cut from "jaunes".
            return found + following.group()
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper() or low in words.pronouns:
        return found
    last = low.rpartition(" ")[2].rstrip(".")
    # A surname is whole: what follows it in capitals is a headline.
    title = found.islower() or last in words.first_names or last in words.nouns or last in words.honorifics
    # "Julián de la", cut from "Hoz": no source ends in a preposition.
    title = title or is_linked(apart(low), words)
    if not title and " " not in low and words.lang and not words.noun_endings:
        # "Nour", cut from "Vauquelin"; a first name no list knows, in front of one word more.
        title = _is_cut(found, end, text, words)
    name = CAPITALISED.match(text, end + 1, limit) if title else None
    return found if name is None else found + " " + name.group()


def _is_cut(found: str, end: int, text: str, words: Vocabulary) -> bool:
    """Return whether one word in capitals is a first name, its surname behind it: nobody is called by it elsewhere."""
    rest = CAPITALISED.match(text, end + 1)
    if rest is None or " " in rest.group() or folded(rest.group()) in words.headline_verbs or not found[:1].isupper():
        return False
    return text.count(found) == text.count(f"{found} {rest.group()}")


def _apposed(low: str, end: int, limit: int, text: str, words: Vocabulary) -> str:
    """Return the name in apposition to a title, comma included: ", Paul Roy" of "son conseiller, Paul Roy,"."""
    title = apart(low)
    if title[0] not in words.determiners or not any(
        word in words.nouns and words.nouns[word].cls in ("person", "citizen") for word in title
    ):
        return ""
    name = CAPITALISED.match(text, end + 2, limit)
    if name is None or text[name.end() : name.end() + 1] not in _CLOSING:
        return ""
    pieces = split_name(name.group(), words)
    addressed = folded(name.group()).partition(" ")[0] in words.honorifics
    return f", {name.group()}" if addressed or any(looks_like_person(p, words) for p, _ in pieces[:1]) else ""


def completion(rest: str, promised: bool, words: Vocabulary) -> str:
    """Return as much of the words after an article as is its noun phrase; a clause is none.

    Up to a known noun or a name and the complement that hangs on it; with none known, one word after an article that
    promises a noun (``promised``), nothing after another.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> completion(" jeune ministre du Travail a parlé", True, vocabulary("fr"))
    ' jeune ministre du Travail'
    >>> completion(" en doutent encore", False, vocabulary("fr")), completion(" rumeur court", True, vocabulary("fr"))
    ('', ' rumeur')
    """
    kept, linked, headed = 0, False, False
    for part in _PART.finditer(rest):
        token = part.group().strip(" '’")
        low = folded(token)
        if low in words.pronouns or low in words.negations or low in words.relatives:
            break
        if not headed and (low in words.numerals or token.isdigit()):
            continue
        small = low in words.linkers or (low in words.stops and low not in words.nouns and not token[:1].isupper())
        if small and not headed:
            break
        known = low in words.nouns or (token[:1].isupper() and low not in words.stops)
        if headed and not linked and not known:
            # What follows a noun is its complement, or the clause has begun.
            if low not in words.linkers:
                break
            linked = True
            continue
        if known or (linked and low not in words.determiners and low not in words.linkers):
            kept, headed, linked = part.end(), True, False
    if headed:
        return rest[:kept]
    first = _PART.match(rest)
    low = folded(first.group()).strip(" '") if first else ""
    if first is None or not promised or low in words.stops or low in words.pronouns:
        return ""
    return rest[: first.end()]


def is_perceived(attribution: Attribution, text: str, words: Vocabulary) -> bool:
    """Return whether a cue says what one reads or hears, not what one says; it may be cut: "**pouvait-**on lire"."""
    last = attribution.cue[-1]
    behind = _CUT_CUE.match(text, last.end)
    cue = text[last.start : behind.end() if behind else last.end]
    return not words.perceived.isdisjoint(_WORD.findall(folded(cue).replace("-", " ")))


def body_behind(attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return where it is said, behind a cue that says "one": "a-t-on précisé mardi **à Matignon**"; empty: nowhere.

    What one reads or hears somewhere ("peut-on lire à l'entrée") is not said by those one reads it at, but what one
    reads on a document is the document's ("**sur une banderole**").
    """
    spans = attribution.cue
    if not spans or not words.at_bodies:
        return ""
    end = spans[-1].end
    behind = text[end : end + _BEHIND]
    if behind[:1] in "-‑":
        # "précise-t-on".
        behind = behind.partition(" ")[2]
    stop = _STOP.search(behind)
    behind = behind[: stop.start()] if stop else behind.rpartition(" ")[0]
    if is_perceived(attribution, text, words):
        return _document_in(behind, words)
    low = folded(behind)
    for token in list(_WORD.finditer(low))[:_WORDS_BETWEEN]:
        for form in words.at_bodies:
            if low.startswith(form + " ", token.start()):
                return behind[token.start() + len(form) + 1 :].strip()
    return ""


def _document_in(clause: str, words: Vocabulary) -> str:
    """Return what something is read on or in: "une banderole" of " lire sur une banderole"; empty: no document."""
    low = folded(clause)
    for token in list(_WORD.finditer(low))[: _WORDS_BETWEEN + 1]:
        if token.group() not in words.recipients:
            continue
        at = token.end() + 1
        small, _, _, rest = determiner_of(clause[at:], low[at:], words)
        noun = completion(" " + clause[at + rest :], False, words) if small and rest else ""
        head, *_ = head_of(noun.strip(), capitalised(noun.strip()), words)
        if head is not None and head.cls == "document":
            return clause[at : at + rest - 1] + noun
    return ""
