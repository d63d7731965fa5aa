package io.recloop.local.layout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.Collectors;

/// Asks the system whether the ports are free, before anything is started.
public final class PortCheck {

    private PortCheck() {}

    /// @throws LocalFailure naming each port that is taken, who needs it and what to do
    public static void requireFree(PortBlock ports) {
        var taken = ports.byUser().entrySet().stream()
                .filter(entry -> !isFree(entry.getValue()))
                .map(entry -> entry.getValue() + " (" + entry.getKey() + ")")
                .collect(Collectors.joining(", "));
        if (!taken.isEmpty()) {
            throw new LocalFailure("already in use: port " + taken
                    + "; end what listens there, or move all ports with --ports-from, for example --ports-from 28080");
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // As the broker and the services bind: a connection that is closing does not hold the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
        } catch (IOException e) {
            return false;
        }
        return true;
    }
}
