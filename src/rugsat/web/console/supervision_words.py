"""The words of the pages of supervision, for the templates: law, findings, runs, requests, acts, accounts."""

from rugsat.web.console.account_words import ACCOUNT_WORDS
from rugsat.web.console.audit_words import AUDIT_WORDS
from rugsat.web.console.decided_words import DECIDED_WORDS
from rugsat.web.console.finding_words import FINDING_WORDS
from rugsat.web.console.law_words import LAW_WORDS
from rugsat.web.console.policy_words import POLICY_WORDS
from rugsat.web.console.run_words import RUN_WORDS
from rugsat.web.console.warning_words import WARNING_WORDS

SUPERVISION_WORDS = {
    **LAW_WORDS,
    **POLICY_WORDS,
    **FINDING_WORDS,
    **AUDIT_WORDS,
    **DECIDED_WORDS,
    **RUN_WORDS,
    **ACCOUNT_WORDS,
    **WARNING_WORDS,
}
