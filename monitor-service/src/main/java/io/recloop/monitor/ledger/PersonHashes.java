package io.recloop.monitor.ledger;

import io.recloop.monitor.ingest.FactStore;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// People as the first eight bytes of a salted SHA-256. Who has the database without the salt, which is a
/// row of its own, cannot try ids. Thread-safe.
@Singleton
public final class PersonHashes {
    private static final int SALT_BYTES = 32;

    private final FactStore facts;
    private final LedgerConfig config;
    private final Map<String, byte[]> salts = new ConcurrentHashMap<>();

    PersonHashes(FactStore facts, LedgerConfig config) {
        this.facts = facts;
        this.config = config;
    }

    /// For one batch, or one question.
    public Hasher hasher() {
        return new Hasher();
    }

    /// Salts that this transaction made are forgotten with it where it fails, so none is remembered
    /// before it is seen in the database.
    private byte[] salt(String tenant) {
        var known = salts.get(tenant);
        if (known != null) {
            return known;
        }
        int made = facts.update(
                "insert into person_salt (tenant, salt) values (?, ?) on conflict do nothing", tenant, fresh(tenant));
        byte[] salt = facts.call(connection -> {
            try (var select = connection.prepareStatement("select salt from person_salt where tenant = ?")) {
                select.setString(1, tenant);
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getBytes(1);
                }
            }
        });
        if (made == 0) {
            salts.put(tenant, salt);
        }
        return salt;
    }

    private byte[] fresh(String tenant) {
        return config.salt()
                .map(secret -> digest().digest((secret + "/" + tenant).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> {
                    var random = new byte[SALT_BYTES];
                    new SecureRandom().nextBytes(random);
                    return random;
                });
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /// Not thread-safe: it keeps its digest.
    public final class Hasher {
        private final MessageDigest digest = digest();
        private final Map<String, byte[]> used = new HashMap<>();

        public long of(String tenant, String user) {
            digest.update(used.computeIfAbsent(tenant, PersonHashes.this::salt));
            return ByteBuffer.wrap(digest.digest((tenant + "/" + user).getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        }
    }
}
