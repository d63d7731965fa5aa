package io.recloop.alert;

import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;

/// The service's tables in the hands of a test: nothing falls due by itself, time is the test's.
public final class AlertTables {
    private AlertTables() {}

    /// The whole service, with its scheduler switched off.
    public static final class ByHand implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.scheduler.enabled", "false");
        }
    }

    public static void clear() {
        QuarkusTransaction.requiringNew().run(() -> entities()
                .createNativeQuery(
                        "truncate alert.incident, alert.trouble, alert.inbox, alert.alert_state, alert.outbox cascade")
                .executeUpdate());
    }

    /// In the order in which they were decided on.
    public static List<String> reasons(String fingerprint) {
        return texts("""
                select reason from alert.notification n join alert.incident i on i.id = n.incident_id
                where i.fingerprint = :fingerprint order by seq""", Map.of("fingerprint", fingerprint));
    }

    public static List<String> channels(String fingerprint, String reason) {
        return texts("""
                select channel from alert.notification n join alert.incident i on i.id = n.incident_id
                where i.fingerprint = :fingerprint and reason = :reason order by channel""", Map.of("fingerprint", fingerprint, "reason", reason));
    }

    /// `reason channel` of a tenant's notifications, in the order in which they were decided on.
    public static List<String> notified(String tenant) {
        return texts("""
                select reason || ' ' || channel from alert.notification where tenant = :tenant order by seq""", Map.of("tenant", tenant));
    }

    public static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(String sql, Map<String, String> values) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var query = entities().createNativeQuery(sql, String.class);
            values.forEach(query::setParameter);
            return query.getResultList();
        });
    }

    private static EntityManager entities() {
        return bean(EntityManager.class);
    }
}
