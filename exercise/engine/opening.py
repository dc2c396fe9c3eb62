"""The first event of a session."""

from __future__ import annotations

from exercise.argument.tables import claim_strengths, link_strength, thesis_strength
from exercise.engine.events import RULES_VERSION, SessionOpened
from exercise.engine.game import Game


def session_opened(
    game: Game,
    *,
    rules: str,
    adjudication: str,
    rounds: int,
    seed: int,
    seats: tuple[tuple[str, str], ...],
    digest: str,
) -> SessionOpened:
    """Return the event that opens a session of a game, with all strengths and levels before the first argument."""
    claims = claim_strengths(game.argument)
    return SessionOpened(
        rules=rules,
        adjudication=adjudication,
        rules_version=RULES_VERSION,
        rounds=rounds,
        seed=seed,
        stream=0,
        deck=game.deck,
        deck_title=game.title,
        deck_digest=digest,
        seats=seats,
        claims=claims,
        thesis=thesis_strength(game.argument, claims),
        links=tuple(link_strength(game.argument, link, claims) for link in range(len(game.argument.link_claims))),
        z=game.world.start_z,
    )
