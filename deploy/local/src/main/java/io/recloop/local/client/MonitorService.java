package io.recloop.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Service;
import java.util.Optional;
import java.util.function.Function;

/// The monitor service, as a person at the terminal uses it. Each call ends in [LocalFailure] when the service does not
/// answer or refuses.
public final class MonitorService {
    private final ServiceClient client;

    private MonitorService(ServiceClient client) {
        this.client = client;
    }

    public static MonitorService of(RunningStack stack, String tenant) {
        return new MonitorService(new ServiceClient(
                Service.MONITOR.label(), stack.url(Service.MONITOR), stack.token(Role.OPERATOR, tenant)));
    }

    public JsonNode get(String path) {
        return reached(service -> service.get(path));
    }

    public JsonNode post(String path, Object body) {
        return reached(service -> service.post(path, body));
    }

    /// @param version of what is replaced; empty where there is none yet
    public JsonNode put(String path, Object body, Optional<String> version) {
        return reached(service -> service.put(path, body, version));
    }

    public void delete(String path, String version) {
        reached(service -> service.delete(path, version));
    }

    private JsonNode reached(Function<ServiceClient, JsonNode> call) {
        try {
            return call.apply(client);
        } catch (ServiceClient.NotReachable e) {
            throw new LocalFailure(e.getMessage() + "; see `recloop status` and `recloop logs monitor`");
        }
    }
}
