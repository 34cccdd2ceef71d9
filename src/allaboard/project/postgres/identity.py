"""Lets PostgreSQL, which refuses to run as root, run for root without touching anybody's rights."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from allaboard.project.postgres.capabilities import keep_reaching_files_without_root
from allaboard.project.processes.ending import die_with_parent

NEW_USER_NAMESPACE = 0x10000000  # CLONE_NEWUSER of <sched.h>
ROOT, NOBODY = 0, 65534


def before_exec(data_folder: Path) -> Callable[[], None]:
    """What the child does between fork and exec: die with its parent, and not be root.

    Root becomes `nobody` inside a user namespace, so files stay root's and no folder's
    rights change. Where the kernel forbids that, as in most containers, the data folder is
    given to `nobody`, who keeps of root's power only what leads to it through root's own folders.
    """
    as_root = os.geteuid() == 0
    namespace = as_root and _namespace_permitted()
    if as_root:
        _give(data_folder, ROOT if namespace else NOBODY)

    def prepare() -> None:
        if namespace:
            _enter_namespace()
        elif as_root:
            with keep_reaching_files_without_root():
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
        die_with_parent(signal.SIGINT)  # last: the kernel forgets it when the user changes

    return prepare


def _enter_namespace() -> None:
    user, group = os.geteuid(), os.getegid()
    if ctypes.CDLL(None, use_errno=True).unshare(NEW_USER_NAMESPACE) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")


def _namespace_permitted() -> bool:
    """Try it in a fork, because a failed attempt cannot be undone."""
    if sys.platform != "linux":
        return False
    child = os.fork()
    if child == 0:
        try:
            _enter_namespace()
            os._exit(0 if os.geteuid() == NOBODY else 1)
        except OSError:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _give(folder: Path, user: int) -> None:
    """Let the one of the two own the folder; what is somebody else's stays theirs."""
    for place in (folder, *folder.rglob("*")):
        if place.lstat().st_uid in {ROOT, NOBODY} - {user}:
            os.chown(place, user, user, follow_symlinks=False)
