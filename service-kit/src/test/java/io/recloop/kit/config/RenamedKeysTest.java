package io.recloop.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenamedKeysTest {
    private static final int PACKAGED = 250;
    private static final int ENVIRONMENT = 300;

    @ConfigMapping(prefix = "recloop.door")
    interface Door {
        @WithDefault("1")
        int locks();

        Map<String, String> keys();
    }

    @Test
    void takesAValueThatIsGivenByTheOldName() {
        assertThat(door(Map.of("door.locks", "3"), Map.of()).locks()).isEqualTo(3);
    }

    @Test
    void prefersTheNewName() {
        var given = Map.of("door.locks", "3", "recloop.door.locks", "4");
        assertThat(door(given, Map.of()).locks()).isEqualTo(4);
    }

    @Test
    void findsTheEntriesOfAMapByTheirOldNames() {
        assertThat(door(Map.of("door.keys.front", "brass"), Map.of()).keys())
                .containsExactly(Map.entry("front", "brass"));
    }

    @Test
    void letsAnOldNameOfTheEnvironmentReplaceWhatIsPackagedByTheNewName() {
        assertThat(door(Map.of("door.locks", "3"), Map.of("recloop.door.locks", "2"))
                        .locks())
                .isEqualTo(3);
    }

    @Test
    void keepsTheDefaultWhereNeitherNameIsGiven() {
        assertThat(door(Map.of(), Map.of()).locks()).isEqualTo(1);
    }

    @Test
    void knowsTheNewNameOfAnOldOneAndOfNothingElse() {
        var renamed = new RenamedKeys(Map.of("recloop.door.", "door.", "recloop.a.b", "recloop.a.c"));
        assertThat(renamed.newNameOf("door.keys.front")).contains("recloop.door.keys.front");
        assertThat(renamed.newNameOf("recloop.a.c")).contains("recloop.a.b");
        assertThat(renamed.newNameOf("recloop.a.cd")).isEmpty();
        assertThat(renamed.newNameOf("indoor.keys")).isEmpty();
    }

    @Test
    void followsTheLongestPrefixThatFits() {
        var renamed = new RenamedKeys(Map.of("recloop.door.", "door.", "recloop.door.keys.", "door.rings."));
        assertThat(renamed.oldNameOf("recloop.door.keys.front")).contains("door.rings.front");
        assertThat(renamed.newNameOf("door.rings.front")).contains("recloop.door.keys.front");
    }

    private static Door door(Map<String, String> environment, Map<String, String> packaged) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(environment, "environment", ENVIRONMENT),
                        new PropertiesConfigSource(packaged, "packaged", PACKAGED))
                .withInterceptors(new RenamedKeys(Map.of("recloop.door.", "door.")))
                .withMapping(Door.class)
                .build();
        return config.getConfigMapping(Door.class);
    }
}
