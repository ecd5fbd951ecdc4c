"""Sites as points of the map, of the authorisations that stand on the day that is asked about."""

import re
from datetime import date
from decimal import Decimal

from django.test import Client

from rugsat.kernel.period import Period
from rugsat.law.outline import outline_of
from rugsat.store.bitemporal import Said, write
from rugsat.store.licensing.models import Site
from rugsat.store.queries.public.lists import Spot
from rugsat.web.layout.map_points import points_of
from tests.usecases.people import Office
from tests.web.register.conftest import suspend_it

POINT = re.compile(r'<circle class="over" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"[^>]*><title>([^<]*)</title>')


def add(office: Office, number: str, site: str, **places: object) -> None:
    values = {
        "authorisation_id": number,
        "address": f"Road {site}",
        "zone": "mary",
        "latitude": None,
        "longitude": None,
    }
    said = [Said({"site": site}, values | places)]
    write(Site, said, period=Period(date(2026, 1, 1)), at=office.now, act="earlier")


def test_a_site_is_a_point_where_it_lies_with_its_address(office: Office, client: Client, number: str):
    ((across, down, _, title),) = POINT.findall(client.get("/map").content.decode())
    assert title == "Mary, Industrial zone 4"
    assert (float(across), float(down)) == (237, 169)


def test_sites_on_one_spot_are_one_point_that_says_how_many(office: Office, client: Client, number: str):
    add(office, number, "s-2", latitude="37.601", longitude="61.831")
    ((_, _, radius, title),) = POINT.findall(client.get("/map").content.decode())
    assert title == "2 sites"
    assert float(radius) > 3


def test_a_site_without_a_position_is_in_the_list_and_counted_and_no_point(office: Office, client: Client, number: str):
    add(office, number, "s-3")
    page = client.get("/map").content.decode()
    assert len(POINT.findall(page)) == 1
    assert "1 of 2 sites are drawn as points" in page
    assert "Road s-3" in page


def test_a_site_that_was_not_yet_there_is_no_point_of_that_day(office: Office, client: Client, number: str):
    assert POINT.findall(client.get("/map?on=2026-02-01").content.decode()) == []


def test_a_suspended_site_stays_a_point(office: Office, client: Client, number: str):
    suspend_it(office)
    assert len(POINT.findall(client.get("/map").content.decode())) == 1


def test_a_position_outside_of_the_country_is_no_point():
    spots = [Spot(Decimal(0), Decimal(0), "nowhere"), Spot(Decimal("37.6"), Decimal("61.83"), "Mary")]
    assert [point.title for point in points_of(spots, outline_of("tm"))] == ["Mary"]


def test_where_no_drawing_is_known_there_are_no_points():
    assert points_of([Spot(Decimal("37.6"), Decimal("61.83"), "Mary")], None) == []


def test_an_address_is_shown_on_the_map_as_text(office: Office, client: Client, number: str):
    add(office, number, "s-4", latitude="40.0", longitude="54.0", address="</title><script>alert(1)</script>")
    assert "<script>alert" not in client.get("/map").content.decode()
