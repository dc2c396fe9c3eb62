"""Reading decks and sources: everything that is wrong at once, or the deck."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from exercise import paths
from exercise.deck.models import Deck, Ledger, Source, Team
from exercise.deckfiles.check import check_deck, check_ledger, check_thesis
from exercise.deckfiles.finding import DeckCode, DeckError, Finding, Findings, quoted
from exercise.deckfiles.folder import Document, Folder
from exercise.deckfiles.references import Papers, check_deck_references, check_ledger_references
from exercise.deckfiles.source import shipped_differences
from exercise.deckfiles.tables import (
    CARDS_FILE,
    CLAIMS_FILE,
    DECK_FILE,
    INJECTS_FILE,
    SOURCE_FILE,
    TEAMS_FILE,
    WORLD_FILE,
    check_tables,
)

HANDOUTS: Final = ("manual", "guide")
"""Pages that a deck may have beside its tables: for all players, and for control alone."""
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")
_LONGEST_BRIEF: Final = next(
    int(rule.max_length) for rule in Team.model_fields["brief"].metadata if hasattr(rule, "max_length")
)


def load_deck(deck: str | Path, seeds: Path | None = None) -> Deck:
    """Return a deck that is given by name or by folder; DeckError, with all findings, where it can't be played.

    `seeds` is the folder that holds its source; see `read_deck`.
    """
    loaded, findings = read_deck(deck, seeds)
    if loaded is None:
        raise DeckError(findings)
    return loaded


def load_source(source: str | Path, seeds: Path | None = None) -> tuple[Source, Ledger]:
    """Return a source that is given by name or by folder, and its ledger; DeckError with all findings.

    `seeds` is the folder to look a name up in; left out, the one that is shipped.
    """
    findings = Findings()
    try:
        folder = paths.find_source(source, seeds)
    except paths.NoSuchFolderError as error:
        raise DeckError((_not_found(error),)) from None
    found = _read_source(folder, findings, Papers())
    if found is None:
        raise DeckError(findings.sorted())
    return found


def read_deck(deck: str | Path, seeds: Path | None = None) -> tuple[Deck | None, tuple[Finding, ...]]:
    """Return a deck given by name or by folder and no findings, or None and all that is wrong with it.

    Its source is looked for in `seeds`; left out, first in the folder `seeds` beside the one that holds the deck, then
    in the seeds folder that is shipped. Findings come by file and line.
    """
    try:
        root = paths.find_deck(deck)
    except paths.NoSuchFolderError as error:
        return None, (_not_found(error),)
    findings, papers = Findings(), Papers()
    name = root.resolve().name
    if not _ID.fullmatch(name):
        message = f"the folder's name {quoted(name)} is the deck's id; use lower-case words joined by hyphens"
        findings.add(DeckCode.BAD_ID, ".", None, "", message)
    folder = Folder(root, findings)
    if folder.full:
        return None, findings.sorted()
    papers.deck = folder.toml("deck.toml")
    papers.teams = folder.toml("teams.toml")
    papers.world = folder.toml("world.toml")
    papers.injects = folder.toml("injects.toml")
    found = _source_of(papers, root, seeds, findings) if papers.deck is not None else None
    for document, model in (
        (papers.deck, DECK_FILE),
        (papers.world, WORLD_FILE),
        (papers.injects, INJECTS_FILE),
    ):
        if document is not None:
            check_tables(document, model)
    briefs = _read_teams(folder, papers, findings)
    _read_handouts(folder)
    check_deck_references(papers)
    check_deck(papers)
    built = None if len(findings) or found is None else _build(name, papers, briefs, found, findings)
    return built, findings.sorted()


def read_handouts(deck: str | Path) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Return by name those of HANDOUTS that a deck, given by name or by folder, has, and what is wrong with them."""
    try:
        root = paths.find_deck(deck)
    except paths.NoSuchFolderError as error:
        return {}, (_not_found(error),)
    findings = Findings()
    folder = Folder(root, findings)
    return _read_handouts(folder), findings.sorted()


def _read_handouts(folder: Folder) -> dict[str, str]:
    there = folder.names("", ".md")
    texts = {name: folder.page(f"{name}.md") for name in HANDOUTS if name in there}
    return {name: text.strip() for name, text in texts.items() if text is not None}


def _not_found(error: paths.NoSuchFolderError) -> Finding:
    return Finding(DeckCode.NOT_FOUND.value, ".", None, "", str(error))


def _read_teams(folder: Folder, papers: Papers, findings: Findings) -> dict[str, str]:
    """Read teams.toml's tables, and every file of cards and every brief; return the briefs by team."""
    teams: list[str] = []
    if papers.teams is not None:
        for number, team in papers.teams.tables("teams"):
            for key, file in (("brief", "briefs/{}.md"), ("cards", "cards/{}.toml")):
                if key in team:
                    message = f"{quoted(key)} belongs in {file.format('<team>')}; move it there"
                    papers.teams.add(DeckCode.UNKNOWN_KEY, ("teams", number, key), message)
        check_tables(papers.teams, TEAMS_FILE)
        ids = dict.fromkeys(name for _, name in papers.teams.values("teams.*.id") if isinstance(name, str))
        teams = [name for name in ids if _ID.fullmatch(name)]
    briefs: dict[str, str] = {}
    for inside, suffix in (("cards", ".toml"), ("briefs", ".md")):
        there = folder.names(inside, suffix)
        for name in there:
            if papers.teams is not None and name not in teams:
                message = f"no team of teams.toml is called {quoted(name)}; rename the file or take it out"
                file = f"{inside}/{name}{suffix}"
                findings.add(DeckCode.UNKNOWN_TEAM, file, None, "", message, given=name, options=teams)
        for name in teams or there:
            if inside == "cards":
                document = papers.cards[name] = folder.toml(f"cards/{name}.toml")
                if document is not None:
                    check_tables(document, CARDS_FILE)
            else:
                brief = folder.page(f"briefs/{name}.md")
                if brief is not None:
                    briefs[name] = brief.strip()
                    _check_brief(f"briefs/{name}.md", briefs[name], findings)
    return briefs


def _check_brief(file: str, brief: str, findings: Findings) -> None:
    if not brief:
        findings.add(DeckCode.BAD_LENGTH, file, None, "", "this is empty; write a page in the team's own view")
    elif len(brief) > _LONGEST_BRIEF:
        message = f"this has {len(brief)} characters, and {_LONGEST_BRIEF} is the most; make it shorter"
        findings.add(DeckCode.BAD_LENGTH, file, None, "", message)


def _source_of(papers: Papers, root: Path, seeds: Path | None, findings: Findings) -> tuple[Source, Ledger] | None:
    """Read the source that deck.toml names; add what is wrong with it."""
    assert papers.deck is not None
    name = papers.deck.data.get("source")
    if not isinstance(name, str):
        return None  # The tables' check says so.
    if not _ID.fullmatch(name):
        if paths.is_path(name) or name.startswith("."):
            message = f"{quoted(name)} is a path; give the name of a source, which is a folder in the seeds folder"
            papers.deck.add(DeckCode.PATH, ("source",), message)
        return None
    beside = root.resolve().parent.parent / "seeds"
    places = [seeds] if seeds is not None else list(dict.fromkeys([beside, paths.seeds_folder()]))
    for place in places:
        folder = place / name
        if folder.is_symlink():
            message = f"the source's folder {quoted(name)} is a symbolic link; put the folder itself there"
            papers.deck.add(DeckCode.SYMLINK, ("source",), message)
            return None
        if folder.is_dir():
            return _read_source(folder, findings, papers)
    known = {source for place in places for source in paths.source_names(place)}
    message = f"no source is called {quoted(name)}"
    papers.deck.add(DeckCode.UNKNOWN_SOURCE, ("source",), message, given=name, options=known, listed=True)
    return None


def _read_source(root: Path, findings: Findings, papers: Papers) -> tuple[Source, Ledger] | None:
    """Return a source and its ledger, and put their files with the papers; None, and findings, where one is unsound."""
    before = len(findings)
    name = root.resolve().name
    if not _ID.fullmatch(name):
        message = f"the folder's name {quoted(name)} is the source's id; use lower-case words joined by hyphens"
        findings.add(DeckCode.BAD_ID, f"seeds/{name}", None, "", message)
    folder = Folder(root, findings, f"seeds/{name}/")
    if folder.full:
        return None
    papers.source = folder.toml("source.toml")
    read = len(findings)
    papers.claims = folder.toml("claims.toml")
    whole = read == len(findings)
    source = None
    if papers.source is not None and check_tables(papers.source, SOURCE_FILE):
        source = Source.model_validate_json(json.dumps({**papers.source.data, "id": name or "source"}), strict=True)
    if papers.source is not None:
        _check_text(folder, papers.source, source)
    if papers.claims is not None:
        sound = check_tables(papers.claims, CLAIMS_FILE)
        found = len(findings)
        check_ledger_references(papers)
        check_ledger(papers.claims)
        if whole and sound and found == len(findings):
            check_thesis(papers.claims, _ledger(papers.claims))
    if source is None or papers.claims is None or len(findings) > before:
        return None
    return source, _ledger(papers.claims)


def _ledger(claims: Document) -> Ledger:
    return Ledger.model_validate_json(json.dumps(claims.data), strict=True)


def _check_text(folder: Folder, document: Document, source: Source | None) -> None:
    """Add what is wrong with the text that a source ships."""
    name = document.data.get("text")
    if not isinstance(name, str) or not name:
        return
    if not paths.is_name(name):
        message = f"{quoted(name)} is no file name; give the name of a text beside source.toml"
        document.add(DeckCode.PATH, ("text",), message)
        return
    text = folder.page(name)
    if text is None or source is None:
        return
    for number in shipped_differences(source, text):
        place = next(at for at, paragraph in enumerate(source.paragraphs) if paragraph.number == number)
        message = f"paragraph {number} of {quoted(name)} has another hash; mend the text or the hash"
        document.add(DeckCode.TEXT_DIFFERS, ("paragraphs", place, "sha256"), message)


def _build(
    name: str, papers: Papers, briefs: dict[str, str], found: tuple[Source, Ledger], findings: Findings
) -> Deck | None:
    """Return the deck of papers in which nothing was found."""
    assert papers.deck is not None
    assert papers.teams is not None
    assert papers.world is not None
    assert papers.injects is not None
    source, ledger = found
    data: dict[str, Any] = {
        **papers.deck.data,
        **papers.world.data,
        **papers.injects.data,
        "id": name,
        "source": source.model_dump(mode="json"),
        "ledger": ledger.model_dump(mode="json"),
        "teams": [
            {**team, "brief": briefs[team["id"]], **cards.data}
            for team in papers.teams.data["teams"]
            if (cards := papers.cards[team["id"]]) is not None
        ],
    }
    try:
        return Deck.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        for wrong in error.errors(include_url=False):
            papers.deck.add(DeckCode.BAD_VALUE, wrong["loc"], str(wrong["msg"]))
        return None
