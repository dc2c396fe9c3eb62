"""The after-action report, and that no text in it is ever more than text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from smalldeck import small_deck

from exercise.deck.models import Deck
from exercise.report.aar import markdown
from exercise.report.markdown import escaped
from exercise.report.plain import REPLACEMENT, plain
from exercise.session import Session

NASTY = [
    "# A heading",
    "a heading\n===",
    "a heading\n---",
    "- a list",
    "+ a list",
    "1. a list",
    "12) a list",
    "> a quotation",
    "---",
    "***",
    "| a | table |\n| --- | --- |\n| x | y |",
    "cell | cell",
    "cell \\| cell \\\\| cell",
    "*emphasis* and _emphasis_ and **strong** and ~~gone~~",
    "`code` and ``` fences",
    "```\nfence\n```",
    "    indented code",
    "[a link](http://example.com)",
    "![an image](http://example.com/x.png)",
    "[a link][ref]\n\n[ref]: http://example.com",
    "<script>alert(1)</script>",
    "<b>bold</b> &lt;b&gt; &amp; &#35;",
    "<!-- comment -->",
    "<http://example.com>",
    "https://example.com/path?q=1",
    "http://localhost/x",
    "//example.com",
    "www.example.com and example.com",
    "somebody@example.com",
    "mailto:somebody@example.com",
    "javascript:alert(1)",
    "ftp://example.com",
    "$x^2$",
    "[bold]not rich[/bold] [@click=app.quit]not textual[/]",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m",
    "\u202eright to left\u202c \u2066isolated\u2069",
    "one\rtwo\x0bthree\x0cfour\u2028five\u2029six\x85seven",
    "ends with a backslash\\",
    "\\",
]


def tokens(text: str) -> list[Token]:
    """Return every token of a Markdown text, inline ones too, under GitHub's rules with bare addresses as links."""
    parser = MarkdownIt("gfm-like", {"linkify": True, "html": True})
    found = []
    for token in parser.parse(text):
        found.append(token)
        found += token.children or []
    return found


def kinds(text: str) -> list[str]:
    return [token.type for token in tokens(text) if token.type not in ("text", "inline", "text_special")]


def shown(text: str) -> str:
    return "".join(token.content for token in tokens(text) if token.type in ("text", "text_special"))


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("before", ["", "- ", "> ", "# ", "says: "])
def test_escaped_text_shows_as_it_is_and_makes_nothing_else(nasty: str, before: str) -> None:
    assert kinds(before + escaped(nasty)) == kinds(before + "text")
    assert shown(before + escaped(nasty)) == shown(before + "text").replace("text", plain(nasty))


@pytest.mark.parametrize("nasty", NASTY)
def test_escaped_text_stays_in_its_cell(nasty: str) -> None:
    def row(cell: str) -> str:
        return f"| a | b |\n| --- | --- |\n| {cell} | last |\n"

    assert kinds(row(escaped(nasty))) == kinds(row("text"))
    assert shown(row(escaped(nasty))) == shown(row("text")).replace("text", plain(nasty))


@pytest.mark.parametrize("nasty", NASTY)
def test_plain_text_is_one_line_without_control_characters(nasty: str) -> None:
    text = plain(nasty)
    assert text.isprintable()
    assert text == text.strip()
    assert "\u202e" not in text


def test_control_characters_leave_a_visible_mark() -> None:
    assert plain("a\x1b[31mb\x9bc\ud800d") == f"a{REPLACEMENT}[31mb{REPLACEMENT}c{REPLACEMENT}d"
    assert plain(" a\t\n b ") == "a b"


def test_ordinary_text_needs_no_escapes() -> None:
    sentence = "“Shops lose 6.2 points (¶4),” they said: it's 50 - 60 percent; more or less!"
    assert escaped(sentence) == sentence


def nasty_deck(text: str) -> Deck:
    """Return the small deck with one nasty text wherever a deck has words of its author's."""
    parts: dict[str, Any] = small_deck().model_dump()
    word = text[:20] or "x"
    parts["title"] = parts["source"]["title"] = parts["source"]["outlet"] = text
    parts["scenario"] = parts["source"]["correction"] = parts["source"]["rights"] = text
    parts["source"]["authors"] = [text, text]
    parts["ledger"]["thesis"]["says"] = text
    for claim in parts["ledger"]["claims"]:
        claim["says"] = text
    for indicator in parts["indicators"]:
        indicator["name"] = word
        indicator["words"] = [text] * 5
    for inject in parts["injects"]:
        inject["title"] = inject["says"] = text
    for team in parts["teams"]:
        team["name"] = word
        for goal in team["objectives"]:
            goal["says"] = text
        for card in team["cards"]:
            card["title"] = word
            card["action"] = card["effect"] = text
            card["commitment"] = card["commitment"] and text
    return Deck.model_validate(parts)


@pytest.mark.parametrize("nasty", NASTY)
def test_a_report_keeps_its_shape_whatever_people_and_decks_say(nasty: str, play_with: Any) -> None:
    if not nasty.strip() or any("\ud800" <= mark <= "\udfff" for mark in nasty):
        pytest.skip("a deck or a move may not say that")
    reports = []
    for text in ("tame", nasty):
        deck = nasty_deck(text)
        reports.append(markdown(deck, play_with(deck, text).events))
    tame, wild = reports
    assert kinds(wild) == kinds(tame)
    assert "html_block" not in kinds(wild)
    assert not {"link_open", "image", "html_inline", "code_inline", "fence"} & set(kinds(wild))
    assert len(wild.splitlines()) == len(tame.splitlines())
    assert all(line.isprintable() for line in wild.split("\n"))


def section(report: str, title: str) -> str:
    """Return the lines of a report under a heading, up to the next one of its level."""
    _, _, rest = report.partition(f"## {title}\n")
    assert rest, f"there is no section {title}"
    return rest.split("\n## ")[0]


def test_the_same_events_give_the_same_report(deck: Deck, scripted: Session) -> None:
    assert markdown(deck, scripted.events) == markdown(small_deck(), tuple(scripted.events))


def test_a_report_says_what_it_is_and_where_it_comes_from(deck: Deck, scripted: Session) -> None:
    report = markdown(deck, scripted.events)
    assert report.startswith("# After-action report: A small deck\n")
    assert "a teaching aid, not a forecast" in report
    assert "*assumed influence map*" in report
    assert "- Source: The Exercise project, *A leaflet* (Nowhere, 2026-01-01)." in report
    assert "Correction" not in report


def test_a_report_names_the_correction_of_the_source(scripted: Session) -> None:
    source = small_deck().source.model_copy(update={"correction": "It was not a leaflet."})
    deck = small_deck().model_copy(update={"source": source})
    assert "- Correction by the source: It was not a leaflet.\n" in markdown(deck, scripted.events)


def test_the_summary_counts_moves_claims_and_objectives(deck: Deck, scripted: Session) -> None:
    short = section(markdown(deck, scripted.events), "In short")
    assert "- All rounds were played: 2 of 2 rounds." in short
    assert "- Moves: 2 (1 full success and 1 partial success); 1 went to the dice." in short
    assert "- 3 of 5 claims were used, 1 contested, 1 overturned." in short
    assert "- Moved most: Water +22.1, Trees +6.2 and Birds +1.7." in short
    assert "- Objectives of Cats: 1 met and 1 missed." in short


def test_the_timeline_has_the_injects_and_moves_of_each_round(deck: Deck, scripted: Session) -> None:
    timeline = section(markdown(deck, scripted.events), "Timeline")
    first, second = timeline.split("### Round 2")
    assert "- Move: Card ants-a (Ants): full success." in first
    assert "- Cats made no move." in first
    assert "- What changed: Water +17.9, Trees +5.2 and Birds +1.4." in first
    assert "“It is said of ground.” (¶1) did not hold." in first
    assert "- Control delivered “Rain” (as scheduled). It rains." in second
    assert "- Ants made no move." in second


def test_a_move_stands_with_its_arguments_its_odds_and_the_override(deck: Deck, scripted: Session) -> None:
    moves = section(markdown(deck, scripted.events), "Moves, arguments and rulings")
    expected = """### Round 1: Card ants-a (Ants)

- Action: Does ants-a.
- Aim: Means ants-a.
- In the team's words: “The leaflet says so.”
- Reason by Ants: “It is said of ground.” (¶1) “The leaflet says so.” — did not hold
  - Counter by Bees: “It is said of con.” (¶1) “The leaflet says so.” — held
- Second by Cats: “It is said of pro.” (¶1) “The leaflet says so.” — held
- Odds: 1 pro less 0 cons, difficulty 0, so +1 on the dice; a success was 7 in 10 (72%), a full one 3 in 10 (28%).
- Ruling: **failure**; the dice showed 2 and 3, with +1 that is 6.
- Control changed it from failure to **full success**: “The counter was answered in the room.”
"""
    assert expected in moves
    assert "- Ruling: **partial success**; no counter cited a claim, so nothing was rolled; 1 reason held.\n" in moves


def test_indicators_stand_with_their_causes(deck: Deck, scripted: Session) -> None:
    indicators = section(markdown(deck, scripted.events), "Indicators from start to end")
    assert "| Water | 50 | 72 | +22.1 | much |" in indicators
    assert (
        "- Water: 50.0 to 72.1, +22.1 net, 22.1 up and down together\n"
        "  - +11.9: Card ants-a (Ants), round 1\n"
        "  - +6.0: Card bees-a (Bees), round 1\n"
        "  - +4.2: Rain (inject), round 2\n"
    ) in indicators


def test_the_argument_says_what_was_used_contested_and_overturned(deck: Deck, scripted: Session) -> None:
    argument = section(markdown(deck, scripted.events), "The argument")
    assert "| “It is said of pro.” (¶1) | reason, second | stands (0.60) | stands (0.60) |" in argument
    assert "| “It is said of ground.” (¶1) | 1 | fell | stands (0.60) | fallen (0.37) |" in argument
    assert "- “It is said of ground.” (¶1): start 0.60, round 1 0.37; fell\n" in argument
    assert "- for the thesis: “It is said of second.” (¶1)\n- against it: “It is said of weak.” (¶1)" in argument
    assert "It is said of gone" not in argument


def test_the_map_says_which_links_the_room_weakened(deck: Deck, scripted: Session) -> None:
    links = section(markdown(deck, scripted.events), "The map as the room left it")
    assert "- Water → Trees: 72% of what is printed; its grounds went from 0.41 to 0.29\n" in links
    assert "Unchanged: 1 link of 4." in links


def test_objectives_are_told_by_team(deck: Deck, scripted: Session) -> None:
    objectives = section(markdown(deck, scripted.events), "Objectives")
    assert (
        "### Ants\n\n- **met**: It moves. (moved 22.1 its way; 5 were needed)\n- **met** (secret): It holds."
        in objectives
    )
    assert "- **missed**: It moves. (moved 0.3 the other way; 5 were needed)" in objectives


def test_the_questions_pick_up_what_happened(deck: Deck, scripted: Session) -> None:
    asked = section(markdown(deck, scripted.events), "Questions for the hotwash")
    assert "Water moved most (+22.1), and most of all by Card ants-a (Ants)." in asked
    assert "“It is said of ground.” (¶1) stood at the start and was argued down." in asked
    assert "The room used 2 claims for the thesis and 1 against it." in asked
    assert "Ants for Bees, Bees for Cats and Cats for Ants." in asked


def test_a_report_of_a_session_under_way_keeps_its_secrets(deck: Deck, caucus: Session) -> None:
    report = markdown(deck, caucus.events)
    assert "The exercise is under way: 1 of 2 rounds opened, now in the phase caucus." in report
    assert "Nobody may read this yet." not in report
    assert "ants-a" not in report
    assert "It holds." not in report
    assert "- **not judged yet**: It moves." in report


def test_a_session_that_has_just_been_opened_has_a_report(deck: Deck, fresh: Session) -> None:
    report = markdown(deck, fresh.events)
    assert "No round was opened." in report
    assert "No move was made." in report
    assert "Nothing moved." in report


@pytest.mark.parametrize("seed", ["0", "1"])
def test_a_report_does_not_depend_on_the_hash_seed(deck: Deck, scripted: Session, seed: str) -> None:
    here = Path(__file__).parent
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from conftest import opened, play_round_one, play_to_the_end, small_deck\n"
        "from exercise.report.aar import markdown\n"
        "deck = small_deck()\n"
        "session = opened(deck)\n"
        "play_round_one(session, 'The leaflet says so.', 'The counter was answered in the room.')\n"
        "play_to_the_end(session)\n"
        "sys.stdout.buffer.write(markdown(deck, session.events).encode())\n"
    )
    paths = [str(here), str(here.parents[1] / "support"), str(here.parents[2])]
    run = subprocess.run(
        [sys.executable, "-c", code, *paths],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    assert run.stdout.decode() == markdown(deck, scripted.events)
