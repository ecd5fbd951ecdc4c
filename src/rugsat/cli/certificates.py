"""rugsat certificates: signing keys, certificates, status lists and what else the authority signs."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.certificate_keys import keys_commands
from rugsat.cli.options import Demonstration, Json, Jurisdiction, day, now, print_json
from rugsat.evidence.credentials.certificate import StatusPosition, certificate_from_json
from rugsat.evidence.credentials.extra import needed
from rugsat.evidence.credentials.key_ring import Use, read_key_ring
from rugsat.evidence.credentials.plain_json import read_json
from rugsat.evidence.credentials.sd_jwt import withholding
from rugsat.evidence.credentials.signed import sign_digest, signature_beside
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.credentials.status_list import Status, status_list
from rugsat.evidence.log.register_digest import register_digest
from rugsat.law.pack import load_jurisdiction
from rugsat.operations.certificate.example import example_of
from rugsat.operations.certificate.from_register import Issuing, certificate_of
from rugsat.operations.load_register import read_register
from rugsat.operations.verification.register_archive import register_folder

certificates_app = typer.Typer(help="Certificates: keys, issue, status list, signatures.", no_args_is_help=True)
keys_commands(certificates_app)

KeyFolder = Annotated[
    Path, typer.Option("--keys", help="Folder of the authority's signing keys, made by rugsat certificates make-keys.")
]


@certificates_app.command()
def example(
    jurisdiction: Jurisdiction = "tm",
    on: Annotated[str, typer.Option(help="Day of issue, as in 2026-07-01; today if left out.")] = "",
) -> None:
    """Print the description of a made-up certificate, to be filled in and issued."""
    print_json(example_of(jurisdiction, on=day(on) or now().date()).to_json())


@certificates_app.command()
def describe(  # noqa: PLR0913 - one parameter for each option
    number: Annotated[str, typer.Argument(help="Number of the authorisation.")],
    *,
    register: Annotated[Path, typer.Option(help="Folder or archive of the register snapshot.")],
    jurisdiction: Jurisdiction = "tm",
    demonstration: Demonstration = None,
    on: Annotated[str, typer.Option(help="Day of issue, as in 2026-07-01; today if left out.")] = "",
    until: Annotated[str, typer.Option(help="First day on which it no longer holds; no end if left out.")] = "",
    status: Annotated[str, typer.Option(help="Status list and place in it, as in 48213@urn:rugsat:tm:status:1.")] = "",
) -> None:
    """Print the description of the certificate of an authorisation, as register and law describe it, to be issued."""
    pack = load_jurisdiction(jurisdiction, demonstration=tuple(demonstration or ()))
    issuing = Issuing(on=day(on) or now().date(), until=day(until), status=_position(status))
    with register_folder(register) as folder:
        described = certificate_of(read_register(folder), pack, number, issuing)
    print_json(described.to_json())


@certificates_app.command()
def issue(
    description: Annotated[Path, typer.Argument(help="JSON file with the description, as `example` prints it.")],
    *,
    keys: KeyFolder,
    out: Annotated[Path, typer.Option(help="Folder to write the certificate to.", file_okay=False)],
    page: Annotated[
        str,
        typer.Option(envvar="RUGSAT_VERIFY_PAGE", help="Address that the printed code begins with; none if left out."),
    ] = "",
    time_stamps: Annotated[
        str, typer.Option(help="Address of a service for time stamps (RFC 3161); the PDF is then PAdES B-T.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Issue a certificate: signed PDF, text of its code, and credential with owners that its holder may withhold."""
    for module in ("typst", "pyhanko", "segno", "cbor2"):
        needed(module)
    from rugsat.operations.certificate.issue import issue as issued_as  # noqa: PLC0415 - it needs the extra

    try:
        certificate = certificate_from_json(read_json(description.read_bytes()))
    except ValueError as error:
        message = f"{description} is no JSON ({error}); begin with what rugsat certificates example prints"
        raise CredentialError(message) from None
    made = issued_as(certificate, ring=read_key_ring(keys), at=now(), page=page, time_stamps=time_stamps)
    out.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9.-]", "_", certificate.number)
    files = {"document": f"{name}.pdf", "code": f"{name}.code.txt", "credential": f"{name}.sd-jwt"}
    (out / files["document"]).write_bytes(made.document)
    (out / files["code"]).write_text(f"{made.code}\n")
    (out / files["credential"]).write_text(f"{made.credential}\n")
    if certificate.demonstration and not as_json:
        typer.echo("*** demonstration: the certificate says so across its page ***")
    _tell({kind: out / file for kind, file in files.items()}, as_json=as_json)


@certificates_app.command("status-list")
def make_status_list(  # noqa: PLR0913 - one parameter for each option
    out: Annotated[Path, typer.Argument(help="File to write without its suffix: .jwt and .cwt are written.")],
    *,
    keys: KeyFolder,
    uri: Annotated[str, typer.Option(help="URI of the list, as certificates name it.")],
    size: Annotated[
        int, typer.Option(help="Places in the list; keep it, so that it does not tell how many are taken.")
    ] = 1 << 17,
    statuses: Annotated[
        list[str] | None, typer.Option("--set", help="A place and its status, as in 48213=suspended or 7=revoked.")
    ] = None,
    valid_days: Annotated[int, typer.Option(help="Days after which a verifier should get a new list.")] = 1,
    as_json: Json = False,
) -> None:
    """Sign a status list, which says of every certificate that it names no status of that it is valid."""
    signer = read_key_ring(keys).signer(Use.CREDENTIALS, now())
    held = dict(_status(text) for text in statuses or ())
    listed = status_list(held, uri=uri, size=size, as_of=now(), valid_for=timedelta(days=valid_days))
    forms = {"jwt": listed.to_jwt(signer=signer).encode(), "cwt": listed.to_cwt(signer=signer)}
    for form, content in forms.items():
        out.with_name(f"{out.name}.{form}").write_bytes(content)
    _tell({form: out.with_name(f"{out.name}.{form}") for form in forms}, as_json=as_json)


@certificates_app.command("sign-register")
def sign_register(
    folder: Annotated[Path, typer.Argument(help="Folder of the register snapshot.", file_okay=False)],
    *,
    keys: KeyFolder,
    as_json: Json = False,
) -> None:
    """Sign a register snapshot; the signature lies beside its folder, as FOLDER.jws."""
    signer = read_key_ring(keys).signer(Use.CREDENTIALS, now())
    signature = signature_beside(folder.resolve())
    signature.write_text(sign_digest(register_digest(folder), what="register", at=now(), signer=signer))
    _tell({"signature": signature}, as_json=as_json)


@certificates_app.command()
def withhold(
    credential: Annotated[Path, typer.Argument(help="The credential as it was issued.")],
    out: Annotated[Path, typer.Argument(help="File to write, to be shown to somebody.")],
    show: Annotated[
        list[int] | None, typer.Option("--show", help="Place of an owner that is shown, from 1; none if left out.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a credential that shows only some owners; the authority's signature still holds."""
    text = credential.read_text(encoding="utf-8", errors="replace").strip()
    owners = max(0, text.count("~") - 1)
    places: Sequence[int] = show or ()
    if any(not 1 <= place <= owners for place in places):
        message = f"the credential has {owners} owners; name their places from 1 to {owners}"
        raise CredentialError(message)
    out.write_text(f"{withholding(text, showing=[place - 1 for place in places])}\n")
    _tell({"credential": out}, as_json=as_json)


def _tell(files: Mapping[str, Path], *, as_json: bool) -> None:
    """Name the files that were written."""
    if as_json:
        print_json(dict(files))
    else:
        typer.echo("\n".join(map(str, files.values())))


def _position(text: str) -> StatusPosition | None:
    place, _, uri = text.partition("@")
    if text and not (place.isdecimal() and uri):
        message = f"'{text}' is no place in a status list: write 48213@urn:rugsat:tm:status:1"
        raise CredentialError(message)
    return StatusPosition(uri, int(place)) if text else None


def _status(text: str) -> tuple[int, Status]:
    place, _, word = text.partition("=")
    if not place.isdecimal() or word.upper() not in Status.__members__:
        words = ", ".join(name.lower() for name in Status.__members__)
        message = f"'{text}' is no place and status: write 48213=suspended, with one of {words}"
        raise CredentialError(message)
    return int(place), Status[word.upper()]
