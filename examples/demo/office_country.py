"""The simulated country in the office: its register taken over, its filings and findings taken up, accounts to look."""

import json

from commands import ROOT, heading, told, within
from country import COUNTRY, LAKE
from office import OFFICE

ACCOUNTS = OFFICE / "demo-accounts.json"
PARTIES = {
    "applicant": "exchange-03",
    "principal": "exchange-03",
    "energy_provider": "energo-01",
    "bank": "bank-01",
    "body": "fire-service",
}
"""Whom the accounts of organisations act for."""
TO_TRY = {
    "administrator": "Accounts: open one, give it a role; the second administrator confirms",
    "administrator-2": "Accounts: confirm what the first administrator has proposed",
    "adviser": "Applications: advise on one",
    "applicant": "File a return and read its receipt; answer a finding; apply for a licence",
    "bank": "Attest the account of an exchange",
    "body": "Attest what is asked of a body",
    "director": "Today: how the country stands; sign as the second officer; adopt an act of policy",
    "energy_provider": "Attest a connection point",
    "licensing_officer": "Applications: examine one, ask, sign as the first officer",
    "principal": "Keep the accounts and tokens of the firm's own users",
    "revenue_officer": "Fees: invoice one, book a payment",
    "reviewer": "Applications: decide an appeal",
    "supervisor": "Findings: dismiss one, open a case; start a run and watch it; ask a firm",
}


def load_the_country() -> None:
    """Take over its register, take up what was filed and found, and open an account for each role."""
    heading("The country in the office: its register, its filings, its findings; an account for each role")
    within("parties", "--by", "dilber", "take-over", COUNTRY / "register")
    within("office", "--by", "clock", "take-up-filings")
    run = json.loads(told("findings", "list", "--lake", LAKE, "--all-runs", "--json"))[0]["run"]
    within("office", "--by", "clock", "take-up", LAKE / "runs" / run)
    says = OFFICE.parent / "parties" / "fire-service.json"
    says.write_text(json.dumps({"kind": "body", "name": "Fire Service (made up)", "country": "TM"}))
    within("parties", "--by", "anna", "register", "fire-service", says, quiet=True)
    words = [word for role, party in PARTIES.items() for word in ("--party", f"{role}={party}")]
    made = json.loads(within("office", "--by", "administrator", "demo-accounts", *words, "--json", quiet=True))
    ACCOUNTS.write_text(json.dumps(made["accounts"], indent=1) + "\n")
    within("office", "log", quiet=True)
    show_accounts()


def show_accounts() -> None:
    """Who can sign in to the office of the demonstration, and what to try."""
    for each in json.loads(ACCOUNTS.read_text()):
        print(f"{each['login']:<24} {each['password']:<28} {TO_TRY[each['role']]}")
    print(f"\nSee it: make serve (the office lies in {OFFICE.relative_to(ROOT)}, made for a demonstration alone)")


if __name__ == "__main__":
    show_accounts()
