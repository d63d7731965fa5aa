package io.recloop.training.publication;

import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A bundle of one user and two items.
final class SmallBundle {
    private SmallBundle() {}

    static ModelContent content() {
        return new ModelContent(
                new ModelContent.FactorRows(List.of("u1"), 2, new float[] {1, 2}),
                new ModelContent.FactorRows(List.of("i1", "i2"), 2, new float[] {3, 4, 5, 6}),
                new ModelContent.SparseRows(new long[] {0, 1}, new int[] {1}, new float[] {1}),
                new float[] {0, 1},
                new Profile(
                        Instant.EPOCH,
                        Instant.EPOCH,
                        1,
                        1,
                        1,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        new Profile.Volume(60, 1, 1, 0)));
    }

    static BundleWriter.Description description(String modelId) {
        return new BundleWriter.Description(
                modelId,
                "default",
                "als",
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                Map.of(),
                "ds-1",
                null,
                Map.of(),
                Instant.EPOCH,
                "test");
    }
}
