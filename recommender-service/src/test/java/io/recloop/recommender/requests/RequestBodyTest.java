package io.recloop.recommender.requests;

import static io.recloop.recommender.stack.ApiCalls.ask;
import static io.recloop.recommender.stack.ApiCalls.best;
import static io.recloop.recommender.stack.ApiCalls.interaction;
import static io.recloop.recommender.stack.ApiCalls.item;
import static io.recloop.recommender.stack.ApiCalls.items;
import static io.recloop.recommender.stack.ApiCalls.recommend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.recommender.stack.Bundles;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is asked in a body: batches, profiles, sessions and filters.
@QuarkusTest
@WithTestResource(Stack.class)
class RequestBodyTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aBatchAnswersEveryUserAsIfAskedAloneAndTellsWhoCannotBe() {
        try (var shop = new Shop("thousand")) {
            shop.serve(new SyntheticModel(22, 100, 200, 16), 1, shop.endOfInteractions());
            var users = IntStream.range(0, 1_000)
                    .mapToObj(i -> i == 500 ? "x".repeat(300) : i == 501 ? " " : "u" + i)
                    .toList();
            var answer = ask(
                    shop, users.stream().collect(Collectors.joining("\",\"", "{\"users\":[\"", "\"],\"limit\":5}")));
            assertThat(answer.getList("answers")).hasSize(1_000);
            for (int user : List.of(0, 1, 31, 32, 33, 99)) {
                assertThat(answer.getList("answers[" + user + "].items.item", String.class))
                        .containsExactlyElementsOf(items(recommend(shop, "u" + user, "?limit=5")));
                assertThat(answer.getString("answers[" + user + "].strategy")).isEqualTo("personalized");
            }
            assertThat(answer.getString("answers[999].strategy")).isEqualTo("popular");
            for (int user : List.of(500, 501)) {
                assertThat(answer.getInt("answers[" + user + "].problem.status"))
                        .isEqualTo(400);
                assertThat(answer.<Object>get("answers[" + user + "].items")).isNull();
            }
            assertThat(answer.getList("answers.generation", Integer.class).stream()
                            .distinct()
                            .filter(generation -> generation != null))
                    .containsExactly(1);
        }
    }

    @Test
    void aBatchIsAnsweredFromTheTopicsWhileThereIsNoModel() {
        try (var shop = new Shop("batch-early")) {
            var answer = ask(shop, "{\"users\":[\"a\",\"b\"]}");
            assertThat(answer.getList("answers.strategy", String.class)).containsExactly("no-model", "no-model");
        }
    }

    @Test
    void whoCannotBeSolvedForHasAProblemInHisPlaceAndTheOthersAreAnswered() throws Exception {
        try (var shop = new Shop("batch-failing")) {
            var offsets = shop.endOfInteractions();
            shop.write(Topic.INTERACTIONS, interaction(shop, "liker", "i1", Action.LIKE));
            // Without any regularisation there is no single solution for one liked item.
            var stored = new SyntheticModel(33, 0, 50, 8).store(shop, 1, offsets);
            var hash = Bundles.rewrite(shop.storeFolder().resolve("models/" + stored.modelId()), json -> ((ObjectNode)
                            json.get("parameters"))
                    .put("unobservedWeight", 0.0)
                    .put("regularization", 0.0));
            shop.write(Topic.MODEL_PUBLISHED, SyntheticModel.announcement(shop.tenant(), 1, stored.modelId(), hash));
            await().atMost(SOON)
                    .until(() -> recommend(shop, "other", "").getString("mode").equals("model"));

            await().atMost(SOON).untilAsserted(() -> {
                var answer = ask(shop, "{\"users\":[\"liker\",\"other\"]}");
                assertThat(answer.getInt("answers[0].problem.status")).isEqualTo(500);
                assertThat(answer.getString("answers[0].user")).isEqualTo("liker");
                assertThat(answer.getString("answers[0].problem.detail")).doesNotContain("Exception", "numerics");
                assertThat(answer.getString("answers[1].strategy")).isEqualTo("popular");
            });
        }
    }

    @Test
    void aProfileIsAnsweredLikeAUserWhoLikesThatMuch() {
        try (var shop = new Shop("profile")) {
            var planted = new SyntheticModel(23, 40, 200, 16);
            shop.serve(planted, 1, shop.endOfInteractions());
            var alike = ask(shop, "{\"profile\":[{\"item\":\"i3\"},{\"item\":\"i4\",\"weight\":1}],\"limit\":5}");
            assertThat(alike.getString("strategy")).isEqualTo("folded-in");
            assertThat(items(alike)).containsExactlyElementsOf(best(planted, planted.solve(3, 4), new int[] {3, 4}, 5));
            var heavy = ask(
                    shop,
                    "{\"profile\":[{\"item\":\"i3\",\"weight\":50},{\"item\":\"i4\",\"weight\":0.1}],\"limit\":5}");
            assertThat(items(heavy)).isNotEqualTo(items(alike)).doesNotContain("i3", "i4");
            var nothing = ask(shop, "{\"profile\":[]}");
            assertThat(nothing.getString("strategy")).isEqualTo("popular");
        }
    }

    @Test
    void aSessionOfLooksGivesWhatResemblesThemAndAClickGivesATaste() {
        try (var shop = new Shop("session")) {
            var planted = new SyntheticModel(24, 40, 200, 16).withContent(12);
            shop.serve(planted, 1, shop.endOfInteractions());
            var looked = ask(shop, "{\"session\":[{\"item\":\"i7\"}],\"limit\":5}");
            assertThat(looked.getString("strategy")).isEqualTo("content");
            assertThat(looked.getList("items.source", String.class)).containsOnly("content");
            assertThat(items(looked)).containsExactlyElementsOf(planted.similarContent(7, 5));

            var clicked = ask(shop, "{\"session\":[{\"item\":\"i7\"},{\"item\":\"i9\",\"action\":\"click\"}]}");
            assertThat(clicked.getString("strategy")).isEqualTo("folded-in");
            assertThat(items(clicked)).doesNotContain("i7", "i9");

            var hated = ask(shop, "{\"session\":[{\"item\":\"i7\",\"action\":\"dislike\"}]}");
            assertThat(hated.getString("strategy")).isEqualTo("popular");
        }
    }

    @Test
    void filtersInABodyMayBeOneOrMany() {
        try (var shop = new Shop("body-filters")) {
            shop.serve(new SyntheticModel(28, 20, 30, 8), 1, shop.endOfInteractions());
            for (int i = 0; i < 30; i++) {
                shop.write(Topic.ITEMS, item(shop, "i" + i, "c" + i % 3, i < 10 ? "acme" : "other", i, true));
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(items(ask(shop, "{\"category\":\"c1\",\"limit\":100}")))
                    .hasSize(10)
                    .allMatch(item -> Integer.parseInt(item.substring(1)) % 3 == 1));
            assertThat(items(ask(shop, "{\"category\":[\"c1\",\"c2\"],\"brand\":[\"acme\"],\"limit\":100}")))
                    .containsExactlyInAnyOrder("i1", "i2", "i4", "i5", "i7", "i8");
            assertThat(items(ask(shop, "{\"items\":[\"i4\",\"i5\",\"unheard-of\"],\"exclude\":[\"i5\"]}")))
                    .containsExactly("i4");
            assertThat(items(ask(shop, "{\"attributes\":{\"size\":[\"big\"]}}")))
                    .isEmpty();
        }
    }
}
