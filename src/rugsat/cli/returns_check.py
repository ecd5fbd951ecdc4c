"""`rugsat returns check`: judge a file at home, before it is filed."""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from rugsat.cli.law_pack import RulePackFile, RulePackKey, law_of
from rugsat.cli.options import Demonstration, Json, Jurisdiction, now, print_json
from rugsat.cli.returns_app import returns_app
from rugsat.domain.returns.filing import Filing, FilingKind
from rugsat.domain.returns.receipt import Receipt, Receiving
from rugsat.domain.returns.receipt_auth_031 import auth_031
from rugsat.domain.returns.receipt_text import receipt_text
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.language import gettext as _
from rugsat.kernel.period import ReportingPeriod
from rugsat.law.adopted import definitions_in
from rugsat.law.basis import Kind
from rugsat.law.pack import RulePack
from rugsat.law.returns.load import definition_on
from rugsat.operations.intake import check_return as intake

_LARGE = 50 << 20


@returns_app.command("check")
def check_return(  # noqa: PLR0913 - one parameter for each option
    file: Annotated[Path, typer.Argument(help="The file, best named sender.return.period.csv.", dir_okay=False)],
    *,
    name: Annotated[
        str, typer.Option("--return", help="Name of the return, where the file name does not say it.")
    ] = "",
    sender: Annotated[str, typer.Option(help="Who files, where the file name does not say it.")] = "",
    period: Annotated[str, typer.Option(help="What it is filed for: 2026-01-31, 2026-01, 2026-Q1 or 2026.")] = "",
    kind: Annotated[FilingKind | None, typer.Option(help="Original where it is left out.")] = None,
    part: Annotated[str, typer.Option(help="Part of a return that is filed in parts.")] = "",
    jurisdiction: Jurisdiction = "tm",
    demonstration: Demonstration = None,
    rule_pack: RulePackFile = None,
    rule_pack_key: RulePackKey = None,
    faults: Annotated[Path | None, typer.Option(help="CSV file to write every fault to.")] = None,
    receipt: Annotated[
        Path | None, typer.Option(help="JSON file to write the receipt to (ISO 20022 auth.031).")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check a file as the authority will, without a server: every bad row is named, and nothing is filed.

    What needs the register or the time of receipt is not checked, and the receipt says so. Exit code 0 where the file
    would be accepted, at least in part, 1 where it would be rejected, 2 where the command is not understood.
    """
    if not file.is_file():
        message = f"there is no file {file}: name the file that is to be checked"
        raise typer.BadParameter(message)
    filing = _filing(file.name, {"return_name": name, "sender": sender, "period": period, "kind": kind, "part": part})
    pack = law_of(jurisdiction, tuple(demonstration or ()), rule_pack, keys=rule_pack_key or ())
    made = _judged(file, filing, pack, faults)
    document = auth_031(made)
    if receipt:
        receipt.write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")
    if as_json:
        print_json(document)
    else:
        typer.echo(receipt_text(made), nl=False)
        if made.fault_count and faults:
            typer.echo("\n" + _("All faults: {file}").format(file=faults))
        elif made.fault_count > len(made.first_faults):
            typer.echo("\n" + _("All faults: give --faults a file to write them to"))
    if not made.accepted:
        raise typer.Exit(1)


def _judged(file: Path, filing: Filing, pack: RulePack, faults: Path | None) -> Receipt:
    definition = definition_on(definitions_in(pack), filing.return_name, filing.period.since)
    shown = tuple(act.name for act in pack.rulebook.acts.values() if act.kind is Kind.DEMONSTRATION)
    receiving = Receiving(received_at=now(), rule_pack=pack.digest, demonstrations=shown)
    with tempfile.TemporaryDirectory() as scratch, _progress(file) as progress:
        return intake.check_return(
            file,
            Setting(definition=definition, period=filing.period),
            filing=filing,
            receiving=receiving,
            faults_to=faults or Path(scratch) / "faults.csv",
            progress=progress,
        )


def _filing(file_name: str, said: dict[str, str | FilingKind | None]) -> Filing:
    """What the options say; what they leave out, the file name must say."""
    given = {key: value for key, value in said.items() if value}
    if isinstance(code := given.get("period"), str):
        try:
            given["period"] = ReportingPeriod.parse(code)  # type: ignore[assignment]
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
    if {"return_name", "sender", "period"} <= given.keys():
        return Filing(**given)  # type: ignore[arg-type]
    named = Filing.of_file(file_name)
    inferred = {key: getattr(named, key) for key in said}
    return Filing(**(inferred | given))


@contextmanager
def _progress(file: Path) -> Iterator[intake.Progress | None]:
    """A bar for a large file, where somebody looks on."""
    if file.stat().st_size < _LARGE or not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(file.name)
        yield lambda done, total: progress.update(task, completed=done, total=total)
