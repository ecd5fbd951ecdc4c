"""The simulated country in the office: its register taken over, its filings and findings taken up, accounts to look."""

import json

from commands import heading, told, within
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
    "adviser": "Queue: advise on an application",
    "applicant": "Returns: file one and read its receipt; Findings: answer one; Applications: apply for a licence",
    "bank": "To attest: the account of an exchange for the money of its clients",
    "body": "To attest: the fire certificate of a miner's site",
    "director": "Today: how the country stands; Queue: sign as the second officer; The law: adopt an act of policy",
    "energy_provider": "To attest: the connection point of a miner",
    "licensing_officer": "Queue: examine an application, ask, sign as the first officer",
    "principal": "Users: the accounts and tokens of the firm's own people",
    "revenue_officer": "Queue: demand the fee of an application, book its payment",
    "reviewer": "Queue: decide an appeal",
    "supervisor": "Findings: dismiss one, open a case; Runs: start one and watch it; Requests: ask a firm",
}


def load_the_country() -> None:
    """Take over its register, take up what was filed and found."""
    heading("The country in the office: its register, its filings, its findings")
    within("parties", "--by", "dilber", "take-over", COUNTRY / "register")
    within("office", "--by", "clock", "take-up-filings")
    run = json.loads(told("findings", "list", "--lake", LAKE, "--all-runs", "--json"))[0]["run"]
    within("office", "--by", "clock", "take-up", LAKE / "runs" / run)


def open_an_account_for_each_role() -> None:
    """Open an account for each role; those of organisations act for some of the country, and for a body."""
    heading("An account for each role, to look at the office with")
    says = OFFICE.parent / "parties" / "fire-service.json"
    says.write_text(json.dumps({"kind": "body", "name": "Fire Service (made up)", "country": "TM"}))
    within("parties", "--by", "anna", "register", "fire-service", says, quiet=True)
    words = [word for role, party in PARTIES.items() for word in ("--party", f"{role}={party}")]
    made = json.loads(within("office", "--by", "administrator", "demo-accounts", *words, "--json", quiet=True))
    ACCOUNTS.write_text(json.dumps(made["accounts"], indent=1) + "\n")
    within("office", "log", quiet=True)


def show_accounts() -> None:
    """Who can sign in to the office of the demonstration, and what to try."""
    print(f"{'account':<24} {'password':<24} what to try")
    for each in json.loads(ACCOUNTS.read_text()):
        print(f"{each['login']:<24} {each['password']:<24} {TO_TRY[each['role']]}")


if __name__ == "__main__":
    show_accounts()
    print("\nSign in with one of them; they are made up, for this demonstration alone.\n")
