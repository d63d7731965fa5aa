package io.recloop.training.api;

import io.recloop.training.registry.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Two models side by side.
///
/// @param sameDataset whether both were judged on the same data: where they were not, their metrics differ
///     by the data, too
/// @param metrics     that either has
/// @param parameters  in which they differ, or that only one has
@Schema(name = "Comparison")
record Comparison(Side a, Side b, boolean sameDataset, String note, List<Line> metrics, List<Line> parameters) {
    @Schema(name = "ComparedModel")
    record Side(String modelId, Model.Status status, String algorithm, String datasetVersion, String createdAt) {
        static Side of(Model model) {
            return new Side(
                    model.modelId(),
                    model.status(),
                    model.algorithm(),
                    model.datasetVersion(),
                    model.createdAt().toString());
        }
    }

    /// @param difference b less a; absent where one of them has none
    @Schema(name = "ComparedValue")
    record Line(
            String name,
            @Nullable Double a,
            @Nullable Double b,
            @Nullable Double difference) {}

    static Comparison of(Model a, Model b) {
        boolean same = a.datasetVersion().equals(b.datasetVersion());
        return new Comparison(
                Side.of(a),
                Side.of(b),
                same,
                same
                        ? "both were judged on the same dataset"
                        : "they were judged on different datasets: compare each with its own baseline, or evaluate both anew",
                lines(a.metrics().candidate(), b.metrics().candidate()),
                lines(a.parameters(), b.parameters()).stream()
                        .filter(line -> !Objects.equals(line.a(), line.b()))
                        .toList());
    }

    private static List<Line> lines(Map<String, Double> a, Map<String, Double> b) {
        var names = new TreeSet<>(a.keySet());
        names.addAll(b.keySet());
        var lines = new ArrayList<Line>();
        for (var name : names) {
            var left = a.get(name);
            var right = b.get(name);
            lines.add(new Line(name, left, right, left == null || right == null ? null : right - left));
        }
        return lines;
    }
}
