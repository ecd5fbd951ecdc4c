"""What was done, in words: the kinds of acts of the log, and where each leads."""

from collections.abc import Callable
from typing import Any

from django.urls import NoReverseMatch, reverse

from rugsat.domain.licensing.words import verb_in_words
from rugsat.kernel.language import gettext
from rugsat.store.queries.audit import TrailLine
from rugsat.web.layout.visitor import Visitor


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


KINDS = {
    "absence_recorded": _mark("Absence recorded"),
    "account_closed": _mark("Account closed"),
    "account_opened": _mark("Account opened"),
    "account_reopened": _mark("Account opened again"),
    "application_changed": _mark("Application changed"),
    "application_opened": _mark("Application begun"),
    "asset_approved": _mark("Asset approved"),
    "asset_ended": _mark("Approval of an asset ended"),
    "attestation_recorded": _mark("Attestation recorded"),
    "attestation_withdrawn": _mark("Attestation withdrawn"),
    "authorisation_in_force": _mark("Authorisation in force"),
    "authorisation_granted": _mark("Authorisation put on the register"),
    "authorisation_changed": _mark("Authorisation changed on the register"),
    "certificate_issued": _mark("Certificate issued"),
    "demo_accounts_opened": _mark("Accounts of a demonstration opened"),
    "document_handed_in": _mark("Document handed in"),
    "factors_removed": _mark("Second factors removed"),
    "fee_invoiced": _mark("Fee invoiced"),
    "finding_answered": _mark("Firm answered a finding"),
    "finding_case_closed": _mark("Case of findings closed"),
    "finding_case_joined": _mark("Finding joined to a case"),
    "finding_case_opened": _mark("Case opened on findings"),
    "finding_dismissed": _mark("Finding dismissed"),
    "finding_replay_asked": _mark("Replay of a finding asked for"),
    "issuer_approved": _mark("Body approved to attest"),
    "issuer_ended": _mark("Approval of a body ended"),
    "office_delegated": _mark("Office delegated"),
    "office_made": _mark("Office brought into being"),
    "party_changed": _mark("Party changed"),
    "party_registered": _mark("Party registered"),
    "password_handed_out": _mark("Password handed out"),
    "payment_booked": _mark("Payment booked"),
    "payment_matched": _mark("Payment matched"),
    "payment_refunded": _mark("Payment refunded"),
    "policy_act_adopted": _mark("Policy act adopted"),
    "policy_act_changed": _mark("Draft of a policy act changed"),
    "policy_act_drafted": _mark("Policy act drafted"),
    "policy_act_withdrawn": _mark("Policy act withdrawn"),
    "proposal_made": _mark("Act upon an account proposed"),
    "proposal_withdrawn": _mark("Proposed act upon an account withdrawn"),
    "reference_entered": _mark("Reference data entered"),
    "register_imported": _mark("Register of others taken over"),
    "register_taken_over": _mark("Register of others taken over"),
    "register_published": _mark("Register published"),
    "request_accept": _mark("Answer to a request accepted"),
    "request_answer": _mark("Request answered"),
    "request_answer_in_part": _mark("Request answered in part"),
    "request_ask": _mark("Information requested"),
    "request_ask_further": _mark("Asked further"),
    "request_escalate": _mark("Request brought before a director"),
    "request_extend": _mark("Deadline of a request extended"),
    "request_remind": _mark("Reminded of a request"),
    "request_withdraw": _mark("Request withdrawn"),
    "request_service_recorded": _mark("Service of a request recorded"),
    "return_filed": _mark("Return filed"),
    "role_ended": _mark("Role ended"),
    "role_given": _mark("Role given"),
    "run_cancelled": _mark("Run cancelled"),
    "run_retried": _mark("Run tried again"),
    "run_started": _mark("Run started"),
    "screening_list_kept": _mark("Screening list kept"),
    "service_recorded": _mark("Service recorded"),
    "statuses_published": _mark("Statuses published"),
    "supervision_run": _mark("Run taken up"),
    "tie_recorded": _mark("Tie recorded"),
    "token_issued": _mark("Access token issued"),
    "token_revoked": _mark("Access token revoked"),
    "transfer_answered": _mark("Coming holder answered a transfer"),
    "wallet_challenged": _mark("Proof of a wallet asked for"),
    "wallet_control_proven": _mark("Control of a wallet proven"),
    "warning_changed": _mark("Warning says something else"),
    "warning_draft_dropped": _mark("Draft of a warning dropped"),
    "warning_drafted": _mark("Warning drafted"),
    "warning_issued": _mark("Warning issued"),
    "warning_withdrawal_drafted": _mark("Withdrawal of a warning drafted"),
    "warning_withdrawn": _mark("Warning withdrawn"),
    "warnings_imported": _mark("Warnings taken over"),
}
_PLACES = (
    ("case_", "console:case"),
    ("application_", "console:case"),
    ("attestation_", "console:case"),
    ("document_handed_in", "console:case"),
    ("finding_case_", "console:finding-case"),
    ("finding_", "console:finding"),
    ("policy_act_", "console:policy-act"),
    ("party_", "console:party"),
    ("account_", "console:account"),
    ("role_", "console:account"),
    ("password_", "console:account"),
    ("factors_", "console:account"),
    ("request_", "console:request"),
    ("warning_draft", "console:warning-draft"),
    ("warning_withdrawal_drafted", "console:warning-draft"),
)
_CASE = "case_"


def kind_words(kind: str) -> str:
    """What was done, in words; a step of a procedure by its verb."""
    if kind in KINDS:
        return gettext(KINDS[kind])
    if kind.startswith(_CASE):
        return verb_in_words(kind.removeprefix(_CASE))
    return kind.replace("_", " ").capitalize()


def place_of(line: TrailLine, visitor: Visitor) -> str:
    """The address of the page of what it was done about; empty where there is none that whoever asks may see."""
    for beginning, view in _PLACES:
        if line.kind.startswith(beginning):
            try:
                return reverse(view, args=[line.subject]) if visitor.sees(view) else ""
            except NoReverseMatch:
                return ""
    return ""


AUDIT_WORDS: dict[str, Callable[..., Any]] = {
    "trail_kind": kind_words,
    "trail_place": lambda pair: place_of(*pair),
}
"""Filters of the templates."""
