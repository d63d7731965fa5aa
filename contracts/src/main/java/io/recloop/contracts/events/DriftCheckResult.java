package io.recloop.contracts.events;

import org.jspecify.annotations.Nullable;

/// One comparison inside a drift evaluation, with everything needed to disagree with it.
///
/// @param name          what was compared: `rating`, `popularity`, `volume`, …
/// @param statistic     how: `total-variation`, `jaccard-top-20`, …
/// @param value         the statistic, absent where it is undefined
/// @param noiseFloor    its 99th percentile under no drift at this sample size (1st percentile where less means
///     drift)
/// @param effectFloor   the smallest effect worth acting on
/// @param pValue        evidence against "no drift", absent where there is none
/// @param alpha         the level that `pValue` is held against, corrected for the number of checks
/// @param sampleSize    observations in the current window
/// @param persistedWindows consecutive evaluations, this one included, in which effect and evidence were both there
public record DriftCheckResult(
        String name,
        String statistic,
        @Nullable Double value,
        @Nullable Double noiseFloor,
        @Nullable Double effectFloor,
        @Nullable Double pValue,
        @Nullable Double alpha,
        long sampleSize,
        int persistedWindows,
        DriftVerdict verdict,
        String explanation) {
    public DriftCheckResult {
        Fields.id("name", name);
        Fields.id("statistic", statistic);
        optionalFinite("value", value);
        optionalFinite("noiseFloor", noiseFloor);
        optionalFinite("effectFloor", effectFloor);
        if (pValue != null) {
            Fields.within("pValue", pValue, 0, 1);
        }
        if (alpha != null) {
            Fields.within("alpha", alpha, 0, 1);
        }
        Fields.atLeast("sampleSize", sampleSize, 0);
        Fields.atLeast("persistedWindows", persistedWindows, 0);
        Fields.required("verdict", verdict);
        explanation = Fields.text("explanation", explanation);
    }

    private static void optionalFinite(String field, @Nullable Double value) {
        if (value != null) {
            Fields.finite(field, value);
        }
    }
}
