"""Poppler's tools, which read and verify PDFs by code that is none of ours."""

import shutil

import pytest

WITH_POPPLER = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="apt-get install poppler-utils runs this")
