package io.recloop.recommender.reranking;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// At most this number of one group in a list.
///
/// @param rule  whose cap it is; null where a caller asked for it
/// @param about which candidates it counts
public record Cap(@Nullable String rule, Group by, int most, Predicate<Candidate> about) {
    /// What is counted by.
    public enum Group {
        /// A candidate of several categories counts in each.
        CATEGORY,
        BRAND
    }

    private Collection<String> groups(Candidate candidate) {
        return switch (by) {
            case CATEGORY -> candidate.categories();
            case BRAND -> candidate.brand() == null ? List.of() : List.of(candidate.brand());
        };
    }

    /// How many of each group a list has so far. Not thread-safe.
    static final class Count {
        private final Cap cap;
        private final Map<String, Integer> counts = new HashMap<>();

        Count(Cap cap) {
            this.cap = cap;
        }

        Cap cap() {
            return cap;
        }

        boolean forbids(Candidate candidate) {
            return cap.about.test(candidate)
                    && cap.groups(candidate).stream().anyMatch(group -> counts.getOrDefault(group, 0) >= cap.most);
        }

        void add(Candidate candidate) {
            if (cap.about.test(candidate)) {
                cap.groups(candidate).forEach(group -> counts.merge(group, 1, Integer::sum));
            }
        }
    }
}
