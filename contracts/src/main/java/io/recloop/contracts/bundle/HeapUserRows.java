package io.recloop.contracts.bundle;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The users of a model whose arrays are on the heap.
final class HeapUserRows implements UserRows {
    private final ModelContent content;
    private final Map<String, Integer> rows;

    HeapUserRows(ModelContent content) {
        this.content = content;
        this.rows = HashMap.newHashMap(content.users().size());
        for (int row = 0; row < content.users().size(); row++) {
            rows.put(content.users().get(row), row);
        }
    }

    @Override
    public int count() {
        return content.users().size();
    }

    @Override
    public String id(int row) {
        return content.users().get(row);
    }

    @Override
    public int row(String id) {
        return rows.getOrDefault(id, -1);
    }

    @Override
    public void copyFactors(int row, float[] into, int at) {
        System.arraycopy(content.userFactors(), row * content.factors(), into, at, content.factors());
    }

    @Override
    public int[] seen(int row) {
        return Arrays.copyOfRange(content.seen().indices(), start(row), start(row + 1));
    }

    @Override
    public float[] weights(int row) {
        return Arrays.copyOfRange(content.seen().weights(), start(row), start(row + 1));
    }

    private int start(int row) {
        return Math.toIntExact(content.seen().indptr()[row]);
    }
}
