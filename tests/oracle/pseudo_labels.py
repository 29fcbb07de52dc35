"""Losses of pseudo-labels by their authors: FreeMatch by USB's code, UDA and FixMatch by formulas."""

import numpy
import torch

import method
import usb


def freematch(inputs):
    """The authors' code over all batches; the whole steps' FreeMatch has to agree with it."""
    classes = inputs["weak"].shape[2]
    settings = (classes, float(inputs["decay"]), float(inputs["entropy-weight"]))
    authors, ours = usb.FreeMatch(*settings), method.FreeMatch(*settings)
    found = {}
    for weak, strong in zip(inputs["weak"], inputs["strong"]):
        strong = strong.clone().requires_grad_()
        loss, mask, supervision, fairness = authors(weak, strong)
        again, same, _ = ours.of(weak, strong, moving=True)
        assert torch.allclose(loss, again, rtol=1e-12, atol=0) and torch.equal(mask, same.to(mask))
        assert torch.allclose(authors.state(), ours.state(), rtol=1e-12, atol=0)
        row = {
            "loss/freematch": loss,
            "loss/cross-entropy": supervision,
            "loss/fairness": fairness,
            "value/mask": mask,
            "state/thresholds": authors.state(),
            "gradient/strong": torch.autograd.grad(loss, strong)[0],
        }
        for name, value in row.items():
            found.setdefault(name, []).append(value.detach())
    return {name: torch.stack(rows) for name, rows in found.items()}


def softmax(logits):
    powers = numpy.exp(logits - logits.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def fixed_thresholds(inputs):
    """The formulas of google-research/uda and google-research/fixmatch, and their derivatives."""
    weak, strong = inputs["weak"][0].numpy(), inputs["strong"][0].numpy()
    threshold, temperature = float(inputs["threshold"]), float(inputs["temperature"])
    n = len(weak)
    q, p = softmax(weak), softmax(strong)
    log_p = numpy.log(p)
    sure = q.max(1)

    mask = (sure > threshold).astype(float)  # uda: greater than the threshold
    sharp = softmax(weak / temperature)  # the logits are divided, not the probabilities
    entropy = numpy.where(sharp > 0, sharp * numpy.log(numpy.where(sharp > 0, sharp, 1)), 0)
    divergence = entropy.sum(1) - (sharp * log_p).sum(1)
    results = {
        "loss/uda": (mask * divergence).sum() / n,
        "value/uda-mask": mask,
        "gradient/uda": mask[:, None] * (p - sharp) / n,
    }

    mask = (sure >= threshold).astype(float)  # fixmatch: at least the threshold
    label = numpy.eye(weak.shape[1])[q.argmax(1)]
    results["loss/fixmatch"] = (mask * -(label * log_p).sum(1)).sum() / n
    results["value/fixmatch-mask"] = mask
    results["gradient/fixmatch"] = mask[:, None] * (p - label) / n
    return {name: torch.tensor(value) for name, value in results.items()}


CASES = {"freematch": freematch, "fixed-thresholds": fixed_thresholds}
