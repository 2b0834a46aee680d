"""Articles of a news site's own page, where it gives the whole text to search engines (schema.org, JSON-LD)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_BEGIN = re.compile(r"<script\b[^<>]*\bapplication/ld\+json\b[^<>]*>", re.I)
_END = re.compile(r"</script\b", re.I)
_WORD = re.compile(r"\w")


def linked_articles(page: str) -> list[dict[str, str]]:
    """Return the fields of each article whose text stands in the data a page has for machines; most pages have none.

    >>> data = '{"@type": "NewsArticle", "headline": "Neige", "articleBody": "Il neige.", "publisher": {"name": "A"}}'
    >>> linked_articles(f'<html><script type="application/ld+json">{data}</script></html>')
    [{'text': 'Il neige.', 'title': 'Neige', 'outlet': 'A'}]
    """
    found: dict[str, dict[str, str]] = {}
    for whole in _data(page):
        for thing in _things(whole):
            text = thing.get("articleBody")
            if isinstance(text, str) and _WORD.search(text):
                found.setdefault(text, _fields(thing))
    return list(found.values())


def _data(page: str) -> Iterator[Any]:
    """Yield what each script of a page that holds data says; one that is damaged says nothing."""
    at = 0
    while (begin := _BEGIN.search(page, at)) and (end := _END.search(page, begin.end())):
        at = end.end()
        try:
            yield json.loads(page[begin.end() : end.start()], strict=False)
        except (ValueError, RecursionError):
            continue


def _things(whole: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every object in some data, in reading order."""
    waiting = [whole]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Mapping):
            yield item
            waiting.extend(reversed([value for value in item.values() if isinstance(value, list | Mapping)]))
        elif isinstance(item, list):
            waiting.extend(reversed(item))


def _fields(thing: Mapping[str, Any]) -> dict[str, str]:
    told = {
        "text": thing["articleBody"],
        "title": _named(thing.get("headline") or thing.get("name")),
        "date": _named(thing.get("datePublished")),
        "outlet": _named(thing.get("publisher")),
        "lang": _named(thing.get("inLanguage")),
        "url": _named(thing.get("url") or thing.get("mainEntityOfPage"), ("@id", "url")),
        "author": _named(thing.get("author")),
        "section": _named(thing.get("articleSection")),
    }
    return {name: value for name, value in told.items() if value}


def _named(value: Any, keys: tuple[str, ...] = ("name", "alternateName", "@id")) -> str:
    """Return a value as text: the name of a thing, several joined by semicolons."""
    if isinstance(value, list):
        return "; ".join(filter(None, (_named(part, keys) for part in value)))
    if isinstance(value, Mapping):
        value = next((value[key] for key in keys if isinstance(value.get(key), str)), "")
    return value.strip() if isinstance(value, str) else ""
