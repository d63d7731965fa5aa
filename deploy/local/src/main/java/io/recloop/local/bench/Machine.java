package io.recloop.local.bench;

import java.lang.management.ManagementFactory;

/// What the figures were measured on.
///
/// @param loadBefore runnable processes on average over the minute before; negative where the system does not tell
/// @param kernel     the recommender's arithmetic
record Machine(int cores, String java, String system, double loadBefore, String kernel) {
    static Machine now(double loadBefore, String kernel) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                loadBefore,
                kernel);
    }

    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
