package io.recloop.contracts.bundle;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A model of three users and four items that every bundle test writes.
final class Samples {
    static final String MODEL = "als-20261121t060000z-1a2b3c4d";

    private Samples() {}

    static BundleWriter.Description description() {
        return new BundleWriter.Description(
                MODEL,
                "default",
                "als",
                Instant.parse("2026-11-21T06:00:00Z"),
                new AlsParameters(0.1, 0.05, 1).toMap(),
                Map.of("ndcg@10", new Manifest.Metric(0.125, 0.12, 0.13)),
                Map.of("ndcg@10", Manifest.Metric.of(0.0625)),
                "d-3f9a",
                null,
                Map.of("interactions", Map.of(0, 12L, 1, 7L)),
                Instant.parse("2026-11-21T05:59:59Z"),
                "0.1.0");
    }

    static ModelContent content() {
        return new ModelContent(
                new ModelContent.FactorRows(List.of("an", "bình", "chi"), 2, new float[] {1, 2, 3, 4, 5, 6}),
                new ModelContent.FactorRows(
                        List.of("i1", "i2", "i3", "món 4"), 2, new float[] {0.5f, -0.5f, 1, 0, 0, 1, -1, -1}),
                new ModelContent.SparseRows(
                        new long[] {0, 2, 2, 5}, new int[] {0, 3, 0, 1, 2}, new float[] {1, 0, 1, 1, 0.5f}),
                new float[] {2, 1, 1, 0},
                new Profile(
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-11-21T05:59:59Z"),
                        5,
                        2,
                        4,
                        Map.of("4.0", 2L, "5.0", 1L),
                        Map.of("rating", 3L, "click", 2L),
                        Map.of("i1", 2L, "i2", 1L, "i3", 1L),
                        new Profile.Volume(60, 10, 0.5, 0.25)));
    }

    /// With biases and a content prior of three dimensions.
    static ModelContent factorsWithAdditions() {
        return content()
                .withItemBiases(new float[] {0.5f, 0, -0.5f, 1})
                .withContentPrior(new ModelContent.ContentPrior(
                        3, new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}, new float[] {1, 2, 3, 4, 5, 6}));
    }

    /// A linear model of items on items.
    static ModelContent itemWeights() {
        var sample = content();
        return new ModelContent(
                        ModelContent.FactorRows.none(sample.users()),
                        ModelContent.FactorRows.none(sample.items()),
                        sample.seen(),
                        sample.itemPopularity(),
                        sample.profile())
                .withItemWeights(new ModelContent.SparseRows(
                        new long[] {0, 2, 3, 3, 4}, new int[] {1, 3, 0, 2}, new float[] {0.5f, -0.25f, 1, 2}));
    }
}
