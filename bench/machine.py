"""What a measurement was made on: processor, memory, load and versions."""

import os
import platform
from importlib.metadata import version
from pathlib import Path


def machine(*packages: str) -> dict[str, object]:
    """Facts of this machine, and the versions of packages."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    cpu = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "load at the start": round(os.getloadavg()[0], 1),
        "cpu": cpu,
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 1e9),
        "python": platform.python_version(),
        **{name: version(name) for name in packages},
    }


def peak_bytes() -> int:
    """The most memory that this process has held.

    The kernel's figure of resource usage is not it: that starts with what the process held that started this one.
    """
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) * 1024
