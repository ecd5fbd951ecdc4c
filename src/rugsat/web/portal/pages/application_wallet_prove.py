"""Proving the control of a wallet: a message that the authority makes, and what its key answers to it."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_transfers import is_coming
from rugsat.store.queries.own_wallets import challenge, wallets
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.challenge_wallet import challenge_wallet
from rugsat.usecases.prove_wallet import prove_wallet
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.asked import text_of
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown


class ProofForm(forms.Form):
    """What the key of the wallet has signed."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        hint = _("What your wallet gives out when it signs the message, as it is.")
        self.fields["signature"] = f.words(_("Signature"), hint, rows=4)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page; the wallet and the number of the message stand in its address."""
    party, account, nonce = visitor_of(request).party, request.GET.get("wallet", ""), text_of(request, "message")
    held = next((each for each in wallets(case=case, party=party) if each["account"] == account), None)
    if held is None:
        message = _("The application names no such wallet: look at the list of its wallets.")
        raise NotOnTheRegisterError(message)
    passes = is_coming(case=case, party=party)
    asks = request.method == "POST" and "ask" in request.POST
    form = ProofForm(request.POST if request.method == "POST" and not asks else None)
    refused = None
    if asks:
        made = carried_out(request, challenge_wallet, _("The message is made."), case=case, account=account)
        if not isinstance(made, Refused):
            return onward("application-wallet", case, query=_query(account, str(made.told["nonce"])))
        refused = made
    elif form.is_bound and form.is_valid():
        signature = form.cleaned_data["signature"].strip()
        said = _("The signature is verified: the wallet is yours.")
        done = carried_out(request, prove_wallet, said, nonce=nonce, signature=signature)
        if not isinstance(done, Refused):
            return onward("application-coming", case) if passes else onward("application-list", case, "wallets")
        refused = done
    return shown(
        request,
        "application_wallet",
        refused=refused,
        title=_("Prove that the wallet is yours"),
        case=case,
        passes=passes,
        wallet=held,
        challenge=challenge(case=case, party=party, account=account, nonce=nonce) if nonce else None,
        form=form,
    )


def _query(account: str, nonce: str) -> str:
    return urlencode({"wallet": account, "message": nonce})
