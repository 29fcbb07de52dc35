"""Shows that the oracle can fail: changes one formula of it at a time, and expects a disagreement.

usage: mutants.py TRACES
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent

# What is changed, in which file, from what, to what.
MUTANTS = [
    ("gap features at theta'", "method", "f(images, theta)[0], features)", "f(images, moved)[0], features)"),
    ("gap as a sum", "method", "gap = F.mse_loss(f(images, theta)[0], features)",
     "gap = F.mse_loss(f(images, theta)[0], features, reduction='sum')"),
    ("weak branch of SCR detached", "method", "cosine_similarity(weak,", "cosine_similarity(weak.detach() + 0 * weak,"),
    ("lambda left out of the inner step", "method", 'settings["lambda"] * scr', "scr"),
    ("supervised loss left out of the inner step", "method", "inner = supervised +", "inner = 0 * supervised +"),
    ("first-order inner step", "method", "settings[\"eta\"] * g for", "settings[\"eta\"] * (g.detach() + 0 * g) for"),
    ("meta passes move the running statistics", "method", 'weights, statistics, "batch")',
     'weights, statistics, "update")'),
    ("validation with running statistics", "method", "f(validation[0], moved)[1]",
     'classifier(validation[0], moved, statistics, "running")[1]'),
    ("FreeMatch: mask before update", "method", "threshold = self.tau * self.p / self.p.max()",
     "threshold = getattr(self, 'old', self.p); self.old = self.tau * self.p / self.p.max()"),
    ("FreeMatch: mean over selected", "method", "* mask).mean()", "* mask).sum() / mask.sum().clamp(min=1)"),
    ("FreeMatch: sign of the fairness term", "method", "loss + self.entropy_weight", "loss - self.entropy_weight"),
    ("FreeMatch: fairness over all samples", "method", "self.fairness(strong[mask])", "self.fairness(strong)"),
    ("contrast by brightness", "method", "2: T.adjust_contrast", "2: T.adjust_brightness"),
    ("shift before flip", "method", "        if flip:\n            x = x.flip(2)\n",
     "        right = -right if flip else right\n        if flip:\n            x = x.flip(2)\n"),
    ("slope of the mapper", "networks", "leaky_relu(h, 0.01)", "leaky_relu(h, 0.2)"),
    ("no straight-through gradient", "networks", "one_hot - soft.detach() + soft", "one_hot + 0 * soft"),
    ("generator: order of the condition", "networks", "[chunks[i + 1], embedding]", "[embedding, chunks[i + 1]]"),
    ("generator: gain without 1 +", "networks", "gain = 1 + condition", "gain = condition"),
    ("theta step: passes apart", "cases",
     'features, logits = self.classifier(images, self.theta, self.statistics, "update")',
     'parts = [self.classifier(b, self.theta, self.statistics, "update") for b in batches]; '
     "features, logits = (torch.cat(side) for side in zip(*parts))"),
    ("theta step: images of the LMO step", "cases", 'synthetic("noise").detach()', 'synthetic("meta-noise").detach()'),
    ("one rate for phi and xi", "cases", '"lr": float(inputs["xi-rate"])', '"lr": float(inputs["phi-rate"])'),
    ("SGD without Nesterov", "cases", "nesterov=True,\n        )\n        self.results", ")\n        self.results"),
    ("P-SSL: soft labels from batch statistics", "cases", 'statistics, "running")[1].softmax', 'statistics, "batch")[1].softmax'),
    ("BigGAN: order of the condition", "biggan", "torch.cat([chunk, embedded], dim=1)", "torch.cat([embedded, chunk], dim=1)"),
    ("BigGAN: order of the first map", "biggan", ".view(len(z), -1, 4, 4)", ".view(len(z), 4, 4, -1).permute(0, 3, 1, 2)"),
    ("BigGAN: no attention", "biggan", "                x = attention(x)\n", "                x = x\n"),
    ("BigGAN: attention over the other axis", "biggan", "theta, phi), dim=-1)", "theta, phi), dim=1)"),
    ("BigGAN: row of the truncation", "biggan", "round(truncation * rows) - 1", "min(round(truncation * rows), rows - 1)"),
    ("BigGAN-deep: place of attention", "biggan", "DEEP_ATTENTION = 8", "DEEP_ATTENTION = 9"),
    ("bottleneck: first-order products", "networks_torchvision", "create_graph=True)\n    total = sum(products(inner, psi",
     "create_graph=True)\n    inner = [g.detach() + 0 * g for g in inner]\n    total = sum(products(inner, psi"),
    ("crop: replicated instead of reflected", "augmentations", 'mode="reflect"', 'mode="replicate"'),
    ("resized crop: flip before crop", "augmentations",
     "x = T.resized_crop(x[None], *part, size, BILINEAR, antialias=True)",
     "x = T.resized_crop(x[None].flip(3) if draws['flip'][i] else x[None], *part, size, BILINEAR, antialias=True)"),
    ("shear about the centre", "augmentations", "(math.degrees(math.atan(v)), 0.0), center=[0, 0]",
     "(math.degrees(math.atan(v)), 0.0)"),
    ("Kornia: shear about another centre", "augmentations", "(width - 1) / 2, (height - 1) / 2", "width / 2, height / 2"),
    ("Kornia: posterize the other way", "augmentations", "int(8 - 4 * m / 30)", "int(4 * m / 30)"),
    ("uda: black outside", "augmentations", "images, draws, UDA, outside=mean", "images, draws, UDA"),
    ("uda: no last cutout", "augmentations", "return with_cutout(list_view(images, draws, UDA, outside=mean), draws, mean)",
     "return list_view(images, draws, UDA, outside=mean)"),
    ("cutout: one pixel more", "augmentations", ": int(row) + half,", ": int(row) + half + 1,"),
    ("straight-through left out", "augmentations", "x = x + (OPERATIONS[name](x, value) - x).detach()",
     "x = OPERATIONS[name](x, value)"),
    ("equalize: not on 8 bits", "augmentations", 'T.equalize(inputs["images"][0].to(torch.uint8))',
     'T.autocontrast(inputs["images"][0].to(torch.uint8))'),
]


def failures(traces, file, old, new):
    """Returns the quantities that disagree, or the error that stopped the oracle."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(shutil.copytree(HERE, folder, dirs_exist_ok=True))
        text = (copy / f"{file}.py").read_text()
        if text.count(old) != 1:
            sys.exit(f"mutants: {file}.py does not have once: {old}")
        (copy / f"{file}.py").write_text(text.replace(old, new))
        command = [sys.executable, copy / "oracle.py", traces, "--summary"]
        run = subprocess.run(command, capture_output=True, text=True)
        lines = [line for line in run.stdout.splitlines() if line.endswith("FAILED")]
        if run.returncode != 0 and not lines:
            return [f"stopped: {run.stderr.strip().splitlines()[-1]}"]
        return sorted({" ".join(line.split()[:2]) for line in lines})


def main():
    survivors = 0
    for name, file, old, new in MUTANTS:
        found = failures(pathlib.Path(sys.argv[1]).resolve(), file, old, new)
        survivors += not found
        print(f"{name:46} {len(found):3} found, first {found[0][:70] if found else 'NOT NOTICED'}")
    print(f"{len(MUTANTS)} changes, {survivors} not noticed")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
