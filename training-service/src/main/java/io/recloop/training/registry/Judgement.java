package io.recloop.training.registry;

import io.recloop.learning.evaluation.GateResult;
import io.recloop.learning.evaluation.Verdict;
import java.util.List;

/// The gate's report, with what it was judged on.
///
/// @param summary            one sentence: what decided
/// @param slice              one sentence: the data it was judged on, and whether the incumbent has seen some of it
/// @param incumbentHasSeen   whether the incumbent was trained on some of that; `slice` says what was done about it
/// @param forced             published although the verdict was another than PASSED
public record Judgement(
        Verdict verdict,
        String summary,
        String slice,
        boolean incumbentHasSeen,
        boolean forced,
        List<GateResult> results) {}
