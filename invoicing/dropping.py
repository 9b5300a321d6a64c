"""An e-invoice's file into the operator's folder: once, whatever happens to the worker in the midst of it.

The whole file is written under a name that no operator reads, the row is stamped, and then the file takes its own name
in one step. Whoever finds a stamped row whose worker has died sees which of the two was done last: while the first name
is there, nothing had gone. Where both are gone the operator has taken the file, or somebody has tidied up: uncertain.
"""

import hashlib
import logging
import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from tyonohjaus.lib import clock
from tyonohjaus.lib.claim import claim, due

from .models import Sending

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
AT_ONCE = 200


def drop(pk: object) -> None:
    """Unless another has it, or it has gone."""
    row = claim(Sending.objects.waiting(), lease=LEASE, pk=pk)
    if row is None:
        return
    try:
        if row.handed_over_at is None and not _lay(row):
            return  # another worker has taken it in the meantime
        _name(row)
    except OSError as problem:
        row.put_back(problem=type(problem).__name__, until=clock.machine_now() + timedelta(minutes=2**row.attempts))


def drop_all() -> None:
    """What no worker holds, the oldest first; one that cannot go stops no other."""
    for pk in due(Sending.objects.waiting().order_by("at"), limit=AT_ONCE):
        try:
            drop(pk)
        except Exception:
            log.exception("An e-invoice was not dropped")


def _lay(row: Sending) -> bool:
    """The whole file, safely on the disk, under a name of this attempt; and the row says so. Raises OSError."""
    assert row.content is not None
    folder = _folder()
    if (folder / row.file_name).exists():
        raise FileExistsError  # nobody's file is written over
    for left in _laid(row):
        left.unlink(missing_ok=True)
    laid = folder / f".{row.file_name}.{row.attempts}.part"
    with laid.open("xb") as file:
        file.write(row.content)
        file.flush()
        os.fsync(file.fileno())
    _settle(folder)
    if row.hand_over():
        return True
    laid.unlink(missing_ok=True)
    return False


def _name(row: Sending) -> None:
    """From the laid file to the one that the operator reads, in one step. Raises OSError."""
    folder = _folder()
    for laid in _laid(row):
        with suppress(FileNotFoundError):  # another worker of this row was faster
            laid.rename(folder / row.file_name)
            _settle(folder)
            row.mark_sent()
            return
    if _is_there(row):
        row.mark_sent()
    else:
        row.mark_uncertain()


def _is_there(row: Sending) -> bool:
    with suppress(FileNotFoundError):
        return hashlib.sha256((_folder() / row.file_name).read_bytes()).hexdigest() == row.sha256
    return False


def _laid(row: Sending) -> list[Path]:
    return list(_folder().glob(f".{row.file_name}.*.part"))


def _settle(folder: Path) -> None:
    """The names in it, too, outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _folder() -> Path:
    """Raises NotADirectoryError where there is none: it may be away for a while, and nothing is made in its place."""
    folder = Path(settings.EINVOICE_DROP_DIR)
    if not settings.EINVOICE_DROP_DIR or not folder.is_dir():
        raise NotADirectoryError
    return folder
