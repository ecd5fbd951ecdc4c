"""Publishing the policy acts that are adopted."""

import fcntl
import json

from rugsat.evidence.lake.durable import sync_folder, write_durably
from rugsat.store.policy.models import PolicyAct, State
from rugsat.store.policy.published import Acts, place, published_acts


def adopted_acts() -> Acts:
    """The acts that are adopted, as the database has them."""
    rows = PolicyAct.objects.filter(state=State.ADOPTED).order_by("act").values_list("act", "text")
    return tuple((str(act), str(text)) for act, text in rows)


def publish_acts() -> None:
    """Publish the acts that are adopted; doing it again changes nothing.

    It comes after the transaction of an act and never within it, so nothing is published that is not adopted.
    """
    path = place()
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        sync_folder(path.parent.parent)
    # Held while the database is read, so that whoever publishes later has read it later.
    with (path.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        adopted = adopted_acts()
        if adopted != published_acts():
            write_durably(path, json.dumps(dict(adopted), ensure_ascii=False, indent=1).encode())
