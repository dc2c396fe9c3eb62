"""A list whose rows change while one walks through it."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size
from textual.reactive import Reactive
from textual.visual import VisualType
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class UnfoldingList(OptionList):
    """Draws only a row that has changed anew, where an OptionList draws all of them and has the screen laid out.

    Its place on the screen may not hang on how many lines its rows take.
    """

    # Nor does a scrollbar come and go.
    DEFAULT_CSS = """
    UnfoldingList { overflow-y: scroll; }
    """
    virtual_size = Reactive(Size(0, 0))

    def __init__(self, *options: Option, walked: Callable[[int], None], id: str) -> None:
        """Take what to do when another row is looked at; done then and there, it is seen in the same frame."""
        self._walked = walked
        super().__init__(*options, id=id, markup=False)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Tell which row is looked at, then bring it in sight."""
        if highlighted is not None and self.is_attached:
            self._walked(highlighted)
        super().watch_highlighted(highlighted)

    def _replace_option_prompt(self, index: int, prompt: VisualType) -> None:
        option = self.get_option_at_index(index)
        option._set_prompt(prompt)
        drawn = self._option_render_cache
        for key in [key for key in drawn.keys() if key[0] is option]:  # noqa: SIM118
            drawn.discard(key)
        # Rows stand on other lines where this one is taller or shorter than it was; how tall they are is soon told.
        self._line_cache.clear()
        self.refresh()
