"""Articles from files, with an account of every record; copies and agency copy; which articles tell the same story."""

from analysis.corpus.collection import Corpus
from analysis.corpus.duplicates import find_duplicates
from analysis.corpus.events import find_events
from analysis.corpus.reading import read_corpus
from analysis.corpus.sheets import read_table

__all__ = ["Corpus", "find_duplicates", "find_events", "read_corpus", "read_table"]
