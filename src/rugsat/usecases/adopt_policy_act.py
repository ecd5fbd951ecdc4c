"""Adopting a policy act: from its day on it is part of the law in force, in the next rule pack."""

from django.conf import settings
from django.db import transaction

from rugsat.evidence.credentials.key_ring import Use, read_key_ring, trust_file
from rugsat.evidence.credentials.signed import sign_digest
from rugsat.kernel.digest import digest_of
from rugsat.law.act import Signature
from rugsat.law.act_text import ActRefusedError
from rugsat.store.kept_law import keep_law
from rugsat.store.outbox.counter import take
from rugsat.store.policy.models import State
from rugsat.store.policy.publishing import publish_acts
from rugsat.usecases.call import Done, NotPermittedError
from rugsat.usecases.policy_form import form_of, law_with, policy_act, writers_with
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def adopt_policy_act(work: Work, *, act: str) -> Done:
    """Adopt a draft that others have written; it holds from its day, which is not before that of the adoption.

    The rule pack that holds it is kept, its digest logged for everybody, and signed where the office has keys. It is
    published when the transaction is through.
    """
    # Taken first, so that of two adoptions the second is held against the first.
    take("policy-adopted")
    held = policy_act(work, act, State.DRAFT)
    if wrote := set(writers_with(work, ())) & set(held.writers):
        message = f"{min(wrote)} has written the act {act}: four eyes are needed, let somebody else adopt it"
        raise NotPermittedError(message)
    if held.since < work.on:
        message = f"the act {act} would hold from {held.since}, before today ({work.on}): change its day first"
        raise ActRefusedError(message)
    law, text = law_with(act, form_of(held), Signature(work.on, work.account.name))
    held.state, held.version, held.text = State.ADOPTED, held.version + 1, text
    held.adopted_by, held.adopted_at, held.rule_pack = work.call.by, work.at, keep_law(law)
    held.signature = _signed(work, law.digest)
    held.save()
    said = {"act": act, "text": digest_of(text), "since": str(held.since), "rule_pack": law.digest}
    work.tell("policy_act_adopted", act, said, public=True)
    transaction.on_commit(publish_acts)
    return Done(act, held.version, {"state": held.state, "rule_pack": law.digest, "signed": bool(held.signature)})


def _signed(work: Work, digest: str) -> str:
    keys = settings.OFFICE / "keys" / "authority"
    if not trust_file(keys).is_file():
        return ""
    return sign_digest(
        digest, what="rule_pack", at=work.at, signer=read_key_ring(keys).signer(Use.CREDENTIALS, work.at)
    )
