package io.recloop.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Service;
import java.util.Optional;
import java.util.function.Function;

/// A service, as an operator at the terminal uses it. Each call ends in [LocalFailure] when the service does not answer
/// or refuses.
public final class OperatorService {
    private final String label;
    private final ServiceClient client;

    private OperatorService(String label, ServiceClient client) {
        this.label = label;
        this.client = client;
    }

    public static OperatorService of(RunningStack stack, Service service, String tenant) {
        return new OperatorService(
                service.label(),
                new ServiceClient(service.label(), stack.url(service), stack.token(Role.OPERATOR, tenant)));
    }

    public JsonNode get(String path) {
        return reached(service -> service.get(path));
    }

    public JsonNode post(String path, Object body) {
        return reached(service -> service.post(path, body));
    }

    public JsonNode put(String path, Object body) {
        return put(path, body, Optional.empty());
    }

    /// @param version of what is replaced; empty where there is none yet
    public JsonNode put(String path, Object body, Optional<String> version) {
        return reached(service -> service.put(path, body, version));
    }

    public JsonNode delete(String path) {
        return reached(service -> service.delete(path));
    }

    public void delete(String path, String version) {
        reached(service -> service.delete(path, version));
    }

    private JsonNode reached(Function<ServiceClient, JsonNode> call) {
        try {
            return call.apply(client);
        } catch (ServiceClient.NotReachable e) {
            throw new LocalFailure("%s; see `recloop status` and `recloop logs %s`".formatted(e.getMessage(), label));
        }
    }
}
