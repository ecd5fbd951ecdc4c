"""Documents as they are chosen in a form."""

from django.core.files.uploadedfile import SimpleUploadedFile


def paper(name: str, content: bytes = b"%PDF-1.7 a paper") -> SimpleUploadedFile:
    """A document."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")
