"""Large results in few numbers: the length of each tensor, and products with fixed directions.

A direction's numbers are uniform in [-1, 1), a function of the index alone. An error of length e
changes a product by about 0.58 e, wherever in the tensor it is.
"""

import numpy

DIRECTIONS = 4

# A tensor with at most so many numbers is kept as it is, unless it is one of many of a kind.
SMALL = 64

# The last folder of names whose tensors are many of a kind.
KINDS = {"theta", "statistics", "momentum", "phi", "xi"}

GAMMA = numpy.uint64(0x9E3779B97F4A7C15)


def direction(size, k):
    """SplitMix64 of the index."""
    z = (numpy.arange(size, dtype=numpy.uint64) * numpy.uint64(DIRECTIONS) + numpy.uint64(k + 1)) * GAMMA
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    z = z ^ (z >> numpy.uint64(31))
    return (z >> numpy.uint64(11)).astype(float) * 2.0**-52 - 1


def row(tensor):
    flat = tensor.ravel().astype(float)
    products = [flat @ direction(flat.size, k) for k in range(DIRECTIONS)]
    return numpy.array([numpy.linalg.norm(flat), *products])


def quantity(name):
    """The folder of a tensor that is one of many of a kind, or a draw; else its own name."""
    parts = name.split("/")
    if "draw" in parts:
        return "/".join(parts[: parts.index("draw") + 1])
    return "/".join(parts[:-1]) if len(parts) > 1 and parts[-2] in KINDS else name


def compact(tensors):
    """Tensors by name become full/NAME, and projected/QUANTITY with a row per tensor, by name."""
    result = {}
    rows = {}
    for name in sorted(tensors):
        if quantity(name) == name and tensors[name].size <= SMALL:
            result["full/" + name] = numpy.asarray(tensors[name], dtype=float)
        else:
            rows.setdefault(quantity(name), []).append(row(tensors[name]))
    result.update({"projected/" + name: numpy.stack(r) for name, r in rows.items()})
    return result
