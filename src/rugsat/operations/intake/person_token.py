"""Person tokens: one person is one token over all exchanges, and nobody can find the identifier from it."""

import base64
import hashlib
import hmac

import polars as pl

from rugsat.kernel.identifiers.identity_document import normalised
from rugsat.kernel.sealed import Identifier, SealError, open_sealed
from rugsat.operations.intake.authority_keys import AuthorityKeys


def person_token(identifier: Identifier, *, keys: AuthorityKeys) -> str:
    """Make the token of an identifier: `<key>.<HMAC-SHA256, base64url>` over country, document type and number.

    Raises ValueError, which says what was expected but never repeats the identifier.
    """
    number = normalised(identifier.text, document=identifier.document, country=identifier.country)
    message = "\x1f".join((identifier.country, identifier.document, number)).encode()
    digest = hmac.new(keys.token_keys[keys.token_key], message, hashlib.sha256).digest()
    return f"{keys.token_key}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def person_tokens(sealed: pl.Series, *, keys: AuthorityKeys) -> pl.DataFrame:
    """Make the tokens of a column of sealed identifiers, looking at each distinct text once.

    Gives one row per value, in order: `token` (null where there is none) and `expected` (null where there is no fault).
    """
    distinct = sealed.unique().drop_nulls()
    judged = [_judged(text, keys) for text in distinct]
    schema = {"token": pl.String, "expected": pl.String}
    known = pl.DataFrame(judged, schema=schema, orient="row").with_columns(distinct.alias("sealed"))
    values = pl.DataFrame({"sealed": sealed.cast(pl.String)})
    return values.join(known, on="sealed", how="left", maintain_order="left").select("token", "expected")


def _judged(text: str, keys: AuthorityKeys) -> tuple[str | None, str | None]:
    try:
        return person_token(open_sealed(text, keys=keys.opening), keys=keys), None
    except (SealError, ValueError) as error:
        return None, str(error)
