package io.recloop.learning.bpr;

/// The items dealt into blocks by chance, again for each pass, so that the owner of a block may draw its negatives
/// from it alone and still meets every other item in the end.
final class ItemBlocks {
    private final float[] weights;
    private final boolean even;
    private final int blocks;
    private final int[] dealt;
    private final byte[] blockOf;
    private final int[] starts;
    private final int[] ends;
    private final float[] dealtWeights;
    private final AliasTable[] tables;

    /// @param weights of each item as a negative; 0 is never drawn
    /// @param blocks  1 to 127
    ItemBlocks(float[] weights, int blocks) {
        this.weights = weights;
        this.blocks = blocks;
        this.dealt = new int[weights.length];
        this.blockOf = new byte[weights.length];
        this.starts = new int[blocks];
        this.ends = new int[blocks];
        this.even = even(weights);
        this.dealtWeights = new float[even ? 0 : weights.length];
        this.tables = new AliasTable[even ? 0 : blocks];
        for (int block = 0; block < tables.length; block++) {
            tables[block] = new AliasTable(Math.ceilDiv(weights.length, blocks));
        }
    }

    void deal(RandomStream random) {
        for (int i = 0; i < dealt.length; i++) {
            int other = random.below(i + 1);
            dealt[i] = dealt[other];
            dealt[other] = i;
        }
        for (int block = 0; block < blocks; block++) {
            int from = (int) ((long) dealt.length * block / blocks);
            int to = (int) ((long) dealt.length * (block + 1) / blocks);
            int end = from;
            for (int i = from; i < to; i++) {
                int item = dealt[i];
                blockOf[item] = (byte) block;
                if (weights[item] > 0) {
                    dealt[i] = dealt[end];
                    dealt[end++] = item;
                }
            }
            starts[block] = from;
            ends[block] = end;
            if (!even) {
                for (int i = from; i < end; i++) {
                    dealtWeights[i] = weights[dealt[i]];
                }
                tables[block].fill(dealtWeights, from, end);
            }
        }
    }

    int blockOf(int item) {
        return blockOf[item];
    }

    /// Whether a block holds anything to draw.
    boolean isEmpty(int block) {
        return starts[block] == ends[block];
    }

    /// A negative of a block that is not empty.
    int draw(int block, RandomStream random) {
        int slot = even ? random.below(ends[block] - starts[block]) : tables[block].draw(random);
        return dealt[starts[block] + slot];
    }

    private static boolean even(float[] weights) {
        float first = 0;
        for (float weight : weights) {
            if (weight != 0 && first != 0 && weight != first) {
                return false;
            }
            first = weight == 0 ? first : weight;
        }
        return true;
    }
}
