"""Where the words, the sentences and the paragraphs of an article stand, in character offsets, the text left as it is.

What counts as a word (the denominator of every share):

* a run of Unicode letters and digits with their combining marks; punctuation, symbols and emoji are not words;
* a French elision is a word of its own, its apostrophe included: ``l'|État``, ``jusqu'|à``, ``qu'|elle``; any
  apostrophe will do (``' ’ ʼ ‘ ´``).  ``aujourd'hui``, ``quelqu'un``, ``presqu'île``, ``prud'hommes``, ``don't`` and
  ``O'Brien`` are one.  Elision is read in every language but those that have none (``french.NO_ELISION``); without a
  language, ``D'Souza`` is one word;
* a hyphenated name or compound is one word (``Jean-Pierre``, ``porte-parole``); an inverted pronoun is not part of its
  verb: ``a|t-il``, ``dit|elle``, ``est|ce``, ``donne|le|moi``;
* a number is one word with its separators (``3,5``, ``49.3``, ``20:30``, ``9/11``); so is a number in groups of three
  digits set apart by a space or a Swiss apostrophe (``1 000 000``, ``10'000``), with a plain space too: news hardly
  ever writes two numbers side by side, and often writes thousands so.  The sign after it (``%``, ``€``) is no word;
* initials and acronyms are one (``U.S``, ``J.-P``, ``p.m``); the last full stop is never in the word, because nobody
  can tell whether it ends the sentence; a full stop with a lower-case letter right behind it joins (``lemonde.fr``,
  ``e.g``, ``manifestant.e.s``);
* a web or mail address is one word; of ``@name`` and ``#tag`` the name is the word.
"""

from __future__ import annotations

from .characters import fold
from .languages import language_code
from .lines import paragraphs
from .sentences import sentences
from .words import words

__all__ = ["fold", "language_code", "paragraphs", "sentences", "words"]
