"""A register that another office wrote is taken over, and what this office then writes says the same."""

import hashlib
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.schemas import register as contracts
from rugsat.kernel.digest import digest_of
from rugsat.kernel.period import Period
from rugsat.operations.load_register import load_register, read_register
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Device
from rugsat.store.outbox.models import Entry
from rugsat.store.parties.models import Party, PartyFacts
from rugsat.store.queries.parties import search
from rugsat.store.queries.public.warned import search as warned_of
from rugsat.store.snapshot.export import published_tables
from rugsat.usecases.import_snapshot import SnapshotRefusedError, import_snapshot
from tests.usecases.people import Office

NEW = "recorded_us", "act"


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """A small register: a miner with two periods of its authorisation, an exchange with its bank, a provider."""
    folder = tmp_path / "snapshot"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


OTHERS = ["miner-1", "exchange-1", "energo-1", "bank-1"]
TIMES = "since,until,recorded_us,act"
TABLES = {
    "parties": f"""party,kind,name,lei,country,{TIMES}
miner-1,legal_entity,Garagum Hash,,TM,2025-01-01,,1764547200000000,other
exchange-1,legal_entity,Amul Birža,,TM,2025-01-01,2026-01-01,1764547200000000,other
exchange-1,legal_entity,Amul Exchange,,TM,2026-01-01,,1764547200000000,other
energo-1,energy_provider,Merw Energo,,TM,2025-01-01,,1764547200000000,other
bank-1,bank,Senagat,,TM,2025-01-01,,1764547200000000,other
""",
    "authorisations": f"""authorisation,party,instrument,class,status,licensed_w,{TIMES}
A-1,miner-1,mining_registration,industrial,in_force,1000000,2025-02-01,2026-01-01,1764547200000000,other
A-1,miner-1,mining_registration,industrial,suspended,1000000,2026-01-01,,1764547200000000,other
A-2,exchange-1,exchange_licence,*,in_force,,2025-02-01,,1764547200000000,other
""",
    "sites": f"""site,authorisation,address,zone,latitude,longitude,{TIMES}
site-1,A-1,"Mary, street 1",mary,37.6,61.8,2025-02-01,,1764547200000000,other
""",
    "connections": f"""connection,site,provider,{TIMES}
C-1,site-1,energo-1,2025-02-01,,1764547200000000,other
""",
    "devices": f"""serial,site,model,nominal_w,nominal_th_s,{TIMES}
s19-0001,site-1,Antminer S19,3250,95,2025-02-01,,1764547200000000,other
""",
    "wallets": f"""wallet,party,purpose,{TIMES}
bip122:000000000019d6689c085ae165831e93:1Ekkqrp9JPkfK6G5L8JvNRdHfCvd4po9BQ,miner-1,payout,2025-02-01,,1764547200000000,other
""",
    "bank_relations": f"""party,bank,account,{TIMES}
exchange-1,bank-1,TM01,2025-02-01,,1764547200000000,other
""",
    "approved_assets": f"""dti,name,{TIMES}
4H95J0R2X,Bitcoin,2025-02-01,,1764547200000000,other
""",
    "approved_providers": f"""provider,{TIMES}
energo-1,2025-02-01,,1764547200000000,other
""",
    "warnings": f"""warning,name,names,websites,country,lei,ground,instrument,basis,rests_on,authority,source,{TIMES}
W-1,Altyn,[],"[""altyncoin.top""]",,,Old.,exchange_licence,law,Art. 1,,,2025-02-01,2026-01-01,1764547200000000,other
W-1,Altyn,"[""Алтын""]",[],TM,,New.,exchange_licence,law,Art. 1,,,2026-01-01,,1764547200000000,other
W-2,MEXC,[],[],,,,,foreign,,AFM,ESMA,2025-09-16,,1764547200000000,other
""",
}


def test_what_is_taken_over_is_written_as_it_came(office: Office, snapshot: Path):
    told = import_snapshot(office.call("dilber"), folder=snapshot).told
    assert told["rows"]["register.parties"] == 5
    within = Period(office.now.date(), office.now.date() + timedelta(days=1))
    tables = published_tables(law_in_force(), known=office.now, within=within)
    parties = tables[contracts.PARTIES]
    written = {**tables, contracts.PARTIES: parties.filter(pl.col("party").is_in(OTHERS))}
    came = read_register(snapshot)
    for contract in (contracts.PARTIES, contracts.SITES, contracts.CONNECTIONS, contracts.DEVICES, contracts.WALLETS):
        assert _same(written[contract], came[contract.name]), contract.name
    for contract in (contracts.BANK_RELATIONS, contracts.APPROVED_ASSETS, contracts.APPROVED_PROVIDERS):
        assert _same(written[contract], came[contract.name]), contract.name
    approval = written[contracts.AUTHORISATIONS].filter(pl.col("instrument") == "approved_energy_provider")
    assert approval["party"].to_list() == ["energo-1"], "the register knows that a provider is approved by its approval"
    assert _same(written[contracts.WARNINGS], came[contracts.WARNINGS.name])
    rest = written[contracts.AUTHORISATIONS].filter(pl.col("instrument") != "approved_energy_provider")
    assert _same(rest, came[contracts.AUTHORISATIONS.name])


def test_the_log_commits_to_every_file_of_it(office: Office, snapshot: Path):
    done = import_snapshot(office.call("dilber"), folder=snapshot)
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in snapshot.iterdir()}
    logged = Entry.objects.get(kind="register_taken_over")
    assert logged.subject == done.subject == digest_of(files)
    entered = PartyFacts.objects.filter(act=f"takeover/{done.subject[:12]}")
    assert set(entered.values_list("party", flat=True)) == set(OTHERS)


def test_it_is_found_by_every_name_and_by_any_writing_of_a_serial_number(office: Office, snapshot: Path):
    import_snapshot(office.call("dilber"), folder=snapshot)
    assert {each["party"] for each in search(text="амул")} == {"exchange-1"}
    assert Device.objects.get().writing == "S190001"
    assert [each.ground for each in warned_of("алтын", on=office.now.date())] == ["New."]
    assert [each.warning for each in warned_of("altyncoin.top", on=date(2025, 6, 1))] == ["W-1"]
    assert [each.authority for each in warned_of("mexc", on=office.now.date())] == ["AFM"]


def test_warnings_stay_out_of_the_lake_because_no_check_reads_them(snapshot: Path, tmp_path: Path):
    lake = Lake.create(tmp_path / "lake", jurisdiction="tm")
    load_register(lake, snapshot, recorded_at=datetime(2026, 1, 1, tzinfo=UTC))
    held = {entry.dataset for entry in lake.state().files.values()}
    assert contracts.PARTIES.name in held
    assert contracts.WARNINGS.name not in held


@pytest.mark.parametrize(
    ("table", "old", "new", "why"),
    [
        ("warnings", '"[""altyncoin.top""]"', "altyncoin.top", "is no JSON array"),
        ("warnings", '"[""altyncoin.top""]"', "[7]", "is no JSON array"),
        ("warnings", "2025-02-01,2026-01-01", "2025-02-01,2026-02-01", "is true twice"),
        ("authorisations", "A-2,exchange-1", "A-2,nobody", "no party 'nobody'"),
        ("authorisations", "exchange_licence", "fishing_licence", "no instrument 'fishing_licence'"),
        ("sites", "A-1,", "A-9,", "no authorisation 'A-9'"),
        ("parties", "energo-1,energy_provider", "karakum,energy_provider", "no party 'energo-1'"),
    ],
)
def test_what_cannot_be_taken_over_is_named_and_nothing_is_entered(
    office: Office, snapshot: Path, table: str, old: str, new: str, why: str
):
    before = Party.objects.count()
    file = snapshot / f"{table}.csv"
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(Exception, match=why):
        import_snapshot(office.call("dilber"), folder=snapshot)
    assert Party.objects.count() == before


def test_a_register_that_knows_one_of_them_takes_none(office: Office, snapshot: Path, tmp_path: Path):
    import_snapshot(office.call("dilber"), folder=snapshot)
    again = tmp_path / "again"
    shutil.copytree(snapshot, again)
    with pytest.raises(SnapshotRefusedError, match="the register holds bank-1, energo-1, exchange-1, miner-1 already"):
        import_snapshot(office.call("dilber"), folder=again)


def _same(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    kept = [name for name in other.columns if name not in NEW]
    return one.select(kept).sort(kept).equals(other.select(kept).sort(kept))
