package io.recloop.recommender.protection;

import static io.recloop.recommender.protection.InFlightRequests.Verdict.ADMITTED;
import static io.recloop.recommender.protection.InFlightRequests.Verdict.CROWDED;
import static io.recloop.recommender.protection.InFlightRequests.Verdict.QUEUED;
import static io.recloop.recommender.protection.InFlightRequests.Verdict.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class InFlightRequestsTest {
    private record Load(
            int shedAbove,
            Duration shedAfter,
            Duration interval,
            int shedRecords,
            int refuseAbove,
            Duration refuseAfter,
            long refuseAboveBytes)
            implements ProtectionConfig.Load {}

    private final InFlightRequests inFlight =
            new InFlightRequests(new Load(2, Duration.ZERO, Duration.ZERO, 0, 3, Duration.ZERO, 100));

    @Test
    void firstACheaperAnswerThenNone() {
        assertThat(inFlight.enter(0, 0, false)).isEqualTo(QUEUED);
        assertThat(inFlight.enter(0, 0, false)).isEqualTo(QUEUED);
        assertThat(inFlight.enter(0, 0, false)).isEqualTo(CROWDED);
        assertThat(inFlight.enter(0, 0, false)).isEqualTo(REFUSED);
        assertThat(inFlight.requests()).isEqualTo(3);
        inFlight.leave(0);
        assertThat(inFlight.enter(0, 0, false)).isEqualTo(CROWDED);
    }

    @Test
    void aboveAnEighthOfWhatIsTooManyThereIsAQueue() {
        var wide = new InFlightRequests(new Load(16, Duration.ZERO, Duration.ZERO, 0, 20, Duration.ZERO, 100));
        assertThat(wide.enter(0, 0, false)).isEqualTo(ADMITTED);
        assertThat(wide.enter(0, 0, false)).isEqualTo(ADMITTED);
        assertThat(wide.enter(0, 0, false)).isEqualTo(QUEUED);
    }

    @Test
    void requestsThatWereReadInOneGoAreAQueue() {
        var wide = new InFlightRequests(new Load(16, Duration.ZERO, Duration.ZERO, 0, 20, Duration.ZERO, 100));
        assertThat(wide.enter(0, 2, false)).isEqualTo(QUEUED);
        assertThat(wide.enter(0, 2, true)).isEqualTo(REFUSED);
    }

    @Test
    void whoComesToAQueueThatIsTooLongIsRefused() {
        var wide = new InFlightRequests(new Load(16, Duration.ZERO, Duration.ZERO, 0, 20, Duration.ZERO, 100));
        assertThat(wide.enter(0, 0, true)).isEqualTo(ADMITTED);
        assertThat(wide.enter(0, 0, true)).isEqualTo(ADMITTED);
        assertThat(wide.enter(0, 0, true)).isEqualTo(REFUSED);
        assertThat(wide.requests()).isEqualTo(2);
    }

    @Test
    void bodiesAreBoundedTogetherButTheOnlyOneIsTaken() {
        assertThat(inFlight.enter(500, 0, false)).isEqualTo(QUEUED);
        assertThat(inFlight.enter(1, 0, false)).isEqualTo(REFUSED);
        assertThat(inFlight.enter(0, 0, false)).isEqualTo(QUEUED);
        inFlight.leave(500);
        assertThat(inFlight.enter(60, 0, false)).isEqualTo(QUEUED);
        inFlight.leave(0);
        assertThat(inFlight.enter(41, 0, false)).isEqualTo(REFUSED);
        assertThat(inFlight.enter(40, 0, false)).isEqualTo(QUEUED);
    }

    @Test
    void whatARequestHoldsIsGivenBackOnce() {
        var given = new ArrayList<String>();
        var admission = new Admission(0, 0, ADMITTED);
        admission.holds(() -> given.add("first"));
        admission.close();
        admission.close();
        assertThat(given).containsExactly("first");
        // A client may be gone before its limits were asked.
        admission.holds(() -> given.add("late"));
        assertThat(given).containsExactly("first", "late");
    }
}
