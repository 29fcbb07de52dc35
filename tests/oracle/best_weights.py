"""Loads the best weights of a run into torchvision's ResNet-18, by name, and compares what it says.

usage: best_weights.py FOLDER

Exit status 0 if logits agree and the accuracy is the one that the run reported.
"""

import pathlib
import sys

import torch
import torchvision

import traces

LIMIT = 1e-5


def main():
    folder = pathlib.Path(sys.argv[1])
    (best,) = folder.glob("*/best.safetensors")
    weights, _ = traces.read(best)
    given, metadata = traces.read(folder / "images.safetensors")
    network = torchvision.models.resnet18(num_classes=weights["fc.bias"].shape[0])
    missing, unexpected = network.load_state_dict(
        {name: torch.tensor(array) for name, array in weights.items()}, strict=False
    )
    missing = [name for name in missing if not name.endswith("num_batches_tracked")]
    if missing or unexpected:
        sys.exit(f"oracle: torchvision's ResNet-18 lacks {unexpected}, the run's weights {missing}")
    network.eval()
    with torch.no_grad():
        logits = network(torch.tensor(given["images"]))
    expected = torch.tensor(given["logits"])
    error = ((logits - expected).norm() / expected.norm()).item()
    accuracy = (logits.argmax(1) == torch.tensor(given["labels"])).double().mean().item()
    reported = float(metadata["accuracy"])
    good = error <= LIMIT and abs(accuracy - reported) < 1e-12
    print(
        f"best weights in torchvision's ResNet-18: logits within {error:.1e}, "
        f"accuracy {accuracy:.4f}, reported {reported:.4f}" + ("" if good else "  FAILED")
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
