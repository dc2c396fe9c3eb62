"""A list whose rows change while one walks through it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.visual import VisualType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from exercise.tui.outline import Outline


class UnfoldingList(OptionList):
    """Draws only a row that has changed anew, where an OptionList draws all of them and has the screen laid out.

    An outline that comes back in its row is shown as it was drawn before. The list's place on the screen may not hang
    on how many lines its rows take.
    """

    # Nor does a scrollbar come and go.
    DEFAULT_CSS = """
    UnfoldingList { overflow-y: scroll; }
    """
    virtual_size = Reactive(Size(0, 0))

    def __init__(self, *options: Option, walked: Callable[[int], None], id: str) -> None:
        """Take what to do when another row is looked at; done then and there, it is seen in the same frame."""
        self._walked = walked
        self._put_by: WeakKeyDictionary[Outline, dict[Any, list[Strip]]] = WeakKeyDictionary()
        """How outlines were drawn that aren't shown now."""
        super().__init__(*options, id=id, markup=False)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Tell which row is looked at, then bring it in sight."""
        if highlighted is not None and self.is_attached:
            self._walked(highlighted)
        super().watch_highlighted(highlighted)

    def _replace_option_prompt(self, index: int, prompt: VisualType) -> None:
        option = self.get_option_at_index(index)
        drawn = self._option_render_cache
        lines = {key: strips for key in drawn.keys() if key[0] is option and (strips := drawn.get(key)) is not None}  # noqa: SIM118
        for key in lines:
            drawn.discard(key)
        if isinstance(option.prompt, Outline):
            self._put_by[option.prompt] = lines
        option._set_prompt(prompt)
        if isinstance(prompt, Outline):
            for key, strips in self._put_by.pop(prompt, {}).items():
                drawn[key] = strips
        # Rows stand on other lines where this one is taller or shorter than it was; how tall they are is soon told.
        self._line_cache.clear()
        self.refresh()

    def _clear_caches(self) -> None:
        self._put_by.clear()
        super()._clear_caches()
