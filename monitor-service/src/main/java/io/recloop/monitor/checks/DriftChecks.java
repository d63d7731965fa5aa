package io.recloop.monitor.checks;

import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.recloop.monitor.statistics.WindowSample;
import io.recloop.monitor.verdicts.Measurement;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/// All drift checks, in the order in which [DriftCheck] permits them.
// Not at the first evaluation: a check that is no bean must not wait for one to be noticed.
@Startup
@Singleton
public final class DriftChecks implements Iterable<DriftCheck> {
    private static final List<Class<?>> PERMITTED = List.of(DriftCheck.class.getPermittedSubclasses());

    private final List<DriftCheck> checks;
    private final Evidence evidence;

    DriftChecks(@All List<DriftCheck> checks, DriftConfig config) {
        this.checks = checks.stream()
                .sorted(Comparator.comparing(check -> PERMITTED.indexOf(check.getClass())))
                .toList();
        this.evidence = Evidence.of(config);
        var found = this.checks.stream().map(Object::getClass).toList();
        if (!found.equals(PERMITTED)) {
            throw new IllegalStateException(
                    "each check must be a bean, once: permitted are %s, found were %s".formatted(PERMITTED, found));
        }
    }

    /// How many are judged; each has its own share of the false-alarm budget.
    public int size() {
        return checks.size();
    }

    @Override
    public Iterator<DriftCheck> iterator() {
        return checks.iterator();
    }

    public List<String> names() {
        return checks.stream().map(DriftCheck::name).toList();
    }

    /// What each check says where nothing can be compared.
    public Measurement undecided(WindowSample sample, String because) {
        return evidence.undecided(sample, because);
    }
}
