"""The networks, from the papers' descriptions: torchvision's blocks, and BigGAN's equations."""

import torch
from torch import nn
from torch.func import functional_call
from torch.nn import functional as F
from torchvision.models.resnet import BasicBlock, Bottleneck
from torchvision.transforms import functional as T


# Mean and deviation of ImageNet's channels.
IMAGENET = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class ResNet(nn.Module):
    """torchvision's residual network of either block, with its own stem or a small one."""

    def __init__(self, block, channels, stem, blocks, width, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, stem, stride=2, padding=stem // 2, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.pool = nn.MaxPool2d(3, stride=2, padding=1) if stem == 7 else nn.Identity()
        inside = width
        self.stages = len(blocks)
        for stage, count in enumerate(blocks):
            layers = []
            middle = width * 2**stage
            outside = middle * block.expansion
            for i in range(count):
                stride = 2 if stage > 0 and i == 0 else 1
                skip = None
                if stride != 1 or inside != outside:
                    skip = nn.Sequential(
                        nn.Conv2d(inside, outside, 1, stride=stride, bias=False),
                        nn.BatchNorm2d(outside),
                    )
                layers.append(block(inside, middle, stride, skip))
                inside = outside
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
        self.fc = nn.Linear(inside, classes)

    def forward(self, images):
        """Returns features and logits."""
        x = self.pool(F.relu(self.bn1(self.conv1(images))))
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        features = x.mean((2, 3))
        return features, self.fc(features)


class Classifier:
    """A ResNet as a function of weights and running statistics, whose names and shapes tell which."""

    def __init__(self, theta, statistics, standardised=False):
        self.standardised = standardised
        width, channels, stem, _ = theta["conv1.weight"].shape
        block = Bottleneck if "layer1.0.conv3.weight" in theta else BasicBlock
        blocks = []
        while any(name.startswith(f"layer{len(blocks) + 1}.") for name in theta):
            start = f"layer{len(blocks) + 1}."
            blocks.append(len({n.split(".")[1] for n in theta if n.startswith(start)}))
        self.network = ResNet(block, channels, stem, blocks, width, len(theta["fc.bias"]))
        found = dict(self.network.state_dict())
        known = {**theta, **statistics}
        assert {n for n in found if not n.endswith("num_batches_tracked")} == set(known)
        assert all(found[name].shape == known[name].shape for name in known)

    def __call__(self, images, theta, statistics, mode):
        """Features and logits; "update" changes the statistics in place, "batch" does not."""
        self.network.train(mode != "running")
        if mode != "update":
            statistics = {name: s.clone() for name, s in statistics.items()}
        if self.standardised:
            images = T.normalize(images, *IMAGENET)
        return functional_call(self.network, {**theta, **statistics}, (images,))


def generate(z, labels, w, statistics):
    """BigGAN at 32x32 with stored statistics: latents and soft labels to images in [0, 1]."""

    def standardised(x, layer):
        mean, variance = statistics[layer + ".stored_mean"], statistics[layer + ".stored_var"]
        return F.batch_norm(x, mean, variance, training=False, eps=1e-5)

    def conditional(x, condition, layer):
        gain = 1 + condition @ w[layer + ".gain.weight"].T
        bias = condition @ w[layer + ".bias.weight"].T
        return standardised(x, layer) * gain[:, :, None, None] + bias[:, :, None, None]

    def convolution(x, layer):
        weight = w[layer + ".weight"]
        return F.conv2d(x, weight, w[layer + ".bias"], padding=weight.shape[-1] // 2)

    def twice(x):
        return F.interpolate(x, scale_factor=2, mode="nearest")

    embedding = labels @ w["shared.weight"]
    chunks = z.chunk(4, dim=1)
    x = F.linear(chunks[0], w["linear.weight"], w["linear.bias"]).reshape(len(z), -1, 4, 4)
    for i in range(3):
        block = f"blocks.{i}.0"
        condition = torch.cat([chunks[i + 1], embedding], dim=1)
        h = twice(F.relu(conditional(x, condition, block + ".bn1")))
        h = convolution(h, block + ".conv1")
        h = convolution(F.relu(conditional(h, condition, block + ".bn2")), block + ".conv2")
        x = h + convolution(twice(x), block + ".conv_sc")
    layer = "output_layer.0"
    x = standardised(x, layer) * w[layer + ".gain"][:, None, None]
    x = F.relu(x + w[layer + ".bias"][:, None, None])
    return (torch.tanh(convolution(x, "output_layer.2")) + 1) / 2


def map_latents(z, y, phi):
    """The mapper F_phi (equation 10), unconditional if it has no embedding, or none at all."""
    if not phi:
        return z
    h = torch.cat([z, phi["embedding.weight"][y]], dim=1) if "embedding.weight" in phi else z
    for i in range(3):
        h = F.linear(h, phi[f"layers.{i}.weight"], phi[f"layers.{i}.bias"])
        if i < 2:
            h = F.leaky_relu(h, 0.01)
    return h


def convert_labels(y, gumbel, xi, temperature, form):
    """The label converter l_xi (equations 11 and 12) in one of its four forms."""
    if form == "random":
        return one_hot(gumbel.argmax(1), gumbel)
    embedding = xi["embedding.weight"][y]
    if form == "soft-embedding":
        return embedding.softmax(1)
    soft = F.softmax((embedding + gumbel) / temperature, dim=1)
    if form == "soft-gumbel":
        return soft
    return one_hot(soft.argmax(1), soft) - soft.detach() + soft


def one_hot(classes, like):
    return F.one_hot(classes, like.shape[1]).to(like.dtype)


def fit(images, size, channels):
    """What the classifier sees of an image: grey repeated, and resized if it has another size."""
    if images.shape[1] != channels:
        images = images.repeat(1, channels, 1, 1)
    if images.shape[2] != size:
        images = F.interpolate(images, (size, size), mode="bilinear", antialias=True)
    return images
