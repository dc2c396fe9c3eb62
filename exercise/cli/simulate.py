"""`exercise simulate`: bots play a whole exercise without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from exercise import paths
from exercise.cli.decks import playable
from exercise.cli.finding import making
from exercise.cli.output import say
from exercise.cli.root import Problem, command, whole

if TYPE_CHECKING:
    from exercise.session import Session


@command(
    "simulate",
    "exercise simulate --deck my-deck --seed 7 --rounds 2 --players steady --out demo",
    "exercise simulate --deck my-deck --seed 7 --players steady,random --out mixed",
)
@click.option("--deck", required=True, help="The deck to play.")
@click.option("--seed", required=True, type=whole(0, (1 << 64) - 1), metavar="N", help="What all chance hangs on.")
@click.option("--rounds", default=2, type=whole(), metavar="N", show_default=True, help="How many rounds to play.")
@click.option(
    "--players", default="steady", show_default=True, help="One player for all teams, or one for each, with commas."
)
@click.option("--rules", default="quick", show_default=True, help="The level of the rules: quick, seminar or full.")
@click.option(
    "--adjudication",
    default=None,
    help="How moves are judged: dice, weighed, ballot or ruling; left out, as the rules say. A ruling is control's to "
    "give; as no person sits there, the move is weighed.",
)
@click.option("--title", default="", help="The title of the save; left out, the deck's.")
@click.option(
    "--out", required=True, metavar="SAVE", help="The name of the new save, or a path in a folder that is there."
)
def simulate(
    deck: str, seed: int, rounds: int, players: str, rules: str, adjudication: str | None, title: str, out: str
) -> None:
    """Let bots play an exercise to its end, and keep it as a save.

    The same deck, seed, rounds, players, rules and adjudication give the same play. The players are random and steady.
    """
    from exercise.moves import CONTROL
    from exercise.session import Session
    from exercise.table import TABLE, Table

    loaded = playable(deck)
    teams = tuple(team.id for team in loaded.teams)
    seats = {**dict(zip(teams, _players(players, teams), strict=True)), CONTROL: TABLE}
    with making(out) as save:
        session = Session.new(
            loaded,
            save,
            rules=rules,
            adjudication=adjudication,
            rounds=rounds,
            seats=seats,
            seed=seed,
            title=title,
        )
    try:
        Table(session, seed).run()
        say(_summary(session, out if paths.is_path(out) else save.name, seed))
        if session.problem:
            raise Problem(session.problem)
    finally:
        session.close()


def _players(players: str, teams: tuple[str, ...]) -> list[str]:
    from exercise.players import PLAYERS
    from exercise.report.wording import listed

    names = [name.strip() for name in players.split(",")]
    for name in names:
        if name not in PLAYERS:
            raise Problem(f"there is no player called {name!r}; there are {listed(list(PLAYERS))}")
    if len(names) == 1:
        return names * len(teams)
    if len(names) != len(teams):
        raise Problem(f"{len(names)} players for {len(teams)} teams; give one for all, or one each: {listed(teams)}")
    return names


def _summary(session: Session, name: str, seed: int) -> str:
    from exercise.report.audit import audit
    from exercise.report.wording import count_words, listed, outcome_words, result_words

    found = audit(session.deck, session.events)
    outcomes = [move.outcome for record in found.rounds for move in record.moves]
    results = [entry.result for entry in found.objectives]
    moves = [
        count_words(outcomes.count(word), outcome_words(word))
        for word in ("full", "partial", "fail")
        if word in outcomes
    ]
    goals = [f"{results.count(word)} {result_words(word)}" for word in ("met", "partly", "missed") if word in results]
    played = count_words(len(found.rounds), "round")
    made = f"{count_words(len(outcomes), 'move')}{f' ({listed(moves)})' if moves else ''}"
    return f"Saved {name!r}: {session.deck.title}, {played}, seed {seed}; {made}, objectives {listed(goals)}."
