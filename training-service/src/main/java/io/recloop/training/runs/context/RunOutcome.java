package io.recloop.training.runs.context;

import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Quality;
import io.recloop.training.registry.runs.Run;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What came of a run that could do its work.
public sealed interface RunOutcome {
    /// As the registry and the topic have it.
    Run.Finish finish();

    record Published(Model model, long generation) implements RunOutcome {
        @Override
        public Run.Finish finish() {
            var result = new TreeMap<String, String>();
            result.put("modelId", model.modelId());
            result.put("algorithm", model.algorithm());
            result.put("generation", Long.toString(generation));
            result.put("verdict", model.gate().verdict().name());
            result.put("datasetVersion", model.datasetVersion());
            result.putAll(texts("", model.metrics().candidate()));
            result.putAll(texts("popularity.", model.metrics().popularity()));
            return new Run.Finish(
                    Run.Status.SUCCEEDED,
                    "published as generation %d: %s".formatted(generation, model.reason()),
                    model.modelId(),
                    model.metrics(),
                    model.gate(),
                    result);
        }
    }

    /// @param modelId absent where there was none to judge
    record Refused(
            String reason,
            @Nullable String modelId,
            @Nullable Quality quality,
            @Nullable Judgement judgement) implements RunOutcome {
        public static Refused because(String reason) {
            return new Refused(reason, null, null, null);
        }

        @Override
        public Run.Finish finish() {
            var result = new TreeMap<String, String>();
            if (modelId != null) {
                result.put("modelId", modelId);
            }
            if (judgement != null) {
                result.put("verdict", judgement.verdict().name());
            }
            if (quality != null) {
                result.putAll(texts("", quality.candidate()));
            }
            return new Run.Finish(Run.Status.REFUSED, reason, modelId, quality, judgement, result);
        }
    }

    /// A run that is not about a new model.
    ///
    /// @param quality absent where nothing was measured
    record Done(
            String reason,
            @Nullable String modelId,
            @Nullable Quality quality,
            Map<String, String> result) implements RunOutcome {
        @Override
        public Run.Finish finish() {
            return new Run.Finish(Run.Status.SUCCEEDED, reason, modelId, quality, null, result);
        }
    }

    private static Map<String, String> texts(String prefix, Map<String, Double> numbers) {
        var texts = new TreeMap<String, String>();
        numbers.forEach((name, value) -> texts.put(prefix + name, Double.toString(value)));
        return texts;
    }
}
