"""Says how long the stages of the tests took, and how long each may take: stages.py CLONE STARTED.

Reads what Maven reported since STARTED, in seconds of the system's clock. A stage over its budget is a warning, no
failure: how fast a machine is, is not the tests' to judge.
"""

import sys
import time
import xml.etree.ElementTree as xml
from pathlib import Path

# Minutes, on two quiet cores.
BUDGETS = {
    "build and static checks": 5,
    "unit tests": 8,
    "data": 6,
    "launcher, commands, documents": 4,
    "bundle and Binder": 4,
    "notebooks": 9,
    "browser": 4,
    "main job": 1,
}

MODULES = {"mpssl-lib": "unit tests", "data-prep": "data", "tests": "launcher, commands, documents"}

CLASSES = {
    "BinderTests": "bundle and Binder",
    "BrowserTests": "browser",
    "OfflineBundleTests": "bundle and Binder",
    "PlaygroundPageTests": "browser",
    "CourseRunTests": "notebooks",
    "CourseTests": "notebooks",
    "LinksTests": "notebooks",
    "NotebookTests": "notebooks",
    "NotebooksCommandTests": "notebooks",
    "StableOutputsTests": "notebooks",
    "MainJobTests": "main job",
}


def seconds(root, started):
    """The seconds of each stage whose tests were run."""
    spent = {}
    for module, stage in MODULES.items():
        for report in (root / module / "target" / "surefire-reports").glob("TEST-*.xml"):
            if report.stat().st_mtime >= started:
                suite = xml.parse(report).getroot()
                name = CLASSES.get(suite.get("name").rpartition(".")[2], stage)
                spent[name] = spent.get(name, 0) + float(suite.get("time").replace(",", ""))
    return spent


def line(stage, spent, budget):
    over = spent - 60 * budget
    warning = f"; WARNING: over its budget by {over:.0f} s" if over > 0 else ""
    return f"=== {stage}: {spent:.0f} s of {60 * budget} s{warning}"


def main(root, started):
    started = float(started)
    spent = seconds(Path(root), started)
    spent["build and static checks"] = time.time() - started - sum(spent.values())
    for stage, budget in BUDGETS.items():
        if stage in spent:
            print(line(stage, spent[stage], budget))


if __name__ == "__main__":
    main(*sys.argv[1:])
