"""Changing one list of what an application or an organisation says, with all else as it was."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest

from rugsat.kernel.language import gettext as _
from rugsat.store.queries import own_choices
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.call import Done
from rugsat.usecases.change_application import change_application
from rugsat.usecases.change_party import change_party
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.portal.forms.section import Content, Given, ItemForm, Section, with_item, without_item
from rugsat.web.portal.words import zones


def change_list(request: HttpRequest, told: Mapping[str, Any], name: str, items: Any, said: str) -> Done | Refused:
    """Let an application say something else of one list."""
    says = {**told["says"], name: items}
    return carried_out(request, change_application, said, case=told["case"], says=says)


def change_organisation(request: HttpRequest, told: Mapping[str, Any], changed: Content, said: str) -> Done | Refused:
    """Let the register say something else of the organisation."""
    return carried_out(request, change_party, said, party=told["party"], says={**told["says"], **changed})


def given_for(told: Mapping[str, Any], section: Section) -> Given:
    """What the form of one thing offers to choose from."""
    says, now = told["says"], moment.now()
    sites = [(each["site"], f"{each['site']}: {each['address']}"[:120]) for each in says.get("sites", ())]
    return Given(
        sites=sites,
        zones=zones() if section.name == "sites" else (),
        providers=own_choices.providers(now=now) if section.name == "connections" else (),
        banks=own_choices.banks(now=now) if section.name == "banks" else (),
        persons=[(each["person"], f"{each['person']}: {each['name']}") for each in says.get("persons", ())],
        owners=_owned(told),
    )


Change = Callable[[list[Content], str], Done | Refused]
"""Puts a list in place of the one that was said, with the words for whoever did it."""


def one_thing(request: HttpRequest, told: Mapping[str, Any], section: Section, change: Change) -> Done | dict[str, Any]:
    """What a page on one thing of a list shows; or, once the thing was saved or taken out by a form, what was done."""
    items, key = told["says"][section.name], request.GET.get("item", "")
    takes_out = request.method == "POST" and "take_out" in request.POST
    typed = request.POST if request.method == "POST" and not takes_out else None
    before = item_of(items, section, key) if request.method != "POST" else None
    form, refused = section.form(given_for(told, section), typed, before), None
    if takes_out or (form.is_bound and form.is_valid() and not clashes(form, items, section, key)):
        changed = without_item(items, section, key) if takes_out else with_item(items, section, form.content(), key)
        done = change(changed, _("It is taken out.") if takes_out else _("It is saved."))
        if not isinstance(done, Refused):
            return done
        refused = done
    title = _("Change: {thing}") if key else _("Add: {thing}")
    title = title.format(thing=section.words().one)
    return {"refused": refused, "title": title, "record": told, "section": section, "form": form, "key": key}


def item_of(items: list[Content], section: Section, key: str) -> Content | None:
    """The thing of that key; None where none is asked for, and an error where there is none."""
    if not key:
        return None
    found = next((each for each in items if section.key(each) == key), None)
    if found is None:
        message = _("There is no {thing} '{key}' any more: look at the list again.").format(
            thing=section.words().one, key=key[:100]
        )
        raise NotOnTheRegisterError(message)
    return found


def clashes(form: ItemForm, items: list[Content], section: Section, key: str) -> bool:
    """Whether another thing of that name stands in the list already; the form then says so.

    The very same thing is none: a form that is sent twice adds one.
    """
    item = form.content()
    others = [each for each in items if section.key(each) == section.key(item) != key]
    if not others or all(str(others[0].get(name) or "") == str(value or "") for name, value in item.items()):
        return False
    message = _("There is '{key}' in the list already: change it there, or take another name.")
    form.add_error(None, message.format(key=section.key(item)))
    return True


def _owned(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a share can be held of: the organisation itself, and legal persons among its persons."""
    says = told["says"]
    if "persons" not in says:
        return []
    own = (told["party"], f"{told['party']}: {says['name']}")
    return [
        own,
        *((each["person"], f"{each['person']}: {each['name']}") for each in says["persons"] if not each["natural"]),
    ]
