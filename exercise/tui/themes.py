"""The three looks of the app, made so that everything drawn in them can be read from the back row.

Text has a contrast of at least 4.5 to 1, lines and bars of 3 to 1, as WCAG 2.2 asks at level AA; the tests measure it.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.screen import SystemModalScreen
from textual.theme import Theme

from exercise.paths import TRACEBACK_VARIABLE
from exercise.tui.hangup import end_with_terminal
from exercise.tui.settings import chosen_theme, keep_theme

if TYPE_CHECKING:
    from rich.console import RenderableType

SETTLED: Final = 1.0
"""Seconds after which the first screen stands."""
TOLD: Final = 2
"""Seconds that the name of a theme stays on the screen."""


def _theme(
    name: str,
    *,
    dark: bool,
    background: str,
    surface: str,
    panel: str,
    foreground: str,
    primary: str,
    lines: str,
    quiet_lines: str,
    focus: str,
    cursor: str,
    blurred: str,
    selection: str,
    text: tuple[str, str, str, str, str],
    cursor_style: str = "bold",
) -> Theme:
    """Return a theme; `text` has the colours of words that are primary, accent, success, warning and error.

    `cursor` and `blurred` lie under the row that is looked at, so every colour of words has to be legible on them.
    """
    words = dict(zip(("primary", "accent", "success", "warning", "error"), text, strict=True))
    return Theme(
        name,
        primary=primary,
        secondary=lines,
        accent=words["accent"],
        success=words["success"],
        warning=words["warning"],
        error=words["error"],
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        boost=panel,
        dark=dark,
        variables={
            **{f"text-{kind}": colour for kind, colour in words.items()},
            **{f"{kind}-muted": panel for kind in ("primary", "secondary", *words)},
            "text-secondary": words["primary"],
            "text": "auto 100%",
            "text-muted": "auto 80%",
            "text-disabled": "auto 72%",
            "foreground-muted": f"{foreground} 75%",
            "foreground-disabled": f"{foreground} 70%",
            "border": focus,
            "border-blurred": quiet_lines,
            "block-cursor-foreground": foreground,
            "block-cursor-background": cursor,
            "block-cursor-text-style": cursor_style,
            "block-cursor-blurred-foreground": foreground,
            "block-cursor-blurred-background": blurred,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": blurred,
            "footer-foreground": foreground,
            "footer-background": panel,
            "footer-description-foreground": foreground,
            "footer-key-foreground": words["accent"],
            "input-cursor-background": foreground,
            "input-cursor-foreground": background,
            "input-selection-background": selection,
            "input-selection-foreground": foreground,
            "screen-selection-background": selection,
            "screen-selection-foreground": foreground,
            "scrollbar": quiet_lines,
            "scrollbar-hover": lines,
            "scrollbar-active": focus,
            "scrollbar-background": surface,
            "scrollbar-corner-color": surface,
            "link-color": words["primary"],
            "link-color-hover": foreground,
            "link-background-hover": cursor,
            "markdown-h1-color": words["primary"],
            "markdown-h2-color": words["primary"],
            "markdown-h3-color": words["primary"],
            "markdown-h6-color": foreground,
            "button-color-foreground": "auto 100%",
        },
    )


DARK: Final = _theme(
    "exercise-dark",
    dark=True,
    background="#0f1318",
    surface="#161b22",
    panel="#1d242d",
    foreground="#f2f4f7",
    primary="#3578c2",
    lines="#6fa8dc",
    quiet_lines="#6b7a8c",
    focus="#8cc2f5",
    cursor="#1d4a75",
    blurred="#2a3440",
    selection="#1d4a75",
    text=("#9ccbff", "#f2c66d", "#8fe0a0", "#ffcf70", "#ffb3ac"),
)
LIGHT: Final = _theme(
    "exercise-light",
    dark=False,
    background="#fbfbf8",
    surface="#f3f4f1",
    panel="#e7eaec",
    foreground="#101317",
    primary="#1f5fa8",
    lines="#2f6cae",
    quiet_lines="#707a86",
    focus="#0b4a94",
    cursor="#abcbf3",
    blurred="#d9dee4",
    selection="#abcbf3",
    text=("#0b3f80", "#6b2c79", "#0b4d1e", "#653a00", "#8f0f14"),
)
CONTRAST: Final = _theme(
    "exercise-contrast",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#141414",
    foreground="#ffffff",
    primary="#ffe600",
    lines="#ffe600",
    quiet_lines="#c8c8c8",
    focus="#ffe600",
    cursor="#00409a",
    blurred="#303030",
    selection="#00409a",
    text=("#ffe600", "#ffe600", "#7dff8a", "#ffd24a", "#ffb8b0"),
    cursor_style="bold underline",
)

THEMES: Final = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}
"""The themes, by the names that the settings and EXERCISE_THEME know them by; the first is where nothing is chosen."""
WORDS: Final = {"dark": "dark", "light": "light", "contrast": "high contrast"}
"""What the app calls them."""


def _look_for_garbage() -> None:
    gc.freeze()
    gc.enable()


def _actions() -> type[Provider]:
    from exercise.tui.palette import Actions

    return Actions


class ThemedApp(App[None]):
    """What both apps are made of: the themes, the palette of all that can be done, and the key that quits."""

    TITLE = "Exercise"
    COMMANDS: ClassVar = {_actions}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "next_theme", "Next theme", show=False, priority=True),
    ]
    CSS = """
    MarkdownTableContent { keyline: thin $border-blurred; }
    MarkdownTableContent > .header { color: $text-primary; }
    MarkdownBlockQuote { border-left: outer $border-blurred; }
    Button:focus { background-tint: $foreground 0%; }
    SelectCurrent .arrow, SelectCurrent.-has-value .arrow { color: $foreground; }
    OptionList:focus:nocolor > .option-list--option-highlighted, CommandPalette:nocolor CommandList >
        .option-list--option-highlighted { text-style: bold underline; }
    CommandPalette { background: $background 60%; }
    CommandPalette > Vertical, CommandPalette:dark > Vertical { background: $surface; margin-top: 1; }
    CommandPalette #--input, CommandPalette #--input.--list-visible { border: round $border; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette CommandInput, CommandPalette CommandInput:focus { border: none; padding: 0 1; height: 1; }
    CommandPalette CommandList { border: none; padding: 0; }
    CommandPalette CommandList > .option-list--option { text-style: none; }
    CommandPalette CommandList > .option-list--option-highlighted { color: $block-cursor-foreground;
        background: $block-cursor-background; text-style: $block-cursor-text-style; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._begun = False
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES.get(chosen_theme(), DARK).name

    def _fatal_error(self) -> None:
        """End with a sentence; the traceback that Textual would print shows what variables hold, hands and aims too."""
        kind = type(self._exception).__name__
        words: RenderableType = Text(
            f"exercise: something went wrong inside ({kind}); all that was decided is saved, and 'exercise resume' goes"
            f" on there. Set {TRACEBACK_VARIABLE}=1 to see where."
        )
        if os.environ.get(TRACEBACK_VARIABLE) and self._exception is not None:
            from rich.traceback import Traceback

            error = self._exception
            words = Traceback.from_exception(type(error), error, error.__traceback__, show_locals=False)
        self.bell()
        self.panic(words)

    def begin(self) -> int:
        """Run in this terminal until the user quits or it is closed; return 0, or 1 where a fault ended the app."""
        end_with_terminal()
        self._begun = True
        self.run()
        return self.return_code or 0

    def on_ready(self) -> None:
        """Look for garbage again once the first screen stands; what it is made of stays until the end."""
        if self._begun:
            self.set_timer(SETTLED, _look_for_garbage)

    def refresh_css(self, animate: bool = True) -> None:
        """Restyle every screen; Textual itself passes over an open palette."""
        super().refresh_css(animate)
        if self.screen_stack and isinstance(self.screen, SystemModalScreen):
            self.stylesheet.update(self.screen, animate=animate)

    def action_command_palette(self) -> None:
        """Open the palette."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="Type to search; ↑ ↓ and Enter choose, Esc leaves"))

    def action_next_theme(self) -> None:
        """Change to the next theme."""
        names = list(THEMES)
        now = next((place for place, name in enumerate(names) if THEMES[name].name == self.theme), -1)
        self.action_use_theme(names[(now + 1) % len(names)])

    def action_use_theme(self, name: str) -> None:
        """Change to a theme of THEMES, keep the choice, and say its name. Raises KeyError on another name."""
        self.theme = THEMES[name].name
        kept = keep_theme(name)
        words = f"Theme: {WORDS[name]}" if kept else f"Theme: {WORDS[name]}. It can't be kept for the next time."
        self.notify(words, timeout=TOLD, markup=False)
