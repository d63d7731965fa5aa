package io.recloop.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Service;
import java.util.Optional;
import java.util.function.Function;

/// The alert service, as a person at the terminal uses it. Each call ends in [LocalFailure] when the service does not
/// answer or refuses.
public final class AlertService {
    private final ServiceClient client;

    private AlertService(ServiceClient client) {
        this.client = client;
    }

    public static AlertService of(RunningStack stack, String tenant) {
        return new AlertService(
                new ServiceClient(Service.ALERT.label(), stack.url(Service.ALERT), stack.token(Role.OPERATOR, tenant)));
    }

    public JsonNode get(String path) {
        return reached(service -> service.get(path));
    }

    public JsonNode post(String path, Object body) {
        return reached(service -> service.post(path, body));
    }

    public JsonNode put(String path, Object body) {
        return reached(service -> service.put(path, body, Optional.empty()));
    }

    public JsonNode delete(String path) {
        return reached(service -> service.delete(path));
    }

    private JsonNode reached(Function<ServiceClient, JsonNode> call) {
        try {
            return call.apply(client);
        } catch (ServiceClient.NotReachable e) {
            throw new LocalFailure(e.getMessage() + "; see `recloop status` and `recloop logs alert`");
        }
    }
}
