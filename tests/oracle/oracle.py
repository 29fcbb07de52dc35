"""Recomputes the results of traces in PyTorch, in float64, and compares.

usage: oracle.py TRACES [--write-goldens FOLDER] [--summary]

Exit status 0 if every quantity agrees, 1 if not.
"""

import argparse
import pathlib
import sys

import numpy
import torch
import torchvision

import traces
from cases import CASES

# Relative errors that are too large, by the kind of a quantity.
LIMITS = {"loss": 1e-10, "value": 1e-10, "gradient": 1e-8, "state": 1e-8}
SINGLE_LOSS = 1e-5
SINGLE_COSINE = 0.999


def inputs_of(tensors):
    """Real numbers as float64, integers as they are needed for indexing."""
    result = {}
    for name, array in traces.under(tensors, "in").items():
        real = array.dtype.kind == "f"
        result[name] = torch.tensor(array.astype("<f8" if real else "<i8"))
    return result


def by_quantity(tensors):
    """Groups names kind/quantity[/tensor] by kind/quantity."""
    groups = {}
    for name in tensors:
        groups.setdefault("/".join(name.split("/")[:2]), []).append(name)
    return groups


def relative_error(given, exact):
    finite = numpy.isfinite(given).all() and numpy.isfinite(exact).all()
    if given.shape != exact.shape or not finite:
        return numpy.inf
    difference, length = numpy.linalg.norm(given - exact), numpy.linalg.norm(exact)
    if difference == 0:
        return 0.0
    return difference / length if length > 0 else numpy.inf


def cosine(given, exact):
    product = sum(float((given[n].ravel() * exact[n].ravel()).sum()) for n in exact)
    lengths = [sum(float((t**2).sum()) for t in side.values()) ** 0.5 for side in (given, exact)]
    return product / (lengths[0] * lengths[1])


class Report:
    def __init__(self, summary):
        self.bad = 0
        self.count = 0
        self.summary = summary
        if not summary:
            self.show("trace", "quantity", "tensors", "error", "limit")

    @staticmethod
    def show(trace, quantity, count, error, limit, mark=""):
        print(f"{trace:22} {quantity:40} {count:>7} {error:>9} {limit:>10}{mark}")

    def line(self, trace, quantity, count, error, good, limit):
        self.count += 1
        self.bad += not good
        if not (good and self.summary):
            self.show(trace, quantity, count, error, limit, "" if good else "  FAILED")

    def double(self, trace, quantity, given, exact):
        worst = max(relative_error(given[name], exact[name]) for name in exact)
        limit = LIMITS[quantity.split("/")[0]]
        good = worst <= limit
        self.line(trace, quantity, len(exact), f"{worst:.1e}", good, f"{limit:.0e}")

    def single(self, trace, quantity, given, exact):
        kind = quantity.split("/")[0]
        if kind == "loss":
            worst = max(relative_error(given[name], exact[name]) for name in exact)
            good = worst <= SINGLE_LOSS
            self.line(trace, quantity, len(exact), f"{worst:.1e}", good, f"{SINGLE_LOSS:.0e}")
        elif kind == "gradient":
            found = cosine(given, exact)
            limit = f"cos>{SINGLE_COSINE}"
            good = found > SINGLE_COSINE
            self.line(trace, quantity, len(exact), f"{found:.6f}", good, limit)


def check(path, report, goldens):
    tensors, metadata = traces.read(path)
    results = {n: t.detach().numpy() for n, t in CASES[metadata["case"]](inputs_of(tensors)).items()}
    given = traces.under(tensors, "out")
    if set(given) != set(results):
        names = ", ".join(sorted(set(given) ^ set(results)))
        sys.exit(f"oracle: {path.name}: only one side has {names}")
    for quantity, names in by_quantity(results).items():
        sides = [{name: side[name] for name in names} for side in (given, results)]
        compare = report.double if metadata["type"] == "float64" else report.single
        compare(path.name.removesuffix(".safetensors"), quantity, *sides)
    if goldens and metadata["type"] == "float64":
        content = {"in/" + n: t for n, t in traces.under(tensors, "in").items()}
        content.update({"out/" + n: t for n, t in results.items()})
        by = f"torch {torch.__version__}, torchvision {torchvision.__version__}"
        traces.write(goldens / path.name, content, {**metadata, "outputs-by": by})
    return metadata["case"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("traces", type=pathlib.Path, help="folder of traces")
    parser.add_argument("--write-goldens", type=pathlib.Path, help="folder for own results")
    parser.add_argument("--summary", action="store_true", help="print only what fails")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    report = Report(arguments.summary)
    done = {
        check(path, report, arguments.write_goldens)
        for path in sorted(arguments.traces.glob("*.safetensors"))
    }
    if done != set(CASES):
        sys.exit(f"oracle: no trace of {', '.join(sorted(set(CASES) - done))}")
    print(f"{report.count} quantities, {report.bad} outside their limits (torch {torch.__version__})")
    return 1 if report.bad else 0


if __name__ == "__main__":
    sys.exit(main())
