package io.recloop.alert.incidents;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

@Singleton
class AlertGroupRepository implements PanacheRepositoryBase<AlertGroup, AlertGroup.Key> {

    /// Held to the end of the transaction; always taken in the same order. Two statements: the second sees what another
    /// replica committed while the first waited for its lock.
    Map<AlertGroup.Key, AlertGroup> lock(Collection<AlertGroup.Key> keys) {
        var json = json(keys);
        getEntityManager()
                .createNamedQuery(AlertGroup.ENSURE)
                .setParameter("keys", json)
                .executeUpdate();
        return getEntityManager()
                .createNamedQuery(AlertGroup.LOCK, AlertGroup.class)
                .setParameter("keys", json)
                .getResultStream()
                .collect(Collectors.toMap(AlertGroup::key, Function.identity()));
    }

    AlertGroup lock(String tenant, String fingerprint) {
        var key = new AlertGroup.Key(tenant, fingerprint);
        return Objects.requireNonNull(lock(List.of(key)).get(key));
    }

    /// Empty where somebody else holds it.
    Optional<AlertGroup> tryLock(String tenant, String fingerprint) {
        return getEntityManager()
                .createNamedQuery(AlertGroup.TRY_LOCK, AlertGroup.class)
                .setParameter("tenant", tenant)
                .setParameter("fingerprint", fingerprint)
                .getResultStream()
                .findFirst();
    }

    static String json(Object value) {
        try {
            return EventCodec.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
