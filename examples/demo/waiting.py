"""What waits for the accounts of the office: two applications that are not decided, and an appeal; all made up."""

from commands import heading, within
from energy import machines
from registration import PLACE, opened
from world import EXCHANGES, MINERS, Exchange

MINER = MINERS[1]
ASKS, CONTESTS = EXCHANGES
ACCOUNTS = {"yazgul": MINER.party, "maral": ASKS.party, "batyr": CONTESTS.party}
"""Who applies, and for which firm."""
PROVIDER, BANK = "energo-01", "bank-01"
"""Those of the simulated country, for whom accounts are opened as well."""
GROUND = "a condition is not met"
WHY = "Its partner bank has not confirmed the account for the money of clients."
CONTRADICTS = "The bank was never asked."


def leave_something_to_do() -> None:
    """Hand in three applications; one of them is refused, and the firm appeals."""
    heading("What waits in the office: two applications that nobody has looked at yet, and a refusal that is contested")
    for login, party in ACCOUNTS.items():
        within("office", "--by", "administrator", "account", login, login.capitalize(), "--party", party, quiet=True)
        within("office", "--by", "administrator", "role", login, "applicant", quiet=True)
    handed_in("yazgul", MINER.party, "mining_registration", of_the_miner(), "--class", MINER.cls)
    handed_in("maral", ASKS.party, "exchange_licence", of_an_exchange(ASKS))
    case = handed_in("batyr", CONTESTS.party, "exchange_licence", of_an_exchange(CONTESTS))
    within("applications", "--by", "anna", "countersign", case, "refuse", quiet=True)
    within("applications", "--by", "dilber", "refuse", case, "--ground", GROUND, "--note", WHY, quiet=True)
    within("applications", "--by", "batyr", "appeal", case, "--note", CONTRADICTS, quiet=True)


def handed_in(login: str, party: str, instrument: str, says: dict, *more: object) -> str:
    """Open an application and submit it; the number of its case."""
    case = opened(login, party, f"waiting-{party}", instrument, says, *more)
    within("applications", "--by", login, "submit", case, quiet=True)
    return case


def of_the_miner() -> dict:
    """An entrepreneur with one machine, whose electricity comes from a provider of the simulated country."""
    machine = machines()[MINER.model]
    site = f"{MINER.party}-1"
    device = {
        "serial": "S19-0001",
        "site": site,
        "model": MINER.model,
        "nominal_w": int(machine["nominal_W"]),
        "nominal_th_s": str(machine["nominal_TH_s"]),
        "supplier": "bitmain",
        "origin": "CN",
        "customs_reference": "TM-2025-0002",
        "made_on": "2025-03-01",
    }
    return {
        "sites": [{"site": site, "address": "Mary, Senagat köçesi 2", "land_use": "industrial", **PLACE}],
        "connections": [{"connection": "MR-0002", "site": site, "provider": PROVIDER, "capacity_w": MINER.licensed_w}],
        "devices": [device],
    }


def of_an_exchange(exchange: Exchange) -> dict:
    """An exchange that names its partner bank, and the account there for the money of its clients."""
    return {"banks": [{"bank": BANK, "account": f"TM00{exchange.party.upper()}"}]}
