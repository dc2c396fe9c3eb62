"""The palette has every action that works where one is, and does it there; the keys of vim move like the arrows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from contrast import pieces
from driving import SMALL, RoomApp, ScreenApp, keys, phase, playing, settled, shown
from panelapp import screen_text, until
from smalldeck import small_deck
from stages import SCREENS, staged
from textual.color import Color
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList, TextArea

from exercise.moves import CONTROL
from exercise.session import Session
from exercise.tui.app import ExerciseApp
from exercise.tui.choosing import ChooseDialog
from exercise.tui.curtain import CurtainScreen
from exercise.tui.decks import DecksScreen
from exercise.tui.follow import FollowApp, FollowScreen
from exercise.tui.helped import VIM_KEYS, Helped
from exercise.tui.helping import HelpScreen
from exercise.tui.home import HomeScreen
from exercise.tui.palette import Action, Actions, app_actions, screen_actions
from exercise.tui.play import PlayScreen
from exercise.tui.themes import THEMES, ThemedApp


async def opened(pilot: Pilot[Any], typed: str = "") -> list[str]:
    """Open the palette, type into it, and return its rows as they can be read."""
    under = pilot.app.screen
    await pilot.press("ctrl+p")
    await until(pilot, lambda: pilot.app.screen.has_class("-ready"))
    assert pilot.app.screen is not under
    full = rows(pilot)
    if typed:
        await pilot.press(*typed)
        await until(pilot, lambda: rows(pilot) != full)
    return rows(pilot)


def rows(pilot: Pilot[Any]) -> list[str]:
    options = pilot.app.screen.query_one("CommandList", OptionList)
    return [" ".join(str(option.prompt).split()) for option in options.options]


async def run(pilot: Pilot[Any], typed: str) -> None:
    """Do what the palette finds first."""
    await opened(pilot, typed)
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(pilot.app.screen, CommandPalette))
    await settled(pilot)


def named(screen: Screen[Any]) -> dict[str, Action]:
    return {entry.name: entry for entry in screen_actions(screen)}


# What is in it


async def test_at_home_it_has_what_home_can_do_then_the_themes_and_quitting() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        found = await opened(pilot)
        assert found[:11] == [
            "Try it t",
            "New n",
            "Resume r",
            "Decks d",
            "Help ?",
            "Quit q",
            "Theme: dark",
            "Theme: light",
            "Theme: high contrast",
            "Next theme ^t",
            "Quit the app ^q",
        ]
        # What any list can do comes last, hidden keys too.
        assert "Down ↓" in found[11:]
        assert (
            "Page Down pgdn" in found[11:]
            or "Page Down ⇟" in found[11:]
            or any(r[:9] == "Page Down" for r in found[11:])
        )


async def test_nothing_that_writes_the_screen_to_the_disk_is_in_it() -> None:
    app = ScreenApp(lambda: PlayScreen(staged("debate")))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        found = " ".join(await opened(pilot)).lower()
        for word in ("screenshot", "svg", "save elsewhere", "maximize", "palette", "keys"):
            assert word not in found


@pytest.mark.parametrize("name", SCREENS)
async def test_on_every_screen_it_has_each_key_of_the_footer_and_no_other_action_twice(name: str) -> None:
    app = ScreenApp(SCREENS[name])
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        under = app.screen
        shows = {
            (entry.binding.description, app.get_key_display(entry.binding))
            for entry in under.active_bindings.values()
            if entry.enabled and entry.binding.show and entry.binding.description
        }
        found = screen_actions(under)
        assert shows
        assert shows <= {(entry.name, key) for entry in found for key in entry.keys}
        assert len({(id(entry.node), entry.action) for entry in found}) == len(found)
        listed = await opened(pilot)
        assert len(listed) == len(found) + len(app_actions(app))


async def test_an_action_that_does_not_work_now_is_not_in_it() -> None:
    app = RoomApp(staged("brief"))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Save elsewhere" not in named(playing(app))
        assert "Begin" in named(playing(app))
        await keys(pilot, "enter")
        assert "Begin" not in named(playing(app))


async def test_keys_that_do_the_same_stand_in_one_row() -> None:
    app = ScreenApp(lambda: HelpScreen("# Help"))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        backs = [entry for entry in screen_actions(app.screen) if entry.name == "Back"]
        assert [entry.keys for entry in backs] == [["esc", "?", "f1", "q", "⏎"]]
        assert not [entry for entry in screen_actions(app.screen) if "simulate_key" in entry.action]


async def test_behind_the_curtain_it_holds_nothing_of_what_a_team_holds() -> None:
    app = ScreenApp(lambda: PlayScreen(staged("caucus")))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, "enter")
        assert isinstance(app.screen, CurtainScreen)
        assert (await opened(pilot))[:3] == ["Open ⏎", "Not now esc", "Help ?"]
        await pilot.press("escape")
        await keys(pilot, "enter")
        deck = playing(app).room.deck
        assert deck.teams[0].cards[0].title in shown(app)
        found = await opened(pilot)
        assert any(row.startswith("Hold") for row in found)
        told = " ".join(found)
        secrets = [card.title for team in deck.teams for card in team.cards]
        secrets += [goal.says for team in deck.teams for goal in team.objectives]
        assert not [secret for secret in secrets if secret in told]


# What it does


async def test_what_is_chosen_is_done_on_the_screen_below() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await run(pilot, "deck")
        assert isinstance(app.screen, DecksScreen)
        await run(pilot, "back")
        assert isinstance(app.screen, HomeScreen)
        await run(pilot, "help")
        assert isinstance(app.screen, HelpScreen)


async def test_a_mouse_click_does_it_too() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        lines = screen_text(app).splitlines()
        row = next(place for place, line in enumerate(lines) if "Decks  " in line and line.rstrip(" │▎▊").endswith("d"))
        await pilot.click(offset=(lines[row].index("Decks") + 1, row))
        await until(pilot, lambda: isinstance(app.screen, DecksScreen))


async def test_a_panel_s_action_is_done_by_the_panel() -> None:
    app = ScreenApp(lambda: PlayScreen(staged("brief")))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await run(pilot, "begin")
        assert phase(app) == "situation"


async def test_a_dialog_s_and_a_list_s_actions_are_done_in_the_dialog() -> None:
    rows = [("this", "This", ""), ("that", "That", "")]
    app = ScreenApp(lambda: ChooseDialog("Which?", rows))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        dialog = app.screen
        await run(pilot, "last")
        assert app.screen is dialog
        assert dialog.query_one(OptionList).highlighted == 1
        await run(pilot, "back")
        assert app.screen is not dialog


async def test_where_something_is_typed_the_palette_opens_and_the_words_stay() -> None:
    app = ScreenApp(SCREENS["SetupScreen"])
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        field = app.screen.query_one("#title", Input)
        field.focus()
        before = field.value
        found = await opened(pilot)
        assert "Start ^s" in found
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, CommandPalette))
        assert field.value == before
        assert app.focused is field


async def test_a_theme_is_chosen_by_its_name() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        for typed, name in (("high", "contrast"), ("light", "light"), ("dark", "dark")):
            await run(pilot, typed)
            assert app.theme == THEMES[name].name


async def test_the_theme_can_change_under_its_hands() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        for _ in THEMES:
            await pilot.press("ctrl+t")
            await pilot.pause()
            ground = Color.parse(app.current_theme.surface or "").rgb
            (row,) = [piece for piece in pieces(app) if "Decks" in piece.text and piece.y < 20]
            assert row.paper == ground


async def test_it_quits() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await run(pilot, "quit the")
        assert app._exit


async def test_what_is_gone_by_the_time_it_is_chosen_is_refused_in_words() -> None:
    app = ScreenApp(lambda: PlayScreen(staged("brief")))
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settled(pilot)
        await opened(pilot, "begin")
        await playing(app).query_one("BriefPanel").remove()
        await pilot.press("enter")
        await until(pilot, lambda: "Begin: not possible any more." in shown(app))
        assert phase(app) == "brief"


async def test_the_projector_offers_only_what_it_can_do(saves: Path) -> None:
    Session.new(small_deck(), saves / "garden", seats={CONTROL: "person"}, seed=5).close()
    app = FollowApp(saves / "garden")
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FollowScreen) and "brief" in shown(app))
        found = " ".join(await opened(pilot))
        assert "World" in found
        assert "Leave q" in found
        for word in ("Begin", "Save elsewhere", "Counter", "Rule"):
            assert word not in found
        await pilot.press("escape")
        await run(pilot, "world")
        assert app.screen.has_class("world")


async def test_the_foot_of_every_help_page_names_it_once() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert app.screen.page.count("Ctrl+P") == 1
        await pilot.press("end")
        await pilot.pause()
        assert "Ctrl+P" in shown(app)
        found = await opened(pilot)
        assert found[0].startswith("Back")


# The keys of vim


async def test_letters_move_through_a_list() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        home = app.screen.query_one(OptionList)
        home.highlighted = 0
        for key, place in (("j", 1), ("j", 2), ("k", 1), ("G", 4), ("g", 0)):
            await pilot.press(key)
            await pilot.pause()
            assert home.highlighted == place, key


async def test_letters_move_through_a_dialog_and_a_tree() -> None:
    rows = [("this", "This", ""), ("that", "That", "")]
    app = ScreenApp(lambda: ChooseDialog("Which?", rows))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await keys(pilot, "j")
        assert app.screen.query_one(OptionList).highlighted == 1
    app = ScreenApp(SCREENS["WhyScreen"])
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        whole = app.screen.query_one(OptionList).option_count
        await keys(pilot, "g", "h")
        closed = app.screen.query_one(OptionList).option_count
        await keys(pilot, "l")
        assert closed == 1
        assert app.screen.query_one(OptionList).option_count == whole


async def test_letters_are_letters_in_a_line_and_in_a_field() -> None:
    app = ScreenApp(SCREENS["FilingDialog"])
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        for field in ("#search", "#words"):
            app.screen.query_one(field).parent.display = True  # type: ignore[union-attr]
            app.screen.query_one(field).focus()
            await pilot.pause()
            await pilot.press(*"jkhlgG")
            await pilot.pause()
        assert app.screen.query_one("#search", Input).value == "jkhlgG"
        assert app.screen.query_one("#words", TextArea).text == "jkhlgG"


async def test_what_is_nearer_keeps_its_letter() -> None:
    app = ScreenApp(lambda: PlayScreen(staged("caucus")))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, "enter", "enter")
        view = playing(app).room.session.view
        waiting = view("public").outstanding
        await keys(pilot, "h")
        assert isinstance(app.screen, ChooseDialog) or view("public").outstanding != waiting


async def test_letters_scroll_a_page_of_help() -> None:
    app = ScreenApp(lambda: HelpScreen("\n\n".join(f"Line {number}." for number in range(60))))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "Line 0." in shown(app)
        await pilot.press("G")
        await until(pilot, lambda: "Line 59." in shown(app) and "Line 0." not in shown(app))
        await pilot.press("g")
        await until(pilot, lambda: "Line 0." in shown(app))


def test_every_screen_has_them_but_for_letters_that_it_uses_itself() -> None:
    letters = {key.key for key in VIM_KEYS}
    waiting = [Helped]
    while waiting:
        for entry in waiting.pop().__subclasses__():
            waiting.append(entry)
            assert issubclass(entry, Screen)
            bound = entry._merged_bindings.key_to_bindings  # type: ignore[union-attr]
            assert letters <= set(bound)
            for letter in letters:
                assert len(bound[letter]) == 1, (entry, letter)
    follow = FollowScreen._merged_bindings
    assert follow is not None
    assert follow.key_to_bindings["j"][0].action == "turn(1)"


def test_the_palette_is_the_only_one() -> None:
    assert [made() for made in ThemedApp.COMMANDS] == [Actions]
