"""Whole training steps: from a trace's start, inputs and draws to all that they compute and change."""

import json

import torch
from torch.nn import functional as F

from method import GAPS, Views, unsupervised_loss
from networks import Classifier, convert_labels, fit, generate, map_latents, one_hot
from traces import under

BETAS = (0.9, 0.999)
ADAM = {"adam-first": "exp_avg", "adam-second": "exp_avg_sq"}


def leaves(tensors):
    return {name: t.detach().clone().requires_grad_() for name, t in tensors.items()}


class Replay:
    """Recomputes a trace; `results` has all that it found, under the names of the trace."""

    def __init__(self, tensors, metadata, chained=True):
        self.chained = chained
        self.spec = json.loads(metadata["spec"])
        self.given = {n: torch.tensor(t.astype(wide(t))) for n, t in tensors.items()}
        self.results = {}
        start = under(self.given, "start")
        self.theta = leaves(under(start, "theta"))
        self.statistics = {n: s.clone() for n, s in under(start, "statistics").items()}
        standardised = self.spec["standardise"] == "imagenet"
        self.classifier = Classifier(self.theta, self.statistics, standardised)
        self.views = Views(self.spec)
        self.loss = unsupervised_loss(self.spec, len(self.theta["fc.bias"]))
        self.phi, self.xi = leaves(under(start, "phi")), leaves(under(start, "xi"))
        self.supervised = self.spec["method"].startswith("base")
        self.learns = self.spec["method"] == "mp-ssl" and self.spec["lmo"]
        generator = under(self.given, "generator")
        self.stored = {n: t for n, t in generator.items() if ".stored_" in n}
        self.weights = {n: t for n, t in generator.items() if n not in self.stored}
        self.sgd = torch.optim.SGD(
            list(self.theta.values()),
            lr=1,
            momentum=self.spec["momentum"],
            weight_decay=self.spec["weightDecay"],
            nesterov=True,
        )
        groups = [(self.phi, self.spec["phiRate"]), (self.xi, self.spec["xiRate"])]
        groups = [{"params": list(w.values()), "lr": rate} for w, rate in groups if w]
        self.adam = torch.optim.Adam(groups, betas=BETAS, eps=1e-8) if groups else None
        self.pool = self.synthesise_pool()
        self.after("start", self.zeros())

    def put(self, name, value):
        """Keeps a copy of a tensor, or of tensors by name, since some change afterwards."""
        if isinstance(value, dict):
            for key, tensor in value.items():
                self.put(f"{name}/{key}", tensor)
        else:
            assert name not in self.results
            self.results[name] = value.detach().clone()

    # ---- synthetic images ---------------------------------------------------------------------

    def generated(self, z, labels):
        images = generate(z, labels, self.weights, self.stored)
        return fit(images, self.spec["imageSize"], self.spec["channels"])

    def random_images(self, at, stream):
        """Images of random latents, for random classes or those that C_F sees in training images."""
        draws = under(at, "draw/" + stream)
        if self.spec["method"] == "p-ssl":
            foundation = under(self.given, "foundation-classifier")
            statistics = {n: t for n, t in foundation.items() if ".running_" in n}
            theta = {n: t for n, t in foundation.items() if n not in statistics}
            images = at[f"input/{stream}/images"]
            network = Classifier(theta, statistics)
            labels = network(images, theta, statistics, "running")[1].softmax(1)
        else:
            labels = one_hot(draws["foundation-class"], self.weights["shared.weight"].T)
        return self.generated(draws["z"], labels)

    def synthesise_pool(self):
        at = under(self.given, "pool")
        if not at:
            return None
        images = self.random_images(at, "pool")
        self.put("pool/synthetic", images)
        return images

    def synthesise(self, y, noise):
        """x^ = G_F(F_phi(z, y), l_xi(y))."""
        form, tau = self.spec["labelConverter"], self.spec["tau"]
        labels = convert_labels(y, noise["gumbel"], self.xi, tau, form)
        return self.generated(map_latents(noise["z"], y, self.phi), labels)

    # ---- one step -----------------------------------------------------------------------------

    def step(self, t):
        at = under(self.given, f"step/{t}")
        here = f"step/{t}/"
        x = self.views.weak(at["input/labelled/images"], under(at, "draw/labelled-weak"))
        y = at["input/labelled/labels"]
        if self.spec["method"].startswith("base"):
            _, logits = self.classifier(x, self.theta, self.statistics, "update")
            supervised = F.cross_entropy(logits, y)
            self.put(here + "loss/supervised", supervised)
            self.descend(here, supervised, at["rate"])
        else:
            images = self.unlabelled(here, at, x, y)
            self.classifier_step(here, at, x, y, images.detach())
        state = {p: kept for optimiser in (self.sgd, self.adam) if optimiser for p, kept in optimiser.state.items()}
        self.after(here + "after", state)

    def unlabelled(self, here, at, x, y):
        if self.learns:
            made = self.meta_step(here + "meta/", under(at, "meta"), at, x, y)
            if not self.chained:
                self.take(under(at, "after"), "phi", "xi")
            if not self.spec["reuseSynthetic"]:
                made = self.synthesise(y, under(at, "draw/noise"))
            self.put(here + "synthetic", made)
            return made
        if self.pool is not None:
            images = self.pool[at["draw/pool-batch/index"]]
            self.put(here + "input/unlabelled/images", images)
            return images
        if "draw/synthesis/z" in at:
            images = self.random_images(at, "synthesis")
            self.put(here + "synthetic", images)
            return images
        return at["input/unlabelled/images"]

    def classifier_step(self, here, at, x, y, images):
        """One step of theta on L + lambda L_u (equation 1)."""
        views = [
            self.views.weak(images, under(at, "draw/unlabelled-weak")),
            self.views.strong(images, under(at, "draw/unlabelled-strong")),
        ]
        (_, logits), weak, strong = self.forward([x, *views])
        supervised = F.cross_entropy(logits, y)
        unsupervised, terms = self.loss(weak, strong, moving=True)
        self.put(here + "loss/supervised", supervised)
        self.put(here + "loss/" + self.loss.name, unsupervised)
        for name, value in terms.items():
            self.put(here + name, value)
        self.descend(here, supervised + self.spec["lambda"] * unsupervised, at["rate"])

    def forward(self, batches):
        """Features and logits of each batch; all move the running statistics."""

        def f(images):
            return self.classifier(images, self.theta, self.statistics, "update")

        if self.spec["batchNorm"] == "together":
            sizes = [len(batch) for batch in batches]
            labelled, weak, strong = zip(*(side.split(sizes) for side in f(torch.cat(batches))))
        else:
            labelled, weak, strong = f(batches[0]), f(batches[1]), f(batches[2])
        if not self.loss.trains_weak_view:
            weak = [side.detach() for side in weak]
        return labelled, weak, strong

    def descend(self, here, loss, rate):
        found = torch.autograd.grad(loss, list(self.theta.values()))
        self.put(here + "gradient/theta", dict(zip(self.theta, found)))
        for parameter, gradient in zip(self.theta.values(), found):
            parameter.grad = gradient.clone()
        self.sgd.param_groups[0]["lr"] = float(rate)
        self.sgd.step()

    # ---- latent meta-optimisation -------------------------------------------------------------

    def meta_step(self, here, at, step, x, y):
        """One step of phi and xi on L_val(theta') + lambda_gap L_gap, by one big graph."""
        theta = leaves(self.theta)

        def f(images, weights=theta):
            return self.classifier(images, weights, self.statistics, "batch")

        images = self.synthesise(y, under(at, "draw/meta-noise"))
        w = [*self.phi.values(), *self.xi.values()]
        total = torch.zeros(())
        features, logits = f(x)
        supervised = F.cross_entropy(logits, y)
        self.put(here + "loss/supervised", supervised)
        if self.spec["valLoss"]:
            # A target is one with respect to theta: the gradient g_S depends on the images through
            # it all the same.
            constant = {n: p.detach() for n, p in theta.items()}
            through = theta if self.loss.trains_weak_view else constant
            weak = f(self.views.weak(images, under(at, "draw/meta-weak")), through)
            strong = f(self.views.strong(images, under(at, "draw/meta-strong")))
            unsupervised, terms = self.loss(weak, strong, moving=False)
            self.put(here + "loss/" + self.loss.name, unsupervised)
            for name, value in terms.items():
                if name != "loss/mask":
                    self.put(here + name, value)
            inner = supervised + self.spec["lambda"] * unsupervised
            gradients = torch.autograd.grad(inner, list(theta.values()), create_graph=True)
            eta = self.spec["eta"] or float(step["rate"])
            moved = {n: p - eta * g for (n, p), g in zip(theta.items(), gradients)}
            v, labels = step["input/validation/images"], step["input/validation/labels"]
            validation = F.cross_entropy(f(v, moved)[1], labels)
            self.put(here + "loss/validation", validation)
            by_image, *by_w = self.gradients(validation, [images, *w])
            self.put(here + "gradient/validation/image", by_image)
            self.put_by_w(here + "gradient/validation", by_w)
            total = total + validation
        if self.spec["gapLoss"] != "none":
            gap = GAPS[self.spec["gapLoss"]](features, f(images)[0])
            self.put(here + "loss/gap", gap)
            weighted = self.spec["lambdaGap"] * gap
            self.put(here + "gradient/gap/image", self.gradients(weighted, [images])[0])
            total = total + weighted
        found = self.gradients(total, w)
        self.put_by_w(here + "gradient", found)
        for parameter, gradient in zip(w, found):
            parameter.grad = gradient.clone()
        self.adam.step()
        self.put(here + "synthetic", images)
        return images

    @staticmethod
    def gradients(loss, inputs):
        return torch.autograd.grad(loss, inputs, retain_graph=True, materialize_grads=True)

    def put_by_w(self, name, values):
        self.put(name + "/phi", dict(zip(self.phi, values)))
        self.put(name + "/xi", dict(zip(self.xi, values[len(self.phi) :])))

    # ---- state --------------------------------------------------------------------------------

    def zeros(self):
        """The optimisers' state before their first step."""
        all_of = [*self.theta.values(), *self.phi.values(), *self.xi.values()]
        kinds = ("momentum_buffer", *ADAM.values())
        return {p: {kind: torch.zeros_like(p) for kind in kinds} for p in all_of}

    def after(self, name, state):
        """Keeps all that a step changes."""
        self.put(name + "/theta", self.theta)
        self.put(name + "/statistics", self.statistics)
        self.put(name + "/momentum", {n: state[p]["momentum_buffer"] for n, p in self.theta.items()})
        if hasattr(self.loss, "state") and not self.supervised:
            self.put(name + "/thresholds", self.loss.state())
        if self.learns:
            for part, w in (("phi", self.phi), ("xi", self.xi)):
                self.put(f"{name}/{part}", w)
                for moment, kind in ADAM.items():
                    self.put(f"{name}/{moment}/{part}", {n: state[p][kind] for n, p in w.items()})

    @torch.no_grad()
    def take(self, state, *parts):
        """Goes on with tensors of the trace instead of its own."""
        for part in parts:
            for key, tensor in getattr(self, part).items():
                tensor.copy_(state[f"{part}/{key}"])

    def continue_from(self, state):
        """Goes on from a state of the trace: so single precision is judged, step by step."""
        self.take(state, "theta", "statistics", "phi", "xi")
        for key, tensor in self.theta.items():
            self.sgd.state[tensor]["momentum_buffer"].copy_(state[f"momentum/{key}"])
        for part, w in (("phi", self.phi), ("xi", self.xi)):
            for key, tensor in w.items():
                for moment, kind in ADAM.items():
                    self.adam.state[tensor][kind].copy_(state[f"{moment}/{part}/{key}"])
        if "thresholds" in state:
            self.loss.restore(state["thresholds"])


def wide(array):
    """Real numbers become float64, integers int64, which can index."""
    return "<f8" if array.dtype.kind == "f" else "<i8"


def replay(tensors, metadata, chained=True):
    """Returns all that a trace's steps compute; not chained, each starts from the trace's state."""
    run = Replay(tensors, metadata, chained)
    for t in range(int(metadata["steps"])):
        if t > 0 and not chained:
            run.continue_from(under(run.given, f"step/{t - 1}/after"))
        run.step(t)
    return {name: value.numpy() for name, value in run.results.items()}


def is_result(name):
    """Whether a tensor of a trace is computed, and not an input or a draw."""
    parts = name.split("/")
    return not (
        parts[0] in ("generator", "foundation-classifier")
        or "draw" in parts
        or "input" in parts
        or parts[-1] == "rate"
    )
