package io.recloop.training;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// The service's beans over a real broker and a real database, of which none works by itself: a test has them work.
public final class WithoutLoops implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.arc.exclude-types",
                "io.recloop.training.api.Lifecycle,io.recloop.training.runs.RunIntake,"
                        + "io.recloop.training.registry.replicas.ReplicaIntake");
    }
}
