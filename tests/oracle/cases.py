"""What each trace of a piece holds, computed anew: one function per case, from inputs to results."""

import torch
from torch.nn import functional as F

import augmentations
import biggan
import networks_torchvision
import pseudo_labels
from method import consistency, strong_view, weak_view
from networks import Classifier, generate
from traces import under


def leaves(tensors):
    return {name: t.detach().clone().requires_grad_() for name, t in tensors.items()}


def put(results, name, tensors):
    """Copies tensors into results, since some change afterwards."""
    for key, tensor in tensors.items():
        results[f"{name}/{key}"] = tensor.detach().clone()


def gradients(loss, tensors, retain=False):
    values = torch.autograd.grad(loss, list(tensors.values()), retain_graph=retain)
    return dict(zip(tensors, values))


def resnet(inputs):
    results = {}
    statistics = {n: s.clone() for n, s in under(inputs, "statistics").items()}
    classifier = Classifier(under(inputs, "theta"), statistics)
    for name, mode in (("batch", "batch"), ("running", "running"), ("updating", "update")):
        if mode == "update":
            put(results, "state/untouched-statistics", statistics)
        theta = leaves(under(inputs, "theta"))
        images = inputs["images"].clone().requires_grad_()
        features, logits = classifier(images, theta, statistics, mode)
        loss = F.cross_entropy(logits, inputs["labels"])
        results[f"value/{name}-features"] = features
        results[f"value/{name}-logits"] = logits
        results[f"loss/{name}"] = loss
        put(results, f"gradient/{name}-theta", gradients(loss, theta, retain=True))
        results[f"gradient/{name}-images"] = torch.autograd.grad(loss, images)[0]
    put(results, "state/updated-statistics", statistics)
    return results


def generator(inputs):
    given = leaves({"z": inputs["z"], "labels": inputs["labels"]})
    weights, statistics = under(inputs, "weights"), under(inputs, "statistics")
    images = generate(given["z"], given["labels"], weights, statistics)
    results = {"value/images": images}
    found = gradients((images * inputs["seed"]).sum(), given)
    put(results, "gradient/latents-and-labels", found)
    return results


def view(function, inputs):
    images = inputs["images"].clone().requires_grad_()
    result = function(images, under(inputs, "view"))
    gradient = torch.autograd.grad((result * inputs["seed"]).sum(), images)[0]
    return {"value/view": result, "gradient/images": gradient}


def losses(inputs):
    logits = leaves({"logits": inputs["logits"]})
    views = leaves({"weak": inputs["weak"], "strong": inputs["strong"]})
    found = {
        "cross-entropy": (F.cross_entropy(logits["logits"], inputs["labels"]), logits),
        "scr": (consistency(views["weak"], views["strong"]), views),
        "gap": (F.mse_loss(views["weak"], views["strong"]), views),
    }
    results = {}
    for name, (loss, given) in found.items():
        results["loss/" + name] = loss
        put(results, "gradient/" + name, gradients(loss, given))
    return results


def optimisers(inputs):
    momentum, decay = float(inputs["momentum"]), float(inputs["weight-decay"])
    betas = (float(inputs["beta1"]), float(inputs["beta2"]))
    makers = {
        "sgd": lambda p: torch.optim.SGD(p, 1, momentum, nesterov=True),
        "sgd-with-decay": lambda p: torch.optim.SGD(
            p, 1, momentum, weight_decay=decay, nesterov=True
        ),
        "adam": lambda p: torch.optim.Adam(p, 1, betas),
    }
    results = {}
    for name, make in makers.items():
        parameters = leaves(under(inputs, "start"))
        optimiser = make(list(parameters.values()))
        for i, rate in enumerate(inputs["rates"]):
            descend(optimiser, parameters, under(inputs, f"gradients/{i}"), rate)
            put(results, f"state/{name}-{i + 1}", parameters)
        if name == "adam":
            put(results, "state/adam-first", buffers(optimiser, parameters, "exp_avg"))
            put(results, "state/adam-second", buffers(optimiser, parameters, "exp_avg_sq"))
        else:
            kept = buffers(optimiser, parameters, "momentum_buffer")
            put(results, f"state/{name}-buffers", kept)
    return results


def descend(optimiser, parameters, found, rate):
    for name, parameter in parameters.items():
        parameter.grad = found[name].detach().clone()
    for group in optimiser.param_groups:
        group["lr"] = float(rate)
    optimiser.step()


def buffers(optimiser, parameters, kind):
    return {name: optimiser.state[p][kind] for name, p in parameters.items()}


CASES = {
    "resnet": resnet,
    "generator": generator,
    "weak-view": lambda inputs: view(weak_view, inputs),
    "strong-view": lambda inputs: view(strong_view, inputs),
    "losses": losses,
    "optimisers": optimisers,
    **pseudo_labels.CASES,
    **augmentations.CASES,
    **biggan.CASES,
    **networks_torchvision.CASES,
}
