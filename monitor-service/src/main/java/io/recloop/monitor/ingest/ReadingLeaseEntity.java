package io.recloop.monitor.ingest;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;

/// Which replica reads.
@Entity
@Table(name = "reading_lease", schema = "monitor")
@NamedQuery(name = ReadingLeaseEntity.TAKE, query = """
        insert into ReadingLeaseEntity as lease (name, holder, until) values (:name, :holder, :until)
        on conflict (name) do update set holder = excluded.holder, until = excluded.until
        where lease.holder = excluded.holder or lease.until <= :now
        """)
@SuppressWarnings("NullAway.Init")
class ReadingLeaseEntity {
    static final String TAKE = "ReadingLeaseEntity.take";

    @Id
    String name;

    String holder;
    Instant until;
}
