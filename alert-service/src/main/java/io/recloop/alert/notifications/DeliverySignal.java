package io.recloop.alert.notifications;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Says that there may be something to deliver, so that nobody waits for the next look. Thread-safe.
@Singleton
public final class DeliverySignal {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public void onWake(Runnable listener) {
        listeners.add(listener);
    }

    public void wake() {
        listeners.forEach(Runnable::run);
    }
}
