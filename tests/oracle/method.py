"""Augmentation and losses, from the paper's equations and the trace's description."""

from functools import partial

import torch
from torch.nn import functional as F
from torchvision.transforms import functional as T

import augmentations
from networks import IMAGENET

# An image that spans less than this is not stretched by auto-contrast.
LEAST_RANGE = 1e-3

# Bandwidths of the discrepancy's kernels, in medians.
BANDWIDTHS = (0.25, 0.5, 1, 2, 4)


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
    # Unlike amin's, the derivative of min(dim) is that of one pixel: of equal ones the first.
    low, high = x.flatten().min(0).values, x.flatten().max(0).values
    if high - low <= LEAST_RANGE:
        return x
    result = ((x - low) / (high - low)).clamp(0, 1)
    with torch.no_grad():  # torchvision's has no gradient, but the same values
        assert torch.allclose(result, T.autocontrast(x), rtol=0, atol=1e-6)
    return result


def contrast(x, factor):
    """torchvision's for grey images; the mean is that of all channels, which it weights."""
    if x.shape[0] == 1:
        return T.adjust_contrast(x, factor)
    return (factor * x + (1 - factor) * x.mean()).clamp(0, 1)


def intensity(x, kind, factor):
    """One operation on one image (C, H, W), with torchvision's functions."""
    factor = float(factor)
    if kind == 0:
        return auto_contrast(x)
    operation = {1: T.adjust_brightness, 2: contrast, 3: T.adjust_sharpness}
    return operation[int(kind)](x, factor)


def intensity_view(images, draws):
    """The intensity operations drawn for each image, in order."""
    views = []
    for x, kinds, factors in zip(images, draws["kind"], draws["factor"]):
        for kind, factor in zip(kinds, factors):
            x = intensity(x, kind, factor)
        views.append(x)
    return torch.stack(views)


def strong_view(images, draws):
    """A weak view, then the intensity operations."""
    return intensity_view(weak_view(images, draws), draws)


# Weak views and strong policies by the names they have in a run's description, the policies with
# what they do to operations that have no derivative.
WEAK = {
    "shift": weak_view,
    "reflected-shift": augmentations.shift_view,
    "resized-crop": augmentations.resized_crop_view,
}
POLICIES = {
    ("intensity", False): intensity_view,
    ("kornia", False): augmentations.kornia_view,
    ("uda", False): augmentations.uda_view,
    ("fixmatch", True): augmentations.fixmatch_view,
    ("cubuk", True): augmentations.cubuk_view,
}


class Views:
    """The weak and the strong view of a run."""

    def __init__(self, spec):
        self.weak = WEAK[spec["weak"]]
        self.policy = POLICIES[spec["policy"], spec["straightThrough"]]
        if spec["policy"] == "uda":  # what is outside is zero after standardisation
            outside = IMAGENET[0] if spec["standardise"] == "imagenet" else (0, 0, 0)
            self.policy = partial(self.policy, mean=torch.tensor(outside, dtype=torch.float64))

    def strong(self, images, draws):
        return self.policy(self.weak(images, draws), draws)


def consistency(weak, strong):
    """SCR (equation 13)."""
    return (1 - F.cosine_similarity(weak, strong, dim=1, eps=1e-8)).mean()


def discrepancy(real, synthetic):
    """The squared maximum mean discrepancy, all pairs counted, with the median heuristic."""
    rows = torch.cat([real, synthetic])
    distances = (rows[:, None] - rows[None]).square().sum(2)
    above = torch.ones_like(distances).triu(1).bool()
    median = distances.detach()[above].quantile(0.5)
    scale = median if median > 0 else torch.ones_like(median)
    kernel = torch.stack([torch.exp(-distances / (f * scale)) for f in BANDWIDTHS]).mean(0)
    n = len(real)
    return kernel[:n, :n].mean() + kernel[n:, n:].mean() - 2 * kernel[:n, n:].mean()


GAPS = {"mse": F.mse_loss, "mmd": discrepancy}


class Distance:
    """The consistency of the features of two views: SCR or a distance it is compared with."""

    uses_head = False
    FORMS = {"cosine": consistency, "l1": F.l1_loss, "l2": F.mse_loss, "smooth-l1": F.smooth_l1_loss}

    def __init__(self, form, detached):
        # With a detached weak view theta is not trained through it; the caller sees to that.
        self.name = "scr" if form == "cosine" else form
        self.distance = self.FORMS[form]
        self.trains_weak_view = not detached

    def __call__(self, weak, strong, moving):
        """Returns the loss of features and logits of both views, and what else is to compare."""
        return self.distance(weak[0], strong[0]), {}


class PseudoLabels:
    """A loss of predictions: the weak view's is the target, which theta is not trained through."""

    uses_head = True
    trains_weak_view = False

    def __call__(self, weak, strong, moving):
        loss, mask, terms = self.of(weak[1], strong[1], moving)
        mask = mask.to(loss)
        return loss, {"mask": mask, "loss/mask": mask.mean(), **terms}


class FixMatch(PseudoLabels):
    name = "fixmatch"

    def __init__(self, threshold):
        self.threshold = threshold

    def of(self, weak, strong, moving):
        confidence, target = weak.detach().softmax(1).max(1)
        mask = confidence >= self.threshold
        return (F.cross_entropy(strong, target, reduction="none") * mask).mean(), mask, {}


class Uda(PseudoLabels):
    name = "uda"

    def __init__(self, threshold, temperature):
        self.threshold = threshold
        self.temperature = temperature

    def of(self, weak, strong, moving):
        mask = weak.softmax(1).amax(1) > self.threshold
        target = (weak / self.temperature).softmax(1)
        divergence = F.kl_div(strong.log_softmax(1), target, reduction="none").sum(1)
        return (divergence * mask).mean(), mask, {}


class FreeMatch(PseudoLabels):
    """FreeMatch as USB has it: self-adaptive thresholds and the fairness term."""

    name = "freematch"

    def __init__(self, classes, decay, entropy_weight):
        self.decay = decay
        self.entropy_weight = entropy_weight
        self.restore(torch.full((1 + 2 * classes,), 1 / classes))

    def restore(self, state):
        """Goes back to what state() gave."""
        classes = len(state) // 2
        self.tau, self.p, self.h = state[0], state[1 : 1 + classes], state[1 + classes :]

    def state(self):
        return torch.cat([self.tau[None], self.p, self.h])

    def of(self, weak, strong, moving):
        classes, m = len(self.p), self.decay
        q = weak.detach().softmax(1)
        confidence, target = q.max(1)
        share = torch.bincount(target, minlength=classes).to(q) / len(q)
        tau = m * self.tau + (1 - m) * confidence.mean()
        p = m * self.p + (1 - m) * q.mean(0)
        h = m * self.h + (1 - m) * share
        threshold = tau * p / p.max()
        mask = confidence >= threshold[target]
        loss = (F.cross_entropy(strong, target, reduction="none") * mask).mean()
        terms = {"loss/freematch-cross-entropy": loss}
        if mask.any():
            terms["loss/freematch-fairness"] = self.fairness(strong[mask], p, h)
            loss = loss + self.entropy_weight * terms["loss/freematch-fairness"]
        if moving:
            self.tau, self.p, self.h = tau, p, h
        return loss, mask, terms

    @staticmethod
    def fairness(strong, p_mean, h_mean):
        p = strong.softmax(1)
        histogram = torch.bincount(p.argmax(1), minlength=len(p_mean)).to(p)
        histogram = histogram / histogram.sum()
        inverse = torch.where(histogram == 0, 0, 1 / histogram)
        expected = torch.where(h_mean == 0, 0, p_mean / h_mean)
        expected = expected / expected.sum()
        ratio = p.mean(0) * inverse
        ratio = ratio / ratio.sum()
        return (expected * torch.log(ratio + 1e-12)).sum()


def unsupervised_loss(spec, classes):
    """The loss L_u that a run's description names."""
    form = spec["unsupervisedLoss"]
    if form in Distance.FORMS:
        return Distance(form, spec["detachWeakView"])
    if form == "fixmatch":
        return FixMatch(spec["threshold"])
    if form == "uda":
        return Uda(spec["threshold"], spec["temperature"])
    # The total is L + lambda L_u + lambda_e L_e, and the steps multiply what is returned by lambda.
    weight = spec["lambdaEntropy"] / spec["lambda"] if spec["lambda"] else 0
    return FreeMatch(classes, spec["emaDecay"], weight)
