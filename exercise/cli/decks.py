"""`exercise deck`: list, check and show decks."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from exercise import paths
from exercise.cli.finding import deck_folder
from exercise.cli.output import pairs, paragraph, quoted, say, table
from exercise.cli.root import Problem, command

if TYPE_CHECKING:
    from exercise.deck.models import Deck


@command("list", "exercise deck list")
def list_decks() -> None:
    """List the decks that are installed."""
    from exercise.deckfiles import read_deck
    from exercise.report.wording import count_words

    rows = []
    for name in paths.deck_names():
        deck, findings = read_deck(name)
        if deck is None:
            rows.append(
                (name, f"has {count_words(len(findings), 'finding')}; see 'exercise deck check {name}'", "", "")
            )
        else:
            cards = sum(len(team.cards) for team in deck.teams)
            rows.append((name, deck.title, str(len(deck.teams)), str(cards)))
    table(("NAME", "TITLE", "TEAMS", "CARDS"), rows)


@command("check", "exercise deck check my-deck")
@click.argument("deck")
@click.pass_context
def check_deck(ctx: click.Context, deck: str) -> None:
    """Read and play a deck and list everything that is wrong with it. Exits with 1 where there is more than advice.

    A deck of your own is given by its folder.
    """
    from exercise.deckfiles import read_deck
    from exercise.report.wording import count_words

    folder = deck_folder(deck)
    loaded, findings = read_deck(deck)
    for finding in findings:
        say(str(finding))
    if loaded is None:
        say(f"{folder.name}: {count_words(len(findings), 'finding')}")
        ctx.exit(1)
    from exercise import conformance

    found = conformance.check_deck(loaded)
    for finding in found:
        say(f"advice: {finding}" if conformance.is_advice(finding) else str(finding))
    advice = sum(map(conformance.is_advice, found))
    more = f" and {count_words(advice, 'piece')} of advice" if advice else ""
    if len(found) > advice:
        say(f"{folder.name}: {count_words(len(found) - advice, 'finding')}{more}")
        ctx.exit(1)
    say(f"{folder.name}: no findings{more}; {_counts(loaded)}")


@command("show", "exercise deck show my-deck")
@click.argument("deck")
def show_deck(deck: str) -> None:
    """Show a deck: its scene, teams, indicators and events."""
    loaded = playable(deck)
    source = loaded.source
    say(loaded.title)
    click.echo()
    paragraph(loaded.summary)
    click.echo()
    paragraph(loaded.scenario)
    click.echo()
    pairs(
        [
            ("Name", loaded.id),
            ("Holds", _counts(loaded)),
            ("Source", f"{', '.join(source.authors)}: {source.title} ({source.outlet}, {source.date})"),
            ("Thesis", loaded.ledger.thesis.says),
        ]
    )
    click.echo()
    table(("TEAM", "NAME", "CARDS"), [(team.id, team.name, str(len(team.cards))) for team in loaded.teams])
    click.echo()
    table(
        ("INDICATOR", "NAME", "STARTS AT"),
        [(indicator.id, indicator.name, str(indicator.start)) for indicator in loaded.indicators],
    )
    if loaded.injects:
        click.echo()
        table(
            ("INJECT", "TITLE", "COMES"),
            [
                (inject.id, inject.title, f"in round {inject.round}" if inject.round else inject.kind)
                for inject in loaded.injects
            ],
        )


@command("read", "exercise deck read my-deck manual", "exercise deck read my-deck my-team")
@click.argument("deck")
@click.argument("page")
def read_page(deck: str, page: str) -> None:
    """Print a page of a deck: its manual, for all players; its guide, for control alone; or a team's brief."""
    from exercise.deckfiles import HANDOUTS, read_handouts
    from exercise.report.wording import listed

    loaded = playable(deck)
    texts, _ = read_handouts(deck)
    texts |= {team.id: team.brief for team in loaded.teams}
    if page not in texts:
        what = "has no" if page in HANDOUTS else "has no page called"
        raise Problem(f"the deck {loaded.id!r} {what} {quoted(page)}; it has {listed(list(texts))}")
    for line in texts[page].split("\n"):
        say(line)


def playable(deck: str) -> Deck:
    """Return a deck that is given by name or by folder. Raises Problem where there is none or it has findings."""
    from exercise.deckfiles import read_deck
    from exercise.report.wording import count_words

    folder = deck_folder(deck)
    loaded, findings = read_deck(deck)
    if loaded is None:
        found = count_words(len(findings), "finding")
        raise Problem(f"the deck {folder.name!r} has {found}; see 'exercise deck check {shlex.quote(deck)}'")
    return loaded


def _counts(deck: Deck) -> str:
    from exercise.report.wording import count_words, listed

    claims = deck.ledger.claims
    withdrawn = sum(claim.withdrawn for claim in claims)
    return listed(
        [
            count_words(len(deck.teams), "team"),
            count_words(sum(len(team.cards) for team in deck.teams), "card"),
            count_words(len(deck.indicators), "indicator"),
            count_words(len(deck.links), "link"),
            count_words(len(deck.injects), "inject"),
            count_words(len(claims), "claim") + (f" ({withdrawn} withdrawn by the source)" if withdrawn else ""),
        ]
    )
