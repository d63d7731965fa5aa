package io.recloop.alert.alertmanager;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// In which order Alertmanager lists label sets.
final class LabelOrder {
    /// Fewer labels first; then by the first name in which they differ, where having the label comes later; then by
    /// its value.
    static final Comparator<Map<String, String>> SETS = LabelOrder::compareSets;

    /// By job, then instance, those without come last; then as sets.
    static final Comparator<Map<String, String>> ALERTS = LabelOrder::compareAlerts;

    private LabelOrder() {}

    private static int compareSets(Map<String, String> a, Map<String, String> b) {
        if (a.size() != b.size()) {
            return Integer.compare(a.size(), b.size());
        }
        var names = new TreeSet<>(a.keySet());
        names.addAll(b.keySet());
        for (var name : names) {
            var left = a.get(name);
            var right = b.get(name);
            if (left == null || right == null) {
                return left == null ? -1 : 1;
            }
            if (!left.equals(right)) {
                return left.compareTo(right);
            }
        }
        return 0;
    }

    private static int compareAlerts(Map<String, String> a, Map<String, String> b) {
        for (var name : List.of("job", "instance")) {
            var left = a.get(name);
            var right = b.get(name);
            if (left == null && right == null) {
                continue;
            }
            if (left == null || right == null) {
                return left == null ? 1 : -1;
            }
            if (!left.equals(right)) {
                return left.compareTo(right);
            }
        }
        return compareSets(a, b);
    }
}
