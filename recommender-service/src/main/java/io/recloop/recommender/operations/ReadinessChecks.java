package io.recloop.recommender.operations;

import io.recloop.recommender.catalog.CatalogReader;
import io.recloop.recommender.history.InteractionReader;
import io.recloop.recommender.model.ModelTopicReader;
import io.recloop.recommender.rules.RuleTopicReader;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when what was on the topics at the start has been taken in: then there is a model, or it is known that
/// there is none. A broker that goes away later makes nothing unready, because answers come from memory.
final class ReadinessChecks {
    @Produces
    @Singleton
    @Readiness
    HealthCheck model(ModelTopicReader models) {
        return () -> check("model", models.isSettled());
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck items(CatalogReader catalog) {
        return () -> check("items", catalog.isCaughtUp());
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck interactions(InteractionReader history) {
        return () -> check("interactions", history.isCaughtUp());
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck rules(RuleTopicReader rules) {
        return () -> check("rules", rules.isCaughtUp());
    }

    private static HealthCheckResponse check(String name, boolean up) {
        var response = HealthCheckResponse.named(name).status(up);
        return up
                ? response.build()
                : response.withData("waitingFor", "the broker, or the end of what it holds")
                        .build();
    }
}
