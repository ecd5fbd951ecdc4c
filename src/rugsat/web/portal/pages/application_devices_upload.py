"""The machines of an application as a CSV file: taken in, and given out."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import ngettext
from rugsat.store.queries.own_application import says
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.uploads import takes_files
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.changing import change_list
from rugsat.web.portal.forms.device_file import COLUMNS, DeviceFile, read_devices, written

_ADD, _REPLACE = "add", "replace"
LARGEST_LIST = 16 << 20


class DevicesForm(forms.Form):
    """A file of machines, and what becomes of those that were named before."""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"how": _ADD}, use_required_attribute=False)
        self.fields["file"] = f.file(
            _("CSV file"), _("In UTF-8, with one machine in each line."), accept=".csv,text/csv"
        )
        choices = [
            (_ADD, _("Add these machines, and change those whose serial number is named already")),
            (_REPLACE, _("Put these machines in place of all that are named")),
        ]
        self.fields["how"] = f.one_of(_("What becomes of the machines that are named already?"), choices, radios=True)


@takes_files(LARGEST_LIST)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page."""
    told = says(case=case, party=visitor_of(request).party)
    form = DevicesForm(request.POST, request.FILES) if request.method == "POST" else DevicesForm()
    found, refused = DeviceFile(), None
    if form.is_bound and form.is_valid():
        found = read_devices(form.cleaned_data["file"].read(), [each["site"] for each in told["says"]["sites"]])
        if found.refusal:
            form.add_error("file", found.refusal)
        elif found.faults:
            form.add_error("file", _("Some rows cannot be taken, so nothing was: they are named below."))
        else:
            done = _take(request, told, found, replace=form.cleaned_data["how"] == _REPLACE)
            if not isinstance(done, Refused):
                return onward("application-list", case, "devices")
            refused = done
    return shown(
        request,
        "application_devices",
        refused=refused,
        title=_("Machines as a file"),
        record=told,
        form=form,
        found=found,
        columns=COLUMNS,
    )


@require_safe
def download(request: HttpRequest, case: str) -> HttpResponse:
    """The machines that the application names, or the first line alone where it names none, as a file."""
    told = says(case=case, party=visitor_of(request).party)
    response = HttpResponse(written(told["says"]["devices"]), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="machines.{told["case"]}.csv"'
    return response


def _take(request: HttpRequest, told: dict[str, Any], found: DeviceFile, *, replace: bool) -> Any:
    held = {} if replace else {each["serial"]: each for each in told["says"]["devices"]}
    held |= {each["serial"]: each for each in found.devices}
    count = len(found.devices)
    said = ngettext("{count} machine is taken from the file.", "{count} machines are taken from the file.", count)
    return change_list(request, told, "devices", [held[serial] for serial in sorted(held)], said.format(count=count))
