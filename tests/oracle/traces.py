"""Reading and writing traces: safetensors files, with names that are paths."""

import json
import struct

import numpy

TYPES = {"F64": "<f8", "F32": "<f4", "I64": "<i8", "I32": "<i4", "U8": "|u1"}
NAMES = {numpy.dtype(code): name for name, code in TYPES.items()}


def read(path):
    """Returns the tensors (numpy arrays by name) and the metadata of a file."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    data = content[8 + length :]
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        flat = numpy.frombuffer(data[start:end], dtype=TYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return tensors, metadata


def write(path, tensors, metadata):
    """Writes tensors (numpy arrays by name) and metadata (text by key)."""
    header = {"__metadata__": metadata}
    data = []
    offset = 0
    for name, array in tensors.items():
        array = numpy.asarray(array, order="C")
        end = offset + array.nbytes
        header[name] = {
            "dtype": NAMES[array.dtype],
            "shape": list(array.shape),
            "data_offsets": [offset, end],
        }
        data.append(array.tobytes())
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))


def under(tensors, folder):
    """Returns the tensors of a folder, under their names in it."""
    start = folder + "/"
    return {name[len(start) :]: t for name, t in tensors.items() if name.startswith(start)}
