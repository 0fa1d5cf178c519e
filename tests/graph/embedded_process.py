"""Run by the tests in a process of its own: `python embedded_process.py DEED FOLDER [MORE]`."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import yaml

from graph.claims_file import load
from graph.open import open_graph
from graph.stores.base import Transaction

TEXTS = yaml.safe_load(Path(__file__).with_name("statements.yaml").read_text(encoding="utf-8"))


def say(word: str) -> None:
    print(word, flush=True)


def hold(folder: str) -> None:
    store = open_graph(folder)
    say("held")
    sys.stdin.read()
    store.close()


def leave(folder: str) -> None:
    """End without closing."""
    store = open_graph(folder)
    store.write(lambda transaction: transaction.run(TEXTS["creating"], {"id": "left"}))
    say(json.dumps([row["id"] for row in store.read(TEXTS["things"])]))


def interrupted(folder: str) -> None:
    """Write until Ctrl-C, then end as the command line does."""

    def work(transaction: Transaction) -> None:
        for number in range(10_000):
            transaction.run(TEXTS["creating"], {"id": f"half-{number}"})
            if number == 3:
                say("writing")
            time.sleep(0.005)

    store = open_graph(folder)
    store.write(lambda transaction: transaction.run(TEXTS["creating"], {"id": "whole"}))
    try:
        store.write(work)
    except KeyboardInterrupt:
        store.close()
        say("interrupted")
        sys.exit(130)


def die_in_transaction(folder: str) -> None:
    def work(transaction: Transaction) -> None:
        transaction.run(TEXTS["creating"], {"id": "half"})
        os.kill(os.getpid(), 9)

    store = open_graph(folder)
    store.write(lambda transaction: transaction.run(TEXTS["creating"], {"id": "whole"}))
    store.write(work)


def ingest(folder: str, path: str) -> None:
    """Load a claims file, saying after each transaction how far it is."""
    store = open_graph(folder)
    done = 0

    def progress(change: object) -> None:
        nonlocal done
        done += 1
        say(str(done))

    load(store, Path(path).read_text(encoding="utf-8").split("\n"), progress=progress)
    store.close()
    say("done")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
