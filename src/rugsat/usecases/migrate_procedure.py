"""Moving a running case to the procedure in force."""

from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying, case_for, migrate_to, required
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def migrate_procedure(work: Work, *, case: str, note: str) -> Done:
    """Let a running case go on under the law of today; without this act it keeps the procedure that it began under."""
    found = case_for(work, case)
    saying = Saying(note=required(note, "say why"), content={"from_rule_pack": found.rule_pack})
    taken = migrate_to(work, found, saying)
    return Done(case, found.version, {"state": found.state, "act": taken.name, "rule_pack": found.rule_pack})
