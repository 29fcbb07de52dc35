"""What each trace holds, computed anew: one function per case, from inputs to results."""

import torch
from torch.nn import functional as F

import augmentations
import biggan
import networks_torchvision
from method import (
    FreeMatch,
    consistency,
    meta_gradient,
    strong_view,
    synthesise,
    weak_view,
)
from networks import Classifier, convert_labels, generate, map_latents
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


def mapper_and_converter(inputs):
    phi = leaves(under(inputs, "phi"))
    z = map_latents(inputs["z"], inputs["labels"], phi)
    results = {"value/mapped": z}
    put(results, "gradient/phi", gradients((z * inputs["seed-z"]).sum(), phi))
    for hard in (True, False):
        for temperature in (1, 0.5):
            name = f"{'hard' if hard else 'soft'}-temperature-{temperature}"
            xi = leaves(under(inputs, "xi"))
            y = convert_labels(inputs["labels"], inputs["gumbel"], xi, temperature, hard)
            results["value/" + name] = y
            product = (y * inputs["seed-y"]).sum()
            put(results, f"gradient/{name}-xi", gradients(product, xi))
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


def freematch(inputs):
    batches, _, classes = inputs["weak"].shape
    match = FreeMatch(classes, float(inputs["decay"]), float(inputs["entropy-weight"]))
    results = {}
    shares = []
    for i in range(batches):
        strong = inputs["strong"][i].clone().requires_grad_()
        loss, share = match(inputs["weak"][i], strong)
        shares.append(share)
        results[f"loss/freematch/{i:02d}"] = loss
        results[f"state/thresholds/{i:02d}"] = match.state()
        results[f"gradient/strong/{i:02d}"] = torch.autograd.grad(loss, strong)[0]
    results["value/mask-rate"] = torch.stack(shares)
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


def meta(inputs):
    theta, statistics = under(inputs, "classifier/theta"), under(inputs, "classifier/statistics")
    classifier = Classifier(theta, statistics)
    weights, stored = under(inputs, "generator/weights"), under(inputs, "generator/statistics")
    batches = [
        (inputs[name + "/images"], inputs[name + "/labels"]) for name in ("labelled", "validation")
    ]
    draws = {"weak": under(inputs, "draws/weak"), "strong": under(inputs, "draws/strong")}
    noise = under(inputs, "draws/noise")
    results = {}
    for hard in (True, False):
        for gap in (1, 0):
            variant = f"{'hard' if hard else 'soft'}-gap-{gap}"
            phi, xi = leaves(under(inputs, "phi")), leaves(under(inputs, "xi"))
            settings = {"lambda": inputs["lambda"], "eta": inputs["eta"], "gap-weight": gap}
            found, gradient = meta_gradient(
                classifier,
                theta,
                statistics,
                lambda: synthesise(batches[0][1], noise, phi, xi, weights, stored, hard),
                *batches,
                draws,
                settings,
            )
            for name, loss in found.items():
                results[f"loss/{variant}-{name}"] = loss
            values = gradient([*phi.values(), *xi.values()])
            put(results, f"gradient/{variant}-phi", dict(zip(phi, values)))
            put(results, f"gradient/{variant}-xi", dict(zip(xi, values[len(phi) :])))
    put(results, "state/untouched-statistics", statistics)
    return results


class Training:
    """What the steps of all methods share: images, the classifier and its optimiser."""

    def __init__(self, inputs):
        self.inputs = inputs
        self.theta = leaves(under(inputs, "classifier/theta"))
        self.statistics = {n: s.clone() for n, s in under(inputs, "classifier/statistics").items()}
        self.classifier = Classifier(self.theta, self.statistics)
        self.sgd = torch.optim.SGD(
            list(self.theta.values()),
            1,
            float(inputs["momentum"]),
            weight_decay=float(inputs["weight-decay"]),
            nesterov=True,
        )
        self.results = {}

    def images(self, name, index):
        """Bytes to [0, 1], channels first, with a border of zeros."""
        pixels = self.inputs[name + "/pixels"][index].to(torch.float64) / 255
        padding = [int(self.inputs["padding"])] * 4
        return F.pad(pixels.permute(0, 3, 1, 2), padding), self.inputs[name + "/labels"][index]

    def labelled(self, t):
        draws = under(self.inputs, f"draws/{t}/labelled")
        images, labels = self.images("labelled", draws["index"])
        return weak_view(images, draws), labels

    def views(self, t, images):
        draws = under(self.inputs, f"draws/{t}")
        return [weak_view(images, under(draws, "weak")), strong_view(images, under(draws, "strong"))]

    def forward(self, batches):
        """One pass over all batches: they share statistics, and move the running ones."""
        images = torch.cat(batches)
        features, logits = self.classifier(images, self.theta, self.statistics, "update")
        sizes = [len(batch) for batch in batches]
        return features.split(sizes), logits.split(sizes)

    def update(self, t, loss, values):
        prefix = f"step-{t}-"
        for name, value in values.items():
            self.results[f"loss/{prefix}{name}"] = value
        descend(self.sgd, self.theta, gradients(loss, self.theta), self.inputs["rates"][t])
        put(self.results, f"state/{prefix}theta", self.theta)
        put(self.results, f"state/{prefix}statistics", self.statistics)
        momentum = buffers(self.sgd, self.theta, "momentum_buffer")
        put(self.results, f"state/{prefix}momentum", momentum)


def steps(inputs):
    return range(len(inputs["rates"]))


def step_base(inputs):
    training = Training(inputs)
    for t in steps(inputs):
        images, labels = training.labelled(t)
        _, (logits,) = training.forward([images])
        loss = F.cross_entropy(logits, labels)
        training.update(t, loss, {"supervised": loss})
    return training.results


def step_p_ssl(inputs):
    training = Training(inputs)
    weights, stored = under(inputs, "generator/weights"), under(inputs, "generator/statistics")
    theta, statistics = under(inputs, "foundation/theta"), under(inputs, "foundation/statistics")
    draws = under(inputs, "draws/pool")
    images, _ = training.images("labelled", draws["index"])
    soft = Classifier(theta, statistics)(images, theta, statistics, "running")[1].softmax(1)
    pool = generate(draws["z"], soft, weights, stored)
    one_hot = F.one_hot(draws["naive-classes"], soft.shape[1]).to(soft)
    naive = generate(draws["z"], one_hot, weights, stored)

    classes = len(training.theta["fc.bias"])
    match = FreeMatch(classes, float(inputs["decay"]), float(inputs["entropy-weight"]))
    for t in steps(inputs):
        chosen = inputs[f"draws/{t}/pool"]
        images, labels = training.labelled(t)
        _, logits = training.forward([images, *training.views(t, pool[chosen])])
        supervised = F.cross_entropy(logits[0], labels)
        unsupervised, share = match(logits[1], logits[2])
        loss = supervised + inputs["lambda"] * unsupervised
        values = {"supervised": supervised, "freematch": unsupervised, "mask": share}
        training.update(t, loss, values)
        training.results[f"state/step-{t}-thresholds"] = match.state()
        if t == 0:
            training.results["value/pseudo-images"] = pool[chosen]
            training.results["value/naive-images"] = naive[chosen]
    return training.results


def step_mp_ssl(inputs):
    training = Training(inputs)
    weights, stored = under(inputs, "generator/weights"), under(inputs, "generator/statistics")
    phi, xi = leaves(under(inputs, "phi")), leaves(under(inputs, "xi"))
    w = {**{"phi/" + n: p for n, p in phi.items()}, **{"xi/" + n: x for n, x in xi.items()}}
    adam = torch.optim.Adam(
        [
            {"params": list(phi.values()), "lr": float(inputs["phi-rate"])},
            {"params": list(xi.values()), "lr": float(inputs["xi-rate"])},
        ]
    )
    settings = {name: inputs[name] for name in ("lambda", "eta", "gap-weight")}
    for t in steps(inputs):
        draws = under(inputs, f"draws/{t}")
        labelled = training.labelled(t)

        def synthetic(noise):
            return synthesise(labelled[1], under(draws, noise), phi, xi, weights, stored)

        views = {"weak": under(draws, "meta-weak"), "strong": under(draws, "meta-strong")}
        values, gradient = meta_gradient(
            training.classifier,
            training.theta,
            training.statistics,
            lambda: synthetic("meta-noise"),
            labelled,
            training.images("validation", draws["validation/index"]),
            views,
            settings,
        )
        for parameter, found in zip(w.values(), gradient(list(w.values()))):
            parameter.grad = found
        adam.step()

        images = synthetic("noise").detach()
        features, logits = training.forward([labelled[0], *training.views(t, images)])
        supervised = F.cross_entropy(logits[0], labelled[1])
        scr = consistency(features[1], features[2])
        values.update(supervised=supervised, scr=scr)
        training.update(t, supervised + inputs["lambda"] * scr, values)
        put(training.results, f"state/step-{t}-phi", phi)
        put(training.results, f"state/step-{t}-xi", xi)
    return training.results


CASES = {
    "resnet": resnet,
    "generator": generator,
    "mapper-and-converter": mapper_and_converter,
    "weak-view": lambda inputs: view(weak_view, inputs),
    "strong-view": lambda inputs: view(strong_view, inputs),
    "losses": losses,
    "freematch": freematch,
    "optimisers": optimisers,
    "meta-gradient": meta,
    "step-base": step_base,
    "step-p-ssl": step_p_ssl,
    "step-mp-ssl": step_mp_ssl,
    **augmentations.CASES,
    **biggan.CASES,
    **networks_torchvision.CASES,
}
