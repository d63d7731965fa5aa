package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.kernels.TopK;
import java.util.List;

/// Users by the cosine of what they like: of their factors, or of their likes where the model has no factors. Looks at
/// every user, one question at a time. Thread-safe.
final class SimilarUsers {
    private final ModelContent content;

    SimilarUsers(ModelContent content) {
        this.content = content;
    }

    /// @param exceptRow of the user asked about; -1 where the model was not trained with him
    List<Scored> top(Taste taste, int exceptRow, int limit) {
        var best = new TopK(limit);
        if (content.factors() > 0) {
            byFactors(taste, exceptRow, best);
        } else {
            byLikes(taste.evidence(), exceptRow, best);
        }
        best.sort();
        return RankingModel.listed(best).stream()
                .takeWhile(scored -> scored.score() > 0)
                .toList();
    }

    private void byFactors(Taste taste, int exceptRow, TopK best) {
        int k = content.factors();
        var users = content.userFactors();
        float norm = Kernels.norm(taste.factors(), taste.offset(), k);
        for (int row = 0; row < content.users().size(); row++) {
            float other = Kernels.norm(users, row * k, k);
            if (row != exceptRow && other > 0 && norm > 0) {
                best.offer(row, Kernels.dot(taste.factors(), taste.offset(), users, row * k, k) / (norm * other));
            }
        }
    }

    private void byLikes(Evidence evidence, int exceptRow, TopK best) {
        var mine = new float[content.items().size()];
        for (int i = 0; i < evidence.likes(); i++) {
            mine[evidence.liked()[i]] = evidence.weights()[i];
        }
        float norm = Kernels.norm(evidence.weights(), 0, evidence.likes());
        var seen = content.seen();
        for (int row = 0; row < content.users().size(); row++) {
            double product = 0;
            double square = 0;
            int to = Math.toIntExact(seen.indptr()[row + 1]);
            for (int entry = Math.toIntExact(seen.indptr()[row]); entry < to; entry++) {
                double weight = seen.weights()[entry];
                product += weight * mine[seen.indices()[entry]];
                square += weight * weight;
            }
            if (row != exceptRow && product > 0) {
                best.offer(row, (float) (product / (norm * Math.sqrt(square))));
            }
        }
    }
}
