package io.recloop.learning.engine;

import io.recloop.numerics.sparse.CsrMatrix;

/// Training in one line.
public final class Fitting {
    private Fitting() {}

    public static FactorModel als(AlsSettings settings, CsrMatrix positives) {
        return als(settings, positives, TrainingListener.SILENT);
    }

    public static FactorModel als(AlsSettings settings, CsrMatrix positives, TrainingListener listener) {
        var trained = new AlsTrainer(settings)
                .train(TrainingData.of(positives), TrainingContext.ALONE.withListener(listener));
        return (FactorModel) trained.model();
    }
}
