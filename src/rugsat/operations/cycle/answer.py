"""The answer of one check, and answers kept on the disk so that a run that was broken off need not ask again."""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

import polars as pl

from rugsat.evidence.lake.durable import sync_file, sync_folder
from rugsat.kernel.digest import digest_of, digest_of_file
from rugsat.operations.cycle.coverage import Coverage

KEPT_SECONDS = 7 * 86_400
"""How long an answer is kept after it was last used: longer than a run that failed waits for somebody to mend it."""
_SEAL = "seal.json"
_FILES = ("coverage.json", "findings.parquet", "violations.parquet")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check said in a run: its line of the coverage, its violations and the findings made of them."""

    line: Coverage
    violations: pl.DataFrame
    findings: pl.DataFrame


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """Answers by the digest of all that decides them: each whole or not there, and none believed that has changed."""

    folder: Path

    def read(self, key: str) -> Answer | None:
        """The answer under a key, marked as used; None where there is none, or one that is not whole."""
        place = self._place(key)
        if not self.seal(key):
            return None
        os.utime(place)
        line = Coverage(**json.loads((place / "coverage.json").read_bytes()))
        tables = [pl.read_parquet(place / f"{name}.parquet") for name in ("violations", "findings")]
        return Answer(line, *tables)

    def seal(self, key: str) -> str:
        """The digest of the answer under a key, after looking at every byte of it; empty where it is not whole."""
        place = self._place(key)
        try:
            sealed = json.loads((place / _SEAL).read_bytes())
            found = {name: digest_of_file(place / name) for name in _FILES}
        except (OSError, ValueError):
            return ""
        return digest_of(found) if sealed == found else ""

    def keep(self, key: str, answer: Answer) -> str:
        """Keep an answer, durable before it has its name; its digest. What lay there and is not whole goes."""
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        staging = place.with_name(f".{key}.{uuid4().hex[:8]}.part")
        staging.mkdir()
        try:
            (staging / "coverage.json").write_text(json.dumps(asdict(answer.line), ensure_ascii=False))
            answer.violations.write_parquet(staging / "violations.parquet")
            answer.findings.write_parquet(staging / "findings.parquet")
            sealed = {name: digest_of_file(staging / name) for name in _FILES}
            (staging / _SEAL).write_text(json.dumps(sealed))
            for path in staging.iterdir():
                sync_file(path)
            sync_folder(staging)
            if not self.seal(key):
                shutil.rmtree(place, ignore_errors=True)
                staging.rename(place)
                sync_folder(place.parent)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        return digest_of(sealed)

    def tidy(self) -> None:
        """Take away what nobody has used for a week by the clock of the disk, and what a killed writer has left."""
        self.folder.mkdir(parents=True, exist_ok=True)
        mark = self.folder / ".tidied"
        mark.touch()
        now = mark.stat().st_mtime
        for path in self.folder.glob("*/*"):
            try:
                if now - path.stat().st_mtime > KEPT_SECONDS:
                    shutil.rmtree(path, ignore_errors=True)
            except OSError:  # another was quicker
                continue

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key
