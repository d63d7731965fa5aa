package io.recloop.recommender.catalog;

import io.recloop.contracts.events.ItemEvent;
import io.recloop.contracts.events.ItemRemoved;
import io.recloop.contracts.events.ItemUpserted;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All items of all tenants, as the topic has them. Written by the follower's thread, read by all.
@Singleton
public final class Catalog {
    private static final int MAX_ATTRIBUTE = 256;

    private static final int REMEMBERED_FACETS = 64;

    private final Map<String, Shop> shops = new ConcurrentHashMap<>();
    private final VersionedCache<FacetsKey, Facets> facets = new VersionedCache<>(REMEMBERED_FACETS);

    private record FacetsKey(String tenant, ItemFilter filter, int limit) {}

    private record Attached(CatalogView view, ToIntFunction<String> rowOf) {}

    private static final class Shop {
        private final Map<String, CatalogItem> items = new ConcurrentHashMap<>();
        private final List<Attached> views = new CopyOnWriteArrayList<>();
        private final AtomicLong version = new AtomicLong();
    }

    /// A view by the rows of a model, current from now until it is detached.
    ///
    /// @param ids   in row order
    /// @param rowOf an id's row; -1 where the model does not know it
    public CatalogView attach(String tenant, List<String> ids, ToIntFunction<String> rowOf) {
        var shop = shop(tenant);
        var view = new CatalogView(ids.size());
        // One at a time with the changes, or a change could be overwritten by the older state copied here.
        synchronized (shop) {
            for (int row = 0; row < ids.size(); row++) {
                var item = shop.items.get(ids.get(row));
                if (item != null) {
                    view.put(row, item);
                }
            }
            shop.views.add(new Attached(view, rowOf));
        }
        return view;
    }

    public void detach(String tenant, CatalogView view) {
        shop(tenant).views.removeIf(attached -> attached.view.equals(view));
    }

    /// Null for an item that the shop has never sent.
    public @Nullable CatalogItem item(String tenant, String item) {
        var shop = shops.get(tenant);
        return shop == null ? null : shop.items.get(item);
    }

    /// Rises with each change of the tenant's items.
    public long version(String tenant) {
        var shop = shops.get(tenant);
        return shop == null ? 0 : shop.version.get();
    }

    /// The items that came last, the newest first. Looks at all of the tenant's items.
    public List<NewestItem> newest(String tenant, ItemFilter filter, Predicate<String> wanted, int count) {
        return NewestItem.of(items(tenant), filter, wanted, count);
    }

    /// Looks at all of the tenant's items.
    ///
    /// @param limit how many values of each kind are listed
    public Facets facets(String tenant, ItemFilter filter, int limit) {
        return facets.of(
                new FacetsKey(tenant, filter, limit),
                version(tenant),
                () -> Facets.of(items(tenant).values(), filter, limit));
    }

    /// How the remembered facets of all tenants do.
    public CacheStatistics facets() {
        return facets.use(0);
    }

    /// How many items of the tenant may be shown.
    public int shown(String tenant) {
        return (int) items(tenant).values().stream().filter(CatalogItem::shown).count();
    }

    private Map<String, CatalogItem> items(String tenant) {
        var shop = shops.get(tenant);
        return shop == null ? Map.of() : shop.items;
    }

    /// All tenants' items, removed ones included: they must be remembered as such.
    public int size() {
        return shops.values().stream().mapToInt(shop -> shop.items.size()).sum();
    }

    void apply(ItemEvent event) {
        var shop = shop(event.tenant());
        synchronized (shop) {
            put(
                    shop,
                    event.item(),
                    switch (event) {
                        case ItemUpserted upserted -> of(upserted, shop.items.get(upserted.item()));
                        case ItemRemoved removed -> CatalogItem.REMOVED;
                    });
        }
    }

    void remove(String tenant, String item) {
        var shop = shop(tenant);
        synchronized (shop) {
            put(shop, item, CatalogItem.REMOVED);
        }
    }

    /// One at a time with attaching.
    private static void put(Shop shop, String id, CatalogItem item) {
        if (!item.equals(shop.items.put(id, item))) {
            shop.version.incrementAndGet();
        }
        for (var attached : shop.views) {
            int row = attached.rowOf.applyAsInt(id);
            if (row >= 0) {
                attached.view.put(row, item);
            }
        }
    }

    private Shop shop(String tenant) {
        return shops.computeIfAbsent(tenant, name -> new Shop());
    }

    private static CatalogItem of(ItemUpserted event, @Nullable CatalogItem before) {
        return new CatalogItem(
                event.name(),
                Set.copyOf(event.categories()),
                event.brand(),
                event.price(),
                !Boolean.FALSE.equals(event.available()),
                filterable(event.attributes()),
                addedAt(event, before));
    }

    /// Texts that are longer than a name are not what anybody filters by, and would fill the memory.
    private static Map<String, String> filterable(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .filter(attribute -> attribute.getValue().length() <= MAX_ATTRIBUTE)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Where nobody says so, it is the time of the oldest version that was read.
    private static Instant addedAt(ItemUpserted event, @Nullable CatalogItem before) {
        if (event.addedAt() != null) {
            return event.addedAt();
        }
        var known = before == null ? null : before.addedAt();
        return known == null || event.occurredAt().isBefore(known) ? event.occurredAt() : known;
    }
}
