package io.recloop.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Service;

/// The recommender service, as a person at the terminal uses it.
public final class Recommender {
    private final ServiceClient client;

    private Recommender(ServiceClient client) {
        this.client = client;
    }

    public static Recommender of(RunningStack stack, String tenant) {
        return new Recommender(new ServiceClient(
                Service.RECOMMENDER.label(), stack.url(Service.RECOMMENDER), stack.token(Role.OPERATOR, tenant)));
    }

    /// Which model serves, and which one is on trial beside it.
    ///
    /// @throws LocalFailure when the service does not answer or refuses
    public JsonNode model() {
        try {
            return client.get("/v1/model");
        } catch (ServiceClient.NotReachable e) {
            throw new LocalFailure(e.getMessage() + "; see `recloop status` and `recloop logs recommender`");
        }
    }
}
