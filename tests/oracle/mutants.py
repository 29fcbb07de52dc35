"""Shows that the oracle can fail: changes one formula of it at a time, and expects a disagreement.

usage: mutants.py TRACES
"""

import contextlib
import io
import multiprocessing
import pathlib
import re
import shutil
import sys
import tempfile

# Loaded once: what the changed copies of the oracle have in common.
import numpy  # noqa: F401
import torch  # noqa: F401
import torchvision  # noqa: F401

HERE = pathlib.Path(__file__).parent

# What is changed, in which file, the trace that has to notice it, from what, to what.
MUTANTS = [
    # Whole steps: latent meta-optimisation.
    ("gap features at theta'", "steps", "mp-ssl", "(features, f(images)[0])", "(features, f(images, moved)[0])"),
    ("gap as a sum", "method", "mp-ssl", '"mse": F.mse_loss', '"mse": lambda a, b: F.mse_loss(a, b, reduction="sum")'),
    ("gap: views instead of images", "steps", "mp-ssl", "f(images)[0])", 'f(self.views.weak(images, under(at, "draw/meta-weak")))[0])'),
    ("gap without its weight", "steps", "mp-ssl-gap-mmd", 'self.spec["lambdaGap"] * gap', "gap"),
    ("discrepancy without the diagonal", "method", "mp-ssl-gap-mmd", "kernel[:n, :n].mean()",
     "(kernel[:n, :n].sum() - n) / (n * n - n)"),
    ("discrepancy: mean for median", "method", "mp-ssl-gap-mmd", "[above].quantile(0.5)", "[above].mean()"),
    ("discrepancy: gradient of the median", "method", "mp-ssl-gap-mmd", "distances.detach()[above]", "distances[above]"),
    ("discrepancy: four kernels", "method", "mp-ssl-gap-mmd", "(0.25, 0.5, 1, 2, 4)", "(0.5, 1, 2, 4)"),
    ("lambda left out of the inner step", "steps", "mp-ssl", 'inner = supervised + self.spec["lambda"] * unsupervised',
     "inner = supervised + unsupervised"),
    ("supervised loss left out of the inner step", "steps", "mp-ssl", "inner = supervised +", "inner = 0 * supervised +"),
    ("first-order inner step", "steps", "mp-ssl", "eta * g for", "eta * (g.detach() + 0 * g) for"),
    ("eta 0 as no step", "steps", "mp-ssl-eta-of-theta", 'self.spec["eta"] or float(step["rate"])', 'self.spec["eta"]'),
    ("meta passes move the running statistics", "steps", "mp-ssl", 'self.statistics, "batch")', 'self.statistics, "update")'),
    ("validation with running statistics", "steps", "mp-ssl", "f(v, moved)[1]",
     'self.classifier(v, moved, self.statistics, "running")[1]'),
    ("validation at theta", "steps", "mp-ssl", "f(v, moved)[1]", "f(v)[1] + 0 * f(v, moved)[1]"),
    ("meta step: labelled images without views", "steps", "mp-ssl", "        features, logits = f(x)",
     '        features, logits = f(step["input/labelled/images"])'),
    ("FreeMatch moves in the meta step", "steps", "mp-ssl-freematch", "moving=False", "moving=True"),
    ("FreeMatch without update in the meta step", "method", "mp-ssl-freematch", "        tau = m * self.tau",
     "        m = m if moving else 1\n        tau = m * self.tau"),
    ("one rate for phi and xi", "steps", "mp-ssl", '(self.xi, self.spec["xiRate"])', '(self.xi, self.spec["phiRate"])'),
    ("Adam: epsilon", "steps", "mp-ssl", "eps=1e-8", "eps=1e-6"),
    ("theta step: images of the LMO step", "steps", "mp-ssl", 'if not self.spec["reuseSynthetic"]', "if False"),
    ("theta step: fresh images though reused", "steps", "mp-ssl-reuse", 'if not self.spec["reuseSynthetic"]',
     'at["draw/noise/z"] = at["meta/draw/meta-noise/z"]; at["draw/noise/gumbel"] = at["meta/draw/meta-noise/gumbel"]\n            if True'),
    # Whole steps: theta.
    ("theta step: passes apart", "steps", "mp-ssl", '["batchNorm"] == "together"', '["batchNorm"] == "neither"'),
    ("theta step: passes together", "steps", "mp-ssl-apart", '["batchNorm"] == "together"', '["batchNorm"] == "apart"'),
    ("apart: weak view before the labelled one", "steps", "oracle-freematch-apart",
     "labelled, weak, strong = f(batches[0]), f(batches[1])", "weak, labelled, strong = f(batches[1]), f(batches[0])"),
    ("apart: weak view does not move the statistics", "steps", "oracle-freematch-apart",
     "f(batches[0]), f(batches[1])", 'f(batches[0]), self.classifier(batches[1], self.theta, self.statistics, "batch")'),
    ("target constant in the images", "steps", "mp-ssl-detached", 'f(self.views.weak(images, under(at, "draw/meta-weak")), through)',
     'f(self.views.weak(images if self.loss.trains_weak_view else images.detach(), under(at, "draw/meta-weak")), through)'),
    ("UDA: target constant in the images", "method", "mp-ssl-uda", "target = (weak / self.temperature)", "target = (weak.detach() / self.temperature)"),
    ("theta step without lambda", "steps", "mp-ssl", 'supervised + self.spec["lambda"] * unsupervised, at', "supervised + unsupervised, at"),
    ("SGD without Nesterov", "steps", "base", "nesterov=True", "nesterov=False"),
    ("SGD without weight decay", "steps", "base", 'weight_decay=self.spec["weightDecay"]', "weight_decay=0"),
    ("labelled images without views", "steps", "base", 'x = self.views.weak(at["input/labelled/images"], under(at, "draw/labelled-weak"))',
     'x = at["input/labelled/images"]'),
    ("two weak views", "steps", "oracle-scr", 'self.views.strong(images, under(at, "draw/unlabelled-strong"))',
     'self.views.weak(images, under(at, "draw/unlabelled-strong"))'),
    ("P-SSL: soft labels from batch statistics", "steps", "p-ssl-freematch", 'statistics, "running")[1].softmax', 'statistics, "batch")[1].softmax'),
    ("P-SSL: hard labels", "steps", "p-ssl-without-pool", '"running")[1].softmax(1)', '"running")[1].softmax(1).round()'),
    ("pool: other images", "steps", "naive-freematch", 'self.pool[at["draw/pool-batch/index"]]', 'self.pool[at["draw/pool-batch/index"] - 1]'),
    # Losses.
    ("weak branch of SCR detached", "method", "oracle-scr", "self.distance(weak[0],", "self.distance(weak[0].detach(),"),
    ("weak branch not detached", "steps", "mp-ssl-detached", "weak = [side.detach() for side in weak]", "pass"),
    ("target trained in the meta step", "steps", "mp-ssl-detached", "else constant", "else theta"),
    ("L1 as L2", "method", "mp-ssl-l1", '"l1": F.l1_loss', '"l1": F.mse_loss'),
    ("lambda times the fairness term", "method", "oracle-freematch-lambda-3", 'spec["lambdaEntropy"] / spec["lambda"] if spec["lambda"] else 0', 'spec["lambdaEntropy"]'),
    ("L2 with one half", "method", "mp-ssl-l2", '"l2": F.mse_loss', '"l2": lambda a, b: F.mse_loss(a, b) / 2'),
    ("smooth L1 with another corner", "method", "mp-ssl-smooth-l1", '"smooth-l1": F.smooth_l1_loss',
     '"smooth-l1": lambda a, b: F.smooth_l1_loss(a, b, beta=0.5)'),
    ("FixMatch: mean over selected", "method", "oracle-fixmatch", 'reduction="none") * mask).mean(), mask, {}',
     'reduction="none") * mask).sum() / mask.sum().clamp(min=1), mask, {}'),
    ("UDA: probabilities sharpened", "method", "oracle-uda", "target = (weak / self.temperature).softmax(1)",
     "target = weak.softmax(1) ** (1 / self.temperature)"),
    ("UDA: not sharpened", "method", "oracle-uda", "weak / self.temperature", "weak"),
    ("UDA: mask of the sharpened", "method", "oracle-uda", "mask = weak.softmax(1)", "mask = (weak / self.temperature).softmax(1)"),
    ("FreeMatch: mask before update", "method", "freematch", "        threshold = tau * p / p.max()", "        threshold = self.tau * self.p / self.p.max()"),
    ("FreeMatch: mean over selected", "method", "freematch", '* mask).mean()\n        terms', '* mask).sum() / mask.sum().clamp(min=1)\n        terms'),
    ("FreeMatch: sign of the fairness term", "method", "freematch", "loss + self.entropy_weight", "loss - self.entropy_weight"),
    ("FreeMatch: fairness over all samples", "method", "freematch", "self.fairness(strong[mask], p, h)", "self.fairness(strong, p, h)"),
    ("FreeMatch: p~ and h~ swapped", "method", "oracle-freematch", "self.fairness(strong[mask], p, h)", "self.fairness(strong[mask], h, p)"),
    ("FreeMatch: thresholds without classes", "method", "freematch", "confidence >= threshold[target]", "confidence >= tau"),
    ("UDA: at least the threshold", "pseudo_labels", "fixed-thresholds", "sure > threshold", "sure >= threshold"),
    ("FixMatch: above the threshold", "pseudo_labels", "fixed-thresholds", "sure >= threshold", "sure > threshold"),
    # Views and networks.
    ("contrast by brightness", "method", "strong-view", "2: contrast", "2: T.adjust_brightness"),
    ("shift before flip", "method", "weak-view", "        if flip:\n            x = x.flip(2)\n",
     "        right = -right if flip else right\n        if flip:\n            x = x.flip(2)\n"),
    ("slope of the mapper", "networks", "mp-ssl", "leaky_relu(h, 0.01)", "leaky_relu(h, 0.2)"),
    ("mapper: label before latent", "networks", "mp-ssl", '[z, phi["embedding.weight"][y]]', '[phi["embedding.weight"][y], z]'),
    ("no straight-through gradient", "networks", "mp-ssl", "one_hot(soft.argmax(1), soft) - soft.detach() + soft", "one_hot(soft.argmax(1), soft) + 0 * soft"),
    ("tau left out", "networks", "mp-ssl-tau-0.5", "(embedding + gumbel) / temperature", "embedding + gumbel"),
    ("tau on the embedding alone", "networks", "mp-ssl-soft-gumbel-tau-0.5", "(embedding + gumbel) / temperature", "embedding / temperature + gumbel"),
    ("soft embedding with noise", "networks", "mp-ssl-soft-embedding", "return embedding.softmax(1)", "return (embedding + gumbel).softmax(1)"),
    ("resizing without anti-aliasing", "networks", "mp-ssl-24-pixels-in-colour", "antialias=True", "antialias=False"),
    ("generator: order of the condition", "networks", "generator", "[chunks[i + 1], embedding]", "[embedding, chunks[i + 1]]"),
    ("generator: gain without 1 +", "networks", "generator", "gain = 1 + condition", "gain = condition"),
    ("no pooling after the stem", "networks", "base-bottleneck", "if stem == 7 else", "if stem == 9 else"),
    ("BigGAN: order of the condition", "biggan", "biggan", "torch.cat([chunk, embedded], dim=1)", "torch.cat([embedded, chunk], dim=1)"),
    ("BigGAN: order of the first map", "biggan", "biggan", ".view(len(z), -1, 4, 4)", ".view(len(z), 4, 4, -1).permute(0, 3, 1, 2)"),
    ("BigGAN: no attention", "biggan", "biggan", "                x = attention(x)\n", "                x = x\n"),
    ("BigGAN: attention over the other axis", "biggan", "biggan", "theta, phi), dim=-1)", "theta, phi), dim=1)"),
    ("BigGAN: row of the truncation", "biggan", "biggan", "round(truncation * rows) - 1", "min(round(truncation * rows), rows - 1)"),
    ("BigGAN-deep: place of attention", "biggan", "biggan-deep", "DEEP_ATTENTION = 8", "DEEP_ATTENTION = 9"),
    ("bottleneck: first-order products", "networks_torchvision", "bottleneck", "create_graph=True)\n    total = sum(products(inner, psi",
     "create_graph=True)\n    inner = [g.detach() + 0 * g for g in inner]\n    total = sum(products(inner, psi"),
    ("crop: replicated instead of reflected", "augmentations", "shift-reflect", 'mode="reflect"', 'mode="replicate"'),
    ("resized crop: flip before crop", "augmentations", "resized-crop",
     "x = T.resized_crop(x[None], *part, size, BILINEAR, antialias=True)",
     "x = T.resized_crop(x[None].flip(3) if draws['flip'][i] else x[None], *part, size, BILINEAR, antialias=True)"),
    ("shear about the centre", "augmentations", "*cubuk*", "(math.degrees(math.atan(v)), 0.0), center=[0, 0]",
     "(math.degrees(math.atan(v)), 0.0)"),
    ("Kornia: shear about another centre", "augmentations", "*kornia*", "(width - 1) / 2, (height - 1) / 2", "width / 2, height / 2"),
    ("Kornia: posterize the other way", "augmentations", "*kornia*", "int(8 - 4 * m / 30)", "int(4 * m / 30)"),
    ("uda: black outside", "augmentations", "policy-uda", "images, draws, UDA, outside=mean", "images, draws, UDA"),
    ("uda: no last cutout", "augmentations", "policy-uda", "return with_cutout(list_view(images, draws, UDA, outside=mean), draws, mean)",
     "return list_view(images, draws, UDA, outside=mean)"),
    ("cutout: one pixel more", "augmentations", "policy-*", ": int(row) + half,", ": int(row) + half + 1,"),
    ("straight-through left out", "augmentations", "policy-*", "x = x + (OPERATIONS[name](x, value) - x).detach()",
     "x = OPERATIONS[name](x, value)"),
    ("equalize: not on 8 bits", "augmentations", "equalize", 'T.equalize(inputs["images"][0].to(torch.uint8))',
     'T.autocontrast(inputs["images"][0].to(torch.uint8))'),
]


def oracle(traces, name, folder, verdict):
    """Runs a copy of the oracle, in a process of its own, and sends the lines that report failures."""
    sys.path.insert(0, folder)
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            import oracle as copy

            copy.main([str(traces), "--only", name])
        verdict.send([line for line in printed.getvalue().splitlines() if line.endswith("FAILED")])
    except (Exception, SystemExit) as stopped:
        verdict.send([f"stopped: {type(stopped).__name__} {stopped}"])


def failures(traces, file, name, old, new):
    """Returns what a change of one formula makes the oracle say of a trace."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HERE, folder, dirs_exist_ok=True)
        changed = pathlib.Path(folder, f"{file}.py")
        text = changed.read_text()
        if text.count(old) != 1:
            sys.exit(f"mutants: {file}.py does not have once: {old}")
        changed.write_text(text.replace(old, new))
        here, there = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("fork")
        process = context.Process(target=oracle, args=(traces, name, folder, there))
        process.start()
        found = here.recv()
        process.join()
        return found


def main():
    traces = pathlib.Path(sys.argv[1]).resolve()
    sys.path = [entry for entry in sys.path if pathlib.Path(entry).resolve() != HERE.resolve()]
    survivors = 0
    for name, file, trace, old, new in MUTANTS:
        found = failures(traces, file, trace, old, new)
        survivors += not found
        first = re.sub("  FAILED$", "", found[0])[:70] if found else "NOT NOTICED"
        print(f"{name:46} {len(found):3} found, first {first}", flush=True)
    print(f"{len(MUTANTS)} changes, {survivors} not noticed")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
