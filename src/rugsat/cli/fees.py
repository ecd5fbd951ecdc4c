"""rugsat fees: invoice, book, match and pay back; the balances follow from the journal."""

from typing import Annotated

import typer

from rugsat.cli.office_call import Case, Note, act, ask, office_app
from rugsat.cli.options import Json, day

fees_app = office_app("fees", "The fee ledger: invoice, book, match, refund, list, balance.")

Line = Annotated[str, typer.Argument(help="Line of the bank, by the bank's own reference.")]


@fees_app.command()
def invoice(context: typer.Context, case: Case, *, as_json: Json = False) -> None:
    """Demand the fee that the law sets for an application."""
    act(context, "invoice_fee", case=case, as_json=as_json)


@fees_app.command()
def book(  # noqa: PLR0913 - one parameter for each field of a line of the bank
    context: typer.Context,
    line: Line,
    *,
    received: Annotated[str, typer.Option(help="Day on which it came in.")],
    account: Annotated[str, typer.Option(help="Account that it came from.")],
    text: Annotated[str, typer.Option(help="Text of the payment, in which the reference stands.")],
    amount: Annotated[str, typer.Option(help="Amount, as in 125.50.")],
    currency: Annotated[str, typer.Option(help="Currency, as in TMT.")] = "TMT",
    as_json: Json = False,
) -> None:
    """Book a line of the bank, once, to the invoice that its text names."""
    act(
        context,
        "book_payment",
        bank_line=line,
        received_on=day(received),
        payer_account=account,
        text=text,
        amount=amount,
        currency=currency,
        as_json=as_json,
    )


@fees_app.command()
def match(
    context: typer.Context,
    line: Line,
    invoice: Annotated[str, typer.Argument(help="Reference of the invoice.")],
    *,
    as_json: Json = False,
) -> None:
    """Put money that came in without a reference to the invoice that it was meant for."""
    act(context, "match_payment", bank_line=line, invoice=invoice, as_json=as_json)


@fees_app.command()
def refund(
    context: typer.Context,
    line: Line,
    amount: Annotated[str, typer.Argument(help="Amount, as in 125.50.")],
    *,
    note: Note,
    as_json: Json = False,
) -> None:
    """Pay money back to the account that it came from."""
    act(context, "refund", bank_line=line, amount=amount, note=note, as_json=as_json)


@fees_app.command("list")
def list_(
    *,
    party: Annotated[str, typer.Option(help="Only those of this party.")] = "",
    as_json: Json = False,
) -> None:
    """List invoices with what is paid of them, and payments that wait for an officer."""
    ask("fees.listed", party=party, as_json=as_json)


@fees_app.command()
def receipt(line: Line, *, as_json: Json = False) -> None:
    """Show the receipt of a payment."""
    ask("fees.receipt", bank_line=line, as_json=as_json)


@fees_app.command()
def balance(*, as_json: Json = False) -> None:
    """Show the balance of every account; together they come to nought."""
    ask("fees.balances", as_json=as_json)
