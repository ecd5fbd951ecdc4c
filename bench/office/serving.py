"""A server of the measurement: granian with an application, on a free port, until it is no longer needed."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

THREADS = 4
"""Threads of a process, as the unit that comes with the office says; each holds a database of its own open."""


@contextmanager
def serving(application: str, *, settings: str, workers: int, probe: str) -> Iterator[int]:
    """Serve an application and tell the port, once it answers to the probe."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(THREADS), "--no-ws"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    process = subprocess.Popen([*command, "--no-access-log", "--log-level", "error", application], env=environment)
    try:
        _await(port, process, probe)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _await(port: int, process: subprocess.Popen[bytes], probe: str) -> None:
    for _ in range(600):
        if process.poll() is not None:
            message = f"the server ended with {process.returncode} before it answered"
            raise RuntimeError(message)
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", probe)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    message = "the server did not answer within a minute"
    raise RuntimeError(message)
