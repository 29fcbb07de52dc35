"""Weak and strong augmentations, from the operations of Kornia, torchvision and PIL.

usage: augmentations.py GOLDENS [--write]

Run by itself, this compares the committed results of PIL with PIL's, or renews them.
"""

import math
import pathlib
import sys

import numpy
import torch

# Kornia makes its constants, pi among them, when it is imported.
torch.set_default_dtype(torch.float64)

import kornia
from kornia.augmentation import auto
from kornia.augmentation.auto.rand_augment import ops as kornia_ops
from kornia.augmentation.auto.rand_augment.rand_augment import default_policy
from PIL import Image, ImageEnhance, ImageOps
from PIL import __version__ as PIL_VERSION
from torch.nn import functional as F
from torchvision.transforms import InterpolationMode, RandAugment
from torchvision.transforms import functional as T

import traces
from traces import under

BILINEAR = InterpolationMode.BILINEAR


def gradient(product, images):
    """Zero where the result does not depend on the images at all."""
    if not product.requires_grad:
        return torch.zeros_like(images)
    return torch.autograd.grad(product, images)[0]


# Kornia's list: its own operations with given values instead of random ones.


def kornia_operation(name, low, high):
    augmentation = getattr(kornia_ops, name)(low, high)
    factor = augmentation._factor_name

    def apply(images, values):
        parameters = augmentation.op.forward_parameters(images.shape)
        if factor is not None:
            whole = name == "posterize"
            parameters[factor] = values.long() if whole else values.to(torch.float64)
        if "center" in parameters:
            height, width = images.shape[2:]
            parameters["center"] = torch.tensor([[(width - 1) / 2, (height - 1) / 2]] * len(images))
        if name == "solarize_add":
            # What the list asks for; the module draws a threshold from [0, 1].
            parameters["thresholds"] = torch.full((len(images),), 0.5)
        return augmentation.op(images, params=parameters)

    return apply


KORNIA = {name: kornia_operation(name, low, high) for ((name, low, high),) in default_policy}


def kornia_magnitudes(m, height, width):
    """Kornia's, but for the two whose meaning changed after 0.7.3: posterize and translate."""
    policy = auto.RandAugment(n=1, m=m)
    found = []
    for name, module in zip(KORNIA, policy.children()):
        span = module[0].magnitude_range
        low, high = (0, 0) if span is None else (round(float(end), 6) for end in span)
        value = low + (high - low) * m / 30
        found.append(
            {
                "posterize": int(8 - 4 * m / 30),
                "shear_x": 180 * value,
                "shear_y": 180 * value,
                "translate_x": width * value,
                "translate_y": height * value,
            }.get(name, value)
        )
    return torch.tensor(found, dtype=torch.float64)


# The operations of the other lists, on one image (1, 3, H, W) with a number.


def affine(x, degrees=(0.0, 0.0), **settings):
    return T.affine(x, 0.0, [0, 0], 1.0, list(degrees), BILINEAR, **settings)


def shear_x(x, v):
    return affine(x, (math.degrees(math.atan(v)), 0.0), center=[0, 0])


def shear_y(x, v):
    return affine(x, (0.0, math.degrees(math.atan(v))), center=[0, 0])


def translate(x, right, down):
    """torchvision's translations are whole pixels; Kornia's are not."""
    return kornia.geometry.translate(x, torch.tensor([[right, down]], dtype=x.dtype))


def to_bytes(x):
    return torch.floor(255 * x).to(torch.uint8)


def by_bytes(function, x, *arguments):
    return function(to_bytes(x.detach()), *arguments).to(x.dtype) / 255


def posterize(x, v):
    return x if v == 8 else by_bytes(T.posterize, x, int(v))


def factor(v):
    return torch.tensor([v], dtype=torch.float64)


OPERATIONS = {
    "Identity": lambda x, v: x,
    "Invert": lambda x, v: T.invert(x),
    # torchvision's has no gradient.
    "AutoContrast": lambda x, v: kornia.enhance.normalize_min_max(x, eps=0.0),
    # On images that are not of 8 bits, Kornia's definition.
    "Equalize": lambda x, v: kornia.enhance.equalize(x),
    "Posterize": posterize,
    "Solarize": lambda x, v: x if v > 1 else T.solarize(x, v),
    "Brightness": lambda x, v: T.adjust_brightness(x, v),
    # torchvision rounds the weights of luma to four digits, Kornia does not.
    "Color": lambda x, v: kornia.enhance.adjust_saturation_with_gray_subtraction(x, factor(v)),
    "Contrast": lambda x, v: kornia.enhance.adjust_contrast_with_mean_subtraction(x, factor(v)),
    "Sharpness": lambda x, v: T.adjust_sharpness(x, v),
    "ShearX": shear_x,
    "ShearY": shear_y,
    "TranslateX": lambda x, v: translate(x, v, 0),
    "TranslateY": lambda x, v: translate(x, 0, v),
    "Rotate": lambda x, v: T.rotate(x, v, BILINEAR),
}

MOVING = ("ShearX", "ShearY", "TranslateX", "TranslateY", "Rotate")
STEPS = ("Equalize", "Posterize")

UDA = (
    "Invert Cutout Sharpness AutoContrast Posterize ShearX TranslateX TranslateY ShearY Rotate "
    "Equalize Contrast Color Solarize Brightness"
).split()
FIXMATCH = (
    "AutoContrast Brightness Color Contrast Equalize Identity Posterize Rotate Sharpness ShearX "
    "ShearY Solarize TranslateX TranslateY"
).split()
CUBUK = list(RandAugment()._augmentation_space(31, (32, 32)))


def cutout(x, side, column, row, colour):
    """Half the side to the left and above, as far to the right and below, without the last."""
    half = int(side) // 2
    x = x.clone()
    top, left = max(0, int(row) - half), max(0, int(column) - half)
    x[:, :, top : int(row) + half, left : int(column) + half] = colour.view(1, -1, 1, 1)
    return x


def grey(*levels):
    return torch.tensor(levels, dtype=torch.float64) / 255


def list_view(images, draws, names, straight_through=False, outside=None):
    """Applies drawn operations image by image."""
    views = []
    for i, operations in enumerate(draws["operation"]):
        x = images[i : i + 1]
        for k, index in enumerate(operations):
            if index < 0:
                continue
            name, value = names[int(index)], float(draws["value"][i, k])
            if name == "Cutout":
                x = cutout(x, value, draws["x"][i, k], draws["y"][i, k], grey(125, 122, 113))
            elif name in MOVING and outside is not None:
                fill = outside.view(1, -1, 1, 1)
                x = OPERATIONS[name](x - fill, value) + fill
            elif name in STEPS and straight_through:
                x = x + (OPERATIONS[name](x, value) - x).detach()
            else:
                x = OPERATIONS[name](x, value)
        views.append(x)
    return torch.cat(views)


def with_cutout(images, draws, colour):
    places = zip(images, draws["cutout-side"], draws["cutout-x"], draws["cutout-y"])
    return torch.cat([cutout(x[None], side, column, row, colour) for x, side, column, row in places])


def kornia_view(images, draws):
    names = list(KORNIA)
    for k in range(draws["operation"].shape[1]):
        (index,) = draws["operation"][:, k].unique()
        images = KORNIA[names[int(index)]](images, draws["value"][:, k])
    return images


def uda_view(images, draws, mean=torch.tensor([0.25, 0.5, 0.75])):
    return with_cutout(list_view(images, draws, UDA, outside=mean), draws, mean)


def fixmatch_view(images, draws):
    return with_cutout(list_view(images, draws, FIXMATCH, True), draws, grey(125, 123, 114))


def cubuk_view(images, draws):
    return list_view(images, draws, CUBUK, True)


def shift_view(images, draws):
    """A crop of the image padded by reflection."""
    height, width = images.shape[2:]
    views = []
    for x, flip, right, down in zip(images, draws["flip"], draws["right"], draws["down"]):
        x = F.pad(x.flip(2) if flip else x, (4, 4, 4, 4), mode="reflect")
        top, left = 4 - int(down), 4 - int(right)
        views.append(x[:, top : top + height, left : left + width])
    return torch.stack(views)


def resized_crop_view(images, draws):
    size = list(images.shape[2:])
    views = []
    for i, x in enumerate(images):
        part = [int(draws[name][i]) for name in ("top", "left", "height", "width")]
        x = T.resized_crop(x[None], *part, size, BILINEAR, antialias=True)
        views.append(x.flip(3) if draws["flip"][i] else x)
    return torch.cat(views)


def view(function):
    def case(inputs):
        images = inputs["images"].clone().requires_grad_()
        result = function(images, under(inputs, "draws"))
        product = (result * inputs["seed"]).sum()
        return {"value/view": result, "gradient/images": gradient(product, images)}

    return case


def kornia_operations(inputs):
    results = {}
    for values, (name, apply) in zip(inputs["values"], KORNIA.items()):
        images = inputs["images"].clone().requires_grad_()
        result = apply(images, values)
        results["value/" + name] = result
        results["gradient/" + name] = gradient((result * inputs["seed"]).sum(), images)
    return results


def cubuk_operations(inputs):
    results = {}
    for values, name in zip(inputs["values"], CUBUK):
        images = (inputs["pixels"].to(torch.float64) / 255).requires_grad_()
        views = zip(images, values)
        result = torch.cat([OPERATIONS[name](x[None], float(v)) for x, v in views])
        results["value/" + name] = result
        results["gradient/" + name] = gradient((result * inputs["seed"]).sum(), images)
    return results


def equalize(inputs):
    """Kornia's on all images; torchvision's on the first, which has 8 bits."""
    images = (inputs["images"] / 255).requires_grad_()
    result = kornia.enhance.equalize(images)
    first = T.equalize(inputs["images"][0].to(torch.uint8)).to(torch.float64) / 255
    product = (result * inputs["seed"]).sum()
    return {
        "value/kornia": result,
        "value/torchvision": first,
        "gradient/images": gradient(product, images),
    }


def cubuk_magnitudes(inputs):
    """torchvision's table; the sign added, translations cut to pixels, thresholds in [0, 1]."""
    size = tuple(int(s) for s in inputs["size"])
    space = RandAugment()._augmentation_space(31, size)
    results = {}
    for m in range(31):
        row = []
        for name, (magnitudes, _) in space.items():
            value = float(magnitudes[m]) if magnitudes.ndim else 0.0
            if name.startswith("Translate"):
                value = int(value)
            elif name in ("Brightness", "Color", "Contrast", "Sharpness"):
                value = 1 + round(value, 6)
            elif name == "Solarize":
                value = (math.ceil(round(value, 4)) - 0.5) / 255
            elif name != "Posterize":
                value = round(value, 6)
            row.append(value)
        results[f"value/magnitudes/{m}"] = torch.tensor(row, dtype=torch.float64)
    return results


CASES = {
    "kornia-operations": kornia_operations,
    "cubuk-operations": cubuk_operations,
    "equalize": equalize,
    "kornia-magnitudes": lambda inputs: {
        f"value/magnitudes/{m}": kornia_magnitudes(int(m), *map(int, inputs["size"]))
        for m in inputs["m"]
    },
    "cubuk-magnitudes": cubuk_magnitudes,
    "shift-reflect": view(shift_view),
    "resized-crop": view(resized_crop_view),
    "policy-kornia": view(kornia_view),
    "policy-uda": view(uda_view),
    "policy-fixmatch": view(fixmatch_view),
    "policy-cubuk": view(cubuk_view),
}


# PIL itself, on 8 bits: what can be compared with real numbers and interpolated pixels.


def pil_affine(image, map_):
    return image.transform(image.size, Image.Transform.AFFINE, map_, Image.Resampling.BILINEAR)


PIL = {
    "Invert": (lambda image, v: ImageOps.invert(image), [0]),
    "AutoContrast": (lambda image, v: ImageOps.autocontrast(image), [0]),
    "Equalize": (lambda image, v: ImageOps.equalize(image), [0]),
    "Posterize": (lambda image, v: ImageOps.posterize(image, v), [1, 4, 7]),
    "Solarize": (lambda image, v: ImageOps.solarize(image, v), [26, 128, 231]),
    "Brightness": (lambda image, v: ImageEnhance.Brightness(image).enhance(v), [0.28, 1.72]),
    "Color": (lambda image, v: ImageEnhance.Color(image).enhance(v), [0.28, 1.72]),
    "Contrast": (lambda image, v: ImageEnhance.Contrast(image).enhance(v), [0.28, 1.72]),
    "Sharpness": (lambda image, v: ImageEnhance.Sharpness(image).enhance(v), [0.28, 1.72]),
    # The policies move by -v here: what comes from the left moves to the right.
    "TranslateX": (lambda image, v: pil_affine(image, (1, 0, -v, 0, 1, 0)), [-5, 3]),
    "TranslateY": (lambda image, v: pil_affine(image, (1, 0, 0, 0, 1, -v)), [-5, 3]),
    "ShearX": (lambda image, v: pil_affine(image, (1, v, 0, 0, 1, 0)), [-0.25, 0.125]),
    "ShearY": (lambda image, v: pil_affine(image, (1, 0, 0, v, 1, 0)), [-0.25, 0.125]),
    "Rotate": (lambda image, v: image.rotate(v, Image.Resampling.BILINEAR), [-27, 12]),
}


def pil_images():
    """Two images of 8 bits, (2, H, W, 3): noise, and a slope that spans half of the levels."""
    height, width = 18, 22
    index = numpy.arange(height * width * 3, dtype=numpy.uint64)
    noise = ((index * 2654435761) % 4294967296 >> 24).astype(numpy.uint8)
    row, column, channel = numpy.indices((height, width, 3))
    slope = (40 + 4 * row + 2 * column + 10 * channel).astype(numpy.uint8)
    return numpy.stack([noise.reshape(height, width, 3), slope])


def pil_results():
    images = pil_images()
    results = {"in/pixels": images}
    for name, (operation, values) in PIL.items():
        for value in values:
            views = [numpy.asarray(operation(Image.fromarray(x), value)) for x in images]
            results[f"out/{name}/{value}"] = numpy.stack(views)
    return results


def main():
    path = pathlib.Path(sys.argv[1]) / "pil" / "operations.safetensors"
    found = pil_results()
    if "--write" in sys.argv[2:]:
        traces.write(path, found, {"outputs-by": f"PIL {PIL_VERSION}"})
    kept, _ = traces.read(path)
    wrong = [
        name
        for name in sorted(kept.keys() | found.keys())
        if name not in found or not numpy.array_equal(kept.get(name), found[name])
    ]
    print(f"{len(kept)} arrays of PIL, {len(wrong)} not as committed {' '.join(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
