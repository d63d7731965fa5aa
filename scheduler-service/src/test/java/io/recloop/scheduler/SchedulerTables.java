package io.recloop.scheduler;

import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;

/// The service's tables in the hands of a test: nothing falls due by itself, time is the test's.
public final class SchedulerTables {
    private SchedulerTables() {}

    /// The whole service, with its ticks and its readers switched off.
    public static final class ByHand implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.scheduler.enabled", "false",
                    "mp.messaging.incoming.pipeline-runs.enabled", "false",
                    "mp.messaging.incoming.drift-events.enabled", "false");
        }
    }

    public static void clear() {
        execute("truncate scheduler.job, scheduler.fencing_token, scheduler.slot, scheduler.run, scheduler.outbox,"
                + " scheduler.remediation, scheduler.alert_state");
    }

    public static void execute(String sql) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities().createNativeQuery(sql).executeUpdate());
    }

    /// The values that are to be sent, or were, in the order in which they were written.
    @SuppressWarnings("unchecked")
    public static List<byte[]> outbox(String topic) {
        return QuarkusTransaction.requiringNew().call(() -> entities()
                .createNativeQuery("select value from scheduler.outbox where topic = :topic order by id", byte[].class)
                .setParameter("topic", topic)
                .getResultList());
    }

    public static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    private static EntityManager entities() {
        return bean(EntityManager.class);
    }
}
