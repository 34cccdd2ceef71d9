"""One power of root's that a process may keep when it stops being root: to reach files whoever owns them."""

import contextlib
import ctypes
import sys
from collections.abc import Iterator

# PR_SET_SECUREBITS of <sys/prctl.h> and SECBIT_NO_SETUID_FIXUP of <linux/securebits.h>: another user keeps what root
# had, and access(2), by which PostgreSQL looks for its own programs, counts it.
SECURE_BITS, KEEP_WHEN_USER_CHANGES = 28, 1 << 2
AMBIENT, RAISE = 47, 2  # PR_CAP_AMBIENT and PR_CAP_AMBIENT_RAISE of the same
VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3 of <linux/capability.h>
REACH_FILES = 1  # CAP_DAC_OVERRIDE of the same


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable"))


@contextlib.contextmanager
def keep_reaching_files_without_root() -> Iterator[None]:
    """Let this process, which becomes another user in the block, keep that power and no other, for what it runs too.

    Where the machine does not grant it, the process goes on without: it may reach all it needs anyhow.
    """
    if sys.platform != "linux":
        yield
        return
    library = ctypes.CDLL(None)
    library.prctl(SECURE_BITS, KEEP_WHEN_USER_CHANGES, 0, 0, 0)
    yield
    power = 1 << REACH_FILES
    sets = (_Sets * 2)(_Sets(power, power, power))
    library.capset(ctypes.byref(_Header(VERSION, 0)), ctypes.byref(sets))
    library.prctl(AMBIENT, RAISE, REACH_FILES, 0, 0)
