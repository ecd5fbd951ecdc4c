"""What an application says of the places, machines, wallets and banks that it is about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rugsat.domain.licensing.facts import BankRelation, Connection, Device, Site, Wallet
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.record import read_record, to_plain
from rugsat.store.licensing import models
from rugsat.store.room import refuse_longer
from rugsat.usecases.plain_text import refuse_no_name

_MOST_W = 10**15
"""More watts than all that mankind uses: a sum of such numbers still fits into a column."""


class ApplicationRefusedError(RugsatError):
    """An application that cannot be kept as it was written."""


@dataclass(frozen=True, slots=True)
class ApplicationForm:
    """An application as it is written down; persons and owners stand with the party."""

    sites: tuple[Site, ...] = ()
    connections: tuple[Connection, ...] = ()
    devices: tuple[Device, ...] = ()
    wallets: tuple[Wallet, ...] = ()
    banks: tuple[BankRelation, ...] = ()
    plans: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def items(self) -> Iterator[tuple[str, str, dict[str, object]]]:
        """Everything that it names: kind, key within the kind, and content."""
        for kind, key, things in (
            ("site", lambda each: each.site, self.sites),
            ("connection", lambda each: each.connection, self.connections),
            ("device", lambda each: each.serial, self.devices),
            ("wallet", lambda each: each.account, self.wallets),
            ("bank", lambda each: f"{each.bank} {each.account}", self.banks),
        ):
            yield from ((kind, key(each), to_plain(each)) for each in things)
        yield from (("plan", name, to_plain(plan)) for name, plan in self.plans.items())


def read_application(content: Mapping[str, object]) -> ApplicationForm:
    """Read and judge what was written; the error names the field."""
    form = read_record(ApplicationForm, content, place="application")
    seen = set[tuple[str, str]]()
    for kind, key, _ in form.items():
        if (kind, key) in seen:
            message = f"application: the {kind} {key} is named twice; name it once"
            raise ApplicationRefusedError(message)
        seen.add((kind, key))
    for kind, key, _ in form.items():
        refuse_no_name(key, f"application: a {kind}")
    _refuse_no_room(form)
    _refuse_impossible(form)
    sites = {site.site for site in form.sites}
    for kind, key, site in (
        *(("connection", each.connection, each.site) for each in form.connections),
        *(("device", each.serial, each.site) for each in form.devices),
    ):
        if site not in sites:
            message = f"application: the {kind} {key} is at the site {site}, which is not among the sites; add it"
            raise ApplicationRefusedError(message)
    return form


def _refuse_no_room(form: ApplicationForm) -> None:
    """Refuse now what the register would have no room for when the application is granted."""
    columns: tuple[tuple[type[Any], Iterable[Any]], ...] = (
        (models.Site, form.sites),
        (models.Connection, form.connections),
        (models.Device, form.devices),
        (models.BankRelation, form.banks),
    )
    for model, things in columns:
        for each in things:
            refuse_longer(model, to_plain(each), place=f"application.{model.__name__.lower()}")
    for wallet in form.wallets:
        values = {"wallet": wallet.account, "purpose": wallet.purpose}
        refuse_longer(models.Wallet, values, place="application.wallet")
    for name in form.plans:
        refuse_longer(models.Item, {"key": name}, place="application.plan")


def _refuse_impossible(form: ApplicationForm) -> None:
    """Refuse numbers that nothing on earth has: what is measured is more than nothing and a place is on the globe."""
    watts = [(f"connection {each.connection}", each.capacity_w) for each in form.connections]
    watts += [(f"device {each.serial}", each.nominal_w) for each in form.devices]
    wrong = [f"the {what} has {value} W" for what, value in watts if not 0 < value < _MOST_W]
    wrong += [
        f"the device {each.serial} has {each.nominal_th_s} TH/s" for each in form.devices if each.nominal_th_s <= 0
    ]
    for site in form.sites:
        for degrees, most in ((site.latitude, 90), (site.longitude, 180)):
            if degrees is not None and abs(degrees) > most:
                wrong.append(f"the site {site.site} lies at {degrees} degrees")
    if wrong:
        message = f"application: {wrong[0]}, which cannot be; write what is so"
        raise ApplicationRefusedError(message)
