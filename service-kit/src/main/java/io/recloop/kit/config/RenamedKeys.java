package io.recloop.kit.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lets a key that was renamed still be given by its old name, for one release.
///
/// A service lists its renames in `META-INF/recloop-renamed-keys.properties`, `new name = old name`. A name that ends
/// in a dot stands for all keys that begin with it, `recloop.alert.=alert.`; the longest that fits decides. The new
/// name wins where both are given.
/// [RenamedKeysReport] says which old names are in use.
@Priority(Priorities.APPLICATION)
public final class RenamedKeys implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;
    static final String RESOURCE = "META-INF/recloop-renamed-keys.properties";

    private final transient Map<String, String> oldByNew;

    public RenamedKeys() {
        this(read());
    }

    RenamedKeys(Map<String, String> oldByNew) {
        this.oldByNew = new TreeMap<>(oldByNew);
    }

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        var value = context.proceed(name);
        if (value != null && !isDefault(value)) {
            return value;
        }
        var old = oldNameOf(name).map(context::proceed);
        return old.isPresent() ? old.get().withName(name) : value;
    }

    /// A default, of a mapping or of a packaged file, does not hide what was configured by the old name.
    private static boolean isDefault(ConfigValue value) {
        return value.getConfigSourceOrdinal() <= PACKAGED_ORDINAL;
    }

    /// Of `application.properties` in a jar; files beside it and the environment have more.
    private static final int PACKAGED_ORDINAL = 250;

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Set<String> names = new LinkedHashSet<>();
        context.iterateNames().forEachRemaining(name -> {
            names.add(name);
            newNameOf(name).ifPresent(names::add);
        });
        return names.iterator();
    }

    Optional<String> oldNameOf(String name) {
        return translate(name, oldByNew);
    }

    Optional<String> newNameOf(String name) {
        var newByOld = new TreeMap<String, String>();
        oldByNew.forEach((now, before) -> newByOld.put(before, now));
        return translate(name, newByOld);
    }

    private static Optional<String> translate(String name, Map<String, String> names) {
        var exact = names.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        return names.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".") && name.startsWith(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(entry -> entry.getValue() + name.substring(entry.getKey().length()));
    }

    private static Map<String, String> read() {
        var renames = new TreeMap<String, String>();
        try {
            var resources = Thread.currentThread().getContextClassLoader().getResources(RESOURCE);
            while (resources.hasMoreElements()) {
                var properties = new Properties();
                try (var stream = resources.nextElement().openStream()) {
                    properties.load(stream);
                }
                properties.forEach((now, before) -> renames.put(now.toString(), before.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return renames;
    }
}
