"""A fault of the program: one sentence, and nothing of what variables held."""

from __future__ import annotations

import pytest

from exercise.tui.themes import ThemedApp


class Broken(ThemedApp):
    def on_mount(self) -> None:
        hand = "the hidden hand"
        raise KeyError(hand)


def ended(capsys: pytest.CaptureFixture[str]) -> str:
    app = Broken()
    app.run(headless=True)
    assert app.return_code == 1
    said = capsys.readouterr()
    return " ".join((said.out + said.err).split())


def test_a_fault_ends_the_app_with_a_sentence_that_gives_no_secret_away(capsys: pytest.CaptureFixture[str]) -> None:
    said = ended(capsys)
    assert "exercise: something went wrong inside (KeyError); all that was decided is saved" in said
    assert "hidden" not in said
    assert "Traceback" not in said


def test_where_the_fault_lies_is_told_to_who_asks_without_what_variables_held(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXERCISE_TRACEBACK", "1")
    said = ended(capsys)
    assert "in on_mount" in said
    assert "locals" not in said
