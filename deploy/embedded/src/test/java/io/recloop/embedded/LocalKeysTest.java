package io.recloop.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void aTokenVerifiesWithThePublicKeyFile() throws Exception {
        var token = LocalKeys.in(folder, CLOCK).mint("me", Set.of("client"), "default", Duration.ofHours(1));

        assertThat(verifies(token, publicKey(folder))).isTrue();
        assertThat(verifies(token.replace(".ey", ".eY"), publicKey(folder))).isFalse();
    }

    @Test
    void aTokenSaysWhoMayDoWhatAndUntilWhen() throws Exception {
        var token =
                LocalKeys.in(folder, CLOCK).mint("ops", Set.of("operator", "client"), "shop-a", Duration.ofMinutes(5));

        var claims = claims(token);
        assertThat(claims.get("iss").asText()).isEqualTo("recloop");
        assertThat(claims.get("upn").asText()).isEqualTo("ops");
        assertThat(claims.get("tenant").asText()).isEqualTo("shop-a");
        assertThat(claims.get("groups")).extracting(JsonNode::asText).containsExactly("client", "operator");
        assertThat(claims.get("exp").asLong()).isEqualTo(NOW.plusSeconds(300).getEpochSecond());
    }

    @Test
    void theKeyIsCreatedOnceAndReadableByItsOwnerAlone() throws Exception {
        LocalKeys.in(folder);
        var first = Files.readString(folder.resolve("private-key.pem"));

        LocalKeys.in(folder);

        assertThat(folder.resolve("private-key.pem")).hasContent(first);
        assertThat(Files.getPosixFilePermissions(folder.resolve("private-key.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aLostPublicKeyIsWrittenAgain() throws Exception {
        var keys = LocalKeys.in(folder, CLOCK);
        var token = keys.mint("me", Set.of("client"), "default", Duration.ofHours(1));
        Files.delete(folder.resolve("public-key.pem"));

        LocalKeys.in(folder);

        assertThat(verifies(token, publicKey(folder))).isTrue();
        assertThat(keys.publicKeyLocation()).isEqualTo("file:" + folder.resolve("public-key.pem"));
    }

    @Test
    void aFileThatIsNoKeyIsRefusedByName() throws Exception {
        Files.writeString(folder.resolve("private-key.pem"), "hello");

        assertThatThrownBy(() -> LocalKeys.in(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aTokenMustLive() {
        assertThatThrownBy(() -> LocalKeys.in(folder).mint("me", Set.of("client"), "default", Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PublicKey publicKey(Path folder) throws Exception {
        var body = Files.readString(folder.resolve("public-key.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    private static boolean verifies(String token, PublicKey key) throws Exception {
        int dot = token.lastIndexOf('.');
        var verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key);
        verifier.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }

    private static JsonNode claims(String token) throws Exception {
        return new JsonMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
