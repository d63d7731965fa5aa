package io.recloop.learning.bundle;

import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.TrainingData;
import io.recloop.numerics.sparse.CsrMatrix;

/// What users saw, with the weights that training gave it; 0 for what is no positive.
final class SeenWeights {
    private SeenWeights() {}

    /// @param seen   everything, weights before any of them depends on its age
    /// @param fitted its positives are among what was seen
    static CsrMatrix asTrained(CsrMatrix seen, TrainingData fitted, Settings settings) {
        var trained = fitted.recencyWeighted(settings.recency());
        if (trained == fitted.positives()) {
            return seen;
        }
        var values = seen.values().clone();
        for (int user = 0; user < seen.rows(); user++) {
            int entry = seen.rowStart(user);
            for (int positive = trained.rowStart(user); positive < trained.rowEnd(user); positive++) {
                while (seen.indices()[entry] < trained.indices()[positive]) {
                    entry++;
                }
                values[entry] = trained.values()[positive];
            }
        }
        return new CsrMatrix(seen.rows(), seen.cols(), seen.indptr(), seen.indices(), values);
    }

    /// How many users liked each item.
    static float[] popularity(CsrMatrix seen) {
        var popularity = new float[seen.cols()];
        for (int entry = 0; entry < seen.entries(); entry++) {
            if (seen.values()[entry] > 0) {
                popularity[seen.indices()[entry]]++;
            }
        }
        return popularity;
    }
}
