"""Bots play a whole exercise, and the save that they leave is an ordinary one."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import HOSTILE, Ran, copy_of_deck, run

from exercise import paths
from exercise.engine.events import MoveRuled
from exercise.engine.game import LEVELS
from exercise.session import Session


def simulate(*more: str | Path, out: str = "demo", seed: str = "7", deck: str | Path = "tutorial") -> Ran:
    return run("simulate", "--deck", deck, "--seed", seed, "--out", out, *more)


def test_a_simulated_run_is_a_save_that_was_played_to_its_end(saves: Path) -> None:
    done = simulate("--rounds", "1", "--players", "random", "--title", "Monday's class")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Saved 'demo': ")
    assert done.out.count("\n") == 1
    session = Session.open(saves / "demo", write=False)
    assert session.state.clock.phase == "closed"
    assert session.state.setup.rounds == 1
    assert set(session.seats.values()) == {"random", "table"}
    shown = run("saves", "show", "demo")
    assert "Monday's class" in shown.out
    assert "Look back with: exercise resume demo" in shown.out


def test_the_same_seed_gives_the_same_play_and_another_one_another(saves: Path) -> None:
    for out, seed in (("one", "7"), ("two", "7"), ("three", "8")):
        assert simulate(out=out, seed=seed).code == 0
    one, two, three = (Session.open(saves / name, write=False).events for name in ("one", "two", "three"))
    assert one == two
    assert one != three


def test_each_team_can_have_a_player_of_its_own(saves: Path) -> None:
    assert simulate("--players", "steady, random", "--rounds", "1").code == 0
    assert list(Session.open(saves / "demo", write=False).seats.values()) == ["steady", "random", "table"]


def test_a_save_can_go_to_any_folder_and_is_named_as_it_was_given(saves: Path) -> None:
    Path("some/where").mkdir(parents=True)
    done = simulate("--rounds", "1", out="some/where/demo")
    assert done.code == 0
    assert done.out.startswith("Saved 'some/where/demo': ")
    assert Path("some/where/demo/journal.jsonl").is_file()
    assert run("report", "some/where/demo").code == 0
    assert not saves.exists()


def test_a_folder_that_is_not_there_is_not_made_for_a_save(saves: Path) -> None:
    done = simulate("--rounds", "1", out="some/where/demo")
    assert done.code == 2
    assert (
        done.complaint == f"there is no folder {str(Path('some/where'))!r} for 'demo'; make it first, or name another"
    )
    assert list(Path.cwd().iterdir()) == []


def test_a_deck_can_be_any_folder(saves: Path, tmp_path: Path) -> None:
    assert simulate("--rounds", "1", deck=copy_of_deck(tmp_path)).code == 0
    assert Session.open(saves / "demo", write=False).deck.id == "mine"


def test_a_save_belongs_to_its_owner_alone(saves: Path) -> None:
    assert simulate("--rounds", "1").code == 0
    modes = {path.name: path.stat().st_mode & 0o777 for path in (saves / "demo", *(saves / "demo").rglob("*"))}
    assert modes == {
        "demo": 0o700,
        "deck": 0o700,
        "deck.json": 0o600,
        "journal.jsonl": 0o600,
        "lock": 0o600,
        "session.toml": 0o600,
    }


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--seed", "x"), "invalid value for '--seed': 'x' is not a whole number from 0 to 18446744073709551615"),
        (("--seed", "-1"), "'-1' is not a whole number from 0 to"),
        (("--seed", str(1 << 64)), "is not a whole number from 0 to"),
        (("--seed", "9" * 10_000), "is not a whole number from 0 to"),
        (("--seed", "1.5"), "'1.5' is not a whole number from 0 to"),
        (("--rounds", "two"), "invalid value for '--rounds': 'two' is not a whole number"),
        (("--rounds", "0"), "an exercise has 1 to 12 rounds, not 0"),
        (("--rounds", "-3"), "an exercise has 1 to 12 rounds, not -3"),
        (("--rounds", "13"), "an exercise has 1 to 12 rounds, not 13"),
        (("--players", "stedy"), "there is no player called 'stedy'; there are random and steady"),
        (("--players", ""), "there is no player called ''; there are random and steady"),
        (("--players", "steady,random,random"), "3 players for 2 teams; give one for all, or one each: "),
        (("--rules", "kwick"), "there are no rules called 'kwick'; there are "),
        (("--adjudication", "coin"), "there is no adjudication called 'coin'; there are "),
        (("--deck", "tutoral"), "there is no deck called 'tutoral'; did you mean 'tutorial'?"),
        (("--deck", "zzz"), "there is no deck called 'zzz'; see 'exercise deck list'"),
        (
            ("--deck", "no/where"),
            "there is no folder 'no/where'; see 'exercise deck list', or give the folder of",
        ),
        (("--out", ".."), "'..' can't name a save; use letters, digits and hyphens"),
        (("--out", ""), "'' can't name a save; use letters, digits and hyphens"),
        (("--out", "nul"), "'nul' can't name a save; use letters, digits and hyphens"),
        (("--out", "\x1b[2J"), "can't name a save; use letters, digits and hyphens"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_a_wrong_choice_is_told_in_one_line_and_leaves_nothing_behind(
    more: tuple[str, ...], says: str, saves: Path
) -> None:
    done = simulate(*more)
    assert done.code == 2
    assert says in done.complaint
    assert not saves.exists()
    assert list(Path.cwd().iterdir()) == []


def test_a_save_that_is_there_is_never_written_over(demo: Path) -> None:
    before = (demo / "journal.jsonl").read_bytes()
    done = simulate()
    assert done.code == 2
    assert done.complaint == f"{str(demo)!r} is there already; choose another name"
    assert (demo / "journal.jsonl").read_bytes() == before


def test_a_deck_with_findings_is_not_played(saves: Path, tmp_path: Path) -> None:
    deck = copy_of_deck(tmp_path)
    (deck / "world.toml").unlink()
    done = simulate(deck=deck)
    assert done.code == 2
    assert done.complaint.startswith("the deck 'mine' has ")
    assert done.complaint.endswith(f"see 'exercise deck check {deck}'")
    assert not saves.exists()


def test_a_title_is_only_ever_text(saves: Path) -> None:
    assert simulate("--rounds", "1", "--title", HOSTILE).code == 0
    assert "[bold]red[/] [@click=app.quit]quit[/]" in run("saves", "show", "demo").out
    assert run("saves", "list").code == 0


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_of_the_rules_can_be_simulated_and_stands_in_the_help(level: str, saves: Path) -> None:
    assert simulate("--rounds", "1", "--rules", level).code == 0
    assert Session.open(saves / "demo", write=False).state.setup.level.name == level
    assert run("report", "demo").code == 0
    assert level in run("simulate", "--help").out


@pytest.mark.parametrize("adjudication", ["dice", "weighed", "ballot"])
def test_moves_are_judged_as_was_asked(adjudication: str, saves: Path) -> None:
    assert simulate("--adjudication", adjudication).code == 0
    session = Session.open(saves / "demo", write=False)
    assert session.state.setup.adjudication == adjudication
    methods = {event.method for event in session.events if isinstance(event, MoveRuled)} - {"unrolled"}
    assert methods == {adjudication}


def test_rulings_that_nobody_gives_are_weighed_and_the_help_says_so(saves: Path) -> None:
    assert simulate("--adjudication", "ruling").code == 0
    session = Session.open(saves / "demo", write=False)
    assert session.state.setup.adjudication == "ruling"
    assert {event.method for event in session.events if isinstance(event, MoveRuled)} - {"unrolled"} == {"weighed"}
    said = " ".join(run("simulate", "--help").out.split())
    assert "dice, weighed, ballot or ruling" in said
    assert "as no person sits there, the move is weighed" in said


@pytest.mark.parametrize("name", paths.deck_names())
def test_every_deck_that_is_shipped_can_be_simulated(name: str, saves: Path) -> None:
    assert simulate("--rounds", "1", deck=name).code == 0
    assert run("saves", "verify").code == 0
