package io.recloop.monitor.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.bundle.Profile;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Optional;

@Singleton
class LiveBaselineRepository implements PanacheRepositoryBase<LiveBaselineEntity, LiveBaselineEntity.Key> {
    Optional<Profile> of(String tenant, String modelId) {
        return findByIdOptional(new LiveBaselineEntity.Key(tenant, modelId)).map(row -> read(row.profile));
    }

    /// Nothing happens where there is one already.
    void add(String tenant, String modelId, Profile profile) {
        getSession()
                .createNamedMutationQuery(LiveBaselineEntity.ADD)
                .setParameter("tenant", tenant)
                .setParameter("model", modelId)
                .setParameter("profile", write(profile))
                .executeUpdate();
    }

    private static Profile read(String json) {
        try {
            return EventCodec.JSON.readValue(json, Profile.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(Profile profile) {
        try {
            return EventCodec.JSON.writeValueAsString(profile);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
