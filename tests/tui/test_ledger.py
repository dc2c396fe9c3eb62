"""The screen of all claims: what it tells of each, and how it is filtered, searched, sorted and looked into."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from driving import fits
from panelapp import SIZES, footer_keys, joined, press, screen_text, seated, submit, type_in, until
from smalldeck import claim, small_deck
from textual.app import App
from textual.widgets import Static

from exercise.deck.models import Deck
from exercise.deckfiles import load_deck
from exercise.moves import CONTROL, PUBLIC, Advance, Counter, Hold, Pass, Reason, Rule, Seal, Second
from exercise.report.uses import Use, claim_records
from exercise.session import Session
from exercise.table import Table
from exercise.tui.claimwords import TOUCHED, details
from exercise.tui.ledger import Claims, Details, LedgerScreen
from exercise.tui.room import Room
from exercise.tui.why import WhyScreen

HOSTILE = "\x1b[31m[bold]b[/] [@click=app.quit]q[/] 😀 שלום \u202e\x9b2J"
WHOLE = ["ground", "pro", "second", "con", "weak", "gone"]


class LedgerApp(App[None]):
    def __init__(self, room: Room, seat: str = PUBLIC) -> None:
        super().__init__()
        self.ledger = LedgerScreen(room, seat)

    def on_mount(self) -> None:
        self.push_screen(self.ledger)

    @property
    def listed(self) -> list[str]:
        """The claims in the list, in order."""
        return [record.claim for record in self.ledger.shown]

    @property
    def at(self) -> str:
        """The highlighted claim."""
        return self.ledger.query_one(Claims).claim

    def row(self, claim: str) -> str:
        """Return what the list says of a claim."""
        return str(self.ledger.query_one(Claims).get_option(claim).prompt.plain)  # type: ignore[union-attr]

    @property
    def about(self) -> str:
        """Everything that the details say."""
        return str(self.ledger.query_one("#about", Static).visual.plain)  # type: ignore[attr-defined]


def paragraphs() -> Deck:
    """Return the small deck with a paragraph for each claim, against the ledger's order from `con` on."""
    ledger = {
        "thesis": small_deck().ledger.thesis.model_dump(),
        "claims": [
            claim("ground", paragraph=1),
            claim("pro", paragraph=2, supports=["second"]),
            claim("second", 0.4, paragraph=2, holder="the Mayor"),
            claim("con", side="against", paragraph=12),
            claim("weak", 0.3, side="neutral", paragraph=7, attacks=["second"]),
            claim("gone", withdrawn=True, paragraph=5),
        ],
    }
    return small_deck(ledger=ledger)


def plainly(deck: Deck) -> dict[str, Any]:
    """Return a deck's ledger as it is written, to be changed."""
    ledger = deck.ledger.model_dump()
    return {**ledger, "claims": list(ledger["claims"])}


def argued(deck: Deck | None = None, words: str = "") -> Room:
    """Play two rounds: in the first Bees counter the Ants' reason on `ground` with `con`, and `ground` falls.

    Ants rest on `ground`, Bees on `pro`; Cats hold, and second the Ants with `pro`. In the second Ants alone move, on
    `pro`.
    """
    room = seated(deck)
    for _ in range(2):
        submit(room, CONTROL, Advance())
    submit(room, "ants", Seal("ants-a", (Reason("ground", words),), words))
    submit(room, "bees", Seal("bees-a", (Reason("pro"),)))
    submit(room, "cats", Hold())
    for _ in range(2):
        submit(room, CONTROL, Advance())
    filings = {"bees": Counter(1, "con", words), "cats": Second(0, "pro", words)}
    while room.session.view(CONTROL).phase in ("debate", "answers"):
        turn = room.session.view(CONTROL).turn
        submit(room, turn or CONTROL, filings.pop(turn, Pass()) if turn else Advance())
    finish(room)
    while room.session.view(CONTROL).phase != "caucus":
        submit(room, CONTROL, Advance())
    card = next(str(o.slots[0].domain[0]) for o in room.session.view("ants").options if o.kind == "seal")
    submit(room, "ants", Seal(card, (Reason("pro"),)))
    submit(room, CONTROL, Advance(skip=True))
    while room.session.view(CONTROL).phase != "ruling":
        submit(room, CONTROL, Advance(skip=True))
    finish(room)
    return room


def finish(room: Room) -> None:
    """Rule all moves, and go on to the consequences."""
    while unruled := room.session.view(CONTROL).unruled:
        submit(room, CONTROL, Rule(unruled[0]))
    submit(room, CONTROL, Advance())


def with_facts(rounds: int = 3) -> Room:
    """Return a room of the small deck that the computer has played by the full rules, with facts."""
    deck = small_deck()
    seats = {**{team.id: "steady" for team in deck.teams}, CONTROL: "table"}
    room = Room(Table(Session.new(deck, rules="full", rounds=rounds, seats=seats, seed=5), seed=7))
    room.table.run()
    assert room.session.view(PUBLIC).facts
    return room


# What is told


@SIZES
async def test_a_claim_tells_how_it_stood_and_stands_who_used_and_contested_it_and_what_became_of_it(
    size: tuple[int, int],
) -> None:
    # Ground: .6, after a finding against it .366: stood, has fallen.
    app = LedgerApp(argued(paragraphs()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = joined(app)
        assert "6 of 6 claims" in shown
        assert app.row("ground").splitlines() == [
            "● It is said of ground. ¶1",
            "  ✓ stands → ✗ fallen  ▼ overturned  for the thesis · the author",
            "  used by Ants (r1) · contested by Bees (r1) · fell 1×",
        ]
        assert "contested by Bees (r1) · fell 1×" in shown
        assert "used by Cats (r1), Bees (r1), Ants (r2)" in app.row("pro")
        assert "against the thesis" in app.row("con")
        fits(app)


async def test_what_the_room_touched_is_marked_and_nothing_else() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(80, 24)):
        assert [name for name in WHOLE if app.row(name).startswith(TOUCHED)] == ["ground", "pro", "con"]
        assert "by" not in app.row("weak")


async def test_a_withdrawn_claim_says_so_in_the_list_and_in_the_details() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "end")
        assert app.at == "gone"
        assert "⊘ withdrawn" in app.row("gone")
        assert "Withdrawn by the source itself" in joined(app)
        assert "withdrawn" not in app.row("ground")


async def test_before_anything_is_argued_every_claim_stands_as_printed() -> None:
    app = LedgerApp(seated())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Nothing was used or contested so far" in joined(app)
        assert "→" not in "".join(app.row(name) for name in WHOLE)


async def test_a_claim_that_moved_within_its_word_says_which_way() -> None:
    # weak falls with ground, on which it now rests: .3 + .7 · .36/1.36 = .485 before, less after; both are shaky.
    ledger = plainly(paragraphs())
    ledger["claims"][0]["supports"] = ["weak"]
    app = LedgerApp(argued(small_deck(ledger=ledger)))
    async with app.run_test(size=(80, 24)):
        assert app.row("weak").splitlines()[1] == "  ~ shaky → ✗ fallen  neutral · the author"
        assert app.row("second").splitlines()[1] == "  ✗ fallen, stronger  for the thesis · the Mayor"
        assert app.row("con").splitlines()[1] == "  ✓ stands  against the thesis · the author"


async def test_long_claims_take_two_lines_and_keep_their_paragraph() -> None:
    long = "word " * 60
    ledger = plainly(paragraphs())
    ledger["claims"][1] = claim("pro", says=f"{long}end.", paragraph=42, holder="a very long holder " * 4)
    app = LedgerApp(argued(small_deck(ledger=ledger)))
    async with app.run_test(size=(80, 24)):
        lines = app.row("pro").splitlines()
        assert len(lines) == 4
        assert lines[1].endswith("word … ¶42")
        assert lines[2].endswith(" …")
        assert max(map(len, lines)) < 80


async def test_the_seat_decides_what_is_told_and_a_sealed_move_is_told_nobody() -> None:
    room = seated()
    for _ in range(2):
        submit(room, CONTROL, Advance())
    submit(room, "ants", Seal("ants-a", (Reason("ground", "Our secret."),), "Our secret."))
    for seat in ("ants", "bees", CONTROL, PUBLIC):
        app = LedgerApp(room, seat)
        async with app.run_test(size=(120, 36)):
            assert "●" not in app.row("ground")
            assert "secret" not in joined(app)
    with pytest.raises(ValueError, match="no seat"):
        LedgerScreen(room, "nobody")


# Filters, sides, order


async def test_f_goes_round_the_filters() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(80, 24)) as pilot:
        seen = []
        for _ in range(5):
            await press(pilot, "f")
            seen.append((app.ledger.chosen["filter"], app.listed))
            assert f"‹{seen[-1][0]}›" in joined(app)
            assert f"{len(app.listed)} of 6 claims" in joined(app)
        assert seen == [
            ("used", ["ground", "pro", "con"]),
            ("contested", ["ground"]),
            ("turned", ["ground"]),
            ("unused", ["second", "weak", "gone"]),
            ("all", WHOLE),
        ]


async def test_s_goes_round_the_sides() -> None:
    app = LedgerApp(argued(paragraphs()))
    async with app.run_test(size=(80, 24)) as pilot:
        seen = []
        for _ in range(4):
            await press(pilot, "s")
            seen.append((app.ledger.chosen["sides"], app.listed))
        assert seen == [
            ("for", ["ground", "pro", "second", "gone"]),
            ("against", ["con"]),
            ("neutral", ["weak"]),
            ("all", ["ground", "pro", "second", "gone", "weak", "con"]),
        ]


async def test_filter_side_and_words_hold_together() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", "s", "slash")
        await type_in(pilot, "pro")
        assert app.listed == ["pro"]


async def test_o_sorts_by_how_much_a_claim_changed_and_back_by_paragraph() -> None:
    app = LedgerApp(argued(paragraphs()))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.listed == ["ground", "pro", "second", "gone", "weak", "con"]
        changes = {record.claim: abs(record.change) for record in app.ledger.records}
        await press(pilot, "end", "o")
        assert [changes[name] for name in app.listed] == sorted(changes.values(), reverse=True)
        assert app.at == app.listed[0]
        assert "by change" in joined(app)
        await press(pilot, "o")
        assert app.listed == ["ground", "pro", "second", "gone", "weak", "con"]


async def test_the_highlighted_claim_stays_so_while_it_is_in_sight() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "down")
        assert app.at == "con"
        await press(pilot, "f")
        assert (app.at, app.listed) == ("con", ["ground", "pro", "con"])
        await press(pilot, "s", "s")
        assert (app.at, app.listed) == ("con", ["con"])
        await press(pilot, "s", "s")
        assert (app.at, app.listed) == ("con", ["ground", "pro", "con"])
        await press(pilot, "f")
        assert (app.at, app.listed) == ("ground", ["ground"])
        await press(pilot, "a", "end")
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        assert app.at == "gone"


# Search


async def test_the_list_narrows_while_words_are_typed_and_arrows_walk_it() -> None:
    app = LedgerApp(argued(paragraphs()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"aut", "h")
        assert app.listed == ["ground", "pro", "gone", "weak", "con"]
        await press(pilot, "down")
        assert app.at == "pro"
        await press(pilot, "pagedown")
        assert app.at == "con"
        await press(pilot, "up")
        assert app.at == "weak"
        await press(pilot, "enter")
        assert app.ledger.query_one(Claims).has_focus
        assert (app.at, len(app.listed)) == ("weak", 5)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("MAYOR", ["second"]),
        # weak has .3; second .4 + .6 · .09/1.09 = .4495, from pro's .6 for it and weak's .3 against it.
        ("fallen", ["ground", "second", "weak"]),
        ("¶12", ["con"]),
        ("neutral said", ["weak"]),
        ("against fallen", []),
        ("[bold]", []),
    ],
)
async def test_every_word_must_stand_in_claim_holder_side_standing_or_paragraph(query: str, found: list[str]) -> None:
    app = LedgerApp(argued(paragraphs()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, query)
        assert app.listed == found


async def test_letters_are_typed_in_the_search_and_do_nothing_else() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"fsowaq?/")
        assert app.ledger.query_one("#search").value == "fsowaq?/"  # type: ignore[attr-defined]
        assert app.ledger.chosen == {"filter": "all", "sides": "all", "sort": "paragraph"}
        assert app.screen is app.ledger
        assert not {"f", "s", "o", "a", "w"} & set(footer_keys(app))
        await press(pilot, "escape")
        assert {"f", "s", "o", "a"} <= set(footer_keys(app))


@SIZES
async def test_nothing_found_says_so_and_a_brings_everything_back(size: tuple[int, int]) -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=size) as pilot:
        await press(pilot, "f", "s", "slash")
        await type_in(pilot, "zebra  [b]")
        assert app.listed == []
        assert "No claim fits: used, for, “zebra [b]”. Press a to see all 6 claims again" in joined(app)
        assert "0 of 6 claims" in joined(app)
        assert "Nothing fits: press Esc, then a to show everything again." in joined(app)
        assert app.about == ""
        await press(pilot, "enter", "w", "enter")
        assert app.screen is app.ledger
        assert "w" not in footer_keys(app)
        await press(pilot, "a")
        assert app.listed == WHOLE
        assert app.ledger.query_one("#search").value == ""  # type: ignore[attr-defined]
        assert "‹all›" in joined(app)


# Details


async def test_the_details_tell_everything_beside_the_list_where_there_is_room() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        for words in (
            "Standing: ✓ stands → ✗ fallen  ▼ overturned",
            "after round 1: ✗ fallen",
            "Strength as printed: 0.6 — For the sake of the example.",
            "Kind of argument: cause to effect",
            "? Is that so?",
            "Round 1: a reason for Ants’ ‘Card ants-a’",
            "Round 1: Bees countered it, under Ants’ ‘Card ants-a’: It is said of con. ¶1",
            "Round 1: it fell",
            "Water → Trees — weakened",
            "Start levels that rest on it: Water, Trees, Noise, Birds",
        ):
            assert words in app.about
        assert "Strength as printed: 0.6" in joined(app)
        assert "Trees → Birds" not in app.about


async def test_the_details_name_what_supports_and_attacks_and_where_the_thesis_comes_in() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "down")
        assert "Supports\n  • ✗ fallen  It is said of second. ¶1" in app.about
        assert "Thesis: it is a pillar of it" in app.about
        assert "lent to Ants’ ‘Card ants-a’ by Cats" in app.about
        await press(pilot, "down")
        assert app.at == "second"
        assert "Supported by\n  • ✓ stands  It is said of pro. ¶1" in app.about
        assert "Attacked by\n  • ✗ fallen  It is said of weak. ¶1" in app.about
        assert "Used and contested\n  • by nobody so far" in app.about
        await press(pilot, "down")
        assert "Thesis: it is an objection to it" in app.about
        assert "a counter by Bees on Ants’ ‘Card ants-a’" in app.about


async def test_enter_opens_the_details_under_the_list_and_escape_closes_them_then_leaves() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(80, 24)) as pilot:
        details = app.ledger.query_one(Details)
        assert not details.display
        await press(pilot, "enter")
        assert details.display
        assert details.has_focus
        assert "Strength as printed: 0.6" in joined(app)
        for lines in (1, 2):
            await press(pilot, "down")
            await until(pilot, lambda lines=lines: (app.at, details.scroll_y) == ("ground", lines))
        await press(pilot, "shift+tab", "down")
        await until(pilot, lambda: (app.at, details.scroll_y) == ("pro", 0))
        await press(pilot, "escape")
        assert not details.display
        assert app.screen is app.ledger
        await press(pilot, "escape")
        assert app.screen is not app.ledger


async def test_enter_goes_into_the_details_beside_the_list_and_back() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "enter")
        assert app.ledger.query_one(Details).has_focus
        await press(pilot, "enter")
        assert app.ledger.query_one(Claims).has_focus
        assert app.ledger.query_one(Details).display
        await press(pilot, "escape")
        assert app.screen is not app.ledger


async def test_a_click_opens_the_details_of_a_claim() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(80, 24)) as pilot:
        row = next(y for y, line in enumerate(screen_text(app).splitlines()) if "said of pro" in line)
        await pilot.click(offset=(10, row))
        await pilot.pause()
        assert app.at == "pro"
        assert "it is a pillar of it" in app.about
        assert app.ledger.query_one(Details).display


def test_what_was_done_twice_in_a_round_is_told_once_and_counted() -> None:
    room = argued()
    view = room.session.view(PUBLIC)
    record = claim_records(room.deck, view, room.session.log(PUBLIC))[1]
    answer = Use(1, "ants", "answer", "ants", "ants-a", ("pro",), ())
    later = replace(answer, round=2)
    told = details(room, view, replace(record, used=(answer, later, answer))).plain
    assert told.count("an answer about Ants’ ‘Card ants-a’") == 2
    assert "• Round 1: an answer about Ants’ ‘Card ants-a’ (2×)\n  • Round 2: an answer" in told


def test_each_way_to_use_and_contest_a_claim_has_words_of_its_own() -> None:
    room = argued()
    view = room.session.view(PUBLIC)
    record = claim_records(room.deck, view, room.session.log(PUBLIC))[1]
    used = (
        Use(1, "bees", "link-counter", "ants", "ants-a", ("pro",), ()),
        Use(2, "bees", "attack", "", "", ("pro",), ("con",)),
        Use(2, "cats", "reason", "cats", "own:2:cats", ("pro",), ()),
    )
    contested = (
        Use(1, "bees", "question", "ants", "ants-a", (), ("pro",)),
        Use(2, "cats", "counter", "ants", "ants-a", (), ("pro",)),
        Use(2, "cats", "attack", "", "", ("con",), ("pro",)),
    )
    told = details(room, view, replace(record, used=used, contested=contested)).plain
    for words in (
        "Round 1: a doubt by Bees about what Ants’ ‘Card ants-a’ would do",
        "Round 2: an attack by Bees on the claim itself: It is said of con. ¶1",
        "Round 2: a reason for an action of its own in round 2 (Cats)",
        "Round 1: Bees asked about it, under Ants’ ‘Card ants-a’",
        "Round 2: Cats countered it, under Ants’ ‘Card ants-a’: in their own words",
        "Round 2: Cats attacked it itself: It is said of con. ¶1",
    ):
        assert f"• {words}" in told


# Facts, why, and what may go wrong


async def test_facts_stand_under_a_heading_of_their_own_and_are_found_counted_and_looked_into() -> None:
    room = with_facts()
    facts = [fact.id for fact in room.session.view(PUBLIC).facts]
    app = LedgerApp(room)
    async with app.run_test(size=(120, 36)) as pilot:
        assert app.listed == [*WHOLE, *facts]
        assert f"{len(facts)} of {len(facts)} fact" in joined(app)
        options = app.ledger.query_one(Claims).options
        assert [str(option.prompt) for option in options if option.disabled] == ["The room’s own facts"]
        await press(pilot, "end")
        assert app.at == facts[-1]
        fact = room.session.view(PUBLIC).facts[-1]
        team = room.teams[fact.team].name
        assert f"established by {team} in round {fact.round}" in app.row(fact.id)
        assert f"established by {team} in round {fact.round}" in app.about
        assert "Strength as printed" not in app.about
        await press(pilot, "s")
        assert not set(facts) & set(app.listed)
        await press(pilot, "a", "slash")
        await type_in(pilot, "established")
        assert app.listed == facts


async def test_w_asks_why_the_highlighted_claim_or_fact_stands_where_it_does() -> None:
    room = with_facts()
    app = LedgerApp(room)
    async with app.run_test(size=(80, 24)) as pilot:
        for key, thing in (("home", "claim:ground"), ("end", room.session.view(PUBLIC).facts[-1].id)):
            await press(pilot, key, "w")
            assert isinstance(app.screen, WhyScreen)
            assert app.screen.why == room.session.why(PUBLIC, thing)
            await press(pilot, "escape")
            assert app.screen is app.ledger
            assert app.ledger.query_one(Claims).has_focus


@SIZES
async def test_hostile_words_of_decks_and_people_are_only_words(size: tuple[int, int]) -> None:
    ledger = plainly(paragraphs())
    ledger["claims"] = [
        {
            **entry,
            "says": f"{entry['id']} {HOSTILE}",
            "holder": HOSTILE,
            "because": HOSTILE,
            "questions": [{"ask": HOSTILE, "burden": True}],
        }
        for entry in ledger["claims"]
    ]
    room = argued(small_deck(ledger=ledger), words=HOSTILE)
    app = LedgerApp(room)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter")
        for _ in range(3):
            text = screen_text(app).replace("\n", "")
            assert "[bold]b[/] [@click=app.quit]q[/]" in joined(app)
            assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 or sign == "\u202e" for sign in text)
            await press(pilot, "pagedown")
        await press(pilot, "escape", "slash")
        await type_in(pilot, "[bold]b[/]")
        assert len(app.listed) == 6
        await type_in(pilot, " [/nothing]")
        assert "[/nothing]" in joined(app)
        assert app.listed == []


async def test_many_claims_are_one_widget_and_their_rows_are_made_once() -> None:
    ledger = plainly(paragraphs())
    ledger["claims"] += [claim(f"more-{number}", paragraph=number) for number in range(100, 220)]
    many, few = LedgerApp(argued(small_deck(ledger=ledger))), LedgerApp(argued(paragraphs()))
    async with few.run_test(size=(80, 24)):
        widgets = len(few.ledger.query("*"))
    async with many.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert len(many.ledger.query("*")) == widgets
        assert "126 of 126 claims" in joined(many)
        await press(pilot, "end")
        assert many.at == "more-219"
        assert "It is said of more-219. ¶219" in joined(many)
        row = many.ledger.query_one(Claims).get_option("more-219").prompt
        await press(pilot, "f", "f", "f", "f")
        assert many.at == "more-219"
        assert many.ledger.query_one(Claims).get_option("more-219").prompt is row


async def test_help_says_what_the_keys_do() -> None:
    app = LedgerApp(argued())
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "question_mark")
        shown = joined(app)
        for words in ("The claims", "/ searches", "f shows all claims", "Esc goes back"):
            assert words in shown
        await press(pilot, "escape")
        assert app.screen is app.ledger


async def test_the_tutorial_played_headless_is_told_whole() -> None:
    deck = load_deck("tutorial")
    seats = {**{team.id: "steady" for team in deck.teams}, CONTROL: "table"}
    session = Session.new(deck, rounds=2, seats=seats, seed=3)
    room = Room(Table(session, seed=3))
    room.table.run()
    assert room.session.view(PUBLIC).phase == "closed"
    app = LedgerApp(room)
    async with app.run_test(size=(120, 36)) as pilot:
        count = len(session.deck.ledger.claims)
        assert f"{count} of {count} claims" in joined(app)
        for name in app.listed:
            assert app.at == name
            assert app.about
            await press(pilot, "down")
        assert any(app.row(name).startswith(TOUCHED) for name in app.listed)
