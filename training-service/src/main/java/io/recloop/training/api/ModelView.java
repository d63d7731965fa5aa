package io.recloop.training.api;

import io.recloop.training.registry.Audit;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Quality;
import io.recloop.training.registry.datasets.Evaluations;
import io.recloop.training.registry.replicas.Replicas;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A model as HTTP tells it.
///
/// @param improvement share by which each metric is above the baseline's: 0.25 is a quarter better
/// @param generations under which it was announced, newest first
/// @param servingOn   replicas that say they serve it
/// @param audit       what happened to it, oldest first; absent in listings
/// @param evaluations how it did on later data, newest first; absent in listings
@Schema(name = "Model")
record ModelView(
        @Schema(examples = "als-20261121t060000z-1a2b3c4d") String modelId,
        Model.Status status,
        @Schema(examples = "als") String algorithm,
        Lineage lineage,
        String runId,
        String datasetVersion,
        Instant dataThrough,
        @Nullable String parentModelId,
        Map<String, Double> parameters,
        Quality metrics,
        Improvement improvement,
        Judgement gate,
        @Nullable String uri,
        @Nullable String manifestSha256,
        Instant createdAt,
        String createdBy,
        String reason,
        List<Long> generations,
        List<Replicas.Replica> servingOn,
        @Nullable List<Audit.Entry> audit,
        @Nullable List<Evaluations.Evaluated> evaluations) {

    /// Where a model comes from.
    ///
    /// @param tuningTrial `run/trial` of the tuning that gave its settings
    @Schema(name = "Lineage")
    record Lineage(
            String runId,
            String datasetVersion,
            @Nullable String parentModelId,
            @Nullable String codeVersion,
            @Nullable String tuningTrial) {}

    /// @param againstIncumbent absent where there was none
    @Schema(name = "Improvement")
    record Improvement(
            Map<String, Double> againstPopularity, @Nullable Map<String, Double> againstIncumbent) {
        static Improvement of(Quality quality) {
            var incumbent = quality.incumbent();
            return new Improvement(
                    shares(quality.candidate(), quality.popularity()),
                    incumbent == null ? null : shares(quality.candidate(), incumbent));
        }

        private static Map<String, Double> shares(Map<String, Double> values, Map<String, Double> baseline) {
            var shares = new TreeMap<String, Double>();
            values.forEach((name, value) -> {
                var base = baseline.get(name);
                if (base != null && base > 0 && !name.equals("users")) {
                    shares.put(name, value / base - 1);
                }
            });
            return shares;
        }
    }

    static ModelView of(Model model, List<Long> generations, List<Replicas.Replica> serving) {
        return new ModelView(
                model.modelId(),
                model.status(),
                model.algorithm(),
                new Lineage(
                        model.runId(),
                        model.datasetVersion(),
                        model.parentModelId(),
                        model.codeVersion(),
                        model.tuningTrial()),
                model.runId(),
                model.datasetVersion(),
                model.dataThrough(),
                model.parentModelId(),
                model.parameters(),
                model.metrics(),
                Improvement.of(model.metrics()),
                model.gate(),
                model.uri(),
                model.manifestSha256(),
                model.createdAt(),
                model.createdBy(),
                model.reason(),
                generations,
                serving,
                null,
                null);
    }

    ModelView with(List<Audit.Entry> trail, List<Evaluations.Evaluated> later) {
        return new ModelView(
                modelId,
                status,
                algorithm,
                lineage,
                runId,
                datasetVersion,
                dataThrough,
                parentModelId,
                parameters,
                metrics,
                improvement,
                gate,
                uri,
                manifestSha256,
                createdAt,
                createdBy,
                reason,
                generations,
                servingOn,
                trail,
                later);
    }

    @Schema(name = "Models")
    record Listing(List<ModelView> models) {}
}
