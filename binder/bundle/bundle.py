"""The two steps of ./workbench bundle that are easier in Python.

bundle.py files ROOT STAGE with|without    copies the files named on standard input, each ended by a NUL
bundle.py archive STAGE NAME FILE          packs the stage into a tar.gz, under a folder NAME
"""

import os
import shutil
import sys
import tarfile
import time
from pathlib import Path

SOLUTIONS = "notebooks/exercises/solutions/"


def files(root, stage, solutions):
    for name in filter(None, sys.stdin.buffer.read().decode().split("\0")):
        name = name.removeprefix("./")
        source = Path(root, name)
        # Tracked and deleted since, or a submodule.
        if not source.is_file() or (solutions == "without" and name.startswith(SOLUTIONS)):
            continue
        target = Path(stage, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def archive(stage, name, file):
    """Every file readable by all who unpack it, of nobody in particular, in the order of their names.

    offline/made-for comes last: an archive that was cut lacks it.
    """
    stage = Path(stage)
    last = stage / "offline" / "made-for"
    now = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))

    def plain(info):
        info.uid = info.gid = 0
        info.uname = info.gname = ""
        info.mode = 0o755 if info.isdir() or info.mode & 0o100 else 0o644
        info.mtime = now
        return info

    # Nearly all of it is compressed already.
    with tarfile.open(file, "w:gz", compresslevel=1) as tar:
        paths = sorted(path for path in stage.rglob("*") if path != last)
        for path in [*paths, last]:
            tar.add(path, f"{name}/{path.relative_to(stage)}", recursive=False, filter=plain)


if __name__ == "__main__":
    {"files": files, "archive": archive}[sys.argv[1]](*sys.argv[2:])
