"""What the command line says of a corpus and its tables: every remark with its place and what to do next."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from .columns import COLUMNS
from .corpus.audit import MEASURED, REASONS, advice
from .corpus.fields import FIELDS
from .counts import n_of

if TYPE_CHECKING:
    import pandas as pd

    from .corpus import Corpus

#: An argument of the readers as their errors and remarks name it: fill={'outlet': 'A'}, dayfirst=True, text=.
_ARGUMENT = re.compile(
    r"\bfill=\{'(?P<field>\w+)': (?P<value>[^{}]*)\}|\bdayfirst=(?P<order>True|False)\b|\b(?P<tags>strip_tags)=True\b"
    rf"|(?<![\w'\"])(?P<name>{'|'.join(FIELDS)}|encoding|dayfirst|fill|corrections|keep|least|by|measure)="
    r"(?:(?P<quoted>['\"\[])|(?!\w)|(?=\d))"
)
#: Records left out that are told one by one where articles are shown; of more of them the reasons are counted.
_LEFT_OUT = 10


def as_options(message: str) -> str:
    """Return a message with the arguments it names as options of the command.

    >>> as_options("name one with text=, or fill={'outlet': …}; say dayfirst=False")
    'name one with --text, or --fill outlet=…; say --monthfirst'
    """

    def option(match: re.Match[str]) -> str:
        if match["tags"]:
            return "--strip-tags"
        if match["field"]:
            return f"--fill {match['field']}={match['value']}"
        if match["order"]:
            return "--dayfirst" if match["order"] == "True" else "--monthfirst"
        return f"--{match['name']} {match['quoted']}" if match["quoted"] else f"--{match['name']}"

    return _ARGUMENT.sub(option, message.removeprefix("source="))


def print_remarks(corpus: Corpus, most: int) -> None:
    """Print what was said of the records shown and of the first that were left out, and count the rest by reason."""
    shown = set(corpus.origins[:most])
    several = corpus.audit["source"].nunique() > 1 or len({source for source, _ in corpus.origins}) > 1
    left = 0
    rest = []
    for row in corpus.audit.to_dict("records"):
        left += row["outcome"] == "rejected"
        if (row["source"], row["record"]) in shown or (row["outcome"] == "rejected" and left <= _LEFT_OUT):
            place = f"{row['source']}, record {row['record']}" if several else f"record {row['record']}"
            remark = f"{row['outcome']}: {place}: {row['reason']}"
            detail = row["detail"] or advice(row["reason"])
            print(as_options(f"{remark}: {detail}" if detail else remark), file=sys.stderr)
        else:
            rest.append(f"{row['outcome']}: {row['reason']}")
    for remark, count in Counter(rest).items():
        print(f"{remark}: {n_of(count, 'more record')}", file=sys.stderr)


def print_audit(audit: pd.DataFrame) -> None:
    """Print how many records were left out, mended or doubted, by reason, which was the first, and what to do next."""
    import pandas as pd

    several = audit["source"].nunique() > 1
    for (outcome, reason), rows in audit.groupby(["outcome", "reason"]):
        first = rows.iloc[0]
        numbered = several and not pd.isna(first["record"])
        place = [f"{first['source']}, record {int(first['record'])}"] if numbered else []
        detail = [first["detail"]] if isinstance(first["detail"], str) and first["detail"] else []
        told = as_options(": ".join([*place, *detail]))
        print(f"  {outcome}: {reason}: {len(rows):,}{f' ({told})' if told else ''}")
        next_step = advice(str(reason))
        if next_step and as_options(next_step) not in told:
            print(f"    to do: {as_options(next_step)}")


def codebook() -> pd.DataFrame:
    """Return one row a column of the tables, and one a reason of the audit: a codebook for other programs.

    >>> codebook().iloc[0].tolist()[:3]
    ['articles', 'id', 'str']
    """
    import pandas as pd

    columns = pd.DataFrame([asdict(column) for column in COLUMNS])
    reasons = [
        {
            "table": "audit",
            "name": f"reason = {reason}",
            "unit": outcome,
            "definition": _sentence(meaning, advice(reason)),
        }
        for reason, (outcome, meaning) in (REASONS | MEASURED).items()
    ]
    return pd.concat([columns, pd.DataFrame(reasons)], ignore_index=True).fillna("")


def _sentence(meaning: str, next_step: str) -> str:
    return f"{meaning}. To do: {next_step}" if next_step else meaning


def in_columns(estimates: pd.DataFrame, rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return estimates of groups with a column for each of ``by`` in place of their joined names.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"outlet": ["A", "B"], "month": "2023-03"})
    >>> in_columns(pd.DataFrame({"group": ["A · 2023-03"], "mean": 0.5}), rows, ["outlet", "month"]).values.tolist()
    [['A', '2023-03', 0.5]]
    """
    import pandas as pd

    from .groups import as_text

    groups = rows[by].dropna().drop_duplicates().apply(as_text)
    named = groups.set_axis(groups.agg(" · ".join, axis=1), axis=0)
    told = pd.DataFrame({column: estimates["group"].map(named[column]).to_numpy() for column in by})
    others = estimates.drop(columns="group").reset_index(drop=True)
    # Words are counted in whole numbers; a table without the column has none to count.
    others = others.astype({"n_words": "Int64"}) if "n_words" in others else others
    return pd.concat([told, others], axis=1)
