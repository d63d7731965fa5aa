package io.recloop.learning.evaluation;

import java.util.List;

/// All checks.
///
/// @param overall FAILED if one failed, else NOT_ENOUGH_EVIDENCE if one had too little, else PASSED
/// @param summary one sentence: what decided, and what was left out
public record GateReport(Verdict overall, List<GateResult> results, String summary) {
    public GateReport {
        results = List.copyOf(results);
    }

    public boolean passed() {
        return overall == Verdict.PASSED;
    }
}
