"""The kernels and the lane, compiled: the same sources in a second namespace, each function wrapped by numba.

`exercise.rules` and `exercise.lab.lane` run as plain Python wherever they are imported as usual. Here their sources are
executed once more, with their imports of one another answered from this second namespace. No index in them is negative,
and here each is made unsigned: numba would look at every signed one to count it from the end where it is below 0, which
takes a fifth of a lane's time.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, Final

COMPILED: Final = ("exercise.rules", "exercise.lab.lane")
"""The rooms whose modules are compiled."""

UNSIGNED: Final = "exercise.rules.hashing"
"""The module whose whole numbers are unsigned, but for the fields of an address and the result of `below`."""
PHASES: Final = "exercise.lab.lane.play"
"""The module of the phases of a round, and of the entry."""
ENTRY: Final = "play_lanes"
"""The function that is called from outside; it alone is kept on disk, with all that it calls."""

_UNSIGNED_INDEX: Final = "_unsigned_index"
"""What makes an index unsigned is called so in the second namespace."""

_modules: dict[str, ModuleType] = {}
_settled: set[Any] = set()


def available() -> bool:
    """Return whether numba is installed."""
    return find_spec("numba") is not None


def kept() -> bool:
    """Return whether compiled code of these very sources is on disk, so that nothing need be compiled."""
    return available() and any(_cache_folder().rglob("*.nbc"))


def load(name: str) -> ModuleType:
    """Return the compiled twin of a module of the rooms in COMPILED. Raises ImportError where numba isn't installed."""
    import numba

    if not _modules:
        # Whatever is kept of compiled code belongs to these very sources.
        numba.config.CACHE_DIR = str(_cache_folder())
    return _load(name)


def _load(name: str) -> ModuleType:
    import numba

    found = _modules.get(name)
    if found is not None:
        return found
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ImportError(f"there is no module {name}")
    module = ModuleType(name)
    module.__file__ = spec.origin
    module.__dict__["__builtins__"] = {**vars(builtins), "__import__": _import}
    _modules[name] = module
    module.__dict__[_UNSIGNED_INDEX] = numba.uint64
    source = ast.parse(Path(spec.origin).read_bytes(), spec.origin)
    tree = ast.fix_missing_locations(_UnsignedIndices().visit(source))
    exec(compile(tree, spec.origin, "exec", dont_inherit=True), module.__dict__)
    own = [value for value in vars(module).values() if isinstance(value, FunctionType) and value.__module__ == name]
    wrapped = {function.__name__: _wrapped(function) for function in own}
    vars(module).update(wrapped)
    return module


class _UnsignedIndices(ast.NodeTransformer):
    """Makes the indices in the bodies of functions unsigned; what is annotated isn't indexed."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.Subscript:
        self.generic_visit(node)
        if not isinstance(node.slice, ast.Slice):
            node.slice = ast.Call(ast.Name(_UNSIGNED_INDEX, ast.Load()), [node.slice], [])
        return node


def _wrapped(function: FunctionType) -> Any:
    import numba

    entry = function.__name__ == ENTRY
    # Arrays come from outside and nothing here makes one, so that none need be counted.
    settings = {"error_model": "numpy", "_nrt": False, "cache": entry}
    if not entry:
        # A call costs more than most of what is called: a lane is over forty arguments. But the phases of a round are
        # called seldom, and each would be compiled anew with all that it calls wherever it is.
        inlined = function.__module__ != PHASES
        settings |= {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": inlined}
    return numba.njit(**settings)(function)


def _settle(dispatcher: Any) -> None:
    """Fix the types of a function of scalars and lanes, what it calls first: one version of each serves all callers."""
    signature = _signature(dispatcher.py_func)
    function = dispatcher.py_func
    if signature is None or dispatcher in _settled or function.__name__ == ENTRY:
        return
    _settled.add(dispatcher)
    for name in function.__code__.co_names:
        called = function.__globals__.get(name)
        if hasattr(called, "py_func"):
            _settle(called)
    dispatcher.compile(signature)
    dispatcher.disable_compile()


def _lane_type() -> Any:
    from numba import types

    from exercise.lab.layout import Lane

    arrays = (types.int64, types.int16, types.float64, types.uint64, types.int64, types.float64)
    return types.NamedTuple([types.Array(dtype, 1, "C") for dtype in arrays], Lane)


def _signature(function: FunctionType) -> Any:
    """Return the types that a function's annotations stand for; None where a sequence is among them."""
    from numba import types

    from exercise.lab.layout import Lane

    whole = types.uint64 if function.__module__ == UNSIGNED else types.int64
    known = {int: whole, float: types.float64, bool: types.boolean, Lane: _lane_type(), None: types.none}
    hints = dict(function.__annotations__)
    result = hints.pop("return")
    if result not in known or any(hint not in known for hint in hints.values()):
        return None
    if function.__module__ == UNSIGNED and function.__name__ == "below":
        return types.int64(types.uint64, types.uint64)
    if function.__module__ == UNSIGNED and function.__name__ == "address":
        return types.uint64(*[types.int64] * len(hints))
    unsigned = {"key", "seed", "word"}
    if result is int and function.__name__.endswith("_word"):
        return types.uint64(*[types.uint64 if name in unsigned else known[hint] for name, hint in hints.items()])
    return known[result](*[types.uint64 if name in unsigned else known[hint] for name, hint in hints.items()])


def _import(
    name: str, globals: Any = None, locals: Any = None, fromlist: Sequence[str] | None = (), level: int = 0
) -> Any:
    if not name.startswith(COMPILED):
        return builtins.__import__(name, globals, locals, fromlist or (), level)
    package = _load(name)
    for part in fromlist or ():
        if not hasattr(package, part):
            setattr(package, part, _load(f"{name}.{part}"))
    return package


def _cache_folder() -> Path:
    import platformdirs

    digest = hashlib.sha256(repr((sys.version, *_versions())).encode())
    for room in COMPILED:
        spec = find_spec(room)
        if spec is None or not spec.submodule_search_locations:
            raise ImportError(f"there is no package {room}")
        for path in sorted(Path(spec.submodule_search_locations[0]).glob("*.py")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    digest.update((Path(__file__).parent / "layout.py").read_bytes())
    digest.update(Path(__file__).read_bytes())
    return Path(platformdirs.user_cache_dir("exercise", appauthor=False)) / "lanes" / digest.hexdigest()[:16]


def _versions() -> tuple[str, ...]:
    from importlib.metadata import version

    return version("numba"), version("numpy")


def play_lanes() -> Callable[..., int]:
    """Return what plays lanes: compiled where numba is installed, from disk where it is kept; else plain Python."""
    if not available():
        from exercise.lab.lane.play import play_lanes as plain

        return plain
    from numba import types

    dispatcher = getattr(load(PHASES), ENTRY)
    if not dispatcher.signatures:
        rows = [types.Array(part, 1, "C") for part in (types.uint64, types.int16, types.float64)]
        signature = types.int64(_lane_type(), types.uint64, types.int64, types.int64, *rows)
        if dispatcher._cache.load_overload(signature, dispatcher.targetctx) is None:
            for module in list(_modules.values()):
                for found in list(vars(module).values()):
                    if hasattr(found, "py_func"):
                        _settle(found)
        dispatcher.compile(signature)
        dispatcher.disable_compile()
    return dispatcher  # type: ignore[no-any-return]
