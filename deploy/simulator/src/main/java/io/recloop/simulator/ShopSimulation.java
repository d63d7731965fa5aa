package io.recloop.simulator;

import io.recloop.simulator.history.Past;
import io.recloop.simulator.live.LivePlan;
import io.recloop.simulator.live.LiveTraffic;
import io.recloop.simulator.outlets.EventSink;
import io.recloop.simulator.outlets.Recommender;
import io.recloop.simulator.shop.Shop;
import io.recloop.simulator.shop.ShopPlan;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongConsumer;

/// A simulated shop from its past to its present: first [#history], then [#live].
public final class ShopSimulation {
    private final Shop shop;
    private final EventSink sink;
    private final Clock clock;

    public ShopSimulation(ShopPlan plan, EventSink sink, Clock clock) {
        this.shop = new Shop(plan);
        this.sink = sink;
        this.clock = clock;
    }

    /// Writes the catalogue and what happened in the span that ends now.
    ///
    /// @throws IOException if events were lost
    public Past.Written history(Duration span, long interactions, LongConsumer progress) throws IOException {
        return new Past(shop, sink).write(clock.instant(), span, interactions, progress);
    }

    /// Writes the catalogue alone, in place of [#history]: the past of this shop is on the topics already, or it has
    /// none.
    ///
    /// @throws IOException if events were lost
    public Past.Written withoutHistory() throws IOException {
        return new Past(shop, sink).skip(clock.instant());
    }

    /// Visitors from now on; nobody comes before it is started. One at a time: it owns the shop.
    public LiveTraffic live(LivePlan plan, Recommender recommender) {
        return new LiveTraffic(shop, plan, recommender, sink, clock);
    }

    /// The truth, to be looked at. While visitors come only [Shop#shelf()] may be.
    public Shop shop() {
        return shop;
    }
}
