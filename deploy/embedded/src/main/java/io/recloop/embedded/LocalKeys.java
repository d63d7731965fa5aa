package io.recloop.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// The key pair of one local stack, and the tokens signed with it.
///
/// Services verify them with `mp.jwt.verify.publickey.location` = [#publicKeyLocation()] and
/// `mp.jwt.verify.issuer` = `recloop`. Thread-safe.
public final class LocalKeys {

    public static final String ISSUER = "recloop";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String PUBLIC_FILE = "public-key.pem";
    private static final int KEY_BITS = 2048;

    private final Path folder;
    private final PrivateKey privateKey;
    private final Clock clock;

    private LocalKeys(Path folder, PrivateKey privateKey, Clock clock) {
        this.folder = folder;
        this.privateKey = privateKey;
        this.clock = clock;
    }

    public static LocalKeys in(Path folder) {
        return in(folder, Clock.systemUTC());
    }

    /// Reads the pair in `folder`, or creates it there: `private-key.pem` (owner only) and `public-key.pem`.
    ///
    /// @throws UncheckedIOException when the folder cannot be read or written, or holds something else
    public static LocalKeys in(Path folder, Clock clock) {
        try {
            Files.createDirectories(folder);
            var privateFile = folder.resolve("private-key.pem");
            if (!Files.exists(privateFile)) {
                create(folder, privateFile);
            }
            var key = read(privateFile);
            writePublicHalf(folder.resolve(PUBLIC_FILE), key);
            return new LocalKeys(folder.toAbsolutePath(), key, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the keys in " + folder, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UncheckedIOException("cannot use the keys in " + folder, new IOException(e));
        }
    }

    /// For `mp.jwt.verify.publickey.location`.
    public String publicKeyLocation() {
        return "file:" + folder.resolve(PUBLIC_FILE);
    }

    /// A JSON web token, RS256.
    ///
    /// @param roles `client`, `operator`, `admin`
    /// @param ttl   from now; must be positive
    public String mint(String subject, Set<String> roles, String tenant, Duration ttl) {
        if (ttl.isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("a token must live for more than " + ttl);
        }
        var now = clock.instant();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", ISSUER);
        claims.put("sub", subject);
        claims.put("upn", subject);
        claims.put("groups", new TreeSet<>(roles));
        claims.put("tenant", tenant);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(ttl).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        try {
            var signed = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encode(JSON.writeValueAsString(claims));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    private static String encode(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Of several processes that create keys at the same time one wins, and all use its key.
    private static void create(Path folder, Path privateFile) throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        var draft = Files.createTempFile(
                folder,
                "private-key",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    draft,
                    pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded()));
            Files.createLink(privateFile, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// The public half follows from the private one, so a lost or foreign file is put right.
    private static void writePublicHalf(Path file, RSAPrivateCrtKey key) throws IOException, GeneralSecurityException {
        var text = pem(
                "PUBLIC KEY",
                KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                        .getEncoded());
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            AtomicFiles.write(file, text);
        }
    }

    private static String pem(String kind, byte[] encoded) {
        var body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    private static RSAPrivateCrtKey read(Path file) throws IOException, GeneralSecurityException {
        var body = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
        var key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        if (key instanceof RSAPrivateCrtKey withPublicHalf) {
            return withPublicHalf;
        }
        throw new InvalidKeyException(file + " holds no public exponent");
    }
}
