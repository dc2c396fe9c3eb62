"""What is wrong with a deck that loads, where it takes a world, a ledger at work or a play to see it."""

from exercise.conformance.check import PLAYS, check_deck
from exercise.conformance.codes import Code, is_advice

__all__ = ["PLAYS", "Code", "check_deck", "is_advice"]
