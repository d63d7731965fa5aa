package io.recloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoryTest {
    private final AtomicLong nanos = new AtomicLong(5_000_000_000L);
    private final List<String> told = new ArrayList<>();
    private final Story story = new Story(nanos::get, told::add);

    @Test
    void isCompleteOnlyWhenEveryStepWasSeen() {
        for (var step : Step.values()) {
            assertThat(story.complete()).isFalse();
            story.seen(step, "figure of " + step);
        }
        assertThat(story.complete()).isTrue();
        assertThat(story.summary()).hasSize(Step.values().length + 1).noneMatch(line -> line.contains("NO"));
    }

    @Test
    void eachStepIsToldWithTheTimeSinceTheStartAndItsFigure() {
        nanos.addAndGet(12_340_000_000L);
        story.seen(Step.TRAINED, "NDCG 0.1");
        assertThat(told).singleElement().asString().contains("12.3 s", Step.TRAINED.title(), "NDCG 0.1");
        assertThat(story.summary().get(1 + Step.TRAINED.ordinal())).contains("12.3 s", "yes", "NDCG 0.1");
    }

    @Test
    void theFirstStepThatWasNotSeenHasTheReasonAndTheLaterOnesWereNotReached() {
        story.seen(Step.STACK, "7 processes");
        story.ended("waited 90 s for the broker");
        assertThat(story.complete()).isFalse();
        assertThat(told.getLast()).contains(Step.SHOP.title(), "NOT SEEN", "waited 90 s for the broker");
        assertThat(story.summary().get(1 + Step.SHOP.ordinal())).contains("NO", "waited 90 s for the broker");
        assertThat(story.summary().getLast()).contains("NO", "not reached");
    }

    @Test
    void troubleAfterTheLastStepIsTroubleAllTheSame() {
        for (var step : Step.values()) {
            story.seen(step, "");
        }
        story.ended("3 events were lost");
        assertThat(story.complete()).isFalse();
    }
}
