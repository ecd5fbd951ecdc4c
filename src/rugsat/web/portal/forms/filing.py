"""The form by which a return is filed or checked: what it is, and the file."""

from typing import Any

from django import forms

from rugsat.domain.returns.filing import Filing, FilingKind
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.kernel.period import ReportingPeriod
from rugsat.web.layout.uploads import empty_file
from rugsat.web.portal import fields as f
from rugsat.web.portal.words import filing_kind_word

_ACCEPT = ".csv,.tsv,.ndjson,.jsonl,.parquet,.xlsx,.xml,.gz,.zst"


class FilingForm(forms.Form):
    """Which return, for which period, as what; and the file. What is left out, the name of the file must say."""

    def __init__(self, party: str, returns: list[dict[str, Any]], data: Any = None, files: Any = None, **begun: Any):
        super().__init__(data, files, initial={"kind": "original", **begun}, use_required_attribute=False)
        self.party = party
        choices = [(each["return"], in_language(each["title"])) for each in returns]
        self.fields["return"] = f.one_of(
            _("Return"), choices, _("Leave it open where the name of the file says all."), required=False
        )
        self.fields["period"] = f.text(
            _("Period"), _("As in 2026-01, 2026-Q1, 2026 or 2026-01-31."), required=False, longest=16
        )
        kinds = [(each.value, filing_kind_word(each.value)) for each in FilingKind]
        self.fields["kind"] = f.one_of(_("It is filed as"), kinds, required=False, radios=True)
        self.fields["part"] = f.text(_("Part"), _("Of a return that is filed in parts."), required=False, longest=20)
        self.fields["file"] = f.file(
            _("File"),
            _("CSV, Excel, Parquet, XML or JSON lines, plain or packed. A nil return and a cancellation have none."),
            accept=_ACCEPT,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """What is filed, from the fields or from the name of the file."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            filing = self._filing(cleaned)
        except (RugsatError, ValueError) as error:
            self.add_error("period" if cleaned.get("return") else "file", str(error))
            return cleaned
        if filing.kind.has_rows and not cleaned.get("file"):
            self.add_error("file", _("Choose the file, or file it as nil where there is nothing to report."))
        if filing.sender != self.party:
            message = _("The file is named for {sender}, and you file for {party}: name it anew.")
            self.add_error("file", message.format(sender=filing.sender, party=self.party))
        return {**cleaned, "filing": filing, "file": cleaned.get("file") or empty_file()}

    def _filing(self, cleaned: dict[str, Any]) -> Filing:
        file = cleaned.get("file")
        if not cleaned["return"]:
            return Filing.of_file(file.name if file else "")
        return Filing(
            sender=self.party,
            return_name=cleaned["return"],
            period=ReportingPeriod.parse(cleaned["period"].strip()),
            kind=FilingKind(cleaned["kind"] or "original"),
            part=cleaned["part"].strip(),
        )
