"""Asking why of anything, going over from one thing to another and back, and the paragraph beside it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from panelapp import SIZES, footer_keys, joined, press, screen_text, seated, to_consequences
from smalldeck import claim, small_deck
from stages import balloting, staged
from textual.app import App

from exercise.deck.models import Deck
from exercise.deckfiles import attach
from exercise.moves import CONTROL, PUBLIC
from exercise.tui.room import Room
from exercise.tui.why import WhyScreen

TEXT = "A garden should grow, and nobody has ever said otherwise.", "It \x1b[31mcosts [bold]money[/] \u202enow."
HOSTILE = "\x1b[31m[bold]b[/] [@click=app.quit]q[/] \u202e\x9b2J"
LONG = "word " * 300 + "and its end."


class WhyApp(App[None]):
    def __init__(self, room: Room, thing: str, round: int = 0, seat: str = PUBLIC) -> None:
        super().__init__()
        self.why = WhyScreen(room, seat, thing, round)

    def on_mount(self) -> None:
        self.push_screen(self.why)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a user's own things, a test's own."""
    monkeypatch.setenv("EXERCISE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def deck_of(*paragraphs: str) -> Deck:
    """Return the small deck with a source of these paragraphs; all claims are from the first, but con from the last."""
    deck = small_deck()
    listed = [
        {"number": number, "kind": "body", "about": f"part {number}", "sha256": sha256(text.encode()).hexdigest()}
        for number, text in enumerate(paragraphs, start=1)
    ]
    claims = [entry.model_dump() for entry in deck.ledger.claims]
    for entry in claims:
        entry["paragraph"] = len(paragraphs) if entry["id"] == "con" else 1
    return small_deck(
        source={**deck.source.model_dump(), "paragraphs": listed},
        ledger={**deck.ledger.model_dump(), "claims": claims},
    )


def hostile_deck() -> Deck:
    """Return the small deck with claims, cards and holders that would steer a terminal, if anything obeyed them."""
    deck = small_deck()
    claims = [claim(entry.id, entry.base, entry.side) for entry in deck.ledger.claims if not entry.withdrawn]
    for entry in claims:
        entry["says"] = entry["because"] = entry["holder"] = f"{entry['id']} {HOSTILE}"
    teams = [team.model_dump() for team in deck.teams]
    for card in [card for team in teams for card in team["cards"]]:
        card.update(title=f"{card['id']} \x1b[31m[bold]c[/] \u202e", action=HOSTILE)
    injects = [{**inject.model_dump(), "title": HOSTILE, "claims": ["ground"]} for inject in deck.injects]
    return small_deck(ledger={**deck.ledger.model_dump(), "claims": claims}, teams=teams, injects=injects)


def beside(app: WhyApp) -> str:
    """Return what the panel of the paragraph shows, on one line."""
    panel = app.why.query_one("#text").region.intersection(app.why.query_one("#paragraph").region)
    lines = screen_text(app).splitlines()[panel.y : panel.bottom]
    return " ".join(" ".join(line[panel.x : panel.right] for line in lines).split())


async def go_to(pilot: Any, kind: str, subject: str = "") -> None:
    """Highlight the first step of a kind, opening what it stands under."""
    screen = pilot.app.screen
    step = next(step for step in screen.why.steps if step.kind == kind and subject in step.subject)
    screen._opened.update(one.number for one in screen.why.steps)
    screen._show(step.number)
    await pilot.pause()


@SIZES
@pytest.mark.parametrize(
    ("thing", "asks", "says"),
    [
        ("water", "Why does Water stand at 78?", "Round 1, consequences: +27.7"),
        ("claim:ground", "Why does the claim of ¶1 stand?", "It is said of ground. ¶1 (the author) — ✓ stands now"),
        ("link:water>trees", "Why does the link Water → Trees count as printed?", "Starts from 0.20, as every"),
        ("thesis", "Why is the thesis shaky?", "Thesis: The garden should grow. — ~ shaky now (0.49)"),
        ("odds:cats-a", "Why had “Card cats-a” this chance: 7 in 10?", "+58.3 points from the difficulty: easy"),
        ("move:cats-a", "What came of the move “Card cats-a”, and why?", "Moved Water: +5.5"),
        ("inject:fair", "What came of the event “A fair”, and why?", "Delivered in round 1, drawn: There is a fair."),
    ],
)
async def test_why_is_answered_in_words_for_every_kind_of_thing(
    size: tuple[int, int], thing: str, asks: str, says: str
) -> None:
    app = WhyApp(staged("consequences"), thing, 1)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = joined(app)
        assert asks in shown
        assert says in shown
        assert f"▸ {app.why.hint}" in shown


async def test_the_parts_of_a_chance_are_said_in_points_that_sum_to_it() -> None:
    app = WhyApp(staged("consequences"), "odds:cats-a", 1)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        # 21 of 36 are 58.3 of 100, and 26 of 36 with +1 are 72.2: 13.9 more.
        assert "7 in 10 to succeed (72.2%). It was a partial success, 7 on the dice +1" in joined(app)
        assert "+58.3 points from the difficulty: easy" in joined(app)
        assert "+13.9 points from the argument, +1 on the dice" in joined(app)


@pytest.mark.parametrize("stage", ["debate", "answers", "ruled", "consequences", "debrief", "closed"])
async def test_whatever_can_be_asked_about_can_be_followed_from_there_and_every_step_has_words(stage: str) -> None:
    room = staged(stage)
    app = WhyApp(room, "water")
    async with app.run_test(size=(80, 24)):
        waiting, seen = [("water", 0), ("thesis", 0), *((f"claim:{claim}", 0) for claim in room.claims)], set()
        while waiting:
            thing = waiting.pop()
            if thing in seen:
                continue
            seen.add(thing)
            asked = app.why._asked(thing)
            assert app.why._words.question(asked.why)
            assert app.why._words.crumb(thing)
            for step in asked.why.steps:
                assert app.why._words.step(asked.why, step).plain.strip()
                number = app.why._words.paragraph(step)
                assert number in (None, 1)
                found = app.why._words.thing(asked.why, step)
                waiting += [found] if found is not None else []
        kinds = {thing.partition(":")[0] for thing, _ in seen}
        assert {"water", "thesis", "claim", "link", "move"} <= kinds
        assert ("odds" in kinds) == (stage in ("ruled", "consequences", "debrief", "closed"))


@SIZES
async def test_a_step_is_followed_and_the_way_back_stands_on_top(size: tuple[int, int]) -> None:
    app = WhyApp(to_consequences(seated()), "water")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "›" not in joined(app)
        assert "backspace" not in footer_keys(app)
        await go_to(pilot, "share", "cats-a")
        await press(pilot, "enter")
        assert app.why.trail == (("water", 0), ("move:cats-a", 1))
        assert "Water › Move “Card cats-a”" in joined(app)
        await go_to(pilot, "ruling")
        await press(pilot, "f")
        await go_to(pilot, "reason")
        await press(pilot, "enter")
        assert app.why.trail[2:] == (("odds:cats-a", 1), ("claim:ground", 0))
        assert "Water › Move “Card cats-a” › Chance of “Card cats-a” › Claim ¶1" in joined(app)
        assert footer_keys(app)["backspace"] == "One back"
        await press(pilot, "backspace")
        assert app.why.trail[-1] == ("odds:cats-a", 1)
        assert app.why.why.steps[app.why._chosen()].kind == "reason"
        await press(pilot, "escape", "backspace", "backspace")
        assert app.why.trail == (("water", 0),)
        assert app.why.why.steps[app.why._chosen()].subject == "cats-a"
        assert app.screen is app.why
        await press(pilot, "escape")
        assert app.screen is not app.why


async def test_q_leaves_from_anywhere() -> None:
    app = WhyApp(staged("consequences"), "water")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await go_to(pilot, "ruling")
        await press(pilot, "enter", "q")
        assert app.screen is not app.why


async def test_a_long_way_keeps_its_end_in_sight() -> None:
    app = WhyApp(staged("consequences"), "move:cats-a", 1)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(3):
            await go_to(pilot, "ruling")
            await press(pilot, "enter", "enter")
        assert len(app.why.trail) == 7
        assert "… › Chance of “Card cats-a” › Move" in joined(app)
        assert len([line for line in screen_text(app).splitlines() if "›" in line]) <= 2
        for _ in range(6):
            await press(pilot, "escape")
        assert app.screen is app.why


async def test_what_rests_on_a_claim_is_walked_up_to_where_it_matters() -> None:
    app = WhyApp(staged("consequences"), "claim:ground")
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "cited")
        shown = joined(app)
        assert "Grounds the link: Water → Trees" in shown
        assert "Grounds the start: Birds started at 20" in shown
        assert "Grounds the event: “A fair”" in shown
        assert "Reason of Ants, round 1, on “Card ants-a” — ✓ stands when ruled" in shown
        await press(pilot, "enter")
        assert app.why.trail[-1] == ("move:ants-a", 1)
        await go_to(pilot, "effect", "water")
        await press(pilot, "enter")
        assert app.why.trail[-1] == ("water", 0)


async def test_a_click_opens_and_closes_and_follows_what_has_nothing_under_it() -> None:
    app = WhyApp(staged("consequences"), "move:cats-a", 1)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = screen_text(app).splitlines()
        closed = next(row for row, line in enumerate(lines) if "▸ Moved Water" in line)
        await pilot.click(offset=(12, closed))
        await pilot.pause()
        assert "▾ Moved Water" in screen_text(app)
        assert len(app.why.trail) == 1
        ruling = next(row for row, line in enumerate(lines) if "• Ruled" in line)
        await pilot.click(offset=(12, ruling))
        await pilot.pause()
        assert app.why.trail[-1] == ("odds:cats-a", 1)


async def test_how_arguments_stand_is_kept_back_while_ballots_are_to_come() -> None:
    room = balloting()
    view = room.session.view(PUBLIC)
    card = next(node.card for node in view.nodes if node.kind == "move" and node.team != view.order[0])
    app = WhyApp(room, f"move:{card}", 1)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        reasons = [app.why.words(step).plain for step in app.why.why.steps if step.kind in ("reason", "counter")]
        assert reasons
        assert not any(word in words for words in reasons for word in ("stands", "shaky", "fallen"))


async def test_hostile_words_are_only_words() -> None:
    app = WhyApp(to_consequences(seated(hostile_deck(), rounds=1)), "water")
    async with app.run_test(size=(120, 50)) as pilot:
        for kind in ("share", "ruling", "reason"):
            await go_to(pilot, kind)
            await press(pilot, "enter")
            text = screen_text(app)
            assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in text.replace("\n", ""))
            assert "\u202e" not in text
        assert "[bold]b[/]" in text
        assert len(app.why.trail) == 4


# The paragraph itself


@SIZES
async def test_without_a_copy_a_line_says_how_to_attach_one(size: tuple[int, int], home: Path) -> None:
    app = WhyApp(to_consequences(seated(deck_of(*TEXT))), "claim:con")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "`exercise source attach leaflet --article FILE` shows the paragraph here" in joined(app)
        assert not app.why.query_one("#paragraph").display
        assert not home.exists()


@SIZES
async def test_an_attached_copy_shows_the_paragraph_of_the_step(size: tuple[int, int]) -> None:
    deck = deck_of(*TEXT)
    attach(deck.source, "\n".join(TEXT))
    app = WhyApp(to_consequences(seated(deck)), "claim:ground")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "exercise source attach" not in joined(app)
        assert TEXT[0] in beside(app)
        panel, steps = app.why.query_one("#paragraph").region, app.why.query_one("#steps").region
        if size[0] >= 110:
            assert (panel.y, panel.x) == (steps.y, steps.right)
        else:
            assert (panel.x, panel.y) == (steps.x, steps.bottom)
        await go_to(pilot, "grounds", "water")
        assert "Go to a claim or a ¶ to read its paragraph here." in beside(app)
        await go_to(pilot, "paragraph", "1")
        assert TEXT[0] in beside(app)


async def test_the_words_of_a_copy_are_only_words() -> None:
    deck = deck_of(*TEXT)
    attach(deck.source, "\n".join(TEXT))
    app = WhyApp(to_consequences(seated(deck)), "claim:con")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        assert "costs [bold]money[/]" in text
        assert not any(sign in text for sign in "\x1b\u202e")


async def test_a_damaged_copy_shows_nothing_but_what_is_still_the_sources(home: Path) -> None:
    deck = deck_of(*TEXT)
    attach(deck.source, "\n".join(TEXT))
    file = home / "copies" / "leaflet.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("costs", "earns"), encoding="utf-8")
    app = WhyApp(to_consequences(seated(deck)), "claim:con")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "earns" not in screen_text(app)
        assert "¶2 is not in your copy of the source." in joined(app)
        file.write_bytes(b"\xff\x00")
    app = WhyApp(to_consequences(seated(deck)), "claim:con")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "exercise source attach" in joined(app)


@SIZES
async def test_a_long_paragraph_is_scrolled_to_its_end_and_leaves_the_tree_in_sight(size: tuple[int, int]) -> None:
    deck = deck_of(LONG, "Short.")
    attach(deck.source, f"{LONG}\nShort.")
    app = WhyApp(to_consequences(seated(deck)), "claim:ground")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert app.why.query_one("#steps").region.height >= 7
        assert app.why.query_one("#source").region.bottom <= size[1] - 1
        for _ in range(9):
            await press(pilot, "pagedown")
        assert "and its end." in beside(app)
        assert app.why._chosen() == 0


async def test_pages_turn_the_tree_where_no_paragraph_is_longer_than_its_place() -> None:
    app = WhyApp(staged("consequences"), "water", seat=CONTROL)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "pagedown")
        assert app.why._chosen() != 0
        await press(pilot, "pageup")
        assert app.why._chosen() == 0
