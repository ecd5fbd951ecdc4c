"""Sessions in the database, as Django keeps them; the one of a request is asked for in words that are made once."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from rugsat.store.prepared import Prepared


class SessionStore(db.SessionStore):
    """A session, whose data are those that Django's own store writes and reads."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing where there is none of its key, or it has run out."""
        for (data,) in _SESSION(key=self.session_key or "", at=timezone.now()):
            return dict(self.decode(data))
        self._session_key = None
        return {}


def _of_key(key: str, at: datetime) -> QuerySet[Session, Any]:
    return Session.objects.filter(session_key=key, expire_date__gt=at).values_list("session_data")


_SESSION = Prepared(_of_key)
