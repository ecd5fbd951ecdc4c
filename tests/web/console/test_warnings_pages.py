"""Warnings about firms on the pages of the console: drafted by one officer, signed by another, withdrawn by two."""

import pytest
from django.test import Client

from rugsat.store.parties.models import FirmWarning, WarningDraft
from tests.usecases.people import Office, warn
from tests.web.signed import signed_in

FORM = {
    "name": "Altyn Coin",
    "names": "Алтын Коин\n",
    "websites": "altyncoin.top\nt.me/altyncoin",
    "instrument": "exchange_licence",
    "ground": "Offers the exchange of crypto-assets and holds no licence.",
    "basis": "law",
    "rests_on": "Law on virtual assets, an article",
}
SAYS = FORM | {"names": ["Алтын Коин"], "websites": ["altyncoin.top", "t.me/altyncoin"]}


@pytest.fixture
def serdar(office: Office) -> Client:
    return signed_in("serdar")


def drafted(client: Client, **more: str) -> WarningDraft:
    answer = client.post("/console/warnings/draft/", {**FORM, "act_key": "draft-1", **more})
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    return WarningDraft.objects.order_by("-drafted_at").first()  # type: ignore[return-value]


def act(client: Client, draft: WarningDraft, **sent: object) -> object:
    asked = {"act_key": f"act-{draft.version}", "act_seen": draft.version, **sent}
    return client.post(f"/console/warnings/drafts/{draft.draft}/", asked)


def test_a_warning_goes_from_draft_to_the_public_by_two_officers(serdar: Client, office: Office):
    draft = drafted(serdar)
    assert not FirmWarning.objects.exists()
    page = serdar.get(f"/console/warnings/drafts/{draft.draft}/").content.decode()
    assert "another officer signs it" in page
    assert "Sign, and warn the public" not in page
    assert act(serdar, draft, do="sign").status_code == 403
    sona = signed_in("sona")
    assert draft.draft in sona.get("/console/warnings/").content.decode()
    page = sona.get(f"/console/warnings/drafts/{draft.draft}/").content.decode()
    for word in ("Sign, and warn the public", "Алтын Коин", FORM["ground"], "t.me/altyncoin"):
        assert word in page
    assert act(sona, draft, do="sign").status_code == 303
    given = FirmWarning.objects.get()
    assert (given.names, given.websites) == (SAYS["names"], SAYS["websites"])
    page = sona.get("/console/warnings/").content.decode()
    assert draft.draft not in page
    assert f"/warnings/{given.warning}" in page


def test_what_is_wrong_is_said_beside_its_field_or_above_and_what_was_written_is_kept(serdar: Client):
    answer = serdar.post("/console/warnings/draft/", {**FORM, "ground": "", "act_key": "k"})
    assert answer.status_code == 422
    assert "Altyn Coin" in answer.content.decode()
    answer = serdar.post("/console/warnings/draft/", {**FORM, "country": "XX", "act_key": "k"})
    assert answer.status_code == 400
    assert "is no country" in answer.content.decode()
    assert "t.me/altyncoin" in answer.content.decode()
    assert not WarningDraft.objects.exists()


def test_a_draft_sent_twice_is_drafted_once(serdar: Client):
    drafted(serdar)
    drafted(serdar)
    assert WarningDraft.objects.count() == 1


def test_a_warning_that_is_given_is_changed_and_withdrawn_by_two_officers(serdar: Client, office: Office):
    number = warn(office, SAYS).subject
    page = serdar.get(f"/console/warnings/draft/?warning={number}").content.decode()
    assert 'value="Altyn Coin"' in page
    answer = serdar.post(
        f"/console/warnings/draft/?warning={number}", {**FORM, "websites": "altyncoin.icu", "act_key": "c"}
    )
    assert answer.status_code == 303
    draft = WarningDraft.objects.get(state="draft")
    dilber = signed_in("dilber")
    page = dilber.get(f"/console/warnings/drafts/{draft.draft}/").content.decode()
    assert "What the warning says today" in page
    assert act(dilber, draft, do="sign").status_code == 303
    held = FirmWarning.objects.get(superseded_at__isnull=True)
    assert held.websites == ["altyncoin.icu"]
    assert serdar.post(f"/console/warnings/{number}/withdraw/", {"note": "", "act_key": "w"}).status_code == 422
    assert serdar.post(f"/console/warnings/{number}/withdraw/", {"note": "licensed", "act_key": "w"}).status_code == 303
    draft = WarningDraft.objects.get(state="draft")
    assert act(serdar, draft, do="sign").status_code == 403
    assert act(dilber, draft, do="sign", act_key="x").status_code == 303
    assert not FirmWarning.objects.filter(superseded_at__isnull=True, until__isnull=True).exists()


def test_a_draft_is_dropped_with_a_reason_and_is_signed_no_more(serdar: Client):
    draft = drafted(serdar)
    assert act(serdar, draft, do="drop", note="").status_code == 400
    assert act(serdar, draft, do="drop", note="not yet", act_key="d").status_code == 303
    page = serdar.get(f"/console/warnings/drafts/{draft.draft}/").content.decode()
    assert "Dropped" in page
    assert "not yet" in page
    assert act(signed_in("dilber"), draft, do="sign").status_code == 409


def test_an_officer_who_may_not_warn_sees_the_drafts_and_is_offered_nothing(serdar: Client):
    draft = drafted(serdar)
    merdan = signed_in("merdan")
    page = merdan.get("/console/warnings/").content.decode()
    assert draft.draft in page
    assert "Draft a warning" not in page
    assert "What you can do" not in merdan.get(f"/console/warnings/drafts/{draft.draft}/").content.decode()
    assert merdan.get("/console/warnings/draft/").status_code == 404


def test_what_is_not_there_is_not_found(serdar: Client):
    assert serdar.get("/console/warnings/drafts/warning_draft_2026_9999/").status_code == 404
    assert serdar.get("/console/warnings/draft/?warning=TM-W-2026-000001-11").status_code == 404
    assert serdar.get("/console/warnings/TM-W-2026-000001-11/withdraw/").status_code == 404
