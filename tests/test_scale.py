"""Many computers at once: a Dask cluster measures a corpus, and the tables are those of one process."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import measure
from analysis.columns import TABLES

DEMO = Path(__file__).parent.parent / "data" / "demo" / "articles.csv"


@pytest.fixture(params=[False, True], ids=["threads", "processes"])
def client(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A client of a cluster of two workers on this computer, closed again; what it leaves open is an error."""
    distributed = pytest.importorskip("distributed", reason="the extra 'scale' is not installed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=request.param, dashboard_address="127.0.0.1:0"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client
    gc.collect()


def test_a_cluster_gives_the_same_tables(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # ``analysis.measure`` is the function; the module of that name is where its sizes are.
    monkeypatch.setattr(import_module("analysis.measure"), "CHUNK", 12_000)
    finished: list[int] = []
    shared = measure(DEMO, executor=client.get_executor(), progress=finished.append)
    assert len(finished) > 2, "several parts, or nothing was shared out"
    plain = measure(DEMO)
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(shared, table), getattr(plain, table), check_dtype=False)
    assert shared.card == plain.card
    assert len(client.scheduler_info()["workers"]) == 2


def test_every_process_reads_alike_whatever_the_order_of_its_sets() -> None:
    code = (
        "import sys; from analysis import measure; "
        f"measure({str(DEMO)!r}).attributions.to_csv(sys.stdout.buffer, index=False)"
    )
    first, second = (
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1")
    )
    assert first == second
    assert first.count(b"\n") > 100
