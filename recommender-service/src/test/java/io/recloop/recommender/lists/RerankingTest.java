package io.recloop.recommender.lists;

import static io.recloop.recommender.stack.ApiCalls.ask;
import static io.recloop.recommender.stack.ApiCalls.item;
import static io.recloop.recommender.stack.ApiCalls.items;
import static io.recloop.recommender.stack.ApiCalls.newId;
import static io.recloop.recommender.stack.ApiCalls.recommend;
import static io.recloop.recommender.stack.ApiCalls.requireProblem;
import static io.recloop.recommender.stack.OddEvenCatalog.row;
import static io.recloop.recommender.stack.OddEvenCatalog.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.recommender.stack.OddEvenCatalog;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What weights and diversity in a request do to lists.
@QuarkusTest
@WithTestResource(Stack.class)
class RerankingTest {
    @Test
    void weightsAndDiversityChangeTheOrderAndTheExplanationSaysHow() {
        try (var shop = new Shop("weights")) {
            var planted = serve(shop, 19);
            var plain = ask(shop, "{\"user\":\"u3\",\"limit\":10}");
            var popular = ask(
                    shop,
                    "{\"user\":\"u3\",\"limit\":10,\"explain\":true,"
                            + "\"weights\":{\"collaborative\":1,\"popularity\":3}}");
            assertThat(items(popular)).isNotEqualTo(items(plain));
            double value = Double.MAX_VALUE;
            for (int i = 0; i < 10; i++) {
                var at = "items[" + i + "].signals";
                assertThat(popular.getList(at + ".signal")).containsExactly("collaborative", "popularity");
                double sum = popular.getDouble(at + "[0].contribution") + popular.getDouble(at + "[1].contribution");
                assertThat(sum).isLessThanOrEqualTo(value + 1e-6);
                value = sum;
            }
            assertThat(items(ask(shop, "{\"user\":\"u3\",\"limit\":10,\"weights\":{\"collaborative\":2}}")))
                    .isEqualTo(items(plain));
            assertThat(items(ask(shop, "{\"user\":\"u3\",\"limit\":10,\"explain\":true}")))
                    .isEqualTo(items(plain));
            var capped = ask(shop, "{\"user\":\"u3\",\"limit\":10,\"diversity\":{\"maxPerCategory\":5}}");
            assertThat(items(capped).stream().filter(OddEvenCatalog::isOdd)).hasSize(5);
            var diverse = ask(shop, "{\"user\":\"u3\",\"limit\":10,\"diversity\":{\"lambda\":0.3}}");
            assertThat(alike(planted, items(diverse))).isLessThan(alike(planted, items(plain)));
        }
    }

    @Test
    void qualityIsWhatTheShopSaysOfAnItem() {
        try (var shop = new Shop("weights-quality")) {
            serve(shop, 20);
            var last = items(recommend(shop, "u3", "?limit=10")).getLast();
            shop.write(Topic.ITEMS, rated(shop, last, "4.9"));
            shop.write(
                    Topic.ITEMS,
                    rated(shop, items(recommend(shop, "u3", "?limit=10")).getFirst(), "2"));
            shop.write(
                    Topic.ITEMS,
                    rated(shop, items(recommend(shop, "u3", "?limit=10")).get(1), "very good"));
            await().untilAsserted(() -> assertThat(
                            items(ask(shop, "{\"user\":\"u3\",\"limit\":10,\"weights\":{\"quality\":1}}"))
                                    .getFirst())
                    .isEqualTo(last));
        }
    }

    private static ItemUpserted rated(Shop shop, String item, String rating) {
        return new ItemUpserted(
                newId(),
                shop.tenant(),
                Instant.now(),
                item,
                "Name of " + item,
                null,
                List.of(),
                null,
                null,
                true,
                Map.of("rating", rating));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"weights\":{\"content\":\"NaN\"}",
                "\"weights\":{\"content\":11}",
                "\"weights\":{\"collaborative\":0}",
                "\"weights\":7",
                "\"diversity\":{\"lambda\":-1}",
                "\"diversity\":{\"by\":\"colour\"}",
                "\"diversity\":{\"maxPerCategory\":-2}"
            })
    void weightsAndDiversityOutsideTheirLimitsAreRefused(String field) {
        try (var shop = new Shop("weights-limits")) {
            requireProblem(
                    shop.client()
                            .contentType("application/json")
                            .body("{\"user\":\"u\"," + field + "}")
                            .post("/v1/recommendations"),
                    400,
                    "/problems/invalid-request");
        }
    }

    /// The mean cosine of all pairs.
    private static double alike(SyntheticModel planted, List<String> list) {
        var cosines = new ArrayList<Double>();
        for (int i = 0; i < list.size(); i++) {
            for (int j = 0; j < i; j++) {
                int one = row(list.get(i));
                int other = row(list.get(j));
                cosines.add(planted.score(planted.item(one), other)
                        / Math.sqrt(planted.score(planted.item(one), one) * planted.score(planted.item(other), other)));
            }
        }
        return cosines.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
