import http.client
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [str(Path(sys.executable).with_name("rugsat"))]


def rugsat(office: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "RUGSAT_OFFICE": str(office)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run([*COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False)


def test_an_office_that_was_never_made_is_not_served(tmp_path: Path):
    refused = rugsat(tmp_path / "none", "serve")
    assert refused.returncode == 2
    assert "rugsat office make" in refused.stderr.replace("\n", " ")


@pytest.mark.prove
def test_serving_says_what_to_open_and_answers_there(tmp_path: Path):
    assert rugsat(tmp_path / "office", "office", "make").returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "RUGSAT_OFFICE": str(tmp_path / "office")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        assert re.fullmatch(rf"Register +http://localhost:{port}/\n", server.stdout.readline())
        assert status_of(port, "/") == 200
        assert status_of(port, "/static/layout/layout.css") == 200
        taken = rugsat(tmp_path / "office", "serve", "--port", str(port))
        assert taken.returncode == 2
        assert "choose another port" in taken.stderr.replace("\n", " ")
    finally:
        server.terminate()
        server.wait(timeout=30)


def status_of(port: int, address: str) -> int:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", address)
            return connection.getresponse().status
        except OSError:
            time.sleep(0.1)
    return 0
