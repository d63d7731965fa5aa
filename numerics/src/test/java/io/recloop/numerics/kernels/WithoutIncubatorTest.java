package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A JVM of its own, started without `--add-modules=jdk.incubator.vector`.
class WithoutIncubatorTest {
    @Test
    void theScalarKernelsServeAndSaySo() throws Exception {
        var said = ForkedJvm.run(Probe.class);

        assertThat(said)
                .contains("active: scalar")
                .contains("dot: 32.0")
                .contains("top: 2 1")
                .contains("Kernels: scalar; the module jdk.incubator.vector is absent");
    }

    static final class Probe {
        public static void main(String[] arguments) {
            System.out.println("active: " + Kernels.active());
            System.out.println("dot: " + Kernels.dot(new float[] {1, 2, 3}, new float[] {4, 5, 6}));
            var best = new TopK(2);
            ItemTiles.pack(new float[] {1, 2, 3}, 3, 1).top(new float[] {1}, 0, null, best);
            System.out.println("top: " + best.item(0) + " " + best.item(1));
        }
    }
}
