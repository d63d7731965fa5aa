package io.recloop.learning.tuning;

import io.recloop.learning.engine.Settings;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One training and what came of it.
///
/// @param number        1, 2, 3 in the order in which they ran
/// @param candidate     the number of the candidate: its trials differ in how much they trained
/// @param rung          0 for the cheapest
/// @param full          whether it was trained as a whole
/// @param settings      exactly what was trained, by parameter name
/// @param ndcg          NDCG@10 on what was held out; 0 unless done
/// @param standardError of it over the users; 0 unless done
/// @param iterations    that the best state had; a refit needs as many
/// @param seconds       training and judging
/// @param message       why it is not done
public record Trial(
        int number,
        int candidate,
        int rung,
        boolean full,
        Map<String, Double> settings,
        Status status,
        double ndcg,
        double standardError,
        int iterations,
        double seconds,
        @Nullable String message) {
    public enum Status {
        DONE("done"),
        /// The model had numbers that are not finite, or the trainer refused the data.
        FAILED("failed"),
        /// The time was over; it is in no log.
        STOPPED("stopped");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }

        /// @throws IllegalArgumentException for any other code
        public static Status of(String code) {
            for (var status : values()) {
                if (status.code.equals(code)) {
                    return status;
                }
            }
            throw new IllegalArgumentException("no status of a trial: " + code);
        }
    }

    public Trial {
        settings = Map.copyOf(new TreeMap<>(settings));
    }

    public boolean isDone() {
        return status == Status.DONE;
    }

    boolean isOf(int otherCandidate, int otherRung, Settings other) {
        return candidate == otherCandidate && rung == otherRung && settings.equals(other.toMap());
    }
}
