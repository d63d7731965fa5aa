package io.recloop.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of 127.0.0.1 that nobody listens on.
///
/// They are drawn from 20000 to 31999, below the range from which systems take the local ports of outgoing
/// connections: a broker that is stopped and started again finds its port still free.
final class Ports {

    private static final int FIRST = 20_000;
    private static final int BEYOND = 32_000;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    static List<Integer> free(int count) {
        var found = new LinkedHashSet<Integer>();
        for (int attempt = 0; attempt < ATTEMPTS && found.size() < count; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
            if (isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new IllegalStateException("no free port between " + FIRST + " and " + (BEYOND - 1));
        }
        return List.copyOf(found);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
