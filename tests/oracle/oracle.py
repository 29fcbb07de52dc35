"""Recomputes the results of traces in PyTorch, in float64, and compares.

usage: oracle.py TRACES [--goldens FOLDER [--write]] [--only NAME ...]

Exit status 0 if every quantity agrees, 1 if not.
"""

import argparse
import fnmatch
import pathlib
import sys

import numpy
import torch
import torchvision

import projections
import steps
import traces
from cases import CASES

# Relative errors that are too large, by the kind of a quantity.
LIMITS = {"loss": 1e-10, "value": 1e-10, "gradient": 1e-8, "state": 1e-8}

# Of whole steps: where a result belongs, and its limit in double and in single precision.
COLUMNS = {
    "losses": (1e-10, 1e-5),
    "images": (1e-10, 1e-5),
    "gradient": (1e-8, 1e-3),
    "meta": (1e-8, 1e-3),
    "L_val": (1e-8, 1e-3),
    "updated": (1e-8, 1e-3),
}

# In single precision more pixels are equal, and which of them an extremum's derivative meets is
# chance: there the meta-gradient is compared behind the generator, by phi and xi.
BY_IMAGE = "/image"

# What a run's golden says of its origin: with others, its numbers are others.
OF_A_RUN = ("spec", "datasetManifest", "generator", "foundationClassifier")

# Results that PyTorch computed twice differ by less.
REPEATED = 1e-11


def inputs_of(tensors):
    """Real numbers as float64, integers as they are needed for indexing."""
    return {name: torch.tensor(a.astype(steps.wide(a))) for name, a in traces.under(tensors, "in").items()}


def by_quantity(tensors, quantity):
    """Groups names by the quantity they belong to."""
    groups = {}
    for name in tensors:
        groups.setdefault(quantity(name), []).append(name)
    return groups


def relative_error(given, exact):
    finite = numpy.isfinite(given).all() and numpy.isfinite(exact).all()
    if given.shape != exact.shape or not finite:
        return numpy.inf
    difference, length = numpy.linalg.norm(given - exact), numpy.linalg.norm(exact)
    if difference == 0:
        return 0.0
    return difference / length if length > 0 else numpy.inf


def deviation(given, exact):
    """One minus the cosine of two sets of tensors."""
    sides = [numpy.concatenate([side[n].ravel().astype(float) for n in exact]) for side in (given, exact)]
    lengths = [numpy.linalg.norm(side) for side in sides]
    if 0 in lengths:
        return 0.0 if lengths[0] == lengths[1] else numpy.inf
    return max(0.0, 1 - sides[0] @ sides[1] / (lengths[0] * lengths[1]))


class Report:
    def __init__(self):
        self.bad = 0
        self.count = 0
        self.worst = {}

    def check(self, trace, quantity, error, limit):
        self.count += 1
        if not error <= limit:
            self.bad += 1
            print(f"{trace}: {quantity} is {error:.1e} off, allowed is {limit:.0e}  FAILED")

    @staticmethod
    def row(trace, errors):
        cells = "".join(f"{errors[c]:>10.1e}" if c in errors else f"{'-':>10}" for c in COLUMNS)
        print(f"{trace:34}{cells}", flush=True)


def piece(path, report, goldens):
    """Compares a trace of one piece of arithmetic: its inputs are under in/, results under out/."""
    tensors, metadata = traces.read(path)
    results = {n: t.detach().numpy() for n, t in CASES[metadata["case"]](inputs_of(tensors)).items()}
    given = traces.under(tensors, "out")
    if set(given) != set(results):
        names = ", ".join(sorted(set(given) ^ set(results)))
        sys.exit(f"oracle: {path.name}: only one side has {names}")
    groups = by_quantity(results, lambda name: "/".join(name.split("/")[:2]))
    errors = {}
    for quantity, names in groups.items():
        kind = quantity.split("/")[0]
        error = max(relative_error(given[name], results[name]) for name in names)
        errors[kind] = max(errors.get(kind, 0), error)
        report.check(path.stem, quantity, error, LIMITS[kind])
    cells = "".join(f"{errors[k]:>10.1e}" if k in errors else f"{'-':>10}" for k in LIMITS)
    print(f"{path.stem:34}{cells}", flush=True)
    if goldens:
        content = {"in/" + n: t for n, t in traces.under(tensors, "in").items()}
        content.update({"out/" + n: t for n, t in results.items()})
        kept = {name: metadata[name] for name in ("case", "type")}
        goldens.keep(path.name, content, kept)
    return metadata["case"]


def column(name):
    if "/loss/" in name or name.endswith("mask"):
        return "losses"
    if name.endswith("synthetic") or "/input/" in name:
        return "images"
    if "/gradient/validation/" in name:
        return "L_val"
    if "/meta/gradient/" in name:
        return "meta"
    return "gradient" if "/gradient/" in name else "updated"


def run(path, report, goldens):
    """Compares the trace of a run's first steps."""
    tensors, metadata = traces.read(path)
    double = metadata["dataType"] == "float64"
    results = steps.replay(tensors, metadata, chained=double)
    missing = {name for name in tensors if steps.is_result(name)} - set(results)
    if missing or not set(results) <= set(tensors):
        names = ", ".join(sorted(missing | set(results) - set(tensors)))
        sys.exit(f"oracle: {path.name}: only one side has {names}")
    errors = {}
    for quantity, names in by_quantity(results, projections.quantity).items():
        where = column(names[0])
        exact = {name: results[name] for name in names}
        if double or where in ("losses", "images"):
            error = max(relative_error(tensors[name], exact[name]) for name in names)
        elif quantity.endswith(BY_IMAGE):
            continue
        else:
            error = deviation(tensors, exact)
        errors[where] = max(errors.get(where, 0), error)
        report.check(path.stem, quantity, error, COLUMNS[where][0 if double else 1])
    report.row(path.stem, errors)
    worst = report.worst.setdefault(metadata["dataType"], {})
    for where, error in errors.items():
        worst[where] = max(worst.get(where, 0), error)
    if goldens and double:
        draws = {name: t for name, t in tensors.items() if "draw" in name.split("/")}
        kept = {name: metadata[name] for name in OF_A_RUN if name in metadata}
        goldens.keep("steps/" + path.name, projections.compact({**results, **draws}), kept)


class Goldens:
    """The committed results: written anew, or compared with what PyTorch finds now."""

    def __init__(self, folder, writes, report):
        self.folder = folder
        self.writes = writes
        self.report = report
        self.seen = set()

    def keep(self, name, content, metadata):
        file = self.folder / name
        self.seen.add(file)
        error = self.difference(file, content)
        if not self.writes:
            self.report.check("golden " + name, "all", error, REPEATED)
        elif error > REPEATED or not self.has(file, content, metadata):
            by = f"torch {torch.__version__}, torchvision {torchvision.__version__}"
            traces.write(file, content, {**metadata, "outputs-by": by})
            print(f"golden {name} written")

    @staticmethod
    def has(file, content, metadata):
        """Whether a golden is of these inputs, bit for bit, and of this run."""
        golden, known = traces.read(file)
        same = all(numpy.array_equal(golden[n], t) for n, t in content.items() if n.startswith("in/"))
        return same and metadata.items() <= known.items()

    @staticmethod
    def difference(file, content):
        """The worst relative error of a golden's results; infinite if it holds others, or nothing."""
        if not file.exists():
            return numpy.inf
        golden, _ = traces.read(file)
        if set(golden) != set(content):
            return numpy.inf
        return max(relative_error(golden[n], t) for n, t in content.items() if not n.startswith("in/"))

    def everything(self):
        return {*self.folder.glob("*.safetensors"), *self.folder.glob("steps/*.safetensors")}

    def check_that_all_were_seen(self):
        for file in sorted(self.everything() - self.seen):
            print(f"{file.name}: a golden of no trace; delete it  FAILED")
            self.report.bad += 1


def chosen(folder, patterns):
    return [
        path
        for path in sorted(folder.glob("*.safetensors"))
        if any(fnmatch.fnmatch(path.stem, pattern) for pattern in patterns)
    ]


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("traces", type=pathlib.Path, help="folder of traces")
    parser.add_argument("--goldens", type=pathlib.Path, help="folder of committed results")
    parser.add_argument("--write", action="store_true", help="write the goldens anew")
    parser.add_argument("--only", nargs="+", default=["*"], help="names of traces")
    arguments = parser.parse_args(arguments)
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    report = Report()
    goldens = arguments.goldens and Goldens(arguments.goldens, arguments.write, report)
    print(f"{'piece, worst relative errors':34}" + "".join(f"{kind:>10}" for kind in LIMITS))
    done = {piece(path, report, goldens) for path in chosen(arguments.traces, arguments.only)}
    if arguments.only == ["*"] and done != set(CASES):
        sys.exit(f"oracle: no trace of {', '.join(sorted(set(CASES) - done))}")
    print(f"\n{'steps of a run, worst errors':34}" + "".join(f"{c:>10}" for c in COLUMNS))
    for path in chosen(arguments.traces / "steps", arguments.only):
        run(path, report, goldens)
    for data_type, worst in report.worst.items():
        report.row("worst, " + data_type, worst)
    if goldens and arguments.only == ["*"]:
        goldens.check_that_all_were_seen()
    print(f"{report.count} quantities, {report.bad} outside their limits (torch {torch.__version__})")
    return 1 if report.bad else 0


if __name__ == "__main__":
    sys.exit(main())
