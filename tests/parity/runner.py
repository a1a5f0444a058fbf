"""Spreads the mutations over processes."""

import os
from concurrent.futures import ProcessPoolExecutor

import cases
from scratch import Scratch
from worker import Worker

# So many mutations are planned together; edits of different integrations share a run of the binary.
CHUNK = 60

_worker = None


def _start(root, parent, options):
    global _worker
    own = f"{parent}/{os.getpid()}"
    os.mkdir(own)
    _worker = Worker(Scratch(root, options.kind).clone(own), f"{own}/home", options)


def _mutate(indices):
    registry = cases.load()
    return _worker.mutate([registry[i] for i in indices])


def run(worker, mutations, jobs, progress):
    """Runs the mutations here, or in several processes with a copy each."""
    results = []
    pool = None
    chunks = [mutations[i : i + CHUNK] for i in range(0, len(mutations), CHUNK)]
    try:
        if jobs <= 1:
            parts = map(worker.mutate, chunks)
        else:
            root = worker.scratch.root
            # The copies lie beside the first one and go away with it.
            arguments = (str(root), str(root.parent), worker.options)
            pool = ProcessPoolExecutor(jobs, initializer=_start, initargs=arguments)
            parts = pool.map(_mutate, [[m.number for m in chunk] for chunk in chunks])
        for chunk, part in zip(chunks, parts):
            results.extend(part)
            progress(chunk)
    except KeyboardInterrupt:
        print("\nStopped; what follows is about the mutations before.", flush=True)
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)
    return results
