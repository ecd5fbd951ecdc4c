"""rugsat findings: list them, explain one, replay one, put one with all its evidence into one file."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from rugsat.cli.explanation import explanation_of
from rugsat.cli.options import Demonstration, EngineName, Json, LakeFolder, law_of_lake, now, print_json
from rugsat.domain.supervision.discovery import check_named
from rugsat.evidence.credentials.key_ring import Use, read_key_ring
from rugsat.evidence.engines.choose import engine_named
from rugsat.evidence.lake.lake import Lake
from rugsat.operations.bundle.finding import bundle_of_finding
from rugsat.operations.cycle.run import folder_of, read_description, read_findings, run_folders
from rugsat.operations.replay import Answer, Replay, find
from rugsat.operations.replay import replay as replay_finding
from rugsat.operations.report.wording import amount

findings_app = typer.Typer(help="What the checks found: list, explain, replay, bundle.", no_args_is_help=True)

RunName = Annotated[str, typer.Option("--run", help="Name of the run; the latest if left out.")]
Runs = Annotated[Path | None, typer.Option("--runs", help="Folder of the runs; LAKE/runs if left out.")]


@findings_app.command("list")
def list_findings(  # noqa: PLR0913 - one parameter for each option
    lake: LakeFolder,
    *,
    run: RunName = "",
    runs: Runs = None,
    check: Annotated[str, typer.Option(help="Only findings of this check.")] = "",
    subject: Annotated[str, typer.Option(help="Only findings whose subject contains this.")] = "",
    all_runs: Annotated[bool, typer.Option("--all-runs", help="List the runs instead.")] = False,
    as_json: Json = False,
) -> None:
    """List the findings of a run."""
    folder = runs or Lake.open(lake).runs
    if check:
        check_named(check)
    if all_runs:
        _list_runs(folder, as_json=as_json)
        return
    chosen = folder_of(folder, run or None)
    rows = [
        row
        for row in read_findings(chosen).to_dicts()
        if check in {"", row["check"]} and subject.casefold() in row["subject"].casefold()
    ]
    if as_json:
        print_json(rows)
        return
    for label in read_description(chosen)["demonstration"]:
        typer.echo(f"*** {label} ***")
    typer.echo(f"Run {chosen.name}\n")
    for row in rows:
        _print(row)
    typer.echo(f"\n{len(rows)} findings; explain one with: rugsat findings explain KEY --lake {lake}")


def _print(row: dict[str, Any]) -> None:
    typer.echo(f"{row['finding']}  {row['check']}  [{row['standing']}]")
    typer.echo(f"    {row['subject']}")
    observed, limit = (amount(row[name], row["unit"]) for name in ("observed", "limit"))
    typer.echo(f"    {row['first_day']} to {row['last_day']}: observed {observed}, limit {limit}")


def _list_runs(folder: Path, *, as_json: bool) -> None:
    descriptions = [read_description(path) for path in run_folders(folder)]
    if as_json:
        print_json(descriptions)
        return
    for each in descriptions:
        typer.echo(f"{each['run']}  {each['started'][:19]}Z  {each['findings']} findings")


@findings_app.command()
def explain(
    key: Annotated[str, typer.Argument(help="Key of the finding; its beginning is enough.")],
    *,
    lake: LakeFolder,
    run: RunName = "",
    runs: Runs = None,
    as_json: Json = False,
) -> None:
    """Say what was found, under which article, on which evidence, and how to check it."""
    opened = Lake.open(lake)
    folder = runs or opened.runs
    chosen, finding = find(folder, key, run=folder_of(folder, run) if run else None)
    explanation = explanation_of(opened, chosen, finding)
    if as_json:
        print_json(explanation.to_json())
    else:
        Console(soft_wrap=True, highlight=False).print(explanation.text(), markup=False)


@findings_app.command()
def replay(  # noqa: PLR0913 - one parameter for each option
    key: Annotated[str, typer.Argument(help="Key of the finding; its beginning is enough.")],
    *,
    lake: LakeFolder,
    run: RunName = "",
    runs: Runs = None,
    engine: EngineName = "duckdb",
    demonstration: Demonstration = None,
    as_json: Json = False,
) -> None:
    """Ask the check again, as known then and as known now; exit code 1 where then no longer gives the finding."""
    opened = Lake.open(lake)
    folder = runs or opened.runs
    chosen, finding = find(folder, key, run=folder_of(folder, run) if run else None)
    started = engine_named(engine)
    try:
        pack_now = law_of_lake(opened, demonstration or _acts_of(chosen))
        result = replay_finding(opened, chosen, finding, pack_now=pack_now, engine=started)
    finally:
        started.close()
    if as_json:
        print_json({"demonstration": read_description(chosen)["demonstration"], **_replay_json(result)})
    else:
        for label in read_description(chosen)["demonstration"]:
            typer.echo(f"*** {label} ***")
        _tell(result)
    if not result.then.same:
        raise typer.Exit(1)


@findings_app.command()
def bundle(  # noqa: PLR0913 - one parameter for each option
    key: Annotated[str, typer.Argument(help="Key of the finding; its beginning is enough.")],
    *,
    lake: LakeFolder,
    out: Annotated[Path, typer.Option(help="File to write, as in finding.zip.")],
    run: RunName = "",
    runs: Runs = None,
    sign: Annotated[Path | None, typer.Option(help="Folder of the authority's signing keys.")] = None,
    proof: Annotated[
        list[Path] | None, typer.Option(help="Proof of an entry of the log, made by rugsat log prove.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a finding as one file for a court: law in force, rows, receipts, proofs; rugsat verify checks it alone."""
    opened = Lake.open(lake)
    folder = runs or opened.runs
    chosen, finding = find(folder, key, run=folder_of(folder, run) if run else None)
    signer = read_key_ring(sign).signer(Use.CREDENTIALS, now()) if sign else None
    proofs = {path.name: path.read_bytes() for path in proof or ()}
    out.write_bytes(bundle_of_finding(opened, chosen, finding, made_at=now(), signer=signer, proofs=proofs))
    if as_json:
        print_json({"finding": finding["finding"], "run": chosen.name, "file": out, "signed": signer is not None})
        return
    for label in read_description(chosen)["demonstration"]:
        typer.echo(f"*** {label} ***")
    typer.echo(f"{out}\nverify it with: rugsat verify {out} --key authority-trust.json")
    if not signer:
        typer.echo("It is not signed: give --sign, or rugsat verify will not rely on it.")


def _acts_of(run: Path) -> list[str]:
    return [str(name) for name in read_description(run)["demonstration_acts"]]


def _replay_json(result: Replay) -> dict[str, Any]:
    return {
        "finding": result.finding,
        "run": result.run,
        "same_code": result.same_code,
        "as_known_then": _answer_json(result.then),
        "as_known_now": _answer_json(result.now),
    }


def _answer_json(answer: Answer) -> dict[str, Any]:
    return {
        "same": answer.same,
        "lake_commit": answer.lake_commit,
        "rule_pack": answer.rule_pack,
        "finding": answer.finding,
    }


def _tell(result: Replay) -> None:
    typer.echo(f"Finding {result.finding['finding']}: {result.finding['check']}, {result.finding['subject']}")
    typer.echo(f"Made by run {result.run}")
    typer.echo(_sentence("As known then", result.then, result.finding))
    typer.echo(_sentence("As known now ", result.now, result.finding))
    if not result.same_code:
        typer.echo("The code of the check has changed since; install the version of the run to compare word for word.")


def _sentence(when: str, answer: Answer, finding: dict[str, Any]) -> str:
    where = f"lake commit {answer.lake_commit}, rule pack {answer.rule_pack[:12]}"
    if answer.finding is None:
        return f"{when} ({where}): the finding is not there"
    if answer.same:
        return f"{when} ({where}): the same finding, to the last digit"
    unit = finding["unit"]
    return (
        f"{when} ({where}): it stands, but differently: observed {amount(answer.finding['observed'], unit)} "
        f"(was {amount(finding['observed'], unit)}), {answer.finding['violations']} violations "
        f"(was {finding['violations']})"
    )
