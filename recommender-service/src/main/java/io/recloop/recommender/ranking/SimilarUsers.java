package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.UserRows;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.kernels.TopK;
import java.util.List;

/// Users by the cosine of what they like: of their factors, or of their likes where the model has no factors. Looks at
/// every user, one question at a time. Thread-safe.
final class SimilarUsers {
    private final UserRows users;
    private final int k;
    private final int items;

    SimilarUsers(UserRows users, int factors, int items) {
        this.users = users;
        this.k = factors;
        this.items = items;
    }

    /// @param exceptRow of the user asked about; -1 where the model was not trained with that user
    List<ScoredItem> top(UserVector userVector, int exceptRow, int limit) {
        var best = new TopK(limit);
        if (k > 0) {
            byFactors(userVector, exceptRow, best);
        } else {
            byLikes(userVector.history(), exceptRow, best);
        }
        best.sort();
        return ScoredItem.listed(best).stream()
                .takeWhile(scored -> scored.score() > 0)
                .toList();
    }

    private void byFactors(UserVector userVector, int exceptRow, TopK best) {
        var other = new float[k];
        float norm = Kernels.norm(userVector.factors(), userVector.offset(), k);
        for (int row = 0; row < users.count(); row++) {
            users.copyFactors(row, other, 0);
            float norms = norm * Kernels.norm(other, 0, k);
            if (row != exceptRow && norms > 0) {
                best.offer(row, Kernels.dot(userVector.factors(), userVector.offset(), other, 0, k) / norms);
            }
        }
    }

    private void byLikes(UserHistory history, int exceptRow, TopK best) {
        var mine = new float[items];
        for (int i = 0; i < history.likes(); i++) {
            mine[history.liked()[i]] = history.weights()[i];
        }
        float norm = Kernels.norm(history.weights(), 0, history.likes());
        for (int row = 0; row < users.count(); row++) {
            var seen = users.seen(row);
            var weights = users.weights(row);
            double product = 0;
            double square = 0;
            for (int entry = 0; entry < seen.length; entry++) {
                double weight = weights[entry];
                product += weight * mine[seen[entry]];
                square += weight * weight;
            }
            if (row != exceptRow && product > 0) {
                best.offer(row, (float) (product / (norm * Math.sqrt(square))));
            }
        }
    }
}
