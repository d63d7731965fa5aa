package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.UserRows;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.TopK;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Scores by the product of user and item factors. A bias is one factor more: the item's last component, and 1 as the
/// user's.
final class FactorScorer implements Scorer {
    private static final double UNIT_ROUNDOFF = 0x1p-24;

    private final UserRows users;
    private final FoldIn foldIn;
    private final int k;
    private final int width;
    private final float[] items;
    private final ItemTiles tiles;
    private final SimilarItems similar;

    FactorScorer(ModelContent content, UserRows users, FoldIn foldIn) {
        this.users = users;
        this.foldIn = foldIn;
        this.k = content.factors();
        var biases = content.itemBiases();
        this.width = biases == null ? k : k + 1;
        int count = content.items().size();
        if (biases == null) {
            this.items = content.itemFactors();
        } else {
            this.items = new float[Math.multiplyExact(count, width)];
            for (int row = 0; row < count; row++) {
                System.arraycopy(content.itemFactors(), row * k, items, row * width, k);
                items[row * width + k] = biases[row];
            }
        }
        this.tiles = ItemTiles.pack(items, count, width);
        this.similar = new SimilarItems(content);
    }

    @Override
    public int factors() {
        return k;
    }

    @Override
    public String search() {
        return tiles.description();
    }

    /// A user without positives has the zero vector, which ranks nothing.
    @Override
    public Optional<UserVector> trained(int userRow, UserHistory history) {
        var factors = new float[width];
        users.copyFactors(userRow, factors, 0);
        for (int f = 0; f < k; f++) {
            if (factors[f] != 0) {
                return Optional.of(userVector(UserVector.Origin.TRAINED, history, factors));
            }
        }
        return Optional.empty();
    }

    @Override
    public UserVector foldedIn(UserHistory history) {
        return userVector(UserVector.Origin.FOLDED_IN, history, Arrays.copyOf(foldIn.solve(history), width));
    }

    /// @param factors `float[width]`, of the user vector's own
    private UserVector userVector(UserVector.Origin origin, UserHistory history, float[] factors) {
        Arrays.fill(factors, k, width, 1);
        return new UserVector(origin, history, factors, 0, width);
    }

    @Override
    public void top(UserVector userVector, ItemSet excluded, TopK best) {
        tiles.top(userVector.factors(), userVector.offset(), excluded, best);
    }

    @Override
    public float[] scores(UserVector userVector) {
        var scores = new float[tiles.items()];
        tiles.scores(userVector.factors(), userVector.offset(), scores);
        return scores;
    }

    @Override
    public void topForEach(List<UserVector> userVectors, ItemSet[] excluded, TopK[] best) {
        var users = new float[userVectors.size() * width];
        var offsets = new int[userVectors.size()];
        for (int u = 0; u < offsets.length; u++) {
            var userVector = userVectors.get(u);
            offsets[u] = u * width;
            System.arraycopy(userVector.factors(), userVector.offset(), users, offsets[u], width);
        }
        tiles.topForEach(users, offsets, offsets.length, excluded, best);
    }

    /// |score − product| ≤ 2·k·2⁻²⁴·Σ|uᵢyᵢ| (numerics).
    @Override
    public Exact score(UserVector userVector, int itemRow) {
        double score = 0;
        double magnitude = 0;
        for (int f = 0; f < width; f++) {
            double product = (double) userVector.factors()[userVector.offset() + f] * items[itemRow * width + f];
            score += product;
            magnitude += Math.abs(product);
        }
        return new Exact(score, 2 * width * UNIT_ROUNDOFF * magnitude);
    }

    @Override
    public Optional<Explanation> explain(UserVector userVector, int itemRow) {
        return foldIn.explain(userVector.history(), itemRow);
    }

    @Override
    public List<ScoredItem> similar(int itemRow, ItemSet excluded, int limit) {
        return similar.top(itemRow, excluded, limit);
    }

    @Override
    public Derived directions() {
        return new Derived(similar.isPacked(), (long) items.length / width * k * Float.BYTES);
    }

    @Override
    public void prepare() {
        similar.pack();
    }

    @Override
    public double leastAgreement() {
        return foldIn.leastAgreement();
    }
}
