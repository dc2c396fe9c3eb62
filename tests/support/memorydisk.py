"""A disk that remembers every write and sync, and can be shown as it would stand after a loss of power."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from pathlib import Path

from exercise.journal.files import OsFiles


@dataclass
class Step:
    """One thing that was asked of the disk."""

    what: str
    path: Path
    data: bytes = b""
    length: int = 0
    to: Path | None = None


@dataclass
class RecordingFiles(OsFiles):
    """The real disk, with a record of what was asked, and failures on demand."""

    steps: list[Step] = field(default_factory=list)
    paths: dict[int, Path] = field(default_factory=dict)
    fail: set[str] = field(default_factory=set)

    def _note(self, step: Step) -> None:
        if step.what in self.fail:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.steps.append(step)

    def make_folder(self, path: Path) -> None:
        self._note(Step("folder", path))
        super().make_folder(path)

    def write_new(self, path: Path, data: bytes) -> None:
        self._note(Step("new", path))
        self._note(Step("append", path, data))
        self._note(Step("sync", path))
        super().write_new(path, data)

    def open(self, path: Path) -> int:
        handle = super().open(path)
        self.paths[handle] = path
        return handle

    def append(self, handle: int, data: bytes) -> None:
        if handle in self.paths:
            self._note(Step("append", self.paths[handle], bytes(data)))
        super().append(handle, data)

    def sync(self, handle: int) -> None:
        self._note(Step("sync", self.paths[handle]))
        super().sync(handle)

    def truncate(self, handle: int, length: int) -> None:
        self._note(Step("truncate", self.paths[handle], length=length))
        super().truncate(handle, length)

    def sync_folder(self, path: Path) -> None:
        self._note(Step("sync folder", path))
        super().sync_folder(path)

    def rename(self, old: Path, new: Path) -> None:
        self._note(Step("rename", old, to=new))
        super().rename(old, new)


def after_power_loss(steps: list[Step], root: Path, target: Path, kept: int) -> None:
    """Write to `target` what a disk holds once power is lost after `steps`.

    What was synced is there. Of what was appended to a file and not synced, `kept` bytes are there. A new name is
    there once its folder was synced; a rename that wasn't may be lost, and then the old name stands.
    """
    files: dict[Path, bytes] = {}
    synced: dict[Path, int] = {}
    entries: set[Path] = set()
    durable: set[Path] = set()
    pending: list[tuple[Path, Path]] = []
    for step in steps:
        if step.what in ("folder", "new"):
            entries.add(step.path)
            if step.what == "new":
                files[step.path] = b""
                synced[step.path] = 0
        elif step.what == "append":
            files[step.path] = files.get(step.path, b"") + step.data
            entries.add(step.path)
        elif step.what == "truncate":
            files[step.path] = files[step.path][: step.length]
            synced[step.path] = min(synced.get(step.path, 0), step.length)
        elif step.what == "sync":
            synced[step.path] = len(files[step.path])
        elif step.what == "sync folder":
            durable |= {entry for entry in entries if entry.parent == step.path}
            if pending and step.path == pending[0][1].parent:
                pending.clear()
        elif step.what == "rename" and step.to is not None:
            old, new = step.path, step.to

            def move(path: Path, old: Path = old, new: Path = new) -> Path:
                return new / path.relative_to(old) if path.is_relative_to(old) else path

            files = {move(path): data for path, data in files.items()}
            synced = {move(path): length for path, length in synced.items()}
            entries = {move(path) for path in entries}
            durable = {move(path) for path in durable}
            durable.discard(new)
            pending.append((old, new))
    lost = pending[0] if pending else None
    target.mkdir()
    for path, data in files.items():
        if path not in durable:
            continue
        place = path
        if lost is not None and path.is_relative_to(lost[1]):
            place = lost[0] / path.relative_to(lost[1])
        there = target / place.relative_to(root)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(data[: synced.get(path, 0) + kept])
