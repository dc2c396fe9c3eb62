"""The parts of a deck and its source as pydantic models, exactly as their files say them.

A model holds what one table of a file can tell by itself. What needs two tables at once (a claim
that does not exist, a circle of supports) is checked by `exercise.deckfiles`.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from exercise.deck.words import (
    BASE_SCORES,
    Amount,
    ClaimKind,
    Difficulty,
    InjectKind,
    LinkStrength,
    ParagraphKind,
    Scheme,
    Side,
    Sign,
    Stance,
)

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,47}$")]
Line = Annotated[str, Field(min_length=1, max_length=90)]
Sentence = Annotated[str, Field(min_length=1, max_length=400)]
Page = Annotated[str, Field(max_length=12_000)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Part(BaseModel):
    """A table of a deck file: unknown keys are refused and nothing changes once it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


# The source and its ledger


class Paragraph(Part):
    """One paragraph of a source: its number, its kind, its hash, and what it is about."""

    number: int = Field(ge=1)
    kind: ParagraphKind
    sha256: Digest
    about: Line
    """A few words of our own that name its subject; never a quotation."""


class Question(Part):
    """A critical question that a claim's argumentation scheme invites."""

    ask: Sentence
    burden: bool
    """Whether asking it shifts the burden of proof to whoever uses the claim."""


class Claim(Part):
    """One assertion of a source, paraphrased."""

    id: Id
    paragraph: int = Field(ge=1)
    says: Sentence
    kind: ClaimKind
    side: Side
    holder: Line
    scheme: Scheme
    base: float
    because: Sentence
    """Why the claim starts at this base score, in one line."""
    supports: tuple[Id, ...] = ()
    attacks: tuple[Id, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1, max_length=4)
    withdrawn: bool = False
    """Whether the source itself took it back; then nothing but an inject may rest on it."""

    @model_validator(mode="after")
    def _base_is_on_the_scale(self) -> Self:
        if self.base not in BASE_SCORES:
            raise ValueError(f"base must be one of {', '.join(map(str, BASE_SCORES))}")
        return self


class Thesis(Part):
    """The root of a ledger: what the source argues for as a whole."""

    id: Id
    paragraph: int = Field(ge=1)
    says: Sentence
    pillars: tuple[Id, ...] = Field(min_length=1, max_length=5)
    objections: tuple[Id, ...] = Field(min_length=1, max_length=4)


class Source(Part):
    """The document that a deck is drawn from, without its text."""

    id: Id
    title: Line
    authors: tuple[Line, ...]
    outlet: Line
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    rights: Sentence
    correction: Annotated[str, Field(max_length=400)] = ""
    text: Annotated[str, Field(max_length=60)] = ""
    """The name of a text file beside source.toml, where the text may be shipped; else empty."""
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1, max_length=2_000)


class Ledger(Part):
    """Every claim of a source and how the claims bear on one another."""

    thesis: Thesis
    claims: tuple[Claim, ...] = Field(min_length=1, max_length=1_000)


# The world


class Indicator(Part):
    """A node of the world: something with a level from 0 to 100."""

    id: Id
    name: Annotated[str, Field(min_length=1, max_length=28)]
    group: Annotated[str, Field(min_length=1, max_length=20)]
    about: Sentence
    start: int = Field(ge=2, le=98)
    because: Sentence
    """Why it starts at this level, in one line."""
    claims: tuple[Id, ...] = Field(min_length=1)
    words: tuple[Line, Line, Line, Line, Line]
    """What the levels 0, 25, 50, 75 and 100 mean."""


class Link(Part):
    """A causal edge of the world: `cause` affects `effect`."""

    cause: Id
    effect: Id
    sign: Sign
    strength: LinkStrength
    because: Sentence
    claims: tuple[Id, ...] = Field(min_length=1)
    lag: int = Field(default=1, ge=1, le=4)
    """Steps of propagation that a pulse takes to cross."""
    delay: int = Field(default=0, ge=0, le=4)
    """Rounds for which what crosses is banked before it arrives."""

    @property
    def id(self) -> str:
        """The link's name, `cause>effect`."""
        return f"{self.cause}>{self.effect}"


class Condition(Part):
    """Something that must be the case. Give exactly one of indicator, standing, played or from_round."""

    indicator: Id | None = None
    at_least: int | None = Field(default=None, ge=0, le=100)
    at_most: int | None = Field(default=None, ge=0, le=100)
    standing: Id | None = None
    """A card whose commitment must be in place."""
    played: Id | None = None
    """A card that must have succeeded, in full or in part, in an earlier round."""
    from_round: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        subjects = (self.indicator, self.standing, self.played, self.from_round)
        if sum(subject is not None for subject in subjects) != 1:
            raise ValueError("give exactly one of indicator, standing, played, from_round")
        bounds = (self.at_least is not None) + (self.at_most is not None)
        if bounds != (1 if self.indicator is not None else 0):
            raise ValueError("an indicator needs one of at_least, at_most; nothing else has them")
        return self


class Shock(Part):
    """A push on one indicator."""

    indicator: Id
    sign: Sign
    amount: Amount


class SuggestedCounter(Part):
    """A counter that suits a card: the claim it cites and how to put it."""

    claim: Id
    says: Sentence


class Card(Part):
    """A printed move in a team's hand."""

    id: Id
    title: Annotated[str, Field(min_length=1, max_length=44)]
    action: Sentence
    effect: Sentence
    """What the team means to achieve."""
    stance: Stance
    difficulty: Difficulty
    claims: tuple[Id, ...] = Field(min_length=2, max_length=8)
    full: tuple[Shock, ...] = Field(min_length=1, max_length=5)
    partial: tuple[Shock, ...] | None = None
    """Shocks of a partial success; without them, half of those of a full one."""
    fail: tuple[Shock, ...] = ()
    requires: tuple[Condition, ...] = ()
    opening: bool = False
    commitment: Annotated[str, Field(max_length=90)] = ""
    """What stands after a full success and goes on pushing; empty where nothing does."""
    counters: tuple[SuggestedCounter, ...] = Field(min_length=1, max_length=5)


class Inject(Part):
    """An event that control delivers."""

    id: Id
    title: Annotated[str, Field(min_length=1, max_length=60)]
    kind: InjectKind
    says: Annotated[str, Field(min_length=1, max_length=700)]
    note: Annotated[str, Field(max_length=700)] = ""
    """What the facilitator may ask or point out; players never see it."""
    claims: tuple[Id, ...] = Field(min_length=1)
    round: int | None = Field(default=None, ge=1, le=12)
    when: tuple[Condition, ...] = ()
    shocks: tuple[Shock, ...] = ()

    @model_validator(mode="after")
    def _kind_has_what_it_needs(self) -> Self:
        if (self.kind == "scheduled") != (self.round is not None):
            raise ValueError("a scheduled inject needs round, and no other kind has it")
        if (self.kind == "triggered") != bool(self.when):
            raise ValueError("a triggered inject needs when, and no other kind has it")
        return self


class Ending(Part):
    """A state of the world that ends the exercise before its last round."""

    id: Id
    says: Sentence
    when: tuple[Condition, ...] = Field(min_length=1)


# Teams


class Objective(Part):
    """What a team wants: an indicator that moves its way, or a state of the world at the end."""

    id: Id
    says: Sentence
    secret: bool = False
    indicator: Id | None = None
    sign: Sign | None = None
    when: tuple[Condition, ...] = ()

    @model_validator(mode="after")
    def _moves_or_holds(self) -> Self:
        if (self.indicator is None) != (self.sign is None) or (self.indicator is None) != bool(self.when):
            raise ValueError("give indicator and sign, or when")
        return self


class Team(Part):
    """A team: its names, its aims, its brief and its cards."""

    id: Id
    name: Annotated[str, Field(min_length=1, max_length=24)]
    called: Annotated[str, Field(max_length=28)] = ""
    """What a sentence calls it, where that isn't its name: `the miners`."""
    summary: Sentence
    objectives: tuple[Objective, ...] = Field(min_length=1, max_length=6)
    brief: Page = ""
    """One page of Markdown in the team's own view; read from `briefs/<id>.md`."""
    cards: tuple[Card, ...] = Field(default=(), max_length=60)
    """Read from `cards/<id>.toml`."""


class Deck(Part):
    """All that one exercise needs, its source and ledger included."""

    format: Literal[1] = 1
    id: Id
    title: Line
    summary: Sentence
    scenario: Annotated[str, Field(min_length=1, max_length=1_500)]
    """Two or three sentences that set the scene, read out at the start."""
    draw_rounds: tuple[int, ...] = ()
    """The rounds in which one of the drawn injects is turned up."""
    source: Source
    ledger: Ledger
    teams: tuple[Team, ...] = Field(min_length=2, max_length=8)
    indicators: tuple[Indicator, ...] = Field(min_length=2, max_length=64)
    links: tuple[Link, ...] = Field(min_length=1, max_length=400)
    injects: tuple[Inject, ...] = Field(default=(), max_length=100)
    endings: tuple[Ending, ...] = Field(default=(), max_length=10)
