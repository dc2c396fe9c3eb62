"""What names what across the files of a deck and its source, and whether it is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from exercise.deckfiles.finding import DeckCode, quoted
from exercise.deckfiles.folder import Document
from exercise.deckfiles.keys import KeyPath, dotted


@dataclass(slots=True)
class Papers:
    """The files of a deck and its source that could be read."""

    deck: Document | None = None
    teams: Document | None = None
    world: Document | None = None
    injects: Document | None = None
    cards: dict[str, Document | None] = field(default_factory=dict)
    """By team."""
    source: Document | None = None
    claims: Document | None = None


def _conditions(where: str) -> tuple[tuple[str, str], ...]:
    return ((f"{where}.*.indicator", "indicator"), (f"{where}.*.standing", "card"), (f"{where}.*.played", "card"))


_CLAIMS: Final = (
    ("thesis.pillars.*", "claim"),
    ("thesis.objections.*", "claim"),
    ("claims.*.supports.*", "claim"),
    ("claims.*.attacks.*", "claim"),
)
_WORLD: Final = (
    ("indicators.*.claims.*", "claim"),
    ("links.*.claims.*", "claim"),
    ("links.*.cause", "indicator"),
    ("links.*.effect", "indicator"),
)
_INJECTS: Final = (
    ("injects.*.claims.*", "claim"),
    ("injects.*.shocks.*.indicator", "indicator"),
    *_conditions("injects.*.when"),
    *_conditions("endings.*.when"),
)
_TEAMS: Final = (("teams.*.objectives.*.indicator", "indicator"), *_conditions("teams.*.objectives.*.when"))
_CARDS: Final = (
    ("cards.*.claims.*", "claim"),
    ("cards.*.counters.*.claim", "claim"),
    ("cards.*.full.*.indicator", "indicator"),
    ("cards.*.partial.*.indicator", "indicator"),
    ("cards.*.fail.*.indicator", "indicator"),
    *_conditions("cards.*.requires"),
)
_UNKNOWN: Final = {
    "claim": DeckCode.UNKNOWN_CLAIM,
    "indicator": DeckCode.UNKNOWN_INDICATOR,
    "card": DeckCode.UNKNOWN_CARD,
}


def check_ledger_references(papers: Papers) -> None:
    """Add what a ledger names that isn't there, named twice, or withdrawn."""
    claims, source = papers.claims, papers.source
    if claims is None:
        return
    known = {"claim": _ids([claims], "claims.*.id")} if "claims" in claims.data else {}
    _unknown(claims, _CLAIMS, known)
    _repeated(claims, _CLAIMS)
    _in_both(claims, ("thesis",), claims.data.get("thesis"), "pillars", "objections")
    for number, claim in claims.tables("claims"):
        _in_both(claims, ("claims", number), claim, "supports", "attacks")
    ids = [place for pattern in ("thesis.id", "claims.*.id") for place in claims.values(pattern)]
    _duplicates(claims, ids, "claim")
    withdrawn = withdrawn_claims(claims)
    _withdrawn(claims, _CLAIMS[:2], withdrawn)
    for number, claim in claims.tables("claims"):
        if claim.get("withdrawn") is True:
            for key in ("supports", "attacks"):
                if claim.get(key):
                    message = "the source took this claim back, so no other may rest on it; leave this out"
                    claims.add(DeckCode.WITHDRAWN_CLAIM, ("claims", number, key), message)
    if source is not None:
        numbers = list(source.values("paragraphs.*.number"))
        _duplicates(source, numbers, "paragraph")
        known_numbers = {number for _, number in numbers if isinstance(number, int)}
        for pattern in ("thesis.paragraph", "claims.*.paragraph"):
            for path, number in claims.values(pattern):
                if isinstance(number, int) and number not in known_numbers:
                    message = f"the source lists no paragraph {quoted(number)}; take one of source.toml"
                    claims.add(DeckCode.UNKNOWN_PARAGRAPH, path, message)


def check_deck_references(papers: Papers) -> None:
    """Add what a deck's files name that isn't there, named twice, or withdrawn."""
    known: dict[str, Collection[str]] = {}
    if papers.claims is not None and "claims" in papers.claims.data:
        known["claim"] = _ids([papers.claims], "claims.*.id")
    if papers.world is not None and "indicators" in papers.world.data:
        known["indicator"] = _ids([papers.world], "indicators.*.id")
    cards = [document for document in papers.cards.values() if document is not None]
    if papers.teams is not None and len(cards) == len(papers.cards):
        known["card"] = _ids(cards, "cards.*.id")
    withdrawn = withdrawn_claims(papers.claims)
    for document, patterns in (
        (papers.world, _WORLD),
        (papers.injects, _INJECTS),
        (papers.teams, _TEAMS),
        *((document, _CARDS) for document in cards),
    ):
        if document is not None:
            _unknown(document, patterns, known)
            _repeated(document, patterns)
            if document is not papers.injects:
                _withdrawn(document, patterns, withdrawn)
    for document, pattern, what in (
        (papers.world, "indicators.*.id", "indicator"),
        (papers.injects, "injects.*.id", "inject"),
        (papers.injects, "endings.*.id", "ending"),
        (papers.teams, "teams.*.id", "team"),
    ):
        if document is not None:
            _duplicates(document, document.values(pattern), what)
    if papers.teams is not None:
        for _, objectives in groupby(papers.teams.values("teams.*.objectives.*.id"), lambda place: place[0][1]):
            _duplicates(papers.teams, objectives, "objective")
    first: dict[Any, str] = {}
    for document in cards:
        _duplicates(document, document.values("cards.*.id"), "card", first)


def withdrawn_claims(claims: Document | None) -> frozenset[str]:
    """Return the ids of the claims that the source took back."""
    tables = claims.tables("claims") if claims is not None else ()
    return frozenset(
        claim["id"] for _, claim in tables if claim.get("withdrawn") is True and isinstance(claim.get("id"), str)
    )


def _ids(documents: Iterable[Document], pattern: str) -> frozenset[str]:
    return frozenset(value for document in documents for _, value in document.values(pattern) if isinstance(value, str))


def _unknown(document: Document, patterns: Iterable[tuple[str, str]], known: Mapping[str, Collection[str]]) -> None:
    for pattern, what in patterns:
        if what not in known:
            continue
        for path, value in document.values(pattern):
            if isinstance(value, str) and value not in known[what] and not document.blames(path):
                message = f"no {what} is called {quoted(value)}"
                document.add(_UNKNOWN[what], path, message, given=value, options=known[what])


def _withdrawn(document: Document, patterns: Iterable[tuple[str, str]], withdrawn: frozenset[str]) -> None:
    for pattern, what in patterns:
        if what == "claim" and withdrawn:
            for path, value in document.values(pattern):
                if isinstance(value, str) and value in withdrawn:
                    message = f"the source took {quoted(value)} back; only an inject may rest on it"
                    document.add(DeckCode.WITHDRAWN_CLAIM, path, message)


def _repeated(document: Document, patterns: Iterable[tuple[str, str]]) -> None:
    """Add each claim that a list holds twice."""
    for pattern, what in patterns:
        if what != "claim" or not pattern.endswith(".*"):
            continue
        seen: set[tuple[KeyPath, str]] = set()
        for path, value in document.values(pattern):
            if isinstance(value, str):
                if (path[:-1], value) in seen:
                    message = f"{quoted(value)} is in this list already; leave it out"
                    document.add(DeckCode.REPEATED_CLAIM, path, message)
                seen.add((path[:-1], value))


def _in_both(document: Document, path: KeyPath, table: Any, one: str, other: str) -> None:
    """Add each claim that two lists of a table both hold."""
    if not isinstance(table, dict):
        return
    ones, others = table.get(one), table.get(other)
    known = {value for value in ones if isinstance(value, str)} if isinstance(ones, list) else set()
    for number, value in enumerate(others if isinstance(others, list) else ()):
        if isinstance(value, str) and value in known:
            message = f"{quoted(value)} is in {one} too; leave one out"
            document.add(DeckCode.REPEATED_CLAIM, (*path, other, number), message)


def _duplicates(
    document: Document, places: Iterable[tuple[KeyPath, Any]], what: str, first: dict[Any, str] | None = None
) -> None:
    """Add each id (or number) that one before it has; `first` says where those of other files are."""
    first = {} if first is None else first
    for path, value in places:
        if not isinstance(value, (str, int)):
            continue
        if value in first:
            message = f"{first[value]} is {what} {quoted(value)} already; give this one another"
            document.add(DeckCode.DUPLICATE_ID, path, message)
        else:
            first[value] = f"{dotted(path[:-1])} of {document.file}"
