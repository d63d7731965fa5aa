package io.recloop.learning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.Fitting;
import io.recloop.learning.engine.PlantedTaste;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Trainer, fold-in, evaluation and gate together.
class ShuffledLabelsTest {
    private static final AlsSettings SETTINGS = new AlsSettings(16, 10, 0.004, 0.1, 1, 3, 42, 2);

    private final PlantedTaste.Split split = PlantedTaste.split(600, 200, 8, 8, 1);
    private final FullRanking ranking = new FullRanking(split.seen(), split.heldOut(), 10, 2);
    private final Gate gate = new Gate(GateSettings.defaults());

    @Test
    void aModelOfShuffledLabelsIsRefusedAndTheTrueOneIsLetThrough() {
        var good = train(split.seen());
        var bad = train(shuffled(split.seen()));
        var popular = ranking.evaluate(new PopularityRanker(split.seen()));

        var refused = gate.judge(bad, judged(bad), popular, Optional.of(judged(good)));
        var promoted = gate.judge(good, judged(good), popular, Optional.of(judged(bad)));

        assertThat(refused.overall()).isEqualTo(Verdict.FAILED);
        assertThat(refused.results())
                .filteredOn(result -> result.gate().equals("quality-against-incumbent"))
                .allMatch(result -> result.verdict() == Verdict.FAILED && result.measured() < result.allowed());
        assertThat(promoted.overall()).isEqualTo(Verdict.PASSED);
    }

    private RankingEvaluation judged(FactorModel model) {
        return ranking.evaluate(FoldInScorer.of(model, SETTINGS.objective()).ranker(split.seen(), 2));
    }

    private static FactorModel train(CsrMatrix data) {
        return Fitting.als(SETTINGS, data);
    }

    private static CsrMatrix shuffled(CsrMatrix data) {
        var random = new SplittableRandom(9);
        var users = new int[data.entries()];
        var items = data.indices().clone();
        for (int user = 0; user < data.rows(); user++) {
            for (int e = data.rowStart(user); e < data.rowEnd(user); e++) {
                users[e] = user;
            }
        }
        for (int i = items.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = items[i];
            items[i] = items[j];
            items[j] = swapped;
        }
        return CsrMatrix.ofPairs(data.rows(), data.cols(), users, items);
    }
}
