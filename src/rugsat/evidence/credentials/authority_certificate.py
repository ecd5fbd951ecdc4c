"""The authority's X.509 certificates: a root of its own, and those of the keys that sign its documents."""

from datetime import UTC, date, datetime, time

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

_ROOT_YEARS, _DOCUMENT_YEARS = 30, 5
_COMMON_NAME = 64
"""Characters that X.520 allows a common name."""


def root_certificate(
    private: EllipticCurvePrivateKey, *, authority: str, jurisdiction: str, on: date
) -> x509.Certificate:
    """The root certificate of an authority, signed by itself; it is trusted because it was handed over apart."""
    name = _name(authority, jurisdiction, "root certificate")
    builder = _builder(name, name, private.public_key(), on, _ROOT_YEARS)
    usage = _usage(signs_certificates=True)
    key = x509.SubjectKeyIdentifier.from_public_key(private.public_key())
    return (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(key, critical=False)
        .sign(private, SHA256())
    )


def document_certificate(
    public: EllipticCurvePublicKey, root_key: EllipticCurvePrivateKey, root: x509.Certificate, *, since: date
) -> x509.Certificate:
    """The certificate of a key that signs documents, signed by the root."""
    organisation = root.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value
    country = root.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)[0].value
    name = _name(str(organisation), str(country), "certificates")
    issuer_key = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    authority_key = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer_key)
    builder = _builder(name, root.subject, public, since, _DOCUMENT_YEARS)
    return (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(authority_key, critical=False)
        .sign(root_key, SHA256())
    )


def _name(authority: str, jurisdiction: str, what: str) -> x509.Name:
    common = f"{authority}: {what}"
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, jurisdiction.upper()),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, authority[:_COMMON_NAME]),
            x509.NameAttribute(NameOID.COMMON_NAME, common if len(common) <= _COMMON_NAME else what),
        ]
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, public: EllipticCurvePublicKey, since: date, years: int
) -> x509.CertificateBuilder:
    last = since.replace(year=since.year + years, day=min(since.day, 28))
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.combine(since, time(), UTC))
        .not_valid_after(datetime.combine(last, time(), UTC))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    """A key signs either certificates or documents, and does nothing else."""
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
