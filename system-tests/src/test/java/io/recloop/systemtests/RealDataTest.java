package io.recloop.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// MovieLens-1M through the front door: import, train, ask.
class RealDataTest {
    private static final int PORTS = 28_600;
    private static final Path DATA = LocalStack.ROOT.resolve("../shared/data");
    private static final Path RATINGS = DATA.resolve("ml-1m-positives.csv");
    private static final Path MOVIES = DATA.resolve("ml-1m-movies.dat");

    @BeforeAll
    static void needsTheData() {
        boolean present = Files.exists(RATINGS) && Files.exists(MOVIES);
        if (!present) {
            System.err.println("SKIPPED RealDataTest: MovieLens-1M is not beside this checkout (../shared/data)");
        }
        assumeTrue(present, "MovieLens-1M is not beside this checkout (../shared/data)");
    }

    @Test
    void movieLensIsImportedTrainedAndServed(@TempDir Path dataDir) throws Exception {
        try (var stack = LocalStack.up(dataDir, PORTS)) {
            assertDone(stack.run("import", MOVIES.toString()));
            assertDone(stack.run("import", RATINGS.toString()));

            var trained = stack.run("train", "--json");
            assertDone(trained);
            var metrics = trained.json().path("metrics");
            double candidate = metrics.path("candidate").path("ndcg@10").asDouble();
            double popularity = metrics.path("popularity").path("ndcg@10").asDouble();
            System.err.printf("MovieLens-1M, last liked items: NDCG@10 %.4f, popularity %.4f%n", candidate, popularity);
            assertThat(candidate).isGreaterThan(1.2 * popularity);

            String token = stack.token("client");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                var one = stack.get(stack.recommender("/v1/users/1/recommendations"), token);
                var other = stack.get(stack.recommender("/v1/users/2/recommendations"), token);
                assertThat(one.path("modelId").asText())
                        .isEqualTo(trained.json().path("modelId").asText());
                assertThat(one.path("items")).hasSize(10);
                assertThat(one.path("items").findValuesAsText("item"))
                        .isNotEqualTo(other.path("items").findValuesAsText("item"));
                assertThat(one.path("items").get(0).path("name").asText()).isNotBlank();
            });
        }
    }

    private static void assertDone(LocalStack.Result result) {
        assertThat(result.exit()).as(result.output() + result.errors()).isZero();
    }
}
