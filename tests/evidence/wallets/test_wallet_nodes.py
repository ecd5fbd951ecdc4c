"""Wallets of real nodes sign the challenge: Debian's litecoind on a chain of its own, and anvil from npm."""

import base64
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from rugsat.evidence.wallets.address import read_address
from rugsat.evidence.wallets.bitcoin_message import compact_size
from rugsat.evidence.wallets.challenge import Challenge
from rugsat.evidence.wallets.networks import NETWORKS
from rugsat.evidence.wallets.proof import prove
from rugsat.evidence.wallets.refusal import ProofRefusedError

pytestmark = pytest.mark.prove

REGTEST = "530827f38f93b43ed12af0b3ad25a288"
LITECOIND = shutil.which("litecoind", path=os.pathsep.join(("/usr/lib/litecoin", os.environ.get("PATH", ""))))
ANVIL = os.environ.get("RUGSAT_ANVIL") or shutil.which("anvil")
Call = Callable[..., object]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def rpc(url: str, secret: str = "") -> Call:
    def call(method: str, *parameters: object) -> object:
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}).encode()
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
        if secret:
            request.add_header("Authorization", f"Basic {base64.b64encode(secret.encode()).decode()}")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                said = json.load(answer)
        except urllib.error.HTTPError as error:
            said = json.load(error)
        assert said.get("error") is None, said["error"]
        return said["result"]

    return call


def ready(call: Call, method: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            call(method)
        except (OSError, AssertionError):
            assert time.monotonic() < until, f"no answer to {method} within a minute"
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="module")
def litecoin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Call]:
    if LITECOIND is None:
        pytest.skip("litecoind is not installed: apt-get install litecoind")
    folder, port = tmp_path_factory.mktemp("litecoin"), free_port()
    options = ["-regtest", f"-datadir={folder}", f"-rpcport={port}", "-rpcuser=u", "-rpcpassword=p", "-listen=0"]
    node = subprocess.Popen([LITECOIND, *options, "-server", "-fallbackfee=0.001"], stdout=subprocess.DEVNULL)
    try:
        call = rpc(f"http://127.0.0.1:{port}", "u:p")
        ready(call, "getblockchaininfo")
        call("createwallet", "w")
        yield call
    finally:
        node.terminate()
        node.wait(timeout=60)


@pytest.fixture(scope="module")
def evm() -> Iterator[Call]:
    if ANVIL is None or not Path(ANVIL).is_file():
        pytest.skip("anvil is not installed: npm i @foundry-rs/anvil-linux-amd64, and RUGSAT_ANVIL=…/bin/anvil")
    port = free_port()
    node = subprocess.Popen([ANVIL, "--port", str(port), "--silent"], stdout=subprocess.DEVNULL)
    try:
        call = rpc(f"http://127.0.0.1:{port}")
        ready(call, "eth_chainId")
        yield call
    finally:
        node.terminate()
        node.wait(timeout=60)


def challenge(account: str, party: str = "P1") -> Challenge:
    return Challenge("Central Bank of Turkmenistan", party, account, date(2026, 6, 1), "0123456789abcdef" * 2)


def test_the_node_runs_the_chain_that_the_table_names(litecoin: Call):
    first = str(litecoin("getblockhash", 0))
    assert first.startswith(REGTEST)
    assert NETWORKS[REGTEST].name == "Litecoin regtest"


def test_a_legacy_address_of_a_node_proves_its_wallet_by_signmessage(litecoin: Call):
    address = litecoin("getnewaddress", "", "legacy")
    asked = challenge(f"bip122:{REGTEST}:{address}")
    signature = str(litecoin("signmessage", address, asked.message))
    assert prove(asked, signature).method == "signmessage"
    with pytest.raises(ProofRefusedError):
        prove(challenge(asked.account, "P2"), signature)
    with pytest.raises(ProofRefusedError):
        prove(challenge(f"bip122:{REGTEST}:{litecoin('getnewaddress', '', 'legacy')}"), signature)


@pytest.mark.parametrize(("kind", "header"), [("bech32", 39), ("p2sh-segwit", 35)])
def test_a_segwit_address_of_a_node_proves_its_wallet_by_bip_137(litecoin: Call, kind: str, header: int):
    address = litecoin("getnewaddress", "", kind)
    asked = challenge(f"bip122:{REGTEST}:{address}")
    key = litecoin("dumpprivkey", address)
    # The node signs with the key of the address, under the old header; BIP-137 only writes another one.
    raw = base64.b64decode(str(litecoin("signmessagewithprivkey", key, asked.message)))
    signature = base64.b64encode(bytes([header + (raw[0] - 27) % 4]) + raw[1:]).decode()
    assert prove(asked, signature).method == "BIP-137"
    with pytest.raises(ProofRefusedError):
        prove(challenge(asked.account, "P2"), signature)


def test_a_segwit_address_of_a_node_proves_its_wallet_by_bip_322(litecoin: Call):
    address = str(litecoin("getnewaddress", "", "bech32"))
    asked = challenge(f"bip122:{REGTEST}:{address}")
    script = read_address(address, NETWORKS[REGTEST]).script
    tag = sha256(b"BIP0322-signed-message").digest()
    said = sha256(tag + tag + asked.message.encode()).digest()
    version = lock_time = bytes(4)
    first = (
        version
        + (b"\x01" + bytes(32) + b"\xff" * 4 + b"\x22\x00\x20" + said + bytes(4))
        + (b"\x01" + bytes(8) + compact_size(len(script)) + script)
        + lock_time
    )
    spent = sha256(sha256(first).digest()).digest()
    second = version + b"\x01" + spent + bytes(4) + b"\x00" + bytes(4) + b"\x01" + bytes(8) + b"\x01\x6a" + lock_time
    before = {"txid": spent[::-1].hex(), "vout": 0, "scriptPubKey": script.hex(), "amount": 0}
    signed = litecoin("signrawtransactionwithwallet", second.hex(), [before])
    assert isinstance(signed, dict)
    assert signed["complete"], signed
    decoded = litecoin("decoderawtransaction", signed["hex"], True)
    assert isinstance(decoded, dict)
    items = [bytes.fromhex(item) for item in decoded["vin"][0]["txinwitness"]]
    witness = bytes([len(items)]) + b"".join(compact_size(len(item)) + item for item in items)
    signature = base64.b64encode(witness).decode()
    assert prove(asked, signature).method == "BIP-322"
    assert prove(asked, f"smp{signature}").method == "BIP-322"
    with pytest.raises(ProofRefusedError):
        prove(challenge(asked.account, "P2"), signature)


def test_every_account_of_an_evm_node_proves_its_wallet_by_personal_sign(evm: Call):
    accounts = evm("eth_accounts")
    chain = int(str(evm("eth_chainId")), 16)
    assert isinstance(accounts, list)
    assert len(accounts) > 1
    for account in accounts:
        asked = challenge(f"eip155:{chain}:{account}")
        signature = str(evm("personal_sign", "0x" + asked.message.encode().hex(), account))
        assert prove(asked, signature).method == "EIP-191"
        with pytest.raises(ProofRefusedError):
            prove(challenge(asked.account, "P2"), signature)
    others = challenge(f"eip155:{chain}:{accounts[0]}")
    with pytest.raises(ProofRefusedError):
        prove(others, str(evm("personal_sign", "0x" + others.message.encode().hex(), accounts[1])))
