"""Executes a notebook into a copy: run_notebook.py NOTEBOOK COPY KERNEL [stable].

With "stable", what the outputs say about this execution alone (ids, folders, times of progress lines) is rewritten.
Ends with 0 if every cell ran, with 1 if one failed (its error is printed), and at once, with the kernel, when it is told
to terminate or when whoever started it is gone.
"""

import hashlib
import os
import re
import signal
import sys
import threading
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

sys.dont_write_bytecode = True  # the folder is part of what the build is made from
from stable_outputs import folders_of_this_machine, make_stable  # noqa: E402


def stop_with_parent():
    os.read(sys.stdin.fileno(), 1)  # returns when the other end is closed
    os.kill(os.getpid(), signal.SIGTERM)


def save(notebook, path, stable):
    # What depends on the machine alone goes; which code the outputs are of is noted.
    notebook.metadata.get("language_info", {}).pop("version", None)
    code = "\0".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    notebook.metadata["executed_sources"] = hashlib.sha256(code.encode()).hexdigest()
    if stable:
        make_stable(notebook, folders_of_this_machine())
    part = path.with_suffix(".part")
    nbformat.write(notebook, part)
    os.replace(part, path)


def error_of(notebook):
    """The failing cell's error, as the page shows it, without colours and cut in the middle."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                text = "\n".join([*output.traceback, f"{output.ename}: {output.evalue}"])
                lines = re.sub(r"\x1b\[[0-9;]*m", "", text).strip().splitlines()
                return "\n".join(lines if len(lines) <= 25 else [*lines[:12], "...", *lines[-12:]])
    return "the kernel ended"


def main(source, copy, kernel, *options):
    source, copy = Path(source), Path(copy)
    stable = "stable" in options
    copy.unlink(missing_ok=True)
    notebook = nbformat.read(source, as_version=4)
    notebook.metadata.pop("widgets", None)  # of an earlier execution
    client = NotebookClient(
        notebook,
        kernel_name=kernel,
        timeout=None,
        startup_timeout=180,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(source.resolve().parent)}},
    )

    def stop(*_):
        process = getattr(getattr(client.km, "provisioner", None), "process", None)
        if process is not None:
            process.kill()
        try:
            save(notebook, copy, stable)
        finally:
            os._exit(130)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    threading.Thread(target=stop_with_parent, daemon=True).start()

    failures = []

    def execute():
        try:
            client.execute()
        except Exception as error:
            failures.append(error)

    # In a thread of its own, or nbclient puts its own signal handlers in place of ours.
    worker = threading.Thread(target=execute, daemon=True)
    worker.start()
    worker.join()
    if failures and not isinstance(failures[0], (CellExecutionError, DeadKernelError)):
        raise failures[0]
    save(notebook, copy, stable)
    if failures:
        print(f"\nA cell failed:\n{error_of(notebook)}\n", flush=True)
    return len(failures)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
