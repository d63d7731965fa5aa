package io.recloop.recommender.protection;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// Limits so low that a test reaches them. Tokens are remembered, as where as much as possible is to be answered.
public final class Tight implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "recloop.recommender.access.verified-for", "1m",
                "recloop.recommender.protection.subject.requests-per-second", "4",
                "recloop.recommender.protection.subject.concurrent-requests", "3",
                "recloop.recommender.protection.load.shed-above", "1",
                "recloop.recommender.protection.load.refuse-above", "2");
    }
}
