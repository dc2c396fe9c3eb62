"""Where everything stands in the flat arrays of a lane.

`at` holds the numbers of the rules, the deck's whole numbers, and, under the names below, where each table and each
part of the state begins. Names in capitals are places in `at`: first scalars (their value), then tables of the deck
(where they begin in `at` or, for `P_`, in `real`), then parts of the state (where they begin in `now` or, for `R_`, in
`real`), then scratch (`W_`, in `work` or in `real`). Names that begin with `N_` are places in `now` itself.

Cards are numbered through all piles; behind them, where the rules have actions of a team's own, stands a card for each
push that one may have. Claims are numbered as in the ledger; behind them stand the facts as they are established. What
a lane says of an action or a fact is a name, which no other action or fact of the session has.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from typing import NamedTuple


class Lane(NamedTuple):
    """The arrays that a lane plays on, or memory views where nothing is compiled: a slice of one is a view of it."""

    at: MutableSequence[int]
    """Whole numbers that no play changes; int64."""
    now: MutableSequence[int]
    """The state's whole numbers; int16."""
    real: MutableSequence[float]
    """Numbers of the deck that no play changes, then the state's, then scratch; float64."""
    keys: MutableSequence[int]
    """The key of the session's seed, then the key of each player's; uint64."""
    work: MutableSequence[int]
    """Scratch of whole numbers; int64."""
    said: MutableSequence[float]
    """What a traced lane says, after a first place that counts it; empty where nothing is traced; float64."""


(
    TEAMS,
    NODES,
    LINKS,
    CLAIMS,
    CARDS,
    INJECTS,
    GOALS,
    ENDINGS,
    CITABLE_COUNT,
    DELAYED_COUNT,
    DRAWN_COUNT,
    THESIS_COUNT,
    PLACES,
    HAND,
    FILINGS,
    BY_TEAM,
    BY_ALL,
    ANSWERS,
    ADJUDICATION,
    QUESTIONS,
    LINK_COUNTERS,
    PARLEY,
    SECRETS,
    FACTS,
    ATTACKS,
    OWN_COUNT,
    TRIGGER_COUNT,
    TRIGGERS,
    ROUNDS,
    ROWS,
    BANK_ROOM,
    ARGUED_ROOM,
    FLOOR_ROOM,
    ATTACK_ROOM,
    FACT_ROOM,
    ORIGIN_ROOM,
    SLOTS,
    SHOCK_ROOM,
    UP_COUNT,
    WATCHED,
    # Tables of the world.
    STOPS,
    REACH,
    LAGS,
    DELAYS,
    CAUSES,
    EFFECTS,
    DELAYED,
    UP_STOPS,
    UP_REACH,
    UP_LINK,
    TOUCHED,
    # Tables of the argument.
    EDGE_STARTS,
    EDGE_ARGUERS,
    THESIS_ARGUERS,
    LINK_CLAIM_STARTS,
    LINK_CLAIM,
    CLAIM_LINK_STARTS,
    CLAIM_LINK,
    DOWN_STARTS,
    DOWN,
    RANK,
    CITABLE,
    BURDEN_STARTS,
    BURDEN,
    # Tables of cards, which are numbered through all piles.
    PILE,
    CARD_TEAM,
    DIFFICULTY,
    COMMITS,
    OPENING_STARTS,
    OPENING,
    CARD_CLAIM_STARTS,
    CARD_CLAIM,
    OWN_CLAIM_STARTS,
    OWN_CLAIM,
    COUNTER_STARTS,
    COUNTER_CLAIM,
    CARD_LINK_STARTS,
    CARD_LINK,
    REQUIRE_STARTS,
    SHOCK_STARTS,
    SHOCK_NODE,
    # Tables of conditions, injects, endings and objectives.
    CONDITION_NODE,
    CONDITION_STANDING,
    CONDITION_PLAYED,
    CONDITION_ROUND,
    INJECT_HOW,
    INJECT_ROUND,
    INJECT_WHEN_STARTS,
    INJECT_SHOCK_STARTS,
    INJECT_SHOCK_NODE,
    DRAW_ROUND,
    DRAWN,
    ENDING_STARTS,
    GOAL_STARTS,
    GOAL_NODE,
    GOAL_SIGN,
    GOAL_WHEN_STARTS,
    PLAYERS,
    # Printed numbers, in `real`.
    P_Z,
    P_CLAIMS,
    P_THESIS,
    P_LINKS,
    P_WEIGHTS,
    P_BASES,
    P_EDGE_WEIGHTS,
    P_THESIS_WEIGHTS,
    P_SHOCKS,
    P_INJECT_SHOCKS,
    P_LEAST,
    P_MOST,
    # The state's whole numbers, in `now`.
    HANDS,
    HAND_COUNT,
    SPENT,
    SPENT_COUNT,
    OUT,
    OUT_COUNT,
    DRAWS,
    SWAPPED,
    SEALED,
    HELD,
    PASSED,
    REASONS,
    REASON_COUNT,
    STANDS,
    STANDS_SINCE,
    STANDING_COUNT,
    CHOICES,
    SUCCEEDED,
    DELIVERED,
    NET,
    KIND,
    MOVE_OF,
    TARGET,
    CLAIM,
    DETAIL,
    ASKED,
    ROW_NODE,
    ROW_CARD,
    ROW_TEAM,
    ROW_NAME,
    ROW_ROLLED,
    ROW_SECRET,
    ROW_CITED,
    FILED,
    ANSWERED,
    ESTIMATES,
    OUTCOMES,
    RULED_ROW,
    ORDER,
    ARGUED_LINK,
    ARGUED_NODE,
    ARGUED_FOR,
    BANK_DUE,
    BANK_NODE,
    BANK_KIND,
    BANK_ROUND,
    BANK_TEAM,
    BANK_SUBJECT,
    SECRET,
    SECRET_NAME,
    SECRET_TRIGGER,
    SECRET_REASONS,
    SECRET_REASON_COUNT,
    LETTERS,
    OFFER_FROM,
    OFFER_TO,
    OFFER_TAKEN,
    ATTACKED,
    FACT_NAME,
    # The state's numbers, in `real`.
    R_Z,
    R_CLAIMS,
    R_THESIS,
    R_WEIGHTS,
    R_CITED,
    R_STRENGTH,
    R_ARGUED,
    R_BANK,
    R_ATTACKED,
    # Scratch of whole numbers, in `work`, and of others, in `real`. W_MARKS marks claims, and behind them links or
    # facts, and is all zero between uses; W_ORIGINS has four numbers an origin; W_BASES is the base score of each node,
    # W_ALSO the strength of the second claim that a reason rests on, always 0, as no player cites one; W_ARGUED is what
    # was argued about each link, W_LINKS the links' strengths before claims change; W_SHOCK_ORIGIN, W_SHOCK_NODE and
    # W_SHOCKS list the shocks of a step, W_DELTAS is what each origin pushes alone, W_TURNED the weights as UP_LINK
    # lists the links, W_AMOUNTS what crosses a delayed link by origin. From W_HELD on stands what
    # `exercise.lab.lane.watch` notes.
    W_FOUND,
    W_TESTS,
    W_ASKS,
    W_MARKS,
    W_ORIGINS,
    W_SHOCK_ORIGIN,
    W_SHOCK_NODE,
    W_SHOCKS,
    W_CHANGES,
    W_DELTA,
    W_TURNED,
    W_AMOUNTS,
    W_WANTS,
    W_WEIGHTS,
    W_SUPPORT,
    W_ATTACK,
    W_ENERGY,
    W_BASES,
    W_ALSO,
    W_ARGUED,
    W_LINKS,
    W_DELTAS,
    W_HELD,
    W_CHOSEN,
    W_RULED,
    W_LEVELS,
    W_FLOWS,
    W_CHANCES,
    STATE,
    HEADS,
) = range(208)

(
    N_ROUND,
    N_COUNT,
    N_ROWS,
    N_RULED,
    N_BANKED,
    N_ARGUED,
    N_ARGUED_BEFORE,
    N_OVERFLOW,
    N_MOVES,
    N_ENDING,
    N_ENDED,
    N_FULL,
    N_PARTIAL,
    N_FAIL,
    N_FACTS,
    N_OFFERS,
    N_ATTACKS,
    N_ATTACKS_BEFORE,
    N_FIRST,
) = range(19)
"""The scalars of the state, in `now`: the round; nodes and moves on the floor, and rulings; how much is banked;
arguments about links, and how many of them are of earlier rounds; whether a part had no room; moves that were accepted,
but for passes; the ending, and whether play has ended; outcomes by kind; facts; offers of this round; direct attacks on
claims, and how many of them are of earlier rounds. What follows begins at N_FIRST."""

(BANK_IS_FULL, ARGUED_IS_FULL, FLOOR_IS_FULL, ATTACKS_ARE_FULL, FACTS_ARE_FULL, SAID_IS_FULL) = range(1, 7)
"""What had no room, in `now[N_OVERFLOW]`; 0 where all had."""
MOST_REASONS = 3
FLAGS = 15
"""How many cards' flags stand in one place of SUCCEEDED."""
MOST_STANDING = 2
MOST_LETTERS = 3
MOST_ROUNDS = 12
HOWS = ("scheduled", "triggered", "drawn", "by-hand")
ADJUDICATIONS = ("dice", "weighed", "ballot", "ruling")
ADJUDICATED_BY_DICE = 0
ADJUDICATED_BY_BALLOT = 2
METHODS = ("dice", "weighed", "ballot", "ruling", "unrolled")
PLAYERS_BY_NUMBER = ("random", "steady")
ORIGINS = ("move", "commitment", "inject", "control")
CAUSES_BY_NUMBER = ("inject", "consequences", "control")
PHASES = (
    "new",
    "brief",
    "situation",
    "caucus",
    "reveal",
    "debate",
    "answers",
    "ballot",
    "ruling",
    "consequences",
    "debrief",
    "closed",
)
(NEW, BRIEF, SITUATION, CAUCUS, REVEAL, DEBATE, ANSWERING, BALLOT, RULING, CONSEQUENCES, DEBRIEF, CLOSED) = range(12)
(
    SESSION_OPENED,
    ROUND_OPENED,
    PHASE_OPENED,
    INJECT_DELIVERED,
    LEVELS_MOVED,
    CARDS_DEALT,
    PILE_TURNED,
    CARD_SWAPPED,
    MOVE_SEALED,
    TEAM_HELD,
    COMMITMENT_WITHDRAWN,
    MOVES_REVEALED,
    NODE_FILED,
    TEAM_PASSED,
    BALLOT_SEALED,
    BALLOTS_REVEALED,
    MOVE_RULED,
    COMMITMENT_MADE,
    FINDINGS_RECORDED,
    OBJECTIVES_JUDGED,
    PLAY_ENDED,
    LETTER_SENT,
    OFFER_ACCEPTED,
    AGREEMENTS_RECORDED,
    FACTS_ESTABLISHED,
    CLAIM_ATTACKED,
    SECRETS_OPENED,
) = range(1, 28)
"""What a lane says first of each event."""
