"""Numbers that Python and Java both compute from a tensor's name and an index, bit for bit.

A trace of a large network need not hold its weights then. Weights have variance 1 / fan-in, a sixteenth of that
before a tanh, embeddings variance 1, factors and variances lie between 1/2 and 3/2, shifts and means within 0.2:
signals neither vanish nor saturate.
"""

import math
import re
import zlib

import numpy
import torch


def numbers(name, shape, centre, reach):
    """Float32 numbers around a centre: SplitMix64 of the name's CRC-32 and of the index."""
    start = (zlib.crc32(name.encode()) << 32) + 0x9E3779B97F4A7C15
    z = numpy.arange(math.prod(shape), dtype=numpy.uint64) + numpy.uint64(start % 2**64)
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    z ^= z >> numpy.uint64(31)
    unit = (z >> numpy.uint64(40)).astype(numpy.float64) * 2.0**-23 - 1
    values = (centre + reach * unit).astype(numpy.float32).reshape(shape)
    return torch.tensor(values, dtype=torch.float64)


def signed(name, shape):
    return numbers(name, shape, 0, 1)


def unit(name, shape):
    return numbers(name, shape, 0.5, 0.5)


def standard(name, shape):
    return numbers(name, shape, 0, math.sqrt(3))


def tensor(name, shape):
    """A tensor of a network."""
    vector = len(shape) == 1
    if re.search(r"(_vars?|\.gain|\.gamma)$", name) or (vector and name.endswith(".weight")):
        return numbers(name, shape, 1, 0.5)
    if vector or re.search("_means?$", name):
        return numbers(name, shape, 0, 0.2)
    if name in ("shared.weight", "embeddings.weight"):
        return standard(name, shape)
    before_tanh = 0.25 if name in ("output_layer.2.weight", "generator.conv_to_rgb.weight") else 1
    return numbers(name, shape, 0, before_tanh * math.sqrt(3 / (math.prod(shape) / shape[0])))


def fill(module):
    """Fills a module's parameters and statistics, under their names."""
    state = {n: t for n, t in module.state_dict().items() if not n.endswith("num_batches_tracked")}
    module.load_state_dict({n: tensor(n, tuple(t.shape)) for n, t in state.items()}, strict=False)
    return module
