"""BigGAN's generators, filled by a formula: Hugging Face's BigGAN-deep, and the original from its description."""

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import remove_spectral_norm

import formula

PIXELS = 16
CHUNK = 3

# Published networks, original: channels in multiples of the width, then the block after which attention comes.
ORIGINAL = {
    "128": ([16, 16, 8, 4, 2, 1], 3),
    "256": ([16, 16, 8, 8, 4, 2, 1], 4),
    "512": ([16, 16, 8, 8, 4, 2, 1, 1], 3),
}

# BigGAN-deep: blocks that enlarge (T) or not (F), with channels in and out. Attention comes before block 8.
DEEP = {
    "128": "F16,16 T16,16 F16,16 T16,8 F8,8 T8,4 F4,4 T4,2 F2,2 T2,1",
    "256": "F16,16 T16,16 F16,16 T16,8 F8,8 T8,8 F8,8 T8,4 F4,4 T4,2 F2,2 T2,1",
    "512": "F16,16 T16,16 F16,16 T16,8 F8,8 T8,8 F8,8 T8,4 F4,4 T4,2 F2,2 T2,1 F1,1 T1,1",
}
DEEP_ATTENTION = 8


class Attention(nn.Module):
    """Every pixel attends to the pixels of the halved map."""

    def __init__(self, channels):
        super().__init__()
        self.theta = nn.Conv2d(channels, channels // 8, 1, bias=False)
        self.phi = nn.Conv2d(channels, channels // 8, 1, bias=False)
        self.g = nn.Conv2d(channels, channels // 2, 1, bias=False)
        self.o = nn.Conv2d(channels // 2, channels, 1, bias=False)
        self.gamma = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        theta = self.theta(x).flatten(2)
        phi = F.max_pool2d(self.phi(x), 2).flatten(2)
        g = F.max_pool2d(self.g(x), 2).flatten(2)
        beta = F.softmax(torch.einsum("ncp,ncq->npq", theta, phi), dim=-1)
        found = torch.einsum("ncq,npq->ncp", g, beta).unflatten(2, x.shape[2:])
        return x + self.gamma * self.o(found)


class Statistics(nn.Module):
    """Standardises by the stored statistics of one row, or of all if there are no rows."""

    def __init__(self, channels, rows, epsilon):
        super().__init__()
        shape = (rows, channels) if rows > 1 else (channels,)
        self.register_buffer("stored_mean", torch.zeros(shape))
        self.register_buffer("stored_var", torch.ones(shape))
        self.epsilon = epsilon

    def standardise(self, x, row):
        mean, variance = self.stored_mean, self.stored_var
        if mean.dim() == 2:
            mean, variance = mean[row], variance[row]
        return (x - mean[:, None, None]) / torch.sqrt(variance + self.epsilon)[:, None, None]


class Conditional(Statistics):
    def __init__(self, channels, condition, rows, epsilon):
        super().__init__(channels, rows, epsilon)
        self.gain = nn.Linear(condition, channels, bias=False)
        self.bias = nn.Linear(condition, channels, bias=False)

    def forward(self, x, c, row):
        x = self.standardise(x, row)
        return (1 + self.gain(c))[:, :, None, None] * x + self.bias(c)[:, :, None, None]


class Plain(Statistics):
    def __init__(self, channels, rows, epsilon):
        super().__init__(channels, rows, epsilon)
        self.gain = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x, row):
        return self.gain[:, None, None] * self.standardise(x, row) + self.bias[:, None, None]


class Block(nn.Module):
    def __init__(self, inside, outside, condition, rows, epsilon):
        super().__init__()
        self.bn1 = Conditional(inside, condition, rows, epsilon)
        self.conv1 = nn.Conv2d(inside, outside, 3, padding=1)
        self.bn2 = Conditional(outside, condition, rows, epsilon)
        self.conv2 = nn.Conv2d(outside, outside, 3, padding=1)
        self.conv_sc = nn.Conv2d(inside, outside, 1)

    def forward(self, x, c, row):
        h = F.interpolate(F.relu(self.bn1(x, c, row)), scale_factor=2)
        h = self.conv2(F.relu(self.bn2(self.conv1(h), c, row)))
        return h + self.conv_sc(F.interpolate(x, scale_factor=2))


class BigGan(nn.Module):
    """The original generator; z in equal chunks, the first one for the 4x4 map."""

    def __init__(self, colours, channels, attention, latent, embedding, classes, rows, epsilon):
        super().__init__()
        chunk = latent // len(channels)
        self.shared = nn.Embedding(classes, embedding)
        self.linear = nn.Linear(chunk, 16 * channels[0])
        self.blocks = nn.ModuleList()
        for i, (inside, outside) in enumerate(zip(channels, channels[1:])):
            parts = [Block(inside, outside, chunk + embedding, rows, epsilon)]
            if i == attention:
                parts.append(Attention(outside))
            self.blocks.append(nn.ModuleList(parts))
        last = channels[-1]
        convolution = nn.Conv2d(last, colours, 3, padding=1)
        self.output_layer = nn.ModuleList([Plain(last, rows, epsilon), nn.ReLU(), convolution])

    def forward(self, z, labels, row):
        chunks = z.chunk(len(self.blocks) + 1, dim=1)
        embedded = labels @ self.shared.weight
        x = self.linear(chunks[0]).view(len(z), -1, 4, 4)
        for chunk, parts in zip(chunks[1:], self.blocks):
            x = parts[0](x, torch.cat([chunk, embedded], dim=1), row)
            for attention in parts[1:]:
                x = attention(x)
        norm, rectifier, convolution = self.output_layer
        return torch.tanh(convolution(rectifier(norm(x, row))))


def original(inputs, plan):
    if plan == "tiny":
        channels, attention = inputs["tiny/channels"].tolist(), int(inputs["tiny/attention"])
    else:
        channels, attention = ORIGINAL[plan]
    return BigGan(
        3,
        [int(inputs["width"]) * c for c in channels],
        attention,
        CHUNK * len(channels),
        int(inputs["embedding"]),
        int(inputs["classes"]),
        int(inputs["truncation-rows"]),
        float(inputs["epsilon"]),
    )


def deep(inputs, plan):
    # Only this needs the package; the other cases do without it.
    from pytorch_pretrained_biggan import BigGAN, BigGANConfig

    if plan == "tiny":
        layers, attention = inputs["tiny/blocks"].tolist(), int(inputs["tiny/attention"])
    else:
        blocks = [(block[0] == "T", *block[1:].split(",")) for block in DEEP[plan].split()]
        layers, attention = blocks, DEEP_ATTENTION
    config = BigGANConfig(
        z_dim=int(inputs["latent"]),
        class_embed_dim=int(inputs["latent"]),
        channel_width=int(inputs["width"]),
        num_classes=int(inputs["classes"]),
        layers=[(bool(up), int(a), int(b)) for up, a, b in layers],
        attention_layer_position=attention,
        eps=float(inputs["epsilon"]),
        n_stats=int(inputs["truncation-rows"]),
    )
    network = BigGAN(config)
    for module in network.modules():
        if hasattr(module, "weight_orig"):
            remove_spectral_norm(module)
    return network


def given(latent, classes, n):
    """Latents of variance 1, and soft labels."""
    z = formula.standard("z", (n, latent))
    labels = formula.unit("labels", (n, classes))
    return z, labels / labels.sum(1, keepdim=True)


def compare(inputs, build, latent, generate):
    """Images of a tiny network and their gradients, and some pixels of the published plans' images."""
    results = {}
    classes = int(inputs["classes"])
    network = formula.fill(build(inputs, "tiny").eval())
    z, labels = (t.requires_grad_() for t in given(latent(network), classes, 2))
    for truncation in inputs["truncations"].tolist():
        images = (generate(network, z, labels, truncation) + 1) / 2
        results[f"value/tiny-{truncation}"] = images
        loss = (images * formula.signed("seed", tuple(images.shape))).sum()
        for name, gradient in zip(("z", "labels"), torch.autograd.grad(loss, [z, labels])):
            results[f"gradient/tiny-{truncation}/{name}"] = gradient
    for resolution in inputs["resolutions"].tolist():
        network = formula.fill(build(inputs, str(resolution)).eval())
        with torch.no_grad():
            images = (generate(network, *given(latent(network), classes, 1), 1.0) + 1) / 2
        assert images.shape[2:] == (resolution, resolution)
        stride = resolution // PIXELS
        results[f"value/{resolution}"] = images[:, :, ::stride, ::stride].contiguous()
    return results


def biggan(inputs):
    rows = int(inputs["truncation-rows"])
    return compare(
        inputs,
        original,
        lambda network: CHUNK * (len(network.blocks) + 1),
        lambda network, z, labels, truncation: network(z, labels, round(truncation * rows) - 1),
    )


def biggan_deep(inputs):
    latent = int(inputs["latent"])
    return compare(
        inputs,
        deep,
        lambda network: latent,
        lambda network, z, labels, truncation: network(z, labels, truncation),
    )


CASES = {"biggan": biggan, "biggan-deep": biggan_deep}
