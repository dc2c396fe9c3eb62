"""What `frozen` makes behaves as what `dataclass(frozen=True, slots=True)` makes of the same class."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from exercise.frozen import frozen, later, maker, when_asked

standard = dataclass(frozen=True, slots=True)


@frozen
class Empty:
    pass


@frozen
class Point:
    """A place in the garden."""

    x: int
    y: int = 2
    name: str = field(default="here", repr=False, compare=False)

    @property
    def across(self) -> int:
        return self.x * self.y

    def moved(self, by: int) -> Point:
        return Point(self.x + by, self.y, self.name)


def point(maker: Callable[[type], Any]) -> Any:
    """Return a class of the same name and fields that one or the other decorator made."""

    class Point:
        """A place in the garden."""

        x: int
        y: int = 2
        name: str = field(default="here", repr=False, compare=False)

    return maker(Point)


Ours, Theirs = point(frozen), point(standard)


def test_arguments_are_taken_by_place_and_by_name_and_have_defaults() -> None:
    for made in (Point(1), Point(1, 2), Point(1, y=2), Point(y=2, x=1), Point(1, 2, "here")):
        assert (made.x, made.y, made.name) == (1, 2, "here")
    assert (Point(3, 4, "there").x, Point(3, 4, "there").y, Point(3, 4, "there").name) == (3, 4, "there")


@pytest.mark.parametrize("kind", [Ours, Theirs], ids=["frozen", "dataclass"])
@pytest.mark.parametrize(
    ("arguments", "names"), [((), {}), ((1, 2, "a", 4), {}), ((1,), {"x": 1}), ((1,), {"z": 3})], ids=repr
)
def test_what_does_not_fit_the_fields_is_refused(kind: Any, arguments: tuple[Any, ...], names: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Point\.__init__\(\)"):
        kind(*arguments, **names)


def test_repr_equality_and_hash_are_as_dataclass_makes_them() -> None:
    assert repr(Ours(1)) == repr(Theirs(1)) == "point.<locals>.Point(x=1, y=2)"
    assert Ours(1) == Ours(1, 2, "elsewhere")  # a field that isn't compared makes no difference
    assert Ours(1) != Ours(1, 3)
    assert Ours(1) != Theirs(1)
    assert hash(Ours(1)) == hash(Theirs(1)) == hash((1, 2))
    assert len({Ours(1), Ours(1, 2), Ours(2)}) == 2


def test_the_signature_and_the_fields_are_as_dataclass_makes_them() -> None:
    assert inspect.signature(Ours) == inspect.signature(Theirs)
    assert inspect.get_annotations(Ours.__init__) == inspect.get_annotations(Theirs.__init__)
    assert Ours.__init__.__qualname__ == Theirs.__init__.__qualname__
    assert Ours.__init__.__module__ == __name__
    assert [part.name for part in dataclasses.fields(Ours)] == [part.name for part in dataclasses.fields(Theirs)]
    assert Ours.__match_args__ == Theirs.__match_args__ == ("x", "y", "name")
    assert Ours.__slots__ == Theirs.__slots__
    assert Ours.__doc__ == "A place in the garden."


@pytest.mark.parametrize("kind", [Ours, Theirs], ids=["frozen", "dataclass"])
@pytest.mark.parametrize("name", ["x", "y", "other"])
def test_nothing_can_be_assigned_or_deleted(kind: Any, name: str) -> None:
    made = kind(1)
    # For a name that is no field, slotted dataclasses of some Pythons raise TypeError.
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
        setattr(made, name, 5)
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
        delattr(made, name)
    assert made == kind(1)


def test_a_field_raises_the_error_of_frozen_dataclasses() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        Point(1).x = 5  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
        del Point(1).x


def test_there_is_no_dict_beside_the_slots() -> None:
    assert not hasattr(Point(1), "__dict__")
    assert not hasattr(Empty(), "__dict__")


def test_methods_and_properties_stay() -> None:
    assert Point(3, 5).across == 15
    assert Point(3, 5, "a").moved(1) == Point(4, 5, "a")


def test_a_class_without_fields_is_made_without_arguments() -> None:
    assert Empty() == Empty()
    assert repr(Empty()) == "Empty()"
    with pytest.raises(TypeError):
        Empty(1)  # type: ignore[call-arg]


def test_a_parent_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="Marked: a frozen class has no parent here"):

        @frozen
        class Marked(Point):
            mark: tuple[int, ...] = ()


def test_a_field_may_be_called_anything() -> None:
    @frozen
    class Named:
        frozen: int = 1
        twin: int = 2
        lend: int = 3

    made = Named()
    assert (type(made), made.frozen, made.twin, made.lend) == (Named, 1, 2, 3)


def test_what_was_made_is_of_the_frozen_class() -> None:
    assert type(Point(1)) is Point
    assert type(Ours(1)) is Ours


def test_a_maker_makes_what_calling_the_class_makes() -> None:
    make = maker(Point)
    for made in (make(1), make(1, 2), make(1, y=2), make(y=2, x=1), make(1, 2, "here")):
        assert type(made) is Point
        assert (made, made.name, repr(made)) == (Point(1), "here", repr(Point(1)))
    assert make(1) is not make(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        make(1).x = 3  # type: ignore[misc]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        make()  # type: ignore[call-arg]
    assert maker(Empty)() == Empty()


def test_a_copy_with_some_fields_replaced_is_a_new_object() -> None:
    before = Point(1, 2, "a")
    after = dataclasses.replace(before, y=9)
    assert (after.x, after.y, after.name) == (1, 9, "a")
    assert before == Point(1, 2)
    with pytest.raises(TypeError):
        dataclasses.replace(before, z=1)


@pytest.mark.parametrize("made", [Empty(), Point(1), Point(3, 4, "there")], ids=repr)
def test_pickling_and_copying_give_an_equal_object_with_every_field(made: Any) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert dataclasses.astuple(pickle.loads(pickle.dumps(made, protocol))) == dataclasses.astuple(made)
    assert dataclasses.astuple(copy.copy(made)) == dataclasses.astuple(made)
    assert dataclasses.astuple(copy.deepcopy(made)) == dataclasses.astuple(made)


def test_a_default_is_one_object_for_all() -> None:
    marker = object()

    @frozen
    class Holder:
        held: object = marker

    assert Holder().held is Holder().held is marker


def test_a_default_factory_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"Basket\.fruits: a default must be a value here, not a factory"):

        @frozen
        class Basket:
            fruits: list[str] = field(default_factory=list)


def test_a_field_without_a_default_after_one_with_is_refused() -> None:
    with pytest.raises(TypeError, match="follows default argument"):

        @frozen
        class Wrong:
            first: int = 1
            second: int  # type: ignore[misc]


def test_patterns_match_by_place() -> None:
    match Point(1, 2, "a"):
        case Point(x, y, name):
            assert (x, y, name) == (1, 2, "a")
        case _:  # pragma: no cover
            pytest.fail("nothing matched")


def test_a_class_that_would_do_more_once_its_fields_are_set_is_refused() -> None:
    with pytest.raises(TypeError, match="nothing is done after"):

        @frozen
        class Checked:
            first: int

            def __post_init__(self) -> None:
                raise ValueError(self.first)


@frozen
class Bill:
    name: str
    sum: int = when_asked()


def test_what_is_worked_out_when_asked_is_worked_out_once() -> None:
    calls: list[int] = []

    def add(*amounts: int) -> int:
        calls.append(len(amounts))
        return sum(amounts)

    bill = Bill("tea", later(add, 2, 3))
    assert (bill.name, calls) == ("tea", [])
    assert (bill.sum, bill.sum, calls) == (5, 5, [2])
    assert Bill("tea", 5).sum == 5


@pytest.mark.parametrize(
    "look",
    [
        repr,
        hash,
        lambda bill: bill == Bill("tea", 5),
        dataclasses.astuple,
        lambda bill: dataclasses.replace(bill, name="tea"),
        copy.copy,
        lambda bill: pickle.loads(pickle.dumps(bill)),
    ],
)
def test_whoever_looks_at_what_is_worked_out_when_asked_sees_its_value(look: Callable[[Bill], object]) -> None:
    assert look(Bill("tea", later(sum, (2, 3)))) == look(Bill("tea", 5))


def test_what_is_worked_out_when_asked_is_as_frozen_as_the_rest() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Bill("tea", 5).sum = 6  # type: ignore[misc]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'sum'"):
        Bill("tea")  # type: ignore[call-arg]
