"""What an application says of the places, machines, wallets and banks that it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rugsat.domain.licensing.facts import BankRelation, Connection, Device, Site, Wallet
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.record import read_record, to_plain


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
    sites = {site.site for site in form.sites}
    for kind, key, site in (
        *(("connection", each.connection, each.site) for each in form.connections),
        *(("device", each.serial, each.site) for each in form.devices),
    ):
        if site not in sites:
            message = f"application: the {kind} {key} is at the site {site}, which is not among the sites; add it"
            raise ApplicationRefusedError(message)
    return form
