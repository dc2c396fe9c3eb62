"""`exercise source`: show what decks are drawn from, and check a copy of the text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from exercise.cli.finding import first_of, source_folder
from exercise.cli.output import pairs, paragraph, quoted, say
from exercise.cli.root import Problem, command, whole

if TYPE_CHECKING:
    from exercise.deck.models import Ledger, Source
    from exercise.deckfiles import Verification

_ON_SIDE: Final = {"for": " for the thesis", "against": " against the thesis", "neutral": " neutral to the thesis"}


@command("show", "exercise source show my-source", "exercise source show my-source --side against")
@click.argument("source")
@click.option("--side", type=click.Choice(["for", "against", "neutral"]), help="Only the claims on this side.")
@click.option("--paragraph", "number", type=whole(), metavar="N", help="Only the claims of paragraph N.")
def show_source(source: str, side: str | None, number: int | None) -> None:
    """Show a source and the claims that were drawn from it."""
    from exercise.report.wording import count_words

    origin, ledger = _load(source)
    _need_paragraph(origin, number)
    thesis = ledger.thesis
    pairs(
        [
            ("Title", origin.title),
            ("By", ", ".join(origin.authors)),
            ("In", f"{origin.outlet}, {origin.date}"),
            ("Rights", origin.rights),
            *([("Correction", origin.correction)] if origin.correction else []),
            ("Thesis", f"{thesis.says} (¶{thesis.paragraph})"),
        ]
    )
    claims = [claim for claim in ledger.claims if side in (None, claim.side) and number in (None, claim.paragraph)]
    click.echo()
    if not claims:
        say(f"No claims{_ON_SIDE[side] if side else ''}{f' in ¶{number}' if number is not None else ''}.")
        return
    say(f"{len(claims)} of {count_words(len(ledger.claims), 'claim')}:")
    for claim in sorted(claims, key=lambda claim: claim.paragraph):
        click.echo()
        withdrawn = ", withdrawn by the source" if claim.withdrawn else ""
        say(f"¶{claim.paragraph} {claim.id} ({claim.side}, {claim.kind}, {claim.holder}, {claim.base}{withdrawn})")
        paragraph(claim.says, 4)


@command("verify", "exercise source verify my-source --article my-copy.txt")
@click.argument("source")
@click.option(
    "--article",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Your copy of the text, one paragraph to a line.",
)
@click.pass_context
def verify_copy(ctx: click.Context, source: str, article: Path) -> None:
    """Check a copy of a source, paragraph by paragraph. Exits with 1 where one differs or is missing.

    Quotation marks and spaces don't count, and a copy may hold more around the text.
    """
    from exercise.deckfiles import verify_source

    origin, _ = _load(source)
    found = verify_source(origin, _text(article))
    _tell(origin, found)
    if not found.complete:
        ctx.exit(1)


@command(
    "attach", "exercise source attach my-source --article my-copy.txt", "exercise source attach my-source --remove"
)
@click.argument("source")
@click.option(
    "--article",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Your copy of the text, one paragraph to a line.",
)
@click.option("--remove", is_flag=True, help="Take the copy that was attached away again.")
@click.pass_context
def attach_copy(ctx: click.Context, source: str, article: Path | None, remove: bool) -> None:
    """Keep a copy of a source on this machine, so that "Why?" shows a paragraph beside what rests on it.

    Only paragraphs that are the source's, word for word, are kept, in your data folder and nowhere else. Exits with 1
    where some differ or are missing.
    """
    from exercise.deckfiles import attach, detach

    if remove == (article is not None):
        raise click.UsageError("give either --article FILE or --remove")
    origin, _ = _load(source)
    if article is None:
        there = detach(origin.id)
        say(f"{origin.id}: the copy was removed" if there else f"{origin.id}: no copy was attached")
        return
    found = attach(origin, _text(article))
    if not found.present and not found.moved:
        raise Problem(f"no paragraph of {quoted(origin.id)} is in {quoted(article)}, so nothing was attached")
    _tell(origin, found)
    say('Attached: "Why?" shows these paragraphs.')
    if not found.complete:
        ctx.exit(1)


def _need_paragraph(origin: Source, number: int | None) -> None:
    """Raise Problem where a number lies outside the paragraphs of a source."""
    if number is None:
        return
    numbers = [paragraph.number for paragraph in origin.paragraphs]
    first, last = min(numbers), max(numbers)
    if not first <= number <= last:
        there = f"its paragraphs go from {first} to {last}" if first < last else f"its only paragraph is {first}"
        raise Problem(f"{origin.id} has no paragraph {number}; {there}")


def _tell(origin: Source, found: Verification) -> None:
    """Print how a copy matches a source, paragraph by paragraph where it doesn't."""
    from exercise.report.wording import count_words

    for match in found.matches:
        printed = match.paragraph
        if match.status == "differs":
            say(f"¶{printed.number} ({printed.about}): differs from paragraph {match.line} of the copy")
        elif match.status == "missing":
            say(f"¶{printed.number} ({printed.about}): missing from the copy")
    same = len(found.present) + len(found.moved)
    words = [f"{same} of {count_words(len(found.matches), 'paragraph')} found"]
    if found.moved:
        words.append(f"{len(found.moved)} of them elsewhere")
    if found.differs:
        words.append(f"{len(found.differs)} differ{'s' if len(found.differs) == 1 else ''}")
    if found.missing:
        words.append(f"{len(found.missing)} missing")
    say(f"{origin.id}: {', '.join(words)}")


def _load(source: str) -> tuple[Source, Ledger]:
    from exercise.deckfiles import DeckError, load_source

    source_folder(source)
    try:
        return load_source(source)
    except DeckError as error:
        raise Problem(f"the source {quoted(source)} can't be read: {first_of(error)}") from error


def _text(article: Path) -> str:
    from exercise.deckfiles.owncopy import MOST_BYTES

    with article.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Problem(f"{str(article)!r} is larger than {MOST_BYTES >> 20} MiB; give the text alone")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem(f"{str(article)!r} is not UTF-8 text; save it as plain text first") from None
