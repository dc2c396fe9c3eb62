"""The line at the foot of a screen with the keys that work now."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click, Resize
from textual.screen import Screen
from textual.widget import Widget

from exercise.frozen import frozen
from exercise.tui.helped import Helped


@frozen
class Shown:
    """A key, or a few of one group, as the line shows them."""

    keys: tuple[tuple[str, str], ...]
    """Each key, and how it is written."""
    words: str
    action: str
    """The action, or the name of the group."""

    @property
    def text(self) -> Content:
        """The keys and what they do."""
        written = " ".join(display for _, display in self.keys)
        return Content.assemble((f" {written} ", "bold $footer-key-foreground"), (f"{self.words} ", ""))


class KeyLine(Widget):
    """Shows keys with what they do, one widget for all of them; a click on a key presses it.

    Where there is no room, what the screen names in SPARED is left out, the first first.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; color: $footer-foreground; background: $footer-background;
        text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        self._shown: tuple[Shown, ...] = ()
        super().__init__()

    def on_mount(self) -> None:
        """Follow what may be done."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._changed(self.screen)

    def on_unmount(self) -> None:
        """Follow no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def on_resize(self, event: Resize) -> None:
        """Make use of the room there is."""
        self._changed(self.screen)

    def render(self) -> Content:
        """Return the line."""
        return Content("").join([part.text for part in self._shown])

    @property
    def needed(self) -> int:
        """The cells that the line needs."""
        return sum(part.text.cell_length for part in self._shown)

    def _changed(self, screen: Screen[object]) -> None:
        if screen is not self.screen or not self.size.width:
            return
        before, self._shown = self._shown, self._all()
        spared = list(screen.SPARED) if isinstance(screen, Helped) else []
        while spared and self.needed > self.size.width:
            action = spared.pop(0)
            self._shown = tuple(part for part in self._shown if part.action != action)
        if self._shown != before:
            self.refresh()

    def _all(self) -> tuple[Shown, ...]:
        parts: dict[str, Shown] = {}
        for entry in self.screen.active_bindings.values():
            binding = entry.binding
            if not binding.show or not entry.enabled:
                continue
            key = (binding.key, self.app.get_key_display(binding))
            group = binding.group
            name = group.description if group is not None else binding.action
            known = parts.get(name)
            if known is None:
                parts[name] = Shown((key,), group.description if group is not None else binding.description, name)
            elif group is not None:
                parts[name] = Shown((*known.keys, key), known.words, name)
        return tuple(parts.values())

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        event.stop()
        key = self.key_at(event.x)
        if key:
            self.app.simulate_key(key)

    def key_at(self, column: int) -> str:
        """Return the key that stands in a column of the line, or whose words do; empty where there is none."""
        left = 0
        for part in self._shown:
            width = part.text.cell_length
            if column < left + width:
                within = column - left - 1
                for key, display in part.keys:
                    within -= len(display) + 1
                    if within < 0:
                        return key
                return part.keys[0][0]
            left += width
        return ""
