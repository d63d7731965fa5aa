package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonValue;
import io.recloop.contracts.bundle.ModelId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The replica would not load this model, and keeps what it had.
///
/// @param because        one sentence for a person
/// @param servingModelId what it serves instead; absent where it has none
public record ModelRefused(
        String eventId,
        String tenant,
        Instant occurredAt,
        String instance,
        long generation,
        String modelId,
        Step step,
        String because,
        @Nullable String servingModelId)
        implements ModelStatusEvent {
    /// Where loading stopped.
    public enum Step {
        FETCH("fetch"),
        CHECKSUM("checksum"),
        FORMAT("format"),
        SHAPE("shape"),
        NUMBERS("numbers"),
        WARM_UP("warm-up");

        private final String code;

        Step(String code) {
            this.code = code;
        }

        @JsonValue
        public String code() {
            return code;
        }
    }

    public ModelRefused {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("instance", instance);
        Fields.atLeast("generation", generation, 1);
        ModelId.check(modelId);
        Fields.required("step", step);
        because = Fields.text("because", because);
        if (servingModelId != null) {
            ModelId.check(servingModelId);
        }
    }
}
