package io.recloop.training.registry.runs;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "iterations", schema = "training")
@IdClass(IterationEntity.Key.class)
@NamedQuery(name = IterationEntity.ADD, query = """
        insert into IterationEntity (runId, phase, algorithm, iteration, loss, validation, seconds)
        values (:runId, :phase, :algorithm, :iteration, :loss, :validation, :seconds)
        on conflict do nothing
        """)
@SuppressWarnings("NullAway.Init")
class IterationEntity {
    static final String ADD = "IterationEntity.add";

    @Id
    String runId;

    @Id
    String phase;

    @Id
    String algorithm;

    @Id
    int iteration;

    double loss;

    @Nullable
    Double validation;

    double seconds;

    record Key(String runId, String phase, String algorithm, int iteration) {}

    Run.Iteration value() {
        return new Run.Iteration(phase, algorithm, iteration, loss, validation, seconds);
    }
}
