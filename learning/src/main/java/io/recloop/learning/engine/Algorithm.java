package io.recloop.learning.engine;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What can be trained. The code is the algorithm's name on the wire, in a manifest and on the command line.
public enum Algorithm {
    /// Implicit ALS: fastest to a good model, closed-form fold-in, explainable.
    ALS("als", AlsSettings.PARAMETERS) {
        @Override
        public Settings defaultsFor(CsrMatrix positives) {
            return AlsSettings.defaultsFor(positives);
        }

        @Override
        public Trainer trainer(Settings settings) {
            return new AlsTrainer((AlsSettings) settings);
        }
    },

    /// Pairwise ranking by stochastic gradient.
    BPR("bpr", BprSettings.PARAMETERS) {
        @Override
        public Settings defaultsFor(CsrMatrix positives) {
            return BprSettings.defaultsFor(positives);
        }

        @Override
        public Trainer trainer(Settings settings) {
            return new BprTrainer((BprSettings) settings);
        }
    },

    /// A linear model of items on items, in closed form; for catalogues of up to 20,000 items.
    EASE("ease", EaseSettings.PARAMETERS) {
        @Override
        public Settings defaultsFor(CsrMatrix positives) {
            return EaseSettings.defaultsFor(positives);
        }

        @Override
        public Trainer trainer(Settings settings) {
            return new EaseTrainer((EaseSettings) settings);
        }
    };

    private final String code;
    private final List<Parameter> parameters;

    Algorithm(String code, List<Parameter> parameters) {
        this.code = code;
        this.parameters = parameters;
    }

    public String code() {
        return code;
    }

    /// What may be set, in the order of their importance.
    public List<Parameter> parameters() {
        return parameters;
    }

    /// Settings that follow from the data's shape: a rule, not a table.
    public abstract Settings defaultsFor(CsrMatrix positives);

    /// @param settings of this algorithm
    public abstract Trainer trainer(Settings settings);

    /// The defaults for the data, changed by what was given.
    ///
    /// @throws IllegalArgumentException naming the parameter that is unknown or out of its range
    public Settings settings(CsrMatrix positives, Map<String, Double> given) {
        var settings = defaultsFor(positives);
        for (var entry : given.entrySet()) {
            settings = settings.with(entry.getKey(), entry.getValue());
        }
        return settings;
    }

    /// @throws IllegalArgumentException naming the known codes
    public static Algorithm of(String code) {
        for (var algorithm : values()) {
            if (algorithm.code.equals(code)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException("the model must be one of "
                + Arrays.stream(values()).map(Algorithm::code).collect(Collectors.joining(", ")));
    }
}
