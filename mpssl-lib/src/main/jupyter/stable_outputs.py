"""Rewrites what a notebook's outputs say about one execution alone, so that the next one leaves the same.

These are: the time that a cell took, the folders of a machine, the ids of widgets and displays, and the times that a
progress line ends with. What was computed stays, and so do times in tables: they are measurements.
"""

import os
import re
from pathlib import Path

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"

# The last words of ProgressLine, LiveTraining and panels: "done in 3 min 20 s", "stopped after 5 s".
ENDED = re.compile(r"\b(done|stopped) (?:in|after) (?:\d+ h \d+ min|\d+ min \d+ s|\d+(?:\.\d+)? s)(?![\w/])")

# What a panel says of a training that is still going on when the notebook ends.
LEFT = re.compile(r",? about \d+ (?:s|min|h)(?: \d+ (?:s|min))? left\b")


def make_stable(notebook, folders):
    """Changes an executed notebook. Folders: what is written in place of a folder of this machine, by its path."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.pop("transient", None)
    names = widget_names(notebook)
    replaced = sorted(folders.items(), key=lambda item: -len(item[0]))

    def text(value):
        for path, name in replaced:
            value = re.sub(r"(?<![\w.-])" + re.escape(path) + r"(?![\w.-])", lambda _: name, value)
        return LEFT.sub("", ENDED.sub(r"\1", ids(value, names)))

    for cell in notebook.cells:
        if "outputs" in cell:
            cell.outputs = [everywhere(output, text) for output in cell.outputs]
    if "widgets" in notebook.metadata:
        notebook.metadata.widgets = everywhere(notebook.metadata.widgets, text)


def widget_names(notebook):
    """widget-1, widget-2, ... by id: first those that a cell shows, in order, then those that these are made of."""
    names = {}

    def name(model):
        if model not in names:
            names[model] = f"widget-{len(names) + 1}"

    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            view = output.get("data", {}).get(WIDGET_VIEW)
            if view is not None:
                name(view["model_id"])
    for model in notebook.metadata.get("widgets", {}).get(WIDGET_STATE, {}).get("state", {}):
        name(model)
    return names


def ids(value, names):
    """The text with names in place of ids, whether an id is all of it or stands in it, as in IPY_MODEL_..."""
    if value in names:
        return names[value]
    if "IPY_MODEL_" in value:
        return re.sub(r"IPY_MODEL_([\w-]+)", lambda m: "IPY_MODEL_" + names.get(m[1], m[1]), value)
    return value


def everywhere(node, text):
    """The same JSON with every text, and every name of a field, changed. Pictures are no texts."""
    if isinstance(node, str):
        return text(node)
    if isinstance(node, list):
        return [everywhere(element, text) for element in node]
    if isinstance(node, dict):
        changed = type(node)()
        for key, value in node.items():
            kept = key.startswith("image/") and isinstance(value, str)
            changed[text(key)] = value if kept else everywhere(value, text)
        return changed
    return node


def folders_of_this_machine():
    """The folders that an output may name by mistake or in a message, and what is written for them."""
    folders = {str(Path.home()): "~"}
    for variable, name in [("WORKBENCH_HOME", "."), ("WORKBENCH_RUNS", "runs")]:
        if os.environ.get(variable):
            folders[os.environ[variable].rstrip("/")] = name
    return {path: name for path, name in folders.items() if len(path) > 1}
