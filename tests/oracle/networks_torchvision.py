"""torchvision's residual networks, filled by a formula: values, gradients, and a gradient of a gradient."""

import torch
import torchvision
from torch import nn
from torch.nn import functional as F
from torchvision.models.resnet import Bottleneck

import formula


class BottleneckNet(nn.Module):
    """torchvision's stem, bottlenecks of any width in two stages, and a head."""

    def __init__(self, blocks, width, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        inside = width
        for stage, count in enumerate(blocks):
            layers = []
            for i in range(count):
                stride = 2 if stage > 0 and i == 0 else 1
                outside = 4 * width * 2**stage
                skip = None
                if i == 0:
                    skip = nn.Sequential(
                        nn.Conv2d(inside, outside, 1, stride=stride, bias=False),
                        nn.BatchNorm2d(outside),
                    )
                layers.append(Bottleneck(inside, width * 2**stage, stride, skip))
                inside = outside
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
        self.stages = len(blocks)
        self.fc = nn.Linear(inside, classes)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(images))), 3, stride=2, padding=1)
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        return self.fc(x.mean((2, 3)))


def pass_through(network, images):
    """Returns features, which are what the head is given, and logits."""
    seen = []
    hook = network.fc.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    logits = network(images)
    hook.remove()
    return seen[0], logits


def products(values, parameters, name):
    """The inner product of each value with a direction, in the order of the parameters' names."""
    pairs = sorted(zip(parameters, values))
    return [(v * formula.signed(f"{n}/{name}", tuple(v.shape))).sum() for n, v in pairs]


def published(inputs):
    depth, classes = int(inputs["depth"]), int(inputs["classes"])
    network = getattr(torchvision.models, f"resnet{depth}")(num_classes=classes)
    formula.fill(network)
    parameters = dict(network.named_parameters())
    results = {}
    # Passes with the batch's statistics move the running ones, so they come last.
    for mode in ("running", "batch"):
        network.train(mode == "batch")
        for n, side in inputs[mode].tolist():
            name = f"{mode}-{side}"
            images = formula.unit(f"images-{side}", (n, 3, side, side)).requires_grad_()
            differentiated = side == int(inputs["differentiated"])
            with torch.set_grad_enabled(differentiated):
                features, logits = pass_through(network, images)
            results[f"value/{name}-features"] = features
            results[f"value/{name}-logits"] = logits
            if differentiated:
                loss = (logits * formula.signed("seed", tuple(logits.shape))).sum()
                found = torch.autograd.grad(loss, [images, *parameters.values()])
                results[f"gradient/{name}-images"] = found[0]
                of_theta = products(found[1:], parameters, "seed")
                results[f"gradient/{name}-theta"] = torch.stack(of_theta)
    return results


def bottleneck(inputs):
    n, height, width = inputs["images"].tolist()
    classes = int(inputs["classes"])
    network = BottleneckNet(inputs["blocks"].tolist(), int(inputs["width"]), classes)
    formula.fill(network)
    parameters = dict(network.named_parameters())
    results = {}
    for mode in ("running", "updating"):
        network.train(mode == "updating")
        images = formula.unit("images", (n, 3, height, width)).requires_grad_()
        features, logits = pass_through(network, images)
        loss = F.cross_entropy(logits, torch.arange(n) % classes)
        found = torch.autograd.grad(loss, [images, *parameters.values()], retain_graph=True)
        results[f"value/{mode}-features"] = features
        results[f"value/{mode}-logits"] = logits
        results[f"loss/{mode}"] = loss
        results[f"gradient/{mode}-images"] = found[0]
        for name, gradient in zip(parameters, found[1:]):
            results[f"gradient/{mode}-theta/{name}"] = gradient
    for name, statistic in network.named_buffers():
        if not name.endswith("num_batches_tracked"):
            results[f"state/statistics/{name}"] = statistic

    psi = {name: p for name, p in parameters.items() if not name.startswith("fc.")}
    square = (features.square() * formula.signed("seed", tuple(features.shape))).sum()
    inner = torch.autograd.grad(square, list(psi.values()), create_graph=True)
    total = sum(products(inner, psi, "direction"))
    results["gradient/second-order-images"] = torch.autograd.grad(total, images)[0]
    return results


CASES = {
    "torchvision-resnet18": published,
    "torchvision-resnet50": published,
    "torchvision-resnet101": published,
    "bottleneck": bottleneck,
}
