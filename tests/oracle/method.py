"""Augmentation, losses and the meta-gradient, from the paper's equations."""

import torch
from torch.nn import functional as F
from torchvision.transforms import functional as T

from networks import convert_labels, generate, map_latents

# An image that spans less than this is not stretched by auto-contrast.
LEAST_RANGE = 1e-3


def weak_view(images, draws):
    """Mirrors some images, then moves each by whole pixels; what comes in is zero."""
    views = []
    for x, flip, right, down in zip(images, draws["flip"], draws["right"], draws["down"]):
        height, width = x.shape[1:]
        right, down = int(right), int(down)
        if flip:
            x = x.flip(2)
        x = F.pad(x, (max(right, 0), max(-right, 0), max(down, 0), max(-down, 0)))
        top, left = max(-down, 0), max(-right, 0)
        views.append(x[:, top : top + height, left : left + width])
    return torch.stack(views)


def auto_contrast(x):
    low, high = x.amin(), x.amax()
    if high - low <= LEAST_RANGE:
        return x
    result = ((x - low) / (high - low)).clamp(0, 1)
    with torch.no_grad():  # torchvision's has no gradient, but the same values
        assert torch.allclose(result, T.autocontrast(x), rtol=0, atol=1e-6)
    return result


def intensity(x, kind, factor):
    """One operation on one grey image (1, H, W), with torchvision's functions."""
    factor = float(factor)
    if kind == 0:
        return auto_contrast(x)
    operation = {1: T.adjust_brightness, 2: T.adjust_contrast, 3: T.adjust_sharpness}
    return operation[int(kind)](x, factor)


def strong_view(images, draws):
    """A weak view, then the intensity operations drawn for each image, in order."""
    views = []
    for x, kinds, factors in zip(weak_view(images, draws), draws["kind"], draws["factor"]):
        for kind, factor in zip(kinds, factors):
            x = intensity(x, kind, factor)
        views.append(x)
    return torch.stack(views)


def consistency(weak, strong):
    """SCR (equation 13)."""
    return (1 - F.cosine_similarity(weak, strong, dim=1, eps=1e-8)).mean()


class FreeMatch:
    """FreeMatch as USB has it: self-adaptive thresholds and the fairness term."""

    def __init__(self, classes, decay, entropy_weight):
        self.decay = decay
        self.entropy_weight = entropy_weight
        self.tau = torch.tensor(1 / classes, dtype=torch.float64)
        self.p = torch.full((classes,), 1 / classes, dtype=torch.float64)
        self.h = self.p.clone()

    def state(self):
        return torch.cat([self.tau[None], self.p, self.h])

    def __call__(self, weak, strong):
        """Returns loss and share of samples above their threshold."""
        classes, m = len(self.p), self.decay
        q = weak.detach().softmax(1)
        confidence, target = q.max(1)
        share = torch.bincount(target, minlength=classes) / torch.tensor(float(len(q))).to(q)
        self.tau = m * self.tau + (1 - m) * confidence.mean()
        self.p = m * self.p + (1 - m) * q.mean(0)
        self.h = m * self.h + (1 - m) * share
        threshold = self.tau * self.p / self.p.max()
        mask = confidence >= threshold[target]
        loss = (F.cross_entropy(strong, target, reduction="none") * mask).mean()
        if mask.any():
            loss = loss + self.entropy_weight * self.fairness(strong[mask])
        return loss, mask.to(q.dtype).mean()

    def fairness(self, strong):
        p = strong.softmax(1)
        histogram = torch.bincount(p.argmax(1), minlength=len(self.p)).to(p)
        histogram = histogram / histogram.sum()
        inverse = torch.where(histogram == 0, 0, 1 / histogram)
        expected = torch.where(self.h == 0, 0, self.p / self.h)
        expected = expected / expected.sum()
        ratio = p.mean(0) * inverse
        ratio = ratio / ratio.sum()
        return (expected * torch.log(ratio + 1e-12)).sum()


def synthesise(y, noise, phi, xi, generator, statistics, hard=True):
    """x^ = G_F(F_phi(z, y), l_xi(y))."""
    z = map_latents(noise["z"], y, phi)
    return generate(z, convert_labels(y, noise["gumbel"], xi, 1, hard), generator, statistics)


def meta_gradient(classifier, theta, statistics, synthetic, labelled, validation, draws, settings):
    """The gradient of L_val(theta') + lambda_gap L_gap by one big graph.

    synthetic: from (phi, xi) to images, labelled and validation: images and labels, draws: of the
    weak and the strong view. All passes are apart, use batch statistics, and change none.
    Returns the losses, and a function that gives the gradient with respect to some tensors.
    """
    theta = {name: t.detach().requires_grad_() for name, t in theta.items()}

    def f(images, weights):
        return classifier(images, weights, statistics, "batch")

    images = synthetic()
    features, logits = f(labelled[0], theta)
    supervised = F.cross_entropy(logits, labelled[1])
    scr = consistency(
        f(weak_view(images, draws["weak"]), theta)[0],
        f(strong_view(images, draws["strong"]), theta)[0],
    )
    inner = supervised + settings["lambda"] * scr
    gradients = torch.autograd.grad(inner, list(theta.values()), create_graph=True)
    moved = {n: t - settings["eta"] * g for (n, t), g in zip(theta.items(), gradients)}
    loss = F.cross_entropy(f(validation[0], moved)[1], validation[1])
    losses = {"supervised": supervised, "scr": scr, "validation": loss}
    if settings["gap-weight"] != 0:
        gap = F.mse_loss(f(images, theta)[0], features)
        losses["gap"] = gap
        loss = loss + settings["gap-weight"] * gap
    return losses, lambda inputs: torch.autograd.grad(loss, inputs)
