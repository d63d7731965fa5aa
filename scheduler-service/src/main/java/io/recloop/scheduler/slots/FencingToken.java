package io.recloop.scheduler.slots;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;

/// The last token that was given to a run of a tenant's pipeline, whichever job asked. Executors refuse a lower one
/// than they have seen.
@Entity
@Table(schema = "scheduler", name = "fencing_token")
@IdClass(FencingToken.Key.class)
@NamedNativeQuery(name = FencingToken.NEXT, resultClass = Long.class, query = """
    insert into scheduler.fencing_token as given (tenant, pipeline, token)
    values (:tenant, :pipeline, (select coalesce(max(fencing_token), 0) + 1 from scheduler.job))
    on conflict (tenant, pipeline) do update set token = given.token + 1
    returning token""")
class FencingToken {
    static final String NEXT = "FencingToken.next";

    record Key(String tenant, String pipeline) {}

    @Id
    String tenant;

    @Id
    String pipeline;

    long token;

    @SuppressWarnings("NullAway.Init")
    protected FencingToken() {}
}
