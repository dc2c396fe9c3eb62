"""Every name of a lane's layout stands for one place."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from exercise.lab import layout

pytestmark = pytest.mark.xdist_group("lanes")  # One worker compiles, for all.


def test_no_name_of_the_layout_is_given_twice() -> None:
    tree = ast.parse(Path(layout.__file__).read_text(encoding="utf-8"))
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    assert len(names) > 200
    assert [name for name in names if names.count(name) > 1] == []
