"""A corpus: the articles that were read, and the account of every record that was left out, mended or doubted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from analysis.corpus import audit
from analysis.corpus.delimited import unique
from analysis.counts import n_of
from analysis.records import Article

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Articles with unique ids, and the audit of the records they came from.

    ``audit``: one row per remark (columns ``record, source, id, outcome, reason, detail``; reasons are explained in
    ``analysis.corpus.audit.REASONS``).  ``n_records`` = articles + rejected records, always.  ``extra``: the columns of
    the source that are no field of an article (section, genre …), one row per article, indexed by its id.  ``origins``:
    source and place in it of each article.
    """

    articles: tuple[Article, ...]
    audit: pd.DataFrame
    n_records: int
    extra: pd.DataFrame
    origins: tuple[tuple[str, int], ...] = field(repr=False)
    _by_id: dict[str, Article] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rejected = int((self.audit["outcome"] == "rejected").sum())
        if self.n_records != len(self.articles) + rejected:
            raise AssertionError(
                f"{n_of(self.n_records, 'record')} in, {n_of(len(self), 'article')} + {rejected} rejected out"
            )
        object.__setattr__(self, "_by_id", {article.id: article for article in self.articles})
        if not len(self.articles) == len(self.origins) == len(self.extra) == len(self._by_id):
            raise AssertionError("articles, their ids, origins and extra columns do not match one to one")

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __repr__(self) -> str:
        counts = self.audit.drop_duplicates(["source", "record", "outcome"])["outcome"].value_counts()
        told = ", ".join(f"{int(counts.get(outcome, 0)):,} {outcome}" for outcome in audit.OUTCOMES)
        return f"Corpus({n_of(self.n_records, 'record')}: {n_of(len(self), 'article')}; {told})"

    def __getitem__(self, id: str) -> Article:
        """Return the article with this id; ``KeyError`` when there is none.

        >>> from analysis.corpus import read_corpus
        >>> read_corpus([{"id": "7", "text": "Il neige."}])["7"].text
        'Il neige.'
        """
        return self._by_id[id]

    def filter(self, keep: Callable[[Article], bool], *, why: str) -> Corpus:
        """Return the articles for which ``keep`` is true; the others go to the audit as ``left_out``, detail ``why``.

        >>> from analysis.corpus import read_corpus
        >>> both = read_corpus([{"text": "Il neige.", "lang": "fr"}, {"text": "It snows.", "lang": "en"}])
        >>> both.filter(lambda article: article.lang == "fr", why="French only")
        Corpus(2 records: 1 article; 1 rejected, 0 repaired, 2 flagged)
        """
        import pandas as pd

        kept = [bool(keep(article)) for article in self.articles]
        out = [
            audit.row(number, source, article.id, "left_out", why)
            for article, (source, number), stays in zip(self.articles, self.origins, kept, strict=True)
            if not stays
        ]
        return replace(
            self,
            articles=tuple(a for a, stays in zip(self.articles, kept, strict=True) if stays),
            origins=tuple(o for o, stays in zip(self.origins, kept, strict=True) if stays),
            extra=self.extra[kept],
            audit=pd.concat([self.audit, audit.frame(out)], ignore_index=True) if out else self.audit,
        )

    def select(self, **values: str | Iterable[str | None] | None) -> Corpus:
        """Return the articles whose fields have one of the given values: ``select(lang="fr", outlet=["A", None])``.

        Raises ``ValueError`` for a field articles do not have.
        """
        fields = set(Article.__dataclass_fields__) - {"text"}
        if unknown := set(values) - fields:
            raise ValueError(f"select() got {sorted(unknown)}; an article can be chosen by {sorted(fields)}")
        wanted = {
            name: {value} if value is None or isinstance(value, str) else set(value) for name, value in values.items()
        }
        why = "not " + ", ".join(f"{name} {'/'.join(sorted(map(str, value)))}" for name, value in wanted.items())
        return self.filter(lambda a: all(getattr(a, name) in value for name, value in wanted.items()), why=why)

    def without(self, *reasons: str) -> Corpus:
        """Return the corpus without the articles the audit flags or repairs for these reasons.

        Raises ``ValueError`` for a reason the audit does not know.
        """
        if unknown := [reason for reason in reasons if reason not in audit.REASONS]:
            raise ValueError(f"reasons={unknown} are unknown; there are {', '.join(audit.REASONS)}")
        marked = set(self.audit.loc[self.audit["reason"].isin(reasons), "id"])
        return self.filter(lambda article: article.id not in marked, why=f"not wanted: {', '.join(reasons)}")

    def frame(self) -> pd.DataFrame:
        """Return the articles as a table, one row each, the extra columns after the fields.

        An extra column named like a field has a number added to its name.
        """
        import pandas as pd

        table = pd.DataFrame(
            [asdict(a) for a in self.articles], columns=list(Article.__dataclass_fields__), dtype=object
        )
        whole = pd.concat([table, self.extra.reset_index(drop=True)], axis=1)
        return whole.set_axis(unique([str(column) for column in whole.columns]), axis=1)
