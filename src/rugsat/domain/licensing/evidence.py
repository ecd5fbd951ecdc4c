"""What others than the applicant attest: each kind, what it is about, and the requirement that first asks for it."""

from dataclasses import dataclass

from rugsat.domain.licensing.discovery import requirement_named


@dataclass(frozen=True, slots=True)
class Evidence:
    """A kind of attestation."""

    kind: str
    about: str
    """What each attestation of it is about: connection, bank, site, party, person or customs."""
    requirement: str

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of the instruments whose applications need it."""
        return requirement_named(self.requirement).roles


OF_PROVIDERS = (
    Evidence("connection", "connection", "provider_attests_connection"),
    Evidence("separate_meter", "connection", "separate_meter"),
)
OF_BANKS = (
    Evidence("bank_relation", "bank", "partner_bank_confirms"),
    Evidence("capital", "party", "capital_confirmed"),
)
OF_BODIES = (
    Evidence("fire_certificate", "site", "fire_certificate"),
    Evidence("technical_certificate", "site", "technical_certificate"),
    Evidence("site_zoning", "site", "site_in_permitted_zone"),
    Evidence("company_register", "party", "registered_in_the_country"),
    Evidence("shareholders", "party", "no_barred_owner"),
    Evidence("identity", "person", "persons_screened"),
    Evidence("criminal_record", "person", "fit_and_proper"),
    Evidence("no_offshore_account", "person", "no_barred_owner"),
    Evidence("customs", "customs", "devices_declared"),
    Evidence("local_office", "party", "domestic_presence"),
    Evidence("server_location", "party", "servers_in_country"),
    Evidence("aml_qualification", "person", "aml_officer_and_programme"),
)
"""What bodies attest whom the authority has recognised for it; who may, the register says."""
ALL = {each.kind: each for each in (*OF_PROVIDERS, *OF_BANKS, *OF_BODIES)}
