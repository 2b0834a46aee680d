"""Reading an article from top to bottom and giving every attribution its speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate, islice

from ..records import Attribution
from .antecedents import antecedent, stands_for, takes_antecedent
from .beside_cue import is_no_source
from .called import apart, of_his_country, otherwise_called
from .clues import Point, entity_features, nobody_features, self_features
from .entities import Entity
from .fitting import SOMEBODY, fitting
from .letters import folded
from .mentions import NOTHING, Mention, read_mention
from .nouns import PERSON_CLASSES
from .people import People
from .phrasing import in_small, unmarked
from .placing import placed
from .ranking import barred_kinds, best, group_of
from .tellers import several_in
from .titles import told_of
from .told_by import told_by
from .vocabulary import Vocabulary

# Candidates looked at: the last named.  Nine hold the right one in 98% of the cases; more only cost time.
_CANDIDATES = 9
# Where only a person can be meant, so many names are looked at to find so many people: a list of towns hides nobody.
_LOOKED_AT, _PEOPLE, _PERSONS = 16, 7, (0, 6)
_ANY: frozenset[str] = frozenset()
# So many characters after what somebody said the next quotation is still his; so many, if nobody else opens a sentence.
_NEXT, _NEAR = 40, 150
# "The latter" was named within so many characters.
_LATTER = 300
# No sentence of a paragraph in front of another is shorter.
_SENTENCE = 10
# The lead of an article has so many characters.
_LEAD = 400

Choose = Callable[[int, int, list[Entity | str], list[list[int]]], int]


class Discourse:
    """What has been read so far: who was named where, and who spoke.

    ``beside``: whether a subject is looked for beside a cue without a source; not where weights are learnt for sources
    that cannot be found.
    """

    def __init__(
        self, text: str, attributions: Sequence[Attribution], words: Vocabulary, *, beside: bool = True
    ) -> None:
        self.beside = beside
        self.text, self.words, self.attributions = text, words, attributions
        # Where each source stands, as far as has been read.
        self.sources = [a.source for a in attributions]
        self.people = People(text, words)
        self.paragraphs = paragraph_starts(text)
        contents = sorted((span.start, span.end) for a in attributions for span in a.content)
        self._starts = [b for b, _ in contents]
        self._ends = [e for _, e in contents]
        self._recent: dict[Entity, int] = {}
        self._next = 0
        self.most_often = self.people.most_often()
        self._written = {full.lower(): entity for full, entity in self.people.spelled.items()}

    def _advance(self, to: int) -> None:
        places, recent = self.people.places, self._recent
        while self._next < len(places) and places[self._next][0] < to:
            begin, entity = places[self._next]
            self._next += 1
            quoted = self._is_quoted(begin)
            if quoted and entity in recent and not entity.last_quoted:
                continue
            self._see(entity, begin, quoted)

    def _see(self, entity: Entity, at: int, quoted: bool) -> None:
        self._recent.pop(entity, None)
        self._recent[entity] = at
        entity.last, entity.last_quoted, entity.last_subject, entity.last_paragraph = at, quoted, None, -1

    def read(self, choose: Choose | None = None) -> list[tuple[Entity | None, Mention]]:
        """Return speaker and mention of each attribution, in the order given; ``choose`` replaces the ranker."""
        out: list[tuple[Entity | None, Mention]] = [(None, read_mention("", self.words.lang))] * len(self.attributions)
        anchors = sorted((_anchor(a), i) for i, a in enumerate(self.attributions))
        before: Entity | None = None
        second: Entity | None = None
        end = -1
        for anchor, i in anchors:
            attribution = self.attributions[i]
            if self.beside and is_no_source(attribution, self.text, self.words):
                attribution = replace(attribution, source=())
            spoken = -1 if before is None else end
            mention, carried, source = told_by(attribution, anchor, spoken, self.text, self.words, beside=self.beside)
            self.sources[i] = placed(source, attribution, self.text, self.words)
            # A subject can follow its cue ("a indiqué Anne Martin"): with no source written, look that far.
            reach = anchor
            if mention.form == "none" and attribution.cue:
                reach = attribution.cue[-1].end
                self._advance(anchor)
            self._advance(reach + 30 if reach > anchor else anchor)
            mention = self._surname(mention)
            entity = self._named(mention) if mention.form == "name" else self._same_words(mention)
            entity = before if carried else entity
            if entity is None and mention.determiner != "impersonal":
                at = attribution.content[0].start if attribution.content else anchor
                point = Point(
                    text=self.text,
                    paragraphs=self.paragraphs,
                    anchor=anchor,
                    gap=min(at, anchor) - end if end >= 0 else 10**6,
                    paragraph=paragraph_of(self.paragraphs, anchor),
                    before=before,
                    second=second,
                    before_paragraph=paragraph_of(self.paragraphs, max(end - 1, 0)) if end >= 0 else -1,
                    has_cue=bool(attribution.cue),
                    most_often=self.most_often,
                    cue_end=reach if reach > anchor else -1,
                    words=self.words,
                )
                entity, mention = self._latter(mention, anchor) if choose is None else (None, mention)
                entity = entity or self._ranked(i, attribution, mention, point, choose)
                if choose is None and takes_antecedent(mention, self.words):
                    if entity is None:
                        entity, mention = self._antecedent(mention, attribution, point, min(at, anchor))
                    elif mention.form == "pronoun":
                        entity, mention = self._nearer(entity, mention, attribution, point, min(at, anchor))
            # Several who are left out are several; of one left out its kind is told as of a source that was not found.
            out[i] = (entity, mention if mention.determiner != "dropped" or mention.number == "p" else NOTHING)
            if entity is not None:
                entity.spoken += 1
                if mention.form != "none":
                    self._see(entity, anchor, False)
                if mention.form == "noun" and mention.gender and entity.kind == "noun":
                    # "Le groupe", called "la firme", is "elle" from here on.
                    entity.gender = mention.gender
                if entity is not before:
                    before, second = entity, before
            parts = attribution.content, attribution.cue, attribution.source
            end = max([part[-1].end for part in parts if part], default=anchor)
        return self._named_elsewhere(out) if choose is None else out

    def _surname(self, mention: Mention) -> Mention:
        """Return a noun in a capital, alone, as the name it is of somebody named in full: "Church" of Tom Church."""
        if mention.form != "noun" or mention.noun is None or mention.determiner or " " in mention.phrase:
            return mention
        owner = self.people.named(mention.phrase) if mention.phrase[:1].isupper() else None
        if owner is None or owner.kind != "person" or not owner.low.endswith(f" {folded(mention.phrase)}"):
            return mention
        return replace(mention, form="name", name=mention.phrase, noun=None, number="s", beside=mention.words)

    def _antecedent(
        self, mention: Mention, attribution: Attribution, point: Point, begin: int
    ) -> tuple[Entity | None, Mention]:
        """Return whom a pronoun means that fits nobody named before, and how that is written there.

        ``begin`` is where its attribution begins.
        """
        before = point.before
        going_on = before is not None and stands_for(mention, before, self.words)
        if going_on and point.gap < _NEXT:
            return before, mention
        subject = antecedent(mention, attribution, begin, self.text, self.words)
        if subject is None:
            return before if going_on and point.gap < _NEAR else None, mention
        if subject.form == "name":
            return self._named(subject), subject
        return self._of_noun(subject), subject

    def _named_elsewhere(self, found: list[tuple[Entity | None, Mention]]) -> list[tuple[Entity | None, Mention]]:
        """Return the sources with a person of whom only the title stands there under the one name that bears it.

        "The spokeswoman" may be named further down, or so far above that nobody looked.
        """
        owners: dict[Entity, Entity] = {}
        for attribution, (entity, mention) in zip(self.attributions, found, strict=True):
            if entity is None or entity in owners or entity.kind != "noun" or entity.noun is None:
                continue
            told = mention.determiner == "definite" or self._leads(attribution, mention)
            if entity.noun.cls == "person" and told and mention.number != "p":
                bearers = [e for e in self.people.entities if self._bears(e, entity)]
                end = attribution.source[-1].end if attribution.source else 0
                # "Selon le maire, Paul Roy a menti": what stands behind the comma is another's clause.
                if len(bearers) == 1 and not self.text.startswith(f", {bearers[0].name}", end):
                    owners[entity] = bearers[0]
        if not owners:
            return found
        return [(owners.get(entity, entity) if entity else None, mention) for entity, mention in found]

    def _leads(self, attribution: Attribution, mention: Mention) -> bool:
        """Return whether somebody opens an article by an office, who will be named further down: "a minister"."""
        noun = mention.noun
        if mention.determiner != "indefinite_article" or noun is None or _anchor(attribution) >= _LEAD:
            return False
        return noun.role != "other" or noun.entry in self.words.parts

    def _bears(self, person: Entity, described: Entity) -> bool:
        """Return whether somebody named has the title somebody else is called by, and all that is told beside it."""
        if described.noun is None or person.kind not in ("person", "name"):
            return False
        if self.people.described(person).kind != "person":
            return False
        return described.noun.entry in person.titles and described.told <= told_of(person, self.words)

    def _named(self, mention: Mention) -> Entity:
        people = self.people
        entity = None
        if self.words.open_surnames and mention.phrase.startswith(f"{mention.name} "):
            # "Sáenz de Valmont" of "Ana Sáenz de Valmont".
            entity = people.named(mention.phrase)
        entity = entity or people.named(mention.name)
        if entity is None:
            entity = people.enter(mention)
        elif entity.addressed or entity.gender:
            entity = people.spouse(entity, mention)
        people.learn(entity, mention)
        if "outlet" in mention.flags and folded(mention.phrase) in self.words.outlets and entity.name == mention.name:
            # "Le Monde", "The Times": the article is part of the name.
            entity.name = mention.phrase
        elif "body" in mention.flags and entity.name == mention.name:
            # "le Groupement national des hôtels": a capital and what follows it are one name.
            entity.name, entity.low = mention.phrase, folded(mention.phrase)
            if entity.kind == "name":
                entity.kind = "org"
        return entity

    def _same_words(self, mention: Mention) -> Entity | None:
        """Return the source written with the same words before: "the ministry" again; "the man" may be another man."""
        if mention.form != "noun" or mention.determiner in ("indefinite_article", "quantifier"):
            return None
        entity = self._written.get(mention.phrase.lower())
        if entity is None and mention.phrase.isupper():
            # "The ADU": a noun everybody knows, and the initials of a body named in full.
            entity = self.people.named(mention.phrase)
        if entity is None or entity.noun is None or mention.number == "p":
            return entity
        return None if entity.noun.cls in ("person", "citizen") else entity

    def _ranked(
        self, i: int, attribution: Attribution, mention: Mention, point: Point, choose: Choose | None
    ) -> Entity | None:
        group = group_of(mention, attribution.type == "direct")
        barred = barred_kinds(group, mention)
        looked_at, most = (_LOOKED_AT, _PEOPLE) if group in _PERSONS else (_CANDIDATES, _CANDIDATES)
        recent: list[Entity] = []
        for entity in islice(reversed(self._recent), looked_at):
            if entity.undescribed:
                self.people.described(entity)
            if entity.kind not in barred:
                recent.append(entity)
                if len(recent) == most:
                    break
        # A pronoun may be a body that spoke ("la CGT … elle"); a noun says what it is.
        late = _ANY if mention.form == "pronoun" else barred
        recent += [e for e in (point.before, point.second) if e is not None and e not in recent and e.kind not in late]
        found = fitting(recent, mention, group, point.before, self.words)
        if choose is None and (one := of_his_country(mention, point.before, self.words)) is not None:
            return one
        if group == SOMEBODY and choose is None and (one := otherwise_called(found, mention, self.words)) is not None:
            return one
        # Who cannot be meant keeps his rank: the others were not named later for that.
        ranked = [(rank, e) for rank, e in enumerate(found) if not apart(e, mention, self.words)]
        rows = [entity_features(entity, mention, point, rank) for rank, entity in ranked]
        candidates: list[Entity | str] = [entity for _, entity in ranked]
        if mention.form == "noun":
            candidates.append("self")
            rows.append(self_features(mention, point))
        candidates.append("nobody")
        rows.append(nobody_features(mention, point))
        chosen = candidates[choose(i, group, candidates, rows) if choose else best(group, rows)]
        if isinstance(chosen, Entity):
            if group == SOMEBODY and mention.noun is not None:
                chosen.called.add(mention.noun.entry)
                chosen.told |= mention.beside
            return chosen
        if chosen == "self":
            name = in_small(unmarked(mention.phrase), mention.determiner, self.text, self.words)
            entity = self.people.add(mention, name)
            self._written[mention.phrase.lower()] = entity
            return entity
        return None

    def _nearer(
        self, entity: Entity, mention: Mention, attribution: Attribution, point: Point, begin: int
    ) -> tuple[Entity, Mention]:
        """Return whom a pronoun means: whoever opens a sentence of its paragraph, before somebody of an earlier one.

        "Mr Hale left. ¶ **A docker** waited. “It is late,” he said."
        """
        opens = self.paragraphs[point.paragraph]
        if entity.last >= opens or begin < opens + _SENTENCE:
            return entity, mention
        subject = antecedent(mention, attribution, begin, self.text, self.words)
        if subject is None or subject.noun is None or subject.noun.cls not in PERSON_CLASSES:
            return entity, mention
        # "The actress" may be the one named before; several people, "a nurse" and "his sister" are none of them.
        another = subject.number == mention.number == "p" or subject.determiner in ("indefinite_article", "possessive")
        at = self.text.find(subject.phrase, opens, begin)
        if not another or at < 0 or self.text.startswith(", ", at + len(subject.phrase)):
            return entity, mention
        return self._of_noun(subject), subject

    def _latter(self, mention: Mention, anchor: int) -> tuple[Entity | None, Mention]:
        """Return whom "ce dernier" means and how that is written: who was named last, outside quotations."""
        if mention.form != "pronoun" or folded(mention.phrase) not in self.words.latters:
            return None, mention
        if mention.number == "p":
            begin = max(0, anchor - _LATTER)
            for at, phrase in several_in(self.text[begin:anchor], mention.gender, self.words):
                if not self._is_quoted(begin + at):
                    subject = read_mention(phrase, self.words.lang)
                    return self._of_noun(subject), subject
            return None, mention
        for entity in islice(reversed(self._recent), _LOOKED_AT):
            if anchor - entity.last > _LATTER:
                break
            kind = self.people.described(entity).kind
            known = kind == "person" or (kind == "name" and entity.gender != "")
            if known and not entity.last_quoted and (entity.gender or "m") == (mention.gender or "m"):
                return entity, mention
        return None, mention

    def _is_quoted(self, at: int) -> bool:
        i = bisect_right(self._starts, at) - 1
        return i >= 0 and at < self._ends[i]

    def _of_noun(self, subject: Mention) -> Entity:
        """Return who is written with a noun and no name, known or new."""
        name = in_small(unmarked(subject.phrase), subject.determiner, self.text, self.words)
        return self._same_words(subject) or self.people.add(subject, name)


def _anchor(attribution: Attribution) -> int:
    spans = attribution.source or attribution.cue or attribution.content
    return spans[0].start if spans else 0


def paragraph_starts(text: str) -> list[int]:
    """Return where each line of text that follows a line break (of Unicode's) begins, 0 first."""
    return list(accumulate(map(len, text.splitlines(keepends=True)), initial=0))


def paragraph_of(starts: list[int], at: int) -> int:
    """Return the number of the paragraph a character stands in."""
    return bisect_right(starts, at) - 1
