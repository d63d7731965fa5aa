package io.recloop.learning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.Fitting;
import io.recloop.numerics.sparse.CsrMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Real interactions, where they lie beside the checkout.
class MovieLensTest {
    private static final int USERS = 6038;
    private static final int ITEMS = 3533;

    @Test
    void alsBeatsPopularityClearlyOnMovieLens1M() throws IOException {
        var folder = Path.of(System.getProperty("recloop.root", ".."), "..", "shared", "data", "splits", "ml-1m");
        assumeTrue(Files.isDirectory(folder), "../shared/data/splits/ml-1m is absent");
        var train = read(folder.resolve("train.csv"));
        var test = read(folder.resolve("test.csv"));
        int threads = Runtime.getRuntime().availableProcessors();
        var ranking = new FullRanking(train, test, 10, threads);
        var settings = AlsSettings.defaultsFor(train);

        var model = Fitting.als(settings, train);
        var als = ranking.evaluate(new FactorRanker(model));
        var folded =
                ranking.evaluate(FoldInScorer.of(model, settings.objective()).ranker(train, threads));
        var popular = ranking.evaluate(new PopularityRanker(train));

        System.out.println("MovieLens-1M: " + als.metrics() + ", popularity " + popular.metrics());
        // The baseline is published with the split, so this checks the protocol; ALS measured 0.0480 here, its standard
        // error over 6,035 users is 0.0014, and implicit's tuned figure is 0.0459.
        assertThat(popular.metrics().ndcg()).isBetween(0.02085, 0.02095);
        assertThat(als.metrics().ndcg()).isGreaterThan(0.0450);
        assertThat(folded.metrics().ndcg())
                .isBetween(als.metrics().ndcg() - 0.001, als.metrics().ndcg() + 0.001);
        assertThat(als.metrics().usersEvaluated()).isEqualTo(6035);
        assertThat(als.metrics().usersWithoutHeldOut()).isEqualTo(3);
        var report = new Gate(GateSettings.defaults()).judge(model, als, popular, Optional.empty());
        assertThat(report.overall()).isEqualTo(Verdict.PASSED);
    }

    private static CsrMatrix read(Path csv) throws IOException {
        try (var lines = Files.lines(csv)) {
            var rows = lines.skip(1).map(line -> line.split(",")).toList();
            return CsrMatrix.ofPairs(
                    USERS,
                    ITEMS,
                    IntStream.range(0, rows.size())
                            .map(i -> Integer.parseInt(rows.get(i)[0]))
                            .toArray(),
                    IntStream.range(0, rows.size())
                            .map(i -> Integer.parseInt(rows.get(i)[1]))
                            .toArray());
        }
    }
}
