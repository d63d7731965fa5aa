package io.recloop.simulator.visits;

import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.simulator.shop.Chance.Purpose;
import io.recloop.simulator.shop.Item;
import io.recloop.simulator.shop.ShopPlan;
import io.recloop.simulator.shop.Visitor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Turns what happened into events. Ids are names: the same shop that did the same thing in the same run writes
/// the same id, and a second run writes others.
public final class Ledger {
    private final ShopPlan plan;
    private final String run;

    /// @param began when the run began, which tells it from other runs of the same seed
    public Ledger(ShopPlan plan, Instant began) {
        this.plan = plan;
        this.run = "recloop-simulator/%s/%d/%s/".formatted(plan.tenant(), plan.seed(), began);
    }

    /// The steps of one visit, the first at `from` and the others `pace` apart, none later than `until`.
    public List<InteractionRecorded> interactions(
            Purpose purpose, long visit, Visitor visitor, List<Step> steps, Timing timing) {
        var events = new ArrayList<InteractionRecorded>(steps.size());
        var at = timing.from();
        for (int n = 0; n < steps.size(); n++) {
            var step = steps.get(n);
            events.add(new InteractionRecorded(
                    id(purpose + "/" + visit + "/" + n),
                    plan.tenant(),
                    at,
                    visitor.id(),
                    Item.id(step.item()),
                    step.action(),
                    step.rating(),
                    step.requestId(),
                    null));
            at = at.plus(timing.pace());
            at = at.isAfter(timing.until()) ? timing.until() : at;
        }
        return events;
    }

    /// @param pace between two steps of a visit
    public record Timing(Instant from, Duration pace, Instant until) {
        public static Timing now(Instant now) {
            return new Timing(now, Duration.ZERO, now);
        }
    }

    public ItemUpserted item(Item item, boolean available, Instant at) {
        return new ItemUpserted(
                id("item/" + item.index() + "/" + available),
                plan.tenant(),
                at,
                item.id(),
                item.name(),
                item.description(),
                List.of(item.category()),
                item.brand(),
                item.price(),
                available,
                Map.of());
    }

    private String id(String what) {
        return UUID.nameUUIDFromBytes((run + what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
