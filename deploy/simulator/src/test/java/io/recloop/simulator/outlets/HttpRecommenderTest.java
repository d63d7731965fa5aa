package io.recloop.simulator.outlets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.simulator.outlets.FakeRecommender.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRecommenderTest {
    private final AtomicInteger tokens = new AtomicInteger();
    private final FakeRecommender fake = FakeRecommender.showing("folded-in", List.of("b", "a"));
    private final HttpRecommender recommender = at(fake.uri(), Duration.ofSeconds(10));

    @AfterEach
    void close() {
        recommender.close();
        fake.close();
    }

    @Test
    void asksForTheUserWithAFreshTokenAndReadsTheList() throws AskFailedException {
        var answer = recommender.recommend("a b/ü", 7);
        recommender.recommend("c", 7);
        assertThat(answer).isEqualTo(new Recommender.Answer("r-1", "m-1", "folded-in", List.of("b", "a")));
        assertThat(fake.asked().getFirst()).isEqualTo("/v1/users/a%20b%2F%C3%BC/recommendations?limit=7");
        assertThat(fake.tokens()).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void anAnswerOfAnotherStatusIsAFailure() {
        fake.reply(user -> new Reply(503, "{}"));
        assertThatThrownBy(() -> recommender.recommend("u", 10))
                .isInstanceOf(AskFailedException.class)
                .hasMessage("status 503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"requestId\":\"r\"}", "{\"items\":[]}", "[1]"})
    void anAnswerThatIsNoListIsAFailure(String body) {
        fake.reply(user -> new Reply(200, body));
        assertThatThrownBy(() -> recommender.recommend("u", 10)).isInstanceOf(AskFailedException.class);
    }

    @Test
    void anAnswerWithoutModelIsAnAnswer() throws AskFailedException {
        fake.reply(user -> new Reply(200, "{\"requestId\":\"r\",\"items\":[]}"));
        assertThat(recommender.recommend("u", 10)).isEqualTo(new Recommender.Answer("r", null, "unknown", List.of()));
    }

    @Test
    void nobodyListeningIsAFailure() {
        fake.close();
        assertThatThrownBy(() -> recommender.recommend("u", 10))
                .isInstanceOf(AskFailedException.class)
                .hasMessageStartingWith("no answer");
    }

    @Test
    void anAnswerAfterTheDeadlineIsAFailure() {
        var never = new CountDownLatch(1);
        fake.reply(user -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Reply(200, "{}");
        });
        try (var hasty = at(fake.uri(), Duration.ofMillis(100))) {
            assertThatThrownBy(() -> hasty.recommend("u", 10))
                    .isInstanceOf(AskFailedException.class)
                    .hasMessageContaining("Timeout");
        } finally {
            never.countDown();
        }
    }

    private HttpRecommender at(URI uri, Duration deadline) {
        return new HttpRecommender(uri, () -> "t" + tokens.incrementAndGet(), deadline);
    }
}
