"""How much of the machine's memory our own PostgreSQL takes for itself."""

import os
from pathlib import Path

MEGABYTE = 1 << 20
SHARE, LEAST, MOST = 8, 256 * MEGABYTE, 4096 * MEGABYTE
LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def memory_settings(memory: int) -> dict[str, str]:
    """An eighth of the memory for pages in use, within reason; it is taken only as it is needed.

    Args:
        memory: bytes that this machine or container has, at least 1.
    """
    pages = min(max(memory // SHARE, LEAST), MOST)
    return {
        "shared_buffers": f"{pages // MEGABYTE}MB",
        "effective_cache_size": f"{max(memory // 2, pages) // MEGABYTE}MB",
    }


def memory_of_machine(limits: tuple[Path, ...] = LIMITS) -> int:
    """Bytes of memory that this process may count on: the machine's, or less in a container that is held to it."""
    known = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for limit in limits:
        said = limit.read_text().strip() if limit.exists() else ""
        known += [int(said)] if said.isdecimal() else []
    return min(known)
