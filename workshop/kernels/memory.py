"""Keep the pages that a fork shares from being written to.

A child that puts one new object into a gap between old ones copies the whole page around it. So the gaps are filled
before the fork, and the new objects of a child lie together. What is left are the reference counts of old objects.
"""

import ctypes
import gc
import sys

# CPython's small-object allocator serves sizes up to this many bytes, in steps of 16, from pools of at most 16 KiB.
_SMALL, _STEP, _POOL = 512, 16, 16384
_MOST_PLUGS = 50_000
_CHUNKS = (65536, 32768, 16384, 8192, 4096, 2048, 1536, 1024, 768, 528, 256, 128, 64, 24)
_MALLINFO2 = "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"
_plugs: list[object] = []


def freeze() -> None:
    """Fill the gaps, and put everything that lives out of the collector's sight: it writes to all it looks at."""
    gc.collect()
    plug_pools()
    plug_heap()
    gc.freeze()


def plug_pools() -> None:
    """Fill the gaps between CPython's small objects."""
    overhead = sys.getsizeof(b"")
    for size in range(3 * _STEP, _SMALL + 1, _STEP):
        in_a_row = previous = 0
        for _ in range(_MOST_PLUGS):
            plug = bytes(size - overhead)
            _plugs.append(plug)
            in_a_row = in_a_row + 1 if id(plug) - previous == size else 0
            previous = id(plug)
            # An unbroken row about as long as a pool is a pool that was empty: there are no gaps left.
            if in_a_row >= _POOL // size - 4:
                break


class _MallInfo2(ctypes.Structure):
    """What glibc tells about its main heap, in bytes; see mallinfo(3)."""

    _fields_ = [(name, ctypes.c_size_t) for name in _MALLINFO2]


def plug_heap() -> None:
    """Fill the gaps in glibc's main heap, up to the free space at its end; with another C library do nothing."""
    libc = ctypes.CDLL(None)
    try:
        info, malloc = libc.mallinfo2, libc.malloc
    except AttributeError:
        return
    info.restype = _MallInfo2
    malloc.restype, malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    plugs = 0
    for size in _CHUNKS:
        before = info()
        while before.fordblks - before.keepcost >= size and plugs < _MOST_PLUGS:
            malloc(size)
            plugs += 1
            after = info()
            if after.keepcost < before.keepcost:  # no gap was large enough, it came from the end
                break
            before = after
