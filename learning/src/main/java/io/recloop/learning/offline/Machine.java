package io.recloop.learning.offline;

import io.recloop.numerics.kernels.Kernels;

/// What figures were measured on.
///
/// @param kernels the arithmetic at work: vectors of that many lanes, or scalar
/// @param heapMegabytes at most
record Machine(String os, int cores, String java, String kernels, long heapMegabytes) {
    static Machine here() {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                String.valueOf(Runtime.version()),
                Kernels.active(),
                Runtime.getRuntime().maxMemory() >> 20);
    }
}
