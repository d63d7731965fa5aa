"""Every metric of the evaluation, computed once more with nothing but NumPy.

Usage: python3 metrics.py > vectors.json

Writes the data (from a fixed generator that is part of this file) and, for each length of list and segment, each metric.
Definitions: docs/decisions/0018-metrics-and-guardrails.md. The Java test reads the same file.
"""

import json
import sys

import numpy as np

CUTOFFS = [5, 10, 20]
SEGMENTS = {"all": (0, None), "cold": (0, 2), "light": (3, 9), "regular": (10, 49), "heavy": (50, None)}


class Generator:
    """A 64-bit linear congruential generator: the data depend on no version of NumPy."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def data(name, users, items, factors, likes, dimensions, seed):
    g = Generator(seed)
    # Small whole numbers: scores tie often, and are exact in float.
    user_factors = [[g.below(7) - 3 for _ in range(factors)] for _ in range(users)]
    item_factors = [[g.below(7) - 3 for _ in range(factors)] for _ in range(items)]
    cold = set(range(3, items, 11))
    history, held = [], []
    for user in range(users):
        had, wanted = set(), set()
        for _ in range(g.below(likes)):
            item = min(g.below(items), g.below(items))  # low rows are popular
            if item not in cold:
                had.add(item)
        for _ in range(g.below(6)):
            item = g.below(items)
            if item not in had:
                wanted.add(item)
        history.append(sorted(had))
        held.append(sorted(wanted))
    # Seen is more than what was liked.
    seen = [sorted(set(had) | ({g.below(items)} - set(wanted))) for had, wanted in zip(history, held)]
    embeddings = None
    if dimensions:
        embeddings = [[g.below(9) - 4 for _ in range(dimensions)] for _ in range(items)]
        embeddings[1] = [0] * dimensions  # nothing known
    return {
        "name": name, "users": users, "items": items, "factors": factors, "userFactors": user_factors,
        "itemFactors": item_factors, "seen": seen, "history": history, "heldOut": held, "embeddings": embeddings,
    }


def ranked(scores, masked, k):
    """Best first, ties by row."""
    scores = scores.astype(float).copy()
    scores[masked] = -np.inf
    order = np.lexsort((np.arange(len(scores)), -scores))
    return [int(i) for i in order[:k] if scores[i] > -np.inf]


def mean(values):
    values = np.array([v for v in values if v is not None], float)
    return None if len(values) == 0 else float(values.mean())


def measure(d):
    users, items = d["users"], d["items"]
    matrix = np.zeros((users, items))
    for user, had in enumerate(d["history"]):
        matrix[user, had] = 1
    popularity = matrix.sum(0)
    known = int((matrix.sum(1) > 0).sum())
    cold = popularity == 0
    if d["embeddings"] is not None:
        vectors = np.array(d["embeddings"], np.float32)
        norms = np.sqrt((vectors.astype(float) ** 2).sum(1))
        vectors = (vectors / np.where(norms > 0, norms, 1)[:, None]).astype(np.float32).astype(float)
    else:
        vectors = matrix.T / np.where(popularity > 0, np.sqrt(popularity), 1)[:, None]
    cosine = vectors @ vectors.T
    scores = np.array(d["userFactors"], float) @ np.array(d["itemFactors"], float).T
    judged = [u for u in range(users) if d["heldOut"][u]]
    out = {}
    for k in CUTOFFS:
        lists = {u: ranked(scores[u], d["seen"][u], k) for u in judged}
        popular = {u: ranked(popularity, d["seen"][u], k) for u in judged}
        one = {u: of_user(d, u, lists[u], popular[u], k, popularity, known, cold, cosine) for u in judged}
        for segment, (least, most) in SEGMENTS.items():
            members = [u for u in judged if least <= len(d["history"][u]) <= (most if most is not None else 10**9)]
            values = {name: mean([one[u][name] for u in members]) for name in next(iter(one.values()))
                      if not name.startswith("_")}
            both = [u for u in members if one[u]["_shown"] is not None and one[u]["_had"] is not None]
            had = sum(one[u]["_had"] for u in both)
            values["popularity-lift"] = sum(one[u]["_shown"] for u in both) / had if had > 0 else None
            exposure = np.zeros(items)
            for u in members:
                exposure[lists[u]] += 1
            values["coverage"] = float((exposure > 0).mean()) if members else None
            # Mean absolute difference of all pairs over twice the mean: the definition, not the sorted formula.
            total = exposure.sum()
            values["gini"] = None if total == 0 else float(
                np.abs(exposure[:, None] - exposure[None, :]).sum() / (2 * items * total))
            out.setdefault(segment, {})
            for name, value in values.items():
                if value is not None:
                    out[segment][f"{name}@{k}"] = value
    return out


def of_user(d, u, shown, popular, k, popularity, known, cold, cosine):
    wanted = d["heldOut"][u]
    hit = np.array([item in wanted for item in shown], float)
    ranks = np.arange(1, len(shown) + 1)
    ideal = (1 / np.log2(np.arange(1, min(k, len(wanted)) + 1) + 1)).sum()
    precision_at = np.cumsum(hit) / ranks
    wanted_cold = [item for item in wanted if cold[item]]
    pairs = [cosine[a, b] for i, a in enumerate(shown) for b in shown[:i]]
    return {
        "recall": hit.sum() / len(wanted),
        "precision": hit.sum() / k,
        "ndcg": (hit / np.log2(ranks + 1)).sum() / ideal,
        "map": (precision_at * hit).sum() / min(k, len(wanted)),
        "mrr": float(1 / ranks[hit > 0][0]) if hit.any() else 0.0,
        "cold-recall": sum(item in shown for item in wanted_cold) / len(wanted_cold) if wanted_cold else None,
        "serendipity": sum(item in wanted and item not in popular for item in shown) / k,
        "novelty": float(-np.log2(np.maximum(popularity[shown], 1) / known).mean()) if shown else None,
        "diversity": 1 - float(np.mean(pairs)) if pairs else None,
        "_shown": float(popularity[shown].mean()) if shown else None,
        "_had": float(popularity[d["history"][u]].mean()) if d["history"][u] else None,
    }


def main():
    cases = [
        data("who had the items", 60, 90, 4, 16, 0, 1),
        data("content", 40, 80, 3, 250, 5, 2),
        data("fewer items than places", 12, 15, 2, 8, 0, 3),
    ]
    json.dump([dict(case, metrics=measure(case)) for case in cases], sys.stdout, separators=(",", ":"))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
