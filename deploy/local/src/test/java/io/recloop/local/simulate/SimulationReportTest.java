package io.recloop.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.simulator.ShopSimulation;
import io.recloop.simulator.live.LivePlan;
import io.recloop.simulator.outlets.EventSink;
import io.recloop.simulator.outlets.Recommender;
import io.recloop.simulator.shop.Item;
import io.recloop.simulator.shop.ShopPlan;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulationReportTest {
    @Test
    void theDocumentHoldsTheFiguresThatWereSeen() throws Exception {
        var shop = new ShopSimulation(ShopPlan.of(1, 100, 100), new Nowhere(), Clock.systemUTC());
        var past = shop.withoutHistory();
        Recommender everybodyTheSame = (user, limit) -> new Recommender.Answer(
                "r",
                "m",
                "popular",
                IntStream.range(0, limit).mapToObj(Item::id).toList());
        try (var live = shop.live(LivePlan.atRate(100), everybodyTheSame)) {
            var figures = live.play(300);
            var stretch = SimulationReport.Stretch.of(figures);
            var report = new SimulationReport("steady", 1, past, List.of(stretch), stretch, 0);
            var json = EventCodec.JSON.readTree(EventCodec.JSON.writeValueAsBytes(report));
            assertThat(json.path("total").path("lists").asLong()).isEqualTo(300);
            assertThat(json.path("total").path("ctr").asDouble()).isEqualTo(figures.ctr());
            assertThat(json.path("total").path("fallbackShare").asDouble()).isEqualTo(1);
            assertThat(json.path("shop").path("items").asInt()).isEqualTo(100);
            assertThat(json.path("intervals")).hasSize(1);
            assertThat(stretch.line()).contains("300 lists", "100 % not personal");
        }
    }

    private static final class Nowhere implements EventSink {
        @Override
        public void send(Event event) {}

        @Override
        public void flush() {}
    }
}
