"""Names of a room that load on first use."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

import pytest

from exercise import lazy


class Loads:
    """Stands in for the import of the rooms behind, and counts it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.home = ModuleType("far.home")
        self.home.thing = object()  # type: ignore[attr-defined]
        monkeypatch.setattr(lazy, "import_module", self.load)

    def load(self, name: str) -> ModuleType:
        self.asked.append(name)
        if name != "far.home":
            raise ImportError(f"No module named {name!r}")
        return self.home


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> Loads:
    return Loads(monkeypatch)


@pytest.fixture
def room(loads: Loads, monkeypatch: pytest.MonkeyPatch) -> Any:
    made = ModuleType("near.room")
    made.own = 1  # type: ignore[attr-defined]
    homes = {"thing": "far.home", "missing": "far.home", "lost": "far.nowhere"}
    made.__getattr__, made.__dir__ = lazy.names("near.room", homes)  # type: ignore[method-assign, assignment]
    monkeypatch.setitem(sys.modules, "near.room", made)
    return made


def test_nothing_loads_before_it_is_asked_for(room: Any, loads: Loads) -> None:
    assert room.own == 1
    assert dir(room)
    assert loads.asked == []


def test_a_name_is_what_its_home_holds(room: Any, loads: Loads) -> None:
    assert room.thing is loads.home.thing  # type: ignore[attr-defined]


def test_a_name_is_kept_after_the_first_load(room: Any, loads: Loads) -> None:
    first = room.thing
    loads.home.thing = "another"  # type: ignore[attr-defined]
    assert room.thing is first
    assert vars(room)["thing"] is first
    assert loads.asked == ["far.home"]


def test_a_name_that_the_room_does_not_have_is_an_attribute_error_that_says_so(room: Any, loads: Loads) -> None:
    with pytest.raises(AttributeError, match=r"module 'near\.room' has no attribute 'nothing'"):
        _ = room.nothing
    assert not hasattr(room, "nothing")
    assert getattr(room, "nothing", None) is None
    assert loads.asked == []


def test_a_name_that_its_home_lacks_is_an_attribute_error(room: Any) -> None:
    with pytest.raises(AttributeError, match="missing"):
        _ = room.missing
    assert "missing" not in vars(room)


def test_a_home_that_is_not_there_is_an_import_error(room: Any) -> None:
    with pytest.raises(ImportError, match=r"far\.nowhere"):
        _ = room.lost


def test_dir_lists_what_is_there_and_what_may_be_loaded_each_once(room: Any) -> None:
    _ = room.thing
    listed = dir(room)
    assert {"own", "thing", "missing", "lost"} <= set(listed)
    assert listed == sorted(set(listed))


@pytest.mark.parametrize("name", ["exercise.journal", "exercise.world", "exercise.argument"])
def test_every_public_name_of_a_room_that_loads_lazily_is_there(name: str) -> None:
    made = importlib.import_module(name)
    for public in made.__all__:
        assert getattr(made, public) is not None
        assert public in dir(made)
    with pytest.raises(AttributeError, match=f"module '{name}' has no attribute 'no_such_name'"):
        _ = made.no_such_name
