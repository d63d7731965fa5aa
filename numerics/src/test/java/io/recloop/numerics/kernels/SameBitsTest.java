package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// One seed has to give one model whenever the compiler comes by: `reduceLanes`, for one, adds in another order once
/// it is compiled.
class SameBitsTest {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    @Test
    void interpretedAndCompiledKernelsGiveTheSameBits() throws Exception {
        var interpreted = ForkedJvm.run(Probe.class, VECTORS, "-Xint");
        var compiled = ForkedJvm.run(Probe.class, VECTORS, "-XX:-TieredCompilation", "-Dprobe.rounds=12000");

        assertThat(bits(compiled)).isNotBlank().isEqualTo(bits(interpreted));
    }

    private static String bits(String said) {
        return said.lines().filter(line -> line.startsWith("bits")).toList().toString();
    }

    static final class Probe {
        public static void main(String[] arguments) {
            int rounds = Integer.getInteger("probe.rounds", 1);
            for (int n : new int[] {16, 64, 67}) {
                for (int round = 1; round < rounds; round++) {
                    row(n); // thrown away: it is here to be compiled
                }
                System.out.println("bits " + n + " " + row(n));
            }
        }

        /// Touches every kernel that adds up lanes.
        private static String row(int k) {
            var samples = new Samples(k);
            var factors = samples.floats(10 * k);
            var gram = new float[k * k];
            for (int i = 0; i < k; i++) {
                gram[i * k + i] = 1;
            }
            var x = new float[k];
            var items = new int[] {0, 2, 3, 5, 7, 9};
            var kernels = Kernels.ACTIVE;
            double loss = kernels.addResponses(factors, items, null, 0, 6, k, 1, -1, factors, k, x, 0);
            float dot = kernels.dot(factors, 0, factors, k, k);
            var doubles = samples.doubles(2 * k);
            double wide = kernels.dot(doubles, 0, doubles, k, k);
            int hash = 0;
            for (float value : x) {
                hash = 31 * hash + Float.floatToIntBits(value);
            }
            return "%x %x %x %x"
                    .formatted(
                            Double.doubleToLongBits(loss),
                            Float.floatToIntBits(dot),
                            Double.doubleToLongBits(wide),
                            hash);
        }
    }
}
