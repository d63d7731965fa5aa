#!/usr/bin/env python3
"""Writes the golden vectors of the statistics: what SciPy and NumPy answer for small samples.

    python3 monitor-service/src/test/python/golden_statistics.py

Debian: python3-scipy. The files in src/test/resources/golden/statistics are its output; they are kept in the repository
so that the tests need no Python. Numbers are written with all their digits.
"""
import json
import pathlib

import numpy as np
import scipy
from scipy import stats
from scipy.spatial.distance import jensenshannon

HERE = pathlib.Path(__file__).resolve().parent.parent / "resources" / "golden" / "statistics"
RANDOM = np.random.default_rng(20261130)


def write(name, cases):
    with open(HERE / f"{name}.json", "w", encoding="utf-8") as out:
        out.write('{"scipy": "%s", "cases": [\n' % scipy.__version__)
        out.write(",\n".join(json.dumps(case, allow_nan=False) for case in cases))
        out.write("\n]}\n")


def rounded(values):
    """Short files, the same doubles on both sides."""
    return [round(float(value), 4) for value in values]


def numeric_pairs():
    normal = RANDOM.normal
    yield "same", normal(size=40), normal(size=40)
    yield "shifted", normal(size=60), normal(0.8, 1, 45)
    yield "wider", normal(size=100), normal(0, 3, 80)
    yield "unequal sizes", normal(size=7), normal(0.5, 1, 120)
    yield "ties", RANDOM.integers(1, 6, 50), RANDOM.integers(1, 6, 70)
    yield "apart", normal(size=20), normal(100, 1, 20)
    yield "equal", np.arange(15.0), np.arange(15.0)
    yield "one value each", [1.0], [2.0]
    yield "skewed", RANDOM.lognormal(0, 1, 200), RANDOM.lognormal(0.2, 1, 150)
    yield "large", normal(size=400), normal(0.1, 1, 300)


def numbers():
    for name, a, b in numeric_pairs():
        a, b = rounded(a), rounded(b)
        exact = stats.ks_2samp(a, b, method="exact")
        asymptotic = stats.ks_2samp(a, b, method="asymp")
        case = {
            "name": name, "a": a, "b": b, "d": float(exact.statistic), "exact": float(exact.pvalue)}
        if np.isfinite(asymptotic.pvalue):
            case["asymptotic"] = float(asymptotic.pvalue)
        if np.std(a) > 0:
            case["wasserstein"] = float(stats.wasserstein_distance(a, b) / np.std(a))
            case["meanShift"] = float((np.mean(b) - np.mean(a)) / np.std(a))
            case["varianceRatio"] = float(np.var(b) / np.var(a))
        edges = np.unique(np.quantile(a, np.arange(1, 10) / 10))
        before = np.bincount(np.searchsorted(edges, a, side="left"), minlength=len(edges) + 1)
        now = np.bincount(np.searchsorted(edges, b, side="left"), minlength=len(edges) + 1)
        case["stabilityIndex"] = stability(before, now)
        yield case


def stability(before, now):
    p = (before + 0.5) / np.sum(before + 0.5)
    q = (now + 0.5) / np.sum(now + 0.5)
    return float(np.sum((q - p) * np.log(q / p)))


def levels():
    pairs = [
        ("ratings", [10, 20, 70, 150, 120], [14, 30, 60, 140, 180]),
        ("sparse", [1, 2, 500, 3, 400, 1], [0, 4, 450, 2, 480, 2]),
        ("new level", [100, 200, 0], [90, 180, 40]),
        ("nothing shared", [50, 50, 0, 0], [0, 0, 40, 60]),
        ("equal", [5, 10, 20], [10, 20, 40]),
        ("large", [100_000, 250_000, 650_000], [101_000, 249_000, 650_000]),
    ]
    for name, a, b in pairs:
        before, now = np.array(a), np.array(b)
        p, q = before / before.sum(), now / now.sum()
        table, _ = pooled(before, now)
        chi = stats.chi2_contingency(table, correction=False)
        yield {
            "name": name, "a": a, "b": b, "chiSquare": float(chi.statistic), "pValue": float(chi.pvalue),
            "freedom": int(chi.dof), "totalAbsoluteDifference": float(np.abs(p - q).sum()),
            "maximumDifference": float(np.abs(p - q).max()), "jensenShannon": float(jensenshannon(p, q, 2)),
            "stabilityIndex": stability(before, now),
        }


def pooled(a, b):
    """Levels that the smaller side expects less than five times are counted together, the sparsest first."""
    both = a + b
    smaller = min(a.sum(), b.sum()) / both.sum()
    pool, held = [], 0
    for at in sorted(range(len(a)), key=lambda i: (both[i], i)):
        if both[at] * smaller < 5 or (pool and held * smaller < 5):
            pool.append(at)
            held += both[at]
    alone = [i for i in range(len(a)) if i not in pool]
    columns = [(a[i], b[i]) for i in alone]
    if pool:
        columns.append((a[pool].sum(), b[pool].sum()))
    return np.array(columns).T, pool


def popularity():
    shares = 1 / np.arange(1, 301) ** 0.9
    shares /= shares.sum()
    for name, n, other in [("same", 5_000, shares), ("reversed", 5_000, shares[::-1]), ("small", 200, shares)]:
        a = RANDOM.multinomial(n, shares)
        b = RANDOM.multinomial(n, other)

        def top(counts, k):
            order = sorted((i for i in range(len(counts)) if counts[i] > 0), key=lambda i: (-counts[i], i))
            return set(order[:k])

        yield {
            "name": name, "a": a.tolist(), "b": b.tolist(), "spearman": float(stats.spearmanr(a, b).statistic),
            "top20": len(top(a, 20) & top(b, 20)) / len(top(a, 20) | top(b, 20)),
            "top100": len(top(a, 100) & top(b, 100)) / len(top(a, 100) | top(b, 100)),
        }


def ratings():
    for name, n, noise in [("good", 40, 0.3), ("poor", 25, 1.5), ("ten", 10, 0.5)]:
        given = RANDOM.integers(1, 6, n).astype(float)
        predicted = np.array(rounded(given + RANDOM.normal(0, noise, n)))
        error = predicted - given
        yield {
            "name": name, "predicted": predicted.tolist(), "given": given.tolist(),
            "mae": float(np.mean(np.abs(error))), "rmse": float(np.sqrt(np.mean(error**2))),
            "mape": float(np.mean(np.abs(error) / given)),
            "r2": float(1 - np.sum(error**2) / np.sum((given - given.mean()) ** 2)),
        }


def rates():
    for name, hits, trials, now, shown in [
        ("fall", 300, 10_000, 250, 10_000), ("rise", 30, 1_000, 60, 1_100), ("none before", 0, 500, 5, 500),
    ]:
        table = [[hits, trials - hits], [now, shown - now]]
        yield {
            "name": name, "a": [hits, trials], "b": [now, shown],
            "chiSquare": float(stats.chi2_contingency(table, correction=False).statistic),
            "pValue": float(stats.chi2_contingency(table, correction=False).pvalue),
        }


if __name__ == "__main__":
    write("numbers", numbers())
    write("levels", levels())
    write("popularity", popularity())
    write("ratings", ratings())
    write("rates", rates())
