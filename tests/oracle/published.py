"""Saves networks with the libraries that published them, in their own formats, and what they compute.

usage: published.py FOLDER

torchvision's ResNets in full size, and Hugging Face's BigGAN-deep with the published layers and few channels; weights
are random. NAME-outputs.safetensors holds inputs and outputs, the latter in float64. PublishedCheckpointTests imports
the files and computes the same.
"""

import pathlib
import sys

import torch
import torchvision
from torchvision.models.feature_extraction import create_feature_extractor
from torchvision.transforms.functional import normalize

import traces

MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
WIDTH, LATENT, CLASSES = 8, 6, 10


def save(folder, name, network, legacy, tensors):
    torch.save(network.state_dict(), folder / name, _use_new_zipfile_serialization=not legacy)
    arrays = {key: tensor.detach().numpy() for key, tensor in tensors.items()}
    traces.write(folder / f"{name}-outputs.safetensors", arrays, {})


def settle(network, *inputs):
    """Gives running statistics, and vectors of spectral norms, the values that training would give them."""
    with torch.no_grad():
        for _ in range(3):
            network.train()(*inputs)
    return network.eval()


def resnet(folder, depth, legacy):
    network = getattr(torchvision.models, f"resnet{depth}")()
    settle(network, torch.rand(4, 3, 64, 64))
    images = torch.rand(2, 3, 224, 224)
    whole = create_feature_extractor(network, ["flatten", "fc"])
    outputs = whole.double()(normalize(images.double(), MEAN, DEVIATION))
    tensors = {"images": images, "features": outputs["flatten"], "logits": outputs["fc"]}
    save(folder, f"resnet{depth}.pth", network.float(), legacy, tensors)


def measure(norm, inputs):
    """Makes the statistics of every truncation those of the inputs, nearly."""
    x, shape = inputs[0], norm.running_means.shape
    norm.running_means.copy_(x.mean((0, 2, 3)) + 0.1 * torch.randn(shape))
    norm.running_vars.copy_((x.var((0, 2, 3)) + 0.1) * (torch.rand(shape) + 0.5))


def biggan_deep(folder, resolution, legacy):
    from pytorch_pretrained_biggan import BigGAN, BigGANConfig

    from biggan import DEEP

    layers = [(block[0] == "T", *map(int, block[1:].split(","))) for block in DEEP[str(resolution)].split()]
    config = BigGANConfig(
        output_dim=resolution, z_dim=LATENT, class_embed_dim=LATENT, channel_width=WIDTH, num_classes=CLASSES,
        layers=layers, attention_layer_position=8, eps=1e-4, n_stats=51,
    )
    network = BigGAN(config).requires_grad_(False)
    z, labels = torch.randn(2, LATENT), torch.softmax(3 * torch.randn(2, CLASSES), 1)
    network.generator.bn.weight.copy_(torch.rand(WIDTH))
    network.generator.bn.bias.copy_(torch.randn(WIDTH) / 4)
    network.generator.layers[8].gamma.fill_(0.7)
    hooks = [
        module.register_forward_pre_hook(measure) for module in network.modules() if hasattr(module, "running_means")
    ]
    settle(network, z, labels, 1.0)
    for hook in hooks:
        hook.remove()
    torch.save(network.state_dict(), folder / "kept")
    images = (network.double()(z.double(), labels.double(), 1.0) + 1) / 2
    network.float().load_state_dict(torch.load(folder / "kept"))
    (folder / "kept").unlink()
    save(folder, f"biggan-deep-{resolution}.bin", network, legacy, {"latents": z, "labels": labels, "images": images})


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(7)
    for depth, legacy in ((18, True), (50, False), (101, True)):
        resnet(folder, depth, legacy)
    for resolution, legacy in ((128, True), (256, True), (512, False)):
        biggan_deep(folder, resolution, legacy)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
