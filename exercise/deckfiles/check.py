"""What a deck must keep that no table by itself shows: circles, openings, secrets, where the thesis starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from exercise.deck.models import Ledger
from exercise.deckfiles.finding import DeckCode, quoted
from exercise.deckfiles.folder import Document
from exercise.deckfiles.keys import KeyPath
from exercise.deckfiles.references import Papers
from exercise.moves import CONTROL, PUBLIC

OPENING_CARDS: Final = 2
"""How many opening cards each team has."""

THESIS_RANGE: Final = (0.4, 0.75)
"""Between which strengths the thesis starts."""

_TOLERANCE: Final = 1e-9


def check_ledger(claims: Document) -> None:
    """Add claims that argue about themselves, and circles, each with its members named."""
    places: dict[str, int] = {}
    for number, claim in claims.tables("claims"):
        if isinstance(claim.get("id"), str):
            places.setdefault(claim["id"], number)
    edges: dict[str, list[tuple[str, KeyPath]]] = {claim: [] for claim in places}
    for key in ("supports", "attacks"):
        for path, target in claims.values(f"claims.*.{key}.*"):
            arguer = claims.data["claims"][path[1]].get("id")
            if arguer == target:
                message = f"{quoted(target)} can't bear on itself; leave it out"
                claims.add(DeckCode.SELF_CLAIM, path, message)
            elif isinstance(arguer, str) and isinstance(target, str) and arguer in places and target in places:
                edges[arguer].append((target, path))
    for circle, path in _circles(edges):
        message = f"claims may not run in a circle ({' → '.join((*circle, circle[0]))}); take one edge out"
        claims.add(DeckCode.CLAIM_CIRCLE, path, message)


def _circles(edges: dict[str, list[tuple[str, KeyPath]]]) -> Iterator[tuple[Sequence[str], KeyPath]]:
    """Yield circles and where the last edge of each stands, so that without these edges no circle is left."""
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        walk = [start]
        place = {start: 0}
        waiting = [iter(edges[start])]
        while waiting:
            for target, path in waiting[-1]:
                if target in place:
                    yield walk[place[target] :], path
                elif target not in done:
                    place[target] = len(walk)
                    walk.append(target)
                    waiting.append(iter(edges[target]))
                    break
            else:
                waiting.pop()
                left = walk.pop()
                del place[left]
                done.add(left)


def check_thesis(claims: Document, ledger: Ledger) -> None:
    """Add a thesis that starts too weak or too strong; the ledger must be sound otherwise."""
    from exercise.argument.tables import claim_strengths, compile_argument, thesis_strength

    tables = compile_argument(ledger, ())
    start = thesis_strength(tables, claim_strengths(tables))
    low, high = THESIS_RANGE
    if not low - _TOLERANCE <= start <= high + _TOLERANCE:
        change = "strengthen its pillars" if start < low else "strengthen its objections"
        message = f"the thesis starts at {start:.3f}, and must be between {low} and {high}; {change}"
        claims.add(DeckCode.THESIS_START, ("thesis",), message)


def check_deck(papers: Papers) -> None:
    """Add what is wrong between the tables of the deck's own files."""
    if papers.teams is not None:
        _check_teams(papers.teams)
    if papers.world is not None:
        _check_links(papers.world)
    if papers.deck is not None and papers.injects is not None:
        drawn = any(inject.get("kind") == "drawn" for _, inject in papers.injects.tables("injects"))
        if papers.deck.data.get("draw_rounds") and not drawn:
            message = 'no inject can be drawn; give one kind = "drawn" or leave this out'
            papers.deck.add(DeckCode.DRAW_ROUNDS, ("draw_rounds",), message)
    for document in papers.cards.values():
        if document is not None:
            _check_cards(document)
    _check_standing(papers)


def _check_teams(teams: Document) -> None:
    for number, team in teams.tables("teams"):
        objectives = team.get("objectives")
        if isinstance(objectives, list):
            secrets = [goal for goal in objectives if isinstance(goal, dict) and goal.get("secret") is True]
            if len(secrets) != 1:
                message = f"a team has exactly one secret objective, and this one has {len(secrets)}"
                teams.add(DeckCode.SECRET_OBJECTIVE, ("teams", number, "objectives"), message)
        if team.get("id") in (CONTROL, PUBLIC):
            message = f"every exercise has a seat {quoted(team['id'])}; call the team something else"
            teams.add(DeckCode.RESERVED_ID, ("teams", number, "id"), message)


def _check_links(world: Document) -> None:
    seen: set[tuple[str, str]] = set()
    for number, link in world.tables("links"):
        cause, effect = link.get("cause"), link.get("effect")
        if not isinstance(cause, str) or not isinstance(effect, str):
            continue
        if cause == effect:
            message = f"{quoted(cause)} can't affect itself; leave this link out"
            world.add(DeckCode.SELF_LINK, ("links", number, "effect"), message)
        elif (cause, effect) in seen:
            message = f"there is a link from {quoted(cause)} to {quoted(effect)} already; keep one"
            world.add(DeckCode.DUPLICATE_LINK, ("links", number, "effect"), message)
        seen.add((cause, effect))


def _check_cards(cards: Document) -> None:
    openings = sum(card.get("opening") is True for _, card in cards.tables("cards"))
    if openings != OPENING_CARDS:
        message = f"a team has exactly {OPENING_CARDS} cards with opening = true, and this one has {openings}"
        cards.add(DeckCode.OPENING_CARDS, (), message)
    easier = {number for number, card in cards.tables("cards") if card.get("difficulty") in ("easy", "even")}
    for key in ("full", "partial", "fail"):
        for path, amount in cards.values(f"cards.*.{key}.*.amount"):
            if amount == "large" and path[1] in easier:
                message = 'a card with a large shock is hard; make the shock smaller or difficulty = "hard"'
                cards.add(DeckCode.LARGE_SHOCK, path, message)


def _check_standing(papers: Papers) -> None:
    """Add conditions that wait for a commitment of a card without one."""
    without: set[str] = set()
    for document in papers.cards.values():
        for _, card in document.tables("cards") if document is not None else ():
            commitment = card.get("commitment", "")
            if isinstance(card.get("id"), str) and isinstance(commitment, str) and not commitment.strip():
                without.add(card["id"])
    places = [(document, "cards.*.requires.*.standing") for document in papers.cards.values()]
    places += [(papers.teams, "teams.*.objectives.*.when.*.standing")]
    places += [(papers.injects, f"{key}.*.when.*.standing") for key in ("injects", "endings")]
    for document, pattern in places:
        if document is None:
            continue
        for path, card in document.values(pattern):
            if isinstance(card, str) and card in without:
                message = f"{quoted(card)} has no commitment that could stand; give it one or ask for played"
                document.add(DeckCode.NEVER_STANDS, path, message)
