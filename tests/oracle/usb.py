"""FreeMatch by its authors' own code: microsoft/Semi-supervised-learning, the package semilearn.

The package's modules import its whole training framework, which is not installed here. Empty
modules stand in for that, and only for that: thresholds, masks and the fairness term are the
package's.
"""

import importlib
import importlib.util
import pathlib
import sys
import types

import torch

# Packages whose own start would load the framework; what is in their folders can be imported.
PACKAGES = ("", ".core", ".algorithms", ".algorithms.freematch", ".algorithms.hooks")


class Registry(dict):
    @staticmethod
    def register(_):
        return lambda cls: cls


def authors_code():
    """Returns the modules of FreeMatch, of its threshold hook, and of the masked cross-entropy."""
    root = pathlib.Path(importlib.util.find_spec("semilearn").origin).parent
    for name in PACKAGES:
        package = types.ModuleType("semilearn" + name)
        package.__path__ = [str(root.joinpath(*name.split(".")))]
        sys.modules[package.__name__] = package
    sys.modules["semilearn.core"].AlgorithmBase = object
    stand_in("semilearn.core.utils", ALGORITHMS=Registry())
    stand_in("semilearn.core.hooks", Hook=object)
    hooks = sys.modules["semilearn.algorithms.hooks"]
    hooks.MaskingHook = importlib.import_module("semilearn.algorithms.hooks.masking").MaskingHook
    hooks.PseudoLabelingHook = None
    method = importlib.import_module("semilearn.algorithms.freematch.freematch")
    return method, importlib.import_module("semilearn.core.criterions.consistency")


def stand_in(name, **content):
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(content)


class FreeMatch:
    """The unsupervised part of the authors' train_step, with their defaults."""

    def __init__(self, classes, decay, entropy_weight):
        self.code, self.criterion = authors_code()
        self.entropy_weight = entropy_weight
        self.hook = self.code.FreeMatchThresholdingHook(num_classes=classes, momentum=decay)
        self.algorithm = types.SimpleNamespace(
            distributed=False, use_quantile=False, clip_thresh=False
        )

    def __call__(self, weak, strong):
        """Returns the loss, the mask, and both terms; the fairness term is 0 if none is masked."""
        mask = self.hook.masking(self.algorithm, weak)
        supervision = self.criterion.consistency_loss(strong, weak.argmax(1), "ce", mask)
        fairness = torch.zeros(())
        if mask.sum() > 0:
            state = self.algorithm
            fairness, _ = self.code.entropy_loss(mask, strong, state.p_model, state.label_hist)
        return supervision + self.entropy_weight * fairness, mask, supervision, fairness

    def state(self):
        return torch.cat([self.hook.time_p[None], self.hook.p_model, self.hook.label_hist])
