"""What every screen and dialog has: a page of help, a sentence that says what to do next, and the keys of vim."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual.binding import Binding
from textual.screen import Screen

HELP_KEY: Final = Binding("question_mark,f1", "help", "Help", key_display="?")
"""For screens where nothing is typed."""

TYPING_HELP_KEY: Final = Binding("f1", "help", "Help", key_display="F1")
"""For dialogs where a question mark may be part of what is typed."""

VIM_KEYS: Final = tuple(
    Binding(letter, f"app.simulate_key('{key}')", show=False)
    for letter, key in (("j", "down"), ("k", "up"), ("h", "left"), ("l", "right"), ("g", "home"), ("G", "end"))
)
"""Letters that act as the arrows, Home and End. A field takes them as text, and what is nearer may use them."""

FOOT: Final = """
`Ctrl+P` lists and finds all that can be done here; `Ctrl+T` changes the theme. `h` `j` `k` `l` are arrows too.
"""
"""What ends every page of help, in Markdown."""


class Helped:
    """Goes before Screen among a class's bases; the class lists one of the two keys above among its own."""

    HELP: ClassVar[str | None] = ""
    """What the help key shows, in Markdown."""
    SPARED: ClassVar[tuple[str, ...]] = ()
    """The actions and groups that the line of keys leaves out where there is no room, the first first."""

    def __init_subclass__(cls, **settings: Any) -> None:
        """Add the keys of vim to the class's own, but for letters that it uses itself."""
        if not any(issubclass(base, Helped) and base is not Helped for base in cls.__bases__):
            own = list(cls.__dict__.get("BINDINGS", []))
            taken = {binding.key for binding in Binding.make_bindings(own)}
            setattr(cls, "BINDINGS", own + [key for key in VIM_KEYS if key.key not in taken])  # noqa: B010
        super().__init_subclass__(**settings)

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return ""

    def help_page(self) -> str:
        """Return the page of help as it fits now, in Markdown."""
        return self.HELP or ""

    def action_help(self) -> None:
        """Open the help over this screen."""
        from exercise.tui.helping import HelpScreen

        assert isinstance(self, Screen)
        self.app.push_screen(HelpScreen(self.help_page() + FOOT))
