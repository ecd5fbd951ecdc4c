"""The tasks of an application: which lists an instrument needs, and which requirement is mended where."""

from collections.abc import Mapping
from typing import Any

from rugsat.kernel.language import gettext as _
from rugsat.web.portal.forms.application_sections import SECTIONS

_LISTS: Mapping[str, tuple[str, ...]] = {
    "miner": ("sites", "connections", "devices", "wallets"),
    "pool": ("wallets",),
    "exchange": ("wallets", "banks"),
    "custodian": ("wallets", "banks"),
}
"""The lists of an application by the role of its instrument; those of other roles have none."""
_PLANS: Mapping[str, tuple[str, ...]] = {"exchange": ("custody", "aml"), "custodian": ("custody", "aml")}
_OF_REQUIREMENTS: Mapping[str, str] = {
    "aml_officer_and_programme": "aml",
    "capital_confirmed": "banks",
    "custody_plan": "custody",
    "devices_declared": "devices",
    "domestic_presence": "party",
    "fee_paid": "fee",
    "fit_and_proper": "party",
    "hardware_age_within_limit": "devices",
    "hardware_efficiency_within_limit": "devices",
    "hardware_origin_permitted": "devices",
    "hardware_supplier_approved": "devices",
    "no_barred_owner": "party",
    "no_forbidden_word_in_name": "party",
    "no_reserved_word_in_name": "party",
    "one_address_one_licence": "sites",
    "partner_bank_confirms": "banks",
    "permitted_form": "party",
    "persons_screened": "party",
    "provider_attests_connection": "connections",
    "registered_in_the_country": "party",
    "separate_meter": "connections",
    "servers_in_country": "party",
    "wallet_control_proven": "wallets",
}


def lists_of(role: str) -> tuple[str, ...]:
    """The lists that an application for an instrument of a role is made of."""
    return _LISTS.get(role, ())


def plans_of(role: str) -> tuple[str, ...]:
    """The plans that it holds."""
    return _PLANS.get(role, ())


def task_of(requirement: str) -> str:
    """The task in which a requirement is mended; the sites where nothing else is said of it."""
    return _OF_REQUIREMENTS.get(requirement, "sites")


def plan_word(plan: str) -> str:
    """What a plan is called."""
    return {"custody": _("Plan of custody"), "aml": _("Programme against money laundering")}.get(plan, plan)


def tasks(application: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every task with its words, how many things stand in it, and how it stands: empty, to mend, waiting or done."""
    role, says = application["role"], application["says"]
    asked = {requirement["requirement"]: requirement for requirement in application["requirements"]}
    found = [_task("party", _("Your organisation and its owners"), 1, asked)]
    found += [
        _task(name, SECTIONS[name].words().title, len(says[name]), asked)
        for name in SECTIONS
        if name in lists_of(role) or says[name]
    ]
    found += [_task(plan, plan_word(plan), int(plan in says["plans"]), asked) for plan in plans_of(role)]
    found.append(_task("documents", _("Documents"), len(application["documents"]), {}))
    found.append(_task("fee", _("Fee"), len(application["invoices"]), asked))
    return found


def _task(name: str, title: str, count: int, asked: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    lacks = [lack for said in asked.values() if task_of(said["requirement"]) == name for lack in said["lacks"]]
    if not count and name not in {"documents", "fee"}:
        state = "empty"
    elif any(each["turn"] == "applicant" for each in lacks):
        state = "mend"
    elif lacks:
        state = "waits"
    else:
        state = "done" if count or name == "fee" else "optional"
    return {"name": name, "title": title, "count": count, "state": state, "lacks": len(lacks)}
