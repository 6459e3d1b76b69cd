"""Digests a generated stream in a home of its own and prints what each step took: ``python -m bench.digesting HOME ROWS SEED``.

A process of its own, since Django works in one home per process.
"""

import json
import sys
import time
from pathlib import Path

from bench.generate.plan import Plan
from bench.generate.spooling import fill_spool
from rapport.core.home import Home
from rapport.serve.invocation.public import prepare


def main() -> None:
    home, rows, seed = Home(Path(sys.argv[1]).absolute()), int(sys.argv[2]), int(sys.argv[3])
    prepare(home)
    from rapport.accounts.public import get_workspace
    from rapport.record.digest.public import Digest
    from rapport.record.store.public import open_store
    from rapport.spool.public import open_spool

    workspace = get_workspace("default")
    place = home.workspace(workspace.slug)
    place.path.mkdir(parents=True, exist_ok=True)
    spool, store = open_spool(place.spool), open_store(workspace, place)
    fill_spool(spool, Plan(rows, seed=seed))
    digest = Digest(workspace, spool, store)
    begin = time.perf_counter()
    while digest.run_once():
        pass
    seconds = time.perf_counter() - begin
    stored = spool.results("bench").stored
    people = store.query("SELECT count(DISTINCT person_id) FROM interactions WHERE import_id = 'bench'").rows[0][0]
    store.close()
    steps = {step.name: step.seconds for step in digest.counters()}
    print(json.dumps({"stored": stored, "seconds": seconds, "people": people, "steps": steps}))


if __name__ == "__main__":
    main()
