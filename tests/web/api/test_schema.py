"""The reference tells the truth: whatever may be asked by it is answered as it says."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from jsonschema_rs import Draft202012Validator
from schemathesis.config import SchemathesisConfig

from rugsat.web.api.urls import api as service
from tests.web.api.server import Served, served

DOCUMENT = service.get_openapi_schema()


def test_every_operation_says_what_it_is_and_every_error_is_a_problem():
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            place = f"{method} {path}"
            assert operation["description"].strip().endswith("."), place
            for status, response in operation["responses"].items():
                media = set(response.get("content", {}))
                assert (media == {"application/problem+json"}) is (int(status) >= 400), (place, status)


def test_every_schema_of_the_reference_is_one():
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator(schema | {"components": DOCUMENT["components"]})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


# What is written as the reference says can still be refused by the law or the register, and then with 422.
CONFIG = SchemathesisConfig.from_dict(
    {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 403, 404, 409, 422]}}}
)
schema = schemathesis.openapi.from_dict(DOCUMENT, config=CONFIG)


@pytest.mark.prove
@schema.parametrize()
@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
def test_whatever_is_asked_is_answered_as_the_reference_says(case: Any, office: Served):
    case.call_and_validate(base_url=office.address, headers={"Authorization": f"Bearer {office.tokens['kerim']}"})
