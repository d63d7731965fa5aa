package io.recloop.alert.routing;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Says that there may be something to deliver, so that nobody waits for the next look. Thread-safe.
@Singleton
public final class Doorbell {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public void answer(Runnable listener) {
        listeners.add(listener);
    }

    public void ring() {
        listeners.forEach(Runnable::run);
    }
}
