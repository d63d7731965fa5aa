package io.recloop.training.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.training.TestDatabase;
import io.recloop.training.TrainingStack;
import io.recloop.training.WithoutLoops;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutLoops.class)
@WithTestResource(TrainingStack.class)
class PostgresLeaseTest {
    @Inject
    TestDatabase database;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Test
    void oneAtATimeHasIt() {
        var first = lease();
        try (var second = lease()) {
            assertThat(first.held()).isTrue();
            assertThat(second.held()).isFalse();
            first.close();
            assertThat(second.held()).isTrue();
        }
    }

    @Test
    void aLeaseThatWasLostIsSaidToBeLostBeforeItIsTakenAgain() {
        try (var lease = lease()) {
            assertThat(lease.held()).isTrue();
            database.execute(
                    "select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory' and objsubid = 2"
                            + " and database = (select oid from pg_database where datname = current_database())");
            now.set(Instant.EPOCH.plusSeconds(60));

            assertThat(lease.held()).isFalse();
            assertThat(lease.held()).isTrue();
        }
    }

    private PostgresLease lease() {
        return new PostgresLease(database.source(), () -> "a-test", new SetClock(now::get));
    }

    private static final class SetClock extends Clock {
        private final InstantSource source;

        SetClock(InstantSource source) {
            this.source = source;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return source.withZone(zone);
        }

        @Override
        public Instant instant() {
            return source.instant();
        }
    }
}
