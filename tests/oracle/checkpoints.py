"""Writes checkpoints as PyTorch writes them, and what they hold, for the tests of the Java reader and importers.

usage: checkpoints.py FOLDER [--compare COMMITTED]

--compare fails if a NAME.safetensors of the folder says something else than the committed one.
The folder is mpssl-lib/src/test/resources/checkpoints; its files are committed. Each NAME.pth, .pt or .bin was written
by torch.save; NAME.safetensors beside it holds the tensors that a reader, or the importer of the format, must find, and
NAME-images.safetensors what the network of the checkpoint makes of some latents and labels.
Needed besides the oracle's packages: pytorch-pretrained-biggan 0.1.1, whose network writes the checkpoint of its format.

Legacy files call storages by their addresses, so they are written with other bytes each time.

The names of the keys are those of the published files. How each source divides by the spectral norm, in which order it
concatenates class embedding and chunk of z, in which order it reads the first layer's output, and where its attention
stands, was read in the source itself:

biggan-ajbrock  ajbrock/BigGAN-PyTorch: power_iteration and SN in layers.py, Generator.forward in BigGAN.py
biggan-tfhub    ajbrock/BigGAN-PyTorch: SpectralNorm, l2normalize and Generator128.forward in TFHub/biggan.py, and
                TFHub/converter.py for the names
biggan-ivclab   ivclab/BigGAN-Generator-Pretrained-Pytorch: src/spectral_normalization.py, where permute(0, 2, 3, 1)
                gives v the order (h, w, in)
biggan-hf       huggingface/pytorch-pretrained-BigGAN is run; torch.nn.utils.spectral_norm divides
"""

import pathlib
import sys

import numpy
import torch
from torch.nn import functional as F
from torchvision.models import resnet18

import traces

CLASSES, EMBEDDING, CHUNK = 5, 3, 2
# Channels from block to block, and the block that attention follows. Attention has 8 channels, as no other block puts out.
CHANNELS, ATTENTION = [8, 8, 4], 0
ROWS = 4  # of tables of statistics; the published ones have 50


def save(folder, name, value, legacy=False):
    torch.save(value, folder / name, _use_new_zipfile_serialization=not legacy)


def expect(folder, name, tensors, **metadata):
    arrays = {}
    for key, tensor in tensors.items():
        array = tensor.detach()
        if array.dtype == torch.bool:
            array = array.to(torch.uint8)
        if array.dtype in (torch.float16, torch.bfloat16):
            array = array.float()
        arrays[key] = array.contiguous().numpy()
    traces.write(folder / f"{name}.safetensors", arrays, {k: str(v) for k, v in metadata.items()})


# ---- containers: every element type, and every way in which a tensor can lie in a storage ----------------------------


def tensors():
    base = torch.arange(24, dtype=torch.float32)
    kernel = torch.randn(3, 4, 2, 2)
    return {
        "dense": torch.randn(3, 5),
        "transposed": torch.randn(4, 6).t(),
        "permuted": kernel.permute(3, 2, 0, 1),
        "every-second": base[::2],
        "shared-start": base[:6].view(2, 3),
        "shared-end": base[18:],
        "column": base.view(4, 6)[:, 2],
        "expanded": torch.tensor([[1.5], [2.5]]).expand(2, 3),
        "scalar": torch.tensor(7.25),
        "empty": torch.empty(0, 3),
        "one": torch.randn(1, 1, 1),
        "parameter": torch.nn.Parameter(torch.randn(2, 2)),
        "double": torch.randn(3, dtype=torch.float64),
        "half": torch.tensor([1.0, -2.5, 65504.0, 6e-8, 0.1]).half(),
        "bfloat": torch.tensor([1.0, -3.14159, 1e38, 1e-40]).bfloat16(),
        "long": torch.tensor([[1, -2], [2**62, 3]]),
        "long-scalar": torch.tensor(12345678901),
        "int": torch.tensor([1, -2, 2**31 - 1], dtype=torch.int32),
        "byte": torch.tensor([0, 127, 255], dtype=torch.uint8),
        "bool": torch.tensor([True, False, True]),
        "name with \u00fcmlaut": torch.ones(1),
    }


def containers(folder):
    held = tensors()
    expect(folder, "tensors", held)
    save(folder, "tensors.pth", held)
    save(folder, "tensors-legacy.pth", held, legacy=True)
    network = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 3), torch.nn.BatchNorm2d(3))
    network.requires_grad_(False)
    expect(folder, "module", network.state_dict())
    save(folder, "state-dict.pth", network.state_dict())
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9)
    training = {
        "epoch": 3,
        "arch": "tiny",
        "state_dict": network.state_dict(),
        "best": torch.tensor(71.5),
        "optimizer": optimizer.state_dict(),
        "rates": [0.1, 0.01, None, True],
    }
    save(folder, "training.pth", training)
    save(folder, "training-legacy.pth", training, legacy=True)
    save(folder, "two-networks.pth", {"G": network.state_dict(), "D": network.state_dict()})
    # What must be refused, as PyTorch writes it.
    save(folder, "whole-module.pth", network)
    save(folder, "tensor.pth", torch.ones(3))
    save(folder, "short.pth", {"x": torch.ones(3, dtype=torch.int16)})
    torch.save({"x": torch.ones(3)}, folder / "protocol-4.pth", pickle_protocol=4)


# ---- spectral norms, each in its own words ---------------------------------------------------------------------------


def matrix(weight):
    return weight.double().reshape(len(weight), -1)


def normalised(vector, epsilon=0.0):
    return vector / (vector.norm() + epsilon)


def sigma_torch(weight, u, v):
    """torch.nn.utils.spectral_norm in evaluation: u^T W v, both stored."""
    return u.double() @ matrix(weight) @ v.double()


def sigma_torch_without_v(weight, u):
    return u.double() @ matrix(weight) @ normalised(matrix(weight).T @ u.double())


def sigma_iterated(weight, u, epsilon=0.0):
    """One step of the power iteration from the stored u."""
    w, u = matrix(weight), u.double()
    v = normalised(w.T @ u, epsilon)
    return normalised(w @ v, epsilon) @ w @ v


def channels_last(weight):
    return weight.permute(0, 2, 3, 1) if weight.dim() == 4 else weight


def direction(size):
    return normalised(torch.randn(size))


def near_right_vector(weight, u):
    """A v that is not quite what the power iteration would give, so that the rules differ."""
    return normalised(normalised(matrix(weight).T @ u.double()).float() + 0.3 * direction(matrix(weight).shape[1]))


# ---- the original BigGAN in four checkpoints -------------------------------------------------------------------------


def modules():
    """Names (of BigGAN-PyTorch) and shapes of what has a spectral norm, and whether there is a bias."""
    blocks = len(CHANNELS) - 1
    yield "linear", (16 * CHANNELS[0], CHUNK), True
    for i in range(blocks):
        given, put = CHANNELS[i], CHANNELS[i + 1]
        yield f"blocks.{i}.0.conv1", (put, given, 3, 3), True
        yield f"blocks.{i}.0.conv2", (put, put, 3, 3), True
        yield f"blocks.{i}.0.conv_sc", (put, given, 1, 1), True
        for bn, channels in (("bn1", given), ("bn2", put)):
            for which in ("gain", "bias"):
                yield f"blocks.{i}.0.{bn}.{which}", (channels, EMBEDDING + CHUNK), False
    c = CHANNELS[ATTENTION + 1]
    for name, shape in (("theta", (c // 8, c)), ("phi", (c // 8, c)), ("g", (c // 2, c)), ("o", (c, c // 2))):
        yield f"blocks.{ATTENTION}.1.{name}", (*shape, 1, 1), False
    yield "output_layer.2", (3, CHANNELS[-1], 3, 3), True


def normalisations():
    for i in range(len(CHANNELS) - 1):
        yield f"blocks.{i}.0.bn1", CHANNELS[i]
        yield f"blocks.{i}.0.bn2", CHANNELS[i + 1]
    yield "output_layer.0", CHANNELS[-1]


def facts(rows, epsilon):
    blocks = len(CHANNELS) - 1
    return {
        "network": "biggan",
        "width": CHANNELS[-1],
        "resolution": 4 * 2**blocks,
        "classes": CLASSES,
        "embedding": EMBEDDING,
        "latent": CHUNK * (blocks + 1),
        "attention": ATTENTION,
        "truncationRows": rows,
        "epsilon": epsilon,
    }


def generate(folder, name, own, class_first=False, channels_last=False, epsilon=1e-4):
    """Writes images of a generator whose weights are divided, but else in the order of its source."""
    own = {key: tensor.detach().double() for key, tensor in own.items()}
    blocks = len(CHANNELS) - 1
    z = torch.randn(2, CHUNK * (blocks + 1))
    labels = torch.tensor([[0, 1, 0, 0, 0], [0.25, 0, 0.5, 0, 0.25]])
    chunks = z.double().chunk(blocks + 1, dim=1)
    embedded = labels.double() @ own["shared.weight"]

    def convolve(x, module, padding):
        return F.conv2d(x, own[f"{module}.weight"], own.get(f"{module}.bias"), padding=padding)

    def standardise(x, module):
        mean, variance = own[f"{module}.stored_mean"], own[f"{module}.stored_var"]
        if mean.dim() == 2:  # the last row is that of latents that are not truncated
            mean, variance = mean[-1], variance[-1]
        return (x - mean[:, None, None]) / torch.sqrt(variance + epsilon)[:, None, None]

    def normalise(x, module, condition):
        gain = 1 + condition @ own[f"{module}.gain.weight"].T
        bias = condition @ own[f"{module}.bias.weight"].T
        return F.relu(gain[:, :, None, None] * standardise(x, module) + bias[:, :, None, None])

    x = chunks[0] @ own["linear.weight"].T + own["linear.bias"]
    x = x.view(2, 4, 4, CHANNELS[0]).permute(0, 3, 1, 2) if channels_last else x.view(2, CHANNELS[0], 4, 4)
    for i in range(blocks):
        block, condition = f"blocks.{i}.0", [chunks[i + 1], embedded]
        condition = torch.cat(condition[::-1] if class_first else condition, 1)
        h = F.interpolate(normalise(x, f"{block}.bn1", condition), scale_factor=2)
        h = normalise(convolve(h, f"{block}.conv1", 1), f"{block}.bn2", condition)
        x = convolve(h, f"{block}.conv2", 1) + convolve(F.interpolate(x, scale_factor=2), f"{block}.conv_sc", 0)
        if i == ATTENTION:
            place = f"blocks.{i}.1"
            theta = convolve(x, f"{place}.theta", 0).flatten(2)
            phi = F.max_pool2d(convolve(x, f"{place}.phi", 0), 2).flatten(2)
            g = F.max_pool2d(convolve(x, f"{place}.g", 0), 2).flatten(2)
            beta = torch.softmax(theta.transpose(1, 2) @ phi, -1)
            found = (g @ beta.transpose(1, 2)).view(2, -1, *x.shape[2:])
            x = x + own[f"{place}.gamma"] * convolve(found, f"{place}.o", 0)
    gain, bias = own["output_layer.0.gain"], own["output_layer.0.bias"]
    x = F.relu(gain[:, None, None] * standardise(x, "output_layer.0") + bias[:, None, None])
    images = (torch.tanh(convolve(x, "output_layer.2", 1)) + 1) / 2
    expect(folder, f"{name}-images", {"latents": z, "labels": labels, "images": images.float()})


def biggan_ajbrock(folder):
    held, expected, own = {}, {}, {}
    held["shared.weight"] = expected["shared.weight"] = torch.randn(CLASSES, EMBEDDING)
    for name, shape, bias in modules():
        weight = torch.randn(shape)
        u = direction(shape[0])[None]
        held[f"{name}.weight"] = weight
        folded = own[f"{name}.weight"] = weight.double() / sigma_iterated(weight, u[0])
        if ".bn" in name:  # the columns are (class embedding, z); they become (z, class embedding)
            folded = torch.cat((folded[:, EMBEDDING:], folded[:, :EMBEDDING]), 1)
        expected[f"{name}.weight"] = folded.float()
        if bias:
            held[f"{name}.bias"] = expected[f"{name}.bias"] = torch.randn(shape[0])
        held[f"{name}.u0"], held[f"{name}.sv0"] = u, torch.ones(1)
    held[f"blocks.{ATTENTION}.1.gamma"] = torch.tensor(0.375)
    expected[f"blocks.{ATTENTION}.1.gamma"] = torch.tensor([0.375])
    for name, channels in normalisations():
        for key, tensor in ((".stored_mean", torch.randn(channels)), (".stored_var", torch.rand(channels) + 0.5)):
            held[name + key] = expected[name + key] = tensor
    for key in ("gain", "bias"):
        held[f"output_layer.0.{key}"] = expected[f"output_layer.0.{key}"] = torch.randn(CHANNELS[-1])
    save(folder, "biggan-ajbrock.pth", held, legacy=True)
    expect(folder, "biggan-ajbrock", expected, **facts(0, "1e-5"))
    generate(folder, "biggan-ajbrock", {**expected, **own}, class_first=True, epsilon=1e-5)


def channels_first(rows):
    """The first layer's rows from (height, width, channel) to (channel, height, width)."""
    return rows.reshape(4, 4, CHANNELS[0], -1).permute(2, 0, 1, 3).reshape(rows.shape)


def as_converted(tensor):
    """TensorFlow's array, permuted: the elements lie in TensorFlow's order."""
    if tensor.dim() == 4:
        return tensor.permute(2, 3, 1, 0).contiguous().permute(3, 2, 0, 1)
    return tensor.t().contiguous().t()


def biggan_tfhub(folder):
    held, expected, own = {}, {}, {}
    names = {"linear": "G_linear", "output_layer.2": "colorize"}
    for i in range(len(CHANNELS) - 1):
        for mine, theirs in (("conv1", "conv0"), ("conv2", "conv1"), ("conv_sc", "conv_sc")):
            names[f"blocks.{i}.0.{mine}"] = f"GBlock.{i}.{theirs}"
        for mine, theirs in (("bn1", "HyperBN"), ("bn2", "HyperBN_1")):
            names[f"blocks.{i}.0.{mine}.gain"] = f"GBlock.{i}.{theirs}.gamma_embed"
            names[f"blocks.{i}.0.{mine}.bias"] = f"GBlock.{i}.{theirs}.beta_embed"
            names[f"blocks.{i}.0.{mine}"] = f"GBlock.{i}.{theirs}.bn"
    for mine, theirs in (("theta", "theta"), ("phi", "phi"), ("g", "g"), ("o", "o_conv")):
        names[f"blocks.{ATTENTION}.1.{mine}"] = f"attention.{theirs}"
    for name, shape, bias in modules():
        weight, u = torch.randn(shape), direction(shape[0])
        source = names[name] + ".module"
        held[f"{source}.weight_u"] = u
        held[f"{source}.weight_v"] = direction(weight[0].numel())  # overwritten before it is used
        held[f"{source}.weight_bar"] = as_converted(weight)
        folded = own[f"{name}.weight"] = weight.double() / sigma_iterated(weight, u, 1e-4)
        expected[f"{name}.weight"] = (channels_first(folded) if name == "linear" else folded).float()
        if bias:
            held[f"{source}.bias"] = torch.randn(shape[0])
            value = own[f"{name}.bias"] = held[f"{source}.bias"]
            expected[f"{name}.bias"] = channels_first(value) if name == "linear" else value
    held["linear.weight"] = torch.randn(CLASSES, EMBEDDING).t()
    expected["shared.weight"] = held["linear.weight"].t()
    held["attention.gamma"] = expected[f"blocks.{ATTENTION}.1.gamma"] = torch.tensor([0.375])
    names["output_layer.0"] = "ScaledCrossReplicaBN"
    for name, channels in normalisations():
        for mine, theirs in (("mean", torch.randn(channels)), ("var", torch.rand(channels) + 0.5)):
            held[f"{names[name]}.running_{mine}"] = expected[f"{name}.stored_{mine}"] = theirs
        held[f"{names[name]}.num_batches_tracked"] = torch.tensor(200.0)
    for mine, theirs in (("gain", "weight"), ("bias", "bias")):
        value = torch.randn(CHANNELS[-1])
        held[f"ScaledCrossReplicaBN.{theirs}"] = expected[f"output_layer.0.{mine}"] = value
    save(folder, "biggan-tfhub.pth", held)
    expect(folder, "biggan-tfhub", expected, **facts(0, "1e-4"))
    generate(folder, "biggan-tfhub", {**expected, **own}, channels_last=True)


def biggan_ivclab(folder):
    held, expected, own = {}, {}, {}
    names = {"linear": "g_z.g_linear", "output_layer.2": "conv_2d", "output_layer.0": "scaledcrossreplicabn"}
    for i in range(len(CHANNELS) - 1):
        block = "gblock" if i == 0 else f"gblock_{i}"
        for mine, theirs in (("conv1", "conv0"), ("conv2", "conv1"), ("conv_sc", "conv_sc")):
            names[f"blocks.{i}.0.{mine}"] = f"{block}.{theirs}"
        for mine, theirs in (("bn1", "hyperbn"), ("bn2", "hyperbn_1")):
            names[f"blocks.{i}.0.{mine}.gain"] = f"{block}.{theirs}.gamma"
            names[f"blocks.{i}.0.{mine}.bias"] = f"{block}.{theirs}.beta"
            names[f"blocks.{i}.0.{mine}"] = f"{block}.{theirs}.crossreplicabn"
    for mine, theirs in (("theta", "theta"), ("phi", "phi"), ("g", "g"), ("o", "o_conv")):
        names[f"blocks.{ATTENTION}.1.{mine}"] = f"attention.{theirs}"
    held["linear.weight"] = expected["shared.weight"] = torch.randn(CLASSES, EMBEDDING)
    for name, shape, bias in modules():
        weight, u = torch.randn(shape), direction(shape[0])
        v = near_right_vector(channels_last(weight), u)  # in TensorFlow's order (height, width, channel)
        for key, tensor in (("weight_orig", weight), ("weight_u", u), ("weight_v", v)):
            held[f"{names[name]}.{key}"] = tensor
        folded = own[f"{name}.weight"] = weight.double() / sigma_torch(channels_last(weight), u, v)
        expected[f"{name}.weight"] = (channels_first(folded) if name == "linear" else folded).float()
        if bias:
            held[f"{names[name]}.bias"] = torch.randn(shape[0])
            value = own[f"{name}.bias"] = held[f"{names[name]}.bias"]
            expected[f"{name}.bias"] = channels_first(value) if name == "linear" else value
    held["attention.gamma"] = expected[f"blocks.{ATTENTION}.1.gamma"] = torch.tensor([0.375])
    for name, channels in normalisations():
        held[f"{names[name]}.running_mean"] = torch.zeros(channels)
        held[f"{names[name]}.running_var"] = torch.ones(channels)
        held[f"{names[name]}.num_batches_tracked"] = torch.tensor(0)
        means, variances = torch.randn(ROWS, channels), torch.rand(ROWS, channels) + 0.5
        held[f"{names[name]}.standing_means"] = expected[f"{name}.stored_mean"] = means
        held[f"{names[name]}.standing_vars"] = expected[f"{name}.stored_var"] = variances
    for mine, theirs in (("gain", "weight"), ("bias", "bias")):
        value = torch.randn(CHANNELS[-1])
        held[f"scaledcrossreplicabn.{theirs}"] = expected[f"output_layer.0.{mine}"] = value
    save(folder, "biggan-ivclab.pt", held)
    expect(folder, "biggan-ivclab", expected, **facts(ROWS, "1e-4"))
    generate(folder, "biggan-ivclab", {**expected, **own}, channels_last=True)


# ---- BigGAN-deep, by the library that published it -------------------------------------------------------------------


def folded_by_torch(held, without_v=False):
    """Divides every weight_orig; all else stays."""
    expected = {}
    for key, tensor in held.items():
        module, _, last = key.rpartition(".")
        if last == "weight_orig":
            u, v = held[f"{module}.weight_u"], held[f"{module}.weight_v"]
            sigma = sigma_torch_without_v(tensor, u) if without_v else sigma_torch(tensor, u, v)
            expected[f"{module}.weight"] = (tensor.double() / sigma).float()
        elif last not in ("weight_u", "weight_v"):
            expected[key] = tensor
    return expected


def biggan_hf(folder):
    from pytorch_pretrained_biggan.config import BigGANConfig
    from pytorch_pretrained_biggan.model import BigGAN

    # Fewer and narrower layers than any network that was published has.
    layers = [(False, 16, 16), (True, 16, 8), (False, 8, 8), (True, 8, 4)]
    layers += [(False, 4, 4), (True, 4, 2), (False, 2, 2), (True, 2, 1)]
    config = BigGANConfig(
        output_dim=64, z_dim=3, class_embed_dim=3, channel_width=4, num_classes=CLASSES, layers=layers,
        attention_layer_position=6, eps=1e-4, n_stats=2,
    )
    network = BigGAN(config).eval().requires_grad_(False)
    for name, tensor in network.state_dict().items():
        if not name.endswith(("weight_u", "weight_v")):
            # The variances are large, or most pixels would be black or white.
            tensor.copy_(30 * (torch.rand(tensor.shape) + 0.5) if "vars" in name else torch.randn(tensor.shape))
    for name, tensor in network.state_dict().items():
        if name.endswith("weight_v"):
            module = name[: -len("_v")]
            weight, u = network.state_dict()[f"{module}_orig"], network.state_dict()[f"{module}_u"]
            tensor.copy_(near_right_vector(weight, u))
    save(folder, "biggan-hf.bin", network.state_dict(), legacy=True)
    held = {key: tensor.clone() for key, tensor in network.state_dict().items()}
    z, labels = torch.randn(1, 3), torch.tensor([[0.25, 0, 0.5, 0, 0.25]])
    images = (network.double()(z.double(), labels.double(), 1.0) + 1) / 2
    expect(folder, "biggan-hf-images", {"latents": z, "labels": labels, "images": images.float()})
    # One module alone; and as PyTorch 0.4 wrote it: without v, and with the divided weight beside the other one.
    module = "generator.layers.3.conv_1."
    alone = {key: tensor for key, tensor in held.items() if key.startswith(module)}
    expect(folder, "with-v", folded_by_torch(alone))
    save(folder, "with-v.bin", alone, legacy=True)
    expected = folded_by_torch(alone, without_v=True)
    oldest = {key: tensor for key, tensor in alone.items() if not key.endswith("weight_v")}
    oldest[module + "weight"] = torch.zeros_like(expected[module + "weight"])
    save(folder, "without-v.bin", oldest, legacy=True)
    expect(folder, "without-v", expected)


def torchvision(folder):
    """torchvision's names on tensors of which most channels are cut away."""
    held = {}
    for name, tensor in resnet18(num_classes=CLASSES).state_dict().items():
        shape = [n // 64 if n >= 64 else n for n in tensor.shape]
        held[name] = torch.randn(shape) if tensor.dtype == torch.float32 else tensor
        if name.endswith("running_var"):
            held[name] = held[name].abs()
    save(folder, "torchvision.pth", held)
    expected = {k: t for k, t in held.items() if not k.endswith("num_batches_tracked")}
    described = {"network": "resnet18", "width": 1, "classes": CLASSES, "epsilon": "1e-5"}
    expect(folder, "torchvision", expected, **described)


def differences(found, expected):
    """Returns what is wrong with a file, in a few words; nothing if it says what another one says."""
    if not found.exists() or not expected.exists():
        return "is not in both folders"
    (found, told), (expected, said) = traces.read(found), traces.read(expected)
    if told != said:
        return f"metadata {told} instead of {said}"
    if list(found) != list(expected):
        return f"tensors {sorted(set(found) ^ set(expected)) or 'in another order'}"
    for name, tensor in expected.items():
        if tensor.shape != found[name].shape or tensor.dtype != found[name].dtype:
            return f"{name} is {found[name].dtype} {found[name].shape} instead of {tensor.dtype} {tensor.shape}"
        if not numpy.allclose(found[name], tensor, rtol=1e-5, atol=1e-6):
            return f"{name} has other numbers"
    return None


def compare(folder, committed):
    """Prints a line for each file that is not what is committed, and returns whether there is none."""
    names = sorted({path.name for where in (folder, committed) for path in where.glob("*.safetensors")})
    wrong = {name: differences(folder / name, committed / name) for name in names}
    for name, what in wrong.items():
        if what:
            print(f"{name}: {what}  FAILED")
    print(f"{len(names)} files of the import's tests, {sum(map(bool, wrong.values()))} differ")
    return bool(names) and not any(wrong.values())


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for write in (containers, biggan_ajbrock, biggan_tfhub, biggan_ivclab, biggan_hf, torchvision):
        torch.manual_seed(20240917)
        write(folder)
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    print("\n".join(f"{size:8,d} {name}" for name, size in sizes.items()))
    print(f"{sum(sizes.values()):8,d} bytes, torch {torch.__version__}, numpy {numpy.__version__}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 4) or sys.argv[2:3] not in ([], ["--compare"]):
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
    if len(sys.argv) == 4 and not compare(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[3])):
        sys.exit(1)
