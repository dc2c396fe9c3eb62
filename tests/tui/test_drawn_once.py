"""What was drawn before is shown again as it is, until its width or its colours change."""

from __future__ import annotations

from panelapp import until
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets.option_list import Option

from exercise.tui.outline import Outline, item
from exercise.tui.page import Page
from exercise.tui.unfolding import UnfoldingList
from exercise.tui.unframed import Unframed

LONG = "Repair crews keep Ukraine's guns in use where they are, and nobody has to drive them to Poland."


class Rows(Unframed, UnfoldingList):
    DEFAULT_CSS = "Rows { border: none; padding: 0; height: 1fr; }"


class Both(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page(id="page")
        self.closed, self.opened = Outline([item("Repair")]), Outline([item("Repair"), item(LONG, indent=2)])
        self.rows = Rows(Option(self.closed), Option("Train"), walked=lambda place: None, id="rows")

    def compose(self) -> ComposeResult:
        yield self.page
        yield self.rows


def lines(widget: Page | Rows) -> list[Strip]:
    return widget.render_lines(Region(0, 0, *widget.size))


def same(some: list[Strip], others: list[Strip]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))


def text(widget: Page | Rows) -> str:
    return "\n".join(line.text.rstrip() for line in lines(widget)).rstrip()


async def test_an_outline_that_comes_back_to_a_page_is_not_drawn_again() -> None:
    app = Both()
    async with app.run_test(size=(60, 20)):
        first, second = Outline([item(LONG)]), Outline([item("Short.")])
        app.page.update(first)
        drawn = lines(app.page)
        app.page.update(second)
        assert text(app.page) == " Short."
        app.page.update(first)
        assert same(lines(app.page), drawn)


async def test_a_page_is_wrapped_anew_where_its_width_changes() -> None:
    app = Both()
    async with app.run_test(size=(60, 20)) as pilot:
        app.page.update(Outline([item(LONG)]))
        assert text(app.page).count("\n") == 1
        await pilot.resize_terminal(40, 20)
        await until(pilot, lambda: app.page.size.width == 40)
        await pilot.pause()
        assert text(app.page).count("\n") == 2
        assert " ".join(text(app.page).split()) == LONG


async def test_a_page_and_rows_take_the_colours_of_another_theme() -> None:
    app = Both()
    async with app.run_test(size=(60, 20)) as pilot:
        app.page.update(Outline([item(LONG)]))
        for widget in (app.page, app.rows):
            app.theme = "textual-dark"
            await pilot.pause()
            dark = {segment.style.bgcolor for line in lines(widget) for segment in line if segment.style}
            app.theme = "textual-light"
            await pilot.pause()
            light = {segment.style.bgcolor for line in lines(widget) for segment in line if segment.style}
            assert not dark & light


async def test_a_row_that_folds_again_is_not_drawn_again() -> None:
    app = Both()
    async with app.run_test(size=(60, 20)) as pilot:
        folded = lines(app.rows)
        app.rows.replace_option_prompt_at_index(0, app.opened)
        await pilot.pause()
        unfolded = lines(app.rows)
        assert " ".join(text(app.rows).split()) == f"Repair {LONG} Train"
        app.rows.replace_option_prompt_at_index(0, app.closed)
        await pilot.pause()
        assert same(lines(app.rows), folded)
        app.rows.replace_option_prompt_at_index(0, app.opened)
        await pilot.pause()
        assert same(lines(app.rows), unfolded)


async def test_a_row_that_unfolds_after_the_width_has_changed_is_wrapped_to_it() -> None:
    app = Both()
    async with app.run_test(size=(60, 20)) as pilot:
        app.rows.replace_option_prompt_at_index(0, app.opened)
        await pilot.pause()
        lines(app.rows)
        app.rows.replace_option_prompt_at_index(0, app.closed)
        await pilot.resize_terminal(40, 20)
        await until(pilot, lambda: app.page.size.width == 40)
        await pilot.pause()
        app.rows.replace_option_prompt_at_index(0, app.opened)
        await pilot.pause()
        assert " ".join(text(app.rows).split()) == f"Repair {LONG} Train"
        assert max(len(line) for line in text(app.rows).split("\n")) <= 40


async def test_a_part_of_a_widget_is_what_the_whole_has_there() -> None:
    app = Both()
    async with app.run_test(size=(60, 20)):
        app.page.update(Outline([item(LONG)]))
        part = app.page.render_lines(Region(8, 1, 12, 2))
        assert [line.text for line in part] == [line.text[8:20] for line in lines(app.page)[1:3]]
