package io.recloop.learning.evaluation;

/// One ranker's metrics, with those of each user for pairing. Arrays are copies.
public final class RankingEvaluation {
    private final RankingMetrics metrics;
    private final int[] users;
    private final double[] ndcg;
    private final double[] recall;
    private final double[] ndcgOfItems;

    /// @param users       rows of the evaluated users, ascending
    /// @param ndcg        of each of them
    /// @param recall      of each of them
    /// @param ndcgOfItems the same sum of NDCG by item row: what hits of the item gave its users
    public RankingEvaluation(
            RankingMetrics metrics, int[] users, double[] ndcg, double[] recall, double[] ndcgOfItems) {
        if (users.length != ndcg.length || users.length != recall.length || users.length != metrics.usersEvaluated()) {
            throw new IllegalArgumentException("%d users, %d NDCG, %d recall, %d evaluated"
                    .formatted(users.length, ndcg.length, recall.length, metrics.usersEvaluated()));
        }
        this.metrics = metrics;
        this.users = users.clone();
        this.ndcg = ndcg.clone();
        this.recall = recall.clone();
        this.ndcgOfItems = ndcgOfItems.clone();
    }

    public RankingMetrics metrics() {
        return metrics;
    }

    public int[] users() {
        return users.clone();
    }

    public double[] ndcgOfUsers() {
        return ndcg.clone();
    }

    public double[] recallOfUsers() {
        return recall.clone();
    }

    public double[] ndcgOfItems() {
        return ndcgOfItems.clone();
    }
}
