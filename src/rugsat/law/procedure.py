"""A procedure as a table: states, clocks and steps, read strictly and refused where it has a hole."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from rugsat.kernel.citation import Citation, Confidence
from rugsat.law.basis import Basis, Kind, read_source
from rugsat.law.jurisdiction import Jurisdiction, Titles, read_name
from rugsat.law.source.document import Node, by_language


class Verb(StrEnum):
    """The closed set of acts that a procedure may provide for."""

    SUBMIT = "submit"
    RETURN_FOR_COMPLETION = "return_for_completion"
    ASK = "ask"
    ANSWER = "answer"
    ADVISE = "advise"
    COUNTERSIGN = "countersign"
    GRANT = "grant"
    REFUSE = "refuse"
    ISSUE = "issue"
    AMEND = "amend"
    RENEW = "renew"
    TRANSFER = "transfer"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    SURRENDER = "surrender"
    EXPIRE = "expire"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    SET_ASIDE = "set_aside"
    CORRECT = "correct"
    MIGRATE = "migrate"
    """Moves a running case to the procedure of a later day; it stands in no table."""


REVIEWS = frozenset({Verb.UPHOLD, Verb.SET_ASIDE})
"""Acts that judge a decision: their second pair of eyes took no part in it."""


class Office(StrEnum):
    """The closed set of those who act; an adviser is whoever the law asks, such as a ministry or a commission."""

    APPLICANT = "applicant"
    """The applicant, and later the holder."""
    LICENSING_OFFICER = "licensing_officer"
    ADVISER = "adviser"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    REVIEWER = "reviewer"
    """Who decides an appeal."""
    REGISTER = "register"
    """Nobody: what the day itself brings about, such as the end of a term."""


class Standing(StrEnum):
    """What a state means for the authorisation."""

    NONE = "none"
    """There is none yet, or there never was one."""
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Effect(StrEnum):
    """What a step does to a clock that it does not have to keep."""

    STARTS = "starts"
    STARTS_ON_SERVICE = "starts_on_service"
    STOPS = "stops"
    RESUMES = "resumes"
    CANCELS = "cancels"


@dataclass(frozen=True, slots=True)
class Term:
    """How long: so many days, working days, months or years; the count None is without end."""

    count: int | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A length of time: owed by an office, or, owed by nobody, a period that runs out by itself."""

    name: str
    title: Titles
    length: Term | str | None
    """A parameter by its name; None where the instrument's own term was not found."""
    owed_by: Office | None
    stays_on_rest_days: bool
    """Whether it ends on its day even where that is no working day, as the term of a licence does."""


StepBasis: TypeAlias = Basis | str
"""What a step rests on: a cited source of law, or a parameter that an act may set."""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the procedure: who may do what, from which state to which, in what time, and who says so."""

    before: str
    verb: Verb
    after: str
    who: tuple[Office, ...]
    basis: StepBasis
    """Of a parameter: a list in which the verb must stand, or a switch that must be on."""
    clock: str = ""
    """The clock that the step keeps; an act that comes late is still an act."""
    within: str = ""
    """The clock outside which the step is not possible, as for an appeal."""
    waits_for: tuple[str, ...] = ()
    """The clocks that must be over before the step is possible, as for a measure after its notice."""
    effects: tuple[tuple[str, Effect], ...] = ()
    grounds: str = ""
    """The parameter that lists the grounds, one of which the act must name."""
    four_eyes: str = ""
    """The parameter that lists the verbs for which two different officers are needed."""
    served: bool = False
    """Whether the act must be served on the applicant."""

    @property
    def parameters(self) -> frozenset[str]:
        """The parameters without which the step sleeps; those of clocks are not among them."""
        basis = {self.basis} if isinstance(self.basis, str) else set()
        return frozenset(basis | {name for name in (self.grounds, self.four_eyes) if name})


@dataclass(frozen=True, slots=True)
class Table:
    """The states, clocks and steps of an instrument; the first state is the one in which every case begins."""

    states: Mapping[str, Standing]
    final: frozenset[str]
    at_rest: frozenset[str]
    """States in which nothing is pending: the next act begins a case of its own, under the procedure of its day."""
    migrated_by: tuple[Office, ...]
    """Who may move a running case to the procedure of a later day; nobody where it is empty."""
    clocks: Mapping[str, Clock]
    steps: tuple[Step, ...]


EMPTY = Table({}, frozenset(), frozenset(), (), {}, ())
"""The table of an instrument whose procedure is not written down."""

_UNITS = ("day", "working_day", "month", "year")
KEYS = ("states", "final", "at_rest", "migrated_by", "clocks", "procedure")
"""The keys of a version of an instrument that make up its table."""


def read_table(
    entries: Mapping[str, Node], *, source: Citation | None, term: Term | None, about: Jurisdiction
) -> Table:
    """Read the table of a version; `source` is what the basis `source` stands for, None where no law is cited."""
    if "procedure" not in entries:
        for key in KEYS:
            if key in entries:
                entries[key].refuse("there is no procedure that this could belong to: write procedure: …")
        return EMPTY
    missing = next((key for key in ("states", "final") if key not in entries), "")
    if missing:
        entries["procedure"].refuse(f"a procedure needs the key '{missing}'")
    states = {read_name(node, name): node.one_of(Standing) for name, node in entries["states"].entries().items()}
    clocks = {
        read_name(node, name): _clock(node, name, term=term, about=about)
        for name, node in (entries["clocks"].entries() if "clocks" in entries else {}).items()
    }
    steps = tuple(
        step
        for node in entries["procedure"].sequence()
        for step in _steps(node, states=states, clocks=clocks, source=source)
    )
    return Table(
        states=states,
        final=_states(entries, "final", states),
        at_rest=_states(entries, "at_rest", states),
        migrated_by=tuple(item.one_of(Office) for item in entries["migrated_by"].sequence())
        if "migrated_by" in entries
        else (),
        clocks=clocks,
        steps=steps,
    )


def read_term(node: Node) -> Term | None:
    """Read a length of time: a count and its unit, `unlimited`, or null where no source states one."""
    if node.is_null:
        return None
    if not node.is_mapping:
        node.word("unlimited")
        return Term(None)
    entries = node.mapping(required=("count", "unit"))
    if entries["count"].whole() < 1:
        entries["count"].refuse("a term counts at least one")
    return Term(entries["count"].whole(), entries["unit"].word(*_UNITS))


def _states(entries: Mapping[str, Node], key: str, states: Mapping[str, Standing]) -> frozenset[str]:
    return frozenset(item.word(*states) for item in entries[key].sequence()) if key in entries else frozenset()


def _clock(node: Node, name: str, *, term: Term | None, about: Jurisdiction) -> Clock:
    entries = node.mapping(required=("title", "length"), optional=("owed_by", "rest_days"))
    length: Term | str | None
    if entries["length"].is_mapping:
        length = read_term(entries["length"])
    else:
        length = term if entries["length"].text() == "term" else entries["length"].text()
    return Clock(
        name=name,
        title=by_language(entries["title"], about.languages),
        length=length,
        owed_by=entries["owed_by"].one_of(Office) if "owed_by" in entries else None,
        stays_on_rest_days="rest_days" in entries and entries["rest_days"].word("stay", "move") == "stay",
    )


def _steps(
    node: Node, *, states: Mapping[str, Standing], clocks: Mapping[str, Clock], source: Citation | None
) -> list[Step]:
    """The steps of a row, one for each state that it leads from."""
    entries = node.mapping(
        required=("from", "verb", "to", "who", "basis"),
        optional=("clock", "within", "after", "clock_effect", "grounds", "four_eyes", "served"),
    )
    effects = entries["clock_effect"].entries() if "clock_effect" in entries else {}
    for name, effect in effects.items():
        if name not in clocks:
            effect.refuse(f"there is no clock '{name}': use one of {', '.join(clocks) or 'none'}")
    return [
        Step(
            before=before.word(*states),
            verb=Verb(entries["verb"].word(*(verb for verb in Verb if verb is not Verb.MIGRATE))),
            after=entries["to"].word(*states),
            who=tuple(item.one_of(Office) for item in _one_or_more(entries["who"])),
            basis=_basis(entries["basis"], source),
            clock=entries["clock"].word(*clocks) if "clock" in entries else "",
            within=entries["within"].word(*clocks) if "within" in entries else "",
            waits_for=tuple(item.word(*clocks) for item in _one_or_more(entries["after"]))
            if "after" in entries
            else (),
            effects=tuple((name, effect.one_of(Effect)) for name, effect in effects.items()),
            grounds=entries["grounds"].text() if "grounds" in entries else "",
            four_eyes=entries["four_eyes"].text() if "four_eyes" in entries else "",
            served="served" in entries and entries["served"].boolean(),
        )
        for before in _one_or_more(entries["from"])
    ]


def _one_or_more(node: Node) -> list[Node]:
    return node.sequence() if node.is_sequence else [node]


def _basis(node: Node, source: Citation | None) -> StepBasis:
    """`source` is the source of the instrument; a mapping cites another; else it is the name of a parameter."""
    if node.is_mapping:
        confidence = node.mapping(required=("act", "confidence"), optional=("article", "link"))["confidence"]
        cited = read_source(node)
        return Basis(Kind.LAW, Citation(cited.act, cited.article, cited.link, confidence.one_of(Confidence)))
    if node.text() != "source":
        return node.text()
    if source is None:
        node.refuse("the instrument cites no source of law: name a parameter, or cite the source here")
    return Basis(Kind.LAW, source)
