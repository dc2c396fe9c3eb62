"""Whatever an event holds comes back from the journal as it was, to the last bit."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from hypothesis import example, given, settings
from hypothesis import strategies as st

from exercise.engine.events import KINDS, Event, PlayEnded, SessionOpened, TeamPassed
from exercise.journal import Journal, codec

TEXTS = st.text(max_size=60)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(float, FINITE)
st.register_type_strategy(str, TEXTS.filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text)))

CLASSES: tuple[Any, ...] = get_args(Event)
EVENTS = st.one_of([st.from_type(kind) for kind in CLASSES])


def bits(value: Any) -> Any:
    """Return a value with its floats as bits, so that -0.0 and 0.0 differ."""
    if isinstance(value, float):
        return math.copysign(1, value), value.hex()
    if isinstance(value, dict):
        return {key: bits(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [bits(entry) for entry in value]
    return value


def test_every_kind_of_event_is_drawn_here() -> None:
    assert {kind.__dataclass_fields__["kind"].default for kind in CLASSES} == set(KINDS)


@given(EVENTS)
@example(PlayEnded("\u2028\x1b[31m\x00 [bold] ‮ 😀 =1+1"))
@settings(max_examples=400, deadline=None)
def test_an_event_comes_back_as_it_was(event: Event) -> None:
    line = codec.dump(event)
    assert line.isascii()
    assert "\n" not in line
    back = codec.load(json.loads(line))
    assert back == event
    assert type(back) is type(event)
    assert codec.dump(back) == line
    assert bits(json.loads(codec.dump(back))) == bits(json.loads(line))


@given(
    entries=st.lists(st.lists(EVENTS, min_size=1, max_size=4), min_size=1, max_size=5),
    opening=st.from_type(SessionOpened),
)
@settings(max_examples=25, deadline=None)
def test_a_journal_gives_back_its_decisions(
    entries: list[list[Event]], opening: SessionOpened, tmp_path_factory: Any
) -> None:
    folder = Path(tmp_path_factory.mktemp("saves")) / "save"
    at = "2026-01-01T00:00:00.000+00:00"
    journal = Journal.create(folder, b"{}", [(opening, "control", at)], title="a save")
    for decision in entries:
        journal.append([(event, "control", at) for event in decision])
    journal.close()
    again = Journal.open(folder, write=False)
    assert [record.event for record in again.records] == [
        opening,
        *(event for decision in entries for event in decision),
    ]
    ends = [number for number, record in enumerate(again.records) if record.end]
    sizes = [1, *map(len, entries)]
    assert ends == [sum(sizes[: place + 1]) - 1 for place in range(len(sizes))]
    again.close()


@given(event=EVENTS, junk=st.sampled_from([None, [], {}, 1e400, "x" * 10, -1, True]), data=st.data())
@settings(max_examples=100, deadline=None)
def test_an_event_with_another_value_in_a_field_is_read_as_itself_or_refused(
    event: Event, junk: object, data: st.DataObject
) -> None:
    from exercise.journal import JournalError

    plain = json.loads(codec.dump(event))
    field = data.draw(st.sampled_from(sorted(plain)))
    plain[field] = junk
    try:
        back = codec.load(plain)
    except JournalError:
        return
    assert isinstance(back, CLASSES)


def test_a_number_that_is_not_finite_is_never_written() -> None:
    import pytest

    from exercise.engine.events import LevelsMoved
    from exercise.engine.parts import Banked, Origin

    poisoned: Callable[[float], Event] = lambda z: LevelsMoved(  # noqa: E731
        "inject", (), (), (), (), (), (Banked(2, Origin("inject", 1, "", "rain"), "birds>noise", "noise", z),)
    )
    for number in (math.nan, math.inf, -math.inf):
        with pytest.raises(ValueError, match="JSON"):
            codec.dump(poisoned(number))
    assert codec.dump(TeamPassed("ants", False, ""))
