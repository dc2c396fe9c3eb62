from __future__ import annotations

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write the goldens anew; then read the diff")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return two more workers than there are cores: those who drive the app wait for it much of the time."""
    return (os.cpu_count() or 1) + 2
