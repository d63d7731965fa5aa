package io.recloop.local.layout;

import java.util.LinkedHashMap;
import java.util.Map;

/// The ports of one stack, all on 127.0.0.1.
///
/// @param services the recommender's; training, monitor, alert and scheduler follow it
/// @param broker   the controller's is the next one
public record PortBlock(int services, int broker, int postgres) {

    public static final PortBlock DEFAULT = new PortBlock(8080, 19092, 15432);

    private static final int LAST_PORT = 65_535;
    private static final int BLOCK = 8;

    public PortBlock {
        for (int port : new int[] {services, broker, postgres}) {
            if (port < 1 || port > LAST_PORT - BLOCK) {
                throw new LocalFailure("ports must lie between 1 and " + (LAST_PORT - BLOCK) + ", was " + port);
            }
        }
    }

    /// `first` to `first + 4` the services, then broker, controller and database.
    public static PortBlock from(int first) {
        return new PortBlock(first, first + 5, first + 7);
    }

    public int controller() {
        return broker + 1;
    }

    /// Who needs which port.
    public Map<String, Integer> byUser() {
        var ports = new LinkedHashMap<String, Integer>();
        for (var service : Service.values()) {
            ports.put(service.label(), service.port(this));
        }
        ports.put("broker", broker);
        ports.put("broker's controller", controller());
        ports.put("postgres", postgres);
        return ports;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + broker;
    }
}
