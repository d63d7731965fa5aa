package io.recloop.monitor.summaries;

/// How many different people there were, to 2.3 % (one standard error), from the hashes of their ids; it
/// holds no hash.
///
/// Source: Flajolet and others, *HyperLogLog*, 2007, with 2^11 registers; estimated as in Ertl, *New
/// cardinality estimation algorithms for HyperLogLog sketches*, 2017, algorithm 6, which needs no tables
/// of corrections. A register is the greatest rank seen, so merging is associative and commutative to the
/// byte. Not thread-safe.
public final class DistinctPeople {
    private static final int PRECISION = 11;
    private static final int REGISTERS = 1 << PRECISION;
    private static final int GREATEST = 64 - PRECISION + 1;
    private static final int BITS = 6;
    /// A register by itself takes up to three bytes, all of them together 1,536.
    private static final int MOST_SPARSE = 512;

    private final byte[] registers = new byte[REGISTERS];

    /// @param hash all bits of it random
    void add(long hash) {
        int register = (int) (hash >>> 64 - PRECISION);
        raise(register, Long.numberOfLeadingZeros(hash << PRECISION | 1L << PRECISION - 1) + 1);
    }

    void add(DistinctPeople other) {
        for (int i = 0; i < REGISTERS; i++) {
            raise(i, other.registers[i]);
        }
    }

    private void raise(int register, int rank) {
        if (rank > registers[register]) {
            registers[register] = (byte) rank;
        }
    }

    public double estimate() {
        var ranks = new int[GREATEST + 1];
        for (byte register : registers) {
            ranks[register]++;
        }
        double sum = REGISTERS * tau(1 - (double) ranks[GREATEST] / REGISTERS);
        for (int rank = GREATEST - 1; rank >= 1; rank--) {
            sum = (sum + ranks[rank]) / 2;
        }
        sum += REGISTERS * sigma((double) ranks[0] / REGISTERS);
        return REGISTERS / (2 * Math.log(2)) * (REGISTERS / sum);
    }

    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = share;
        double weight = 1;
        double sum = share;
        double before;
        do {
            before = sum;
            power *= power;
            sum += power * weight;
            weight *= 2;
        } while (sum != before);
        return sum;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double root = share;
        double weight = 1;
        double sum = 1 - share;
        double before;
        do {
            before = sum;
            root = Math.sqrt(root);
            weight /= 2;
            sum -= (1 - root) * (1 - root) * weight;
        } while (sum != before);
        return sum / 3;
    }

    void write(SummaryWriter out) {
        int used = 0;
        for (byte register : registers) {
            used += register == 0 ? 0 : 1;
        }
        if (used > MOST_SPARSE) {
            out.number(0).raw(packed());
            return;
        }
        out.number(used + 1L);
        int before = 0;
        for (int i = 0; i < REGISTERS; i++) {
            if (registers[i] != 0) {
                out.number(i - before).octet(registers[i]);
                before = i;
            }
        }
    }

    private byte[] packed() {
        var bytes = new byte[REGISTERS * BITS / 8];
        for (int i = 0; i < REGISTERS; i++) {
            for (int bit = 0; bit < BITS; bit++) {
                int at = i * BITS + bit;
                bytes[at >>> 3] |= (byte) ((registers[i] >>> bit & 1) << (at & 7));
            }
        }
        return bytes;
    }

    static DistinctPeople read(SummaryReader in) {
        var people = new DistinctPeople();
        long used = in.number() - 1;
        if (used < 0) {
            var bytes = in.raw(REGISTERS * BITS / 8);
            for (int at = 0; at < REGISTERS * BITS; at++) {
                people.registers[at / BITS] |= (byte) ((bytes[at >>> 3] >>> (at & 7) & 1) << at % BITS);
            }
            return people;
        }
        long register = 0;
        for (long i = 0; i < used; i++) {
            register += in.number();
            int rank = in.octet();
            if (register < 0 || register >= REGISTERS || rank > GREATEST) {
                throw new CorruptSummaryException("register %d holds %d".formatted(register, rank));
            }
            people.raise((int) register, rank);
        }
        return people;
    }
}
