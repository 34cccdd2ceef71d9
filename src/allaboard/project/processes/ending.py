"""What all our child processes have in common."""

import ctypes
import signal
import sys

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <sys/prctl.h>


def die_with_parent(number: signal.Signals) -> None:
    """Let this process get the signal when its parent ends, however that ends; called between fork and exec.

    Only Linux offers it; elsewhere a killed parent leaves its children running.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, number)
