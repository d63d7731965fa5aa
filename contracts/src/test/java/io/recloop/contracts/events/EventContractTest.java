package io.recloop.contracts.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.recloop.contracts.Topic;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Schema, golden sample, record and AsyncAPI say the same; each is held against the next.
class EventContractTest {
    private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");
    private static final Path ASYNCAPI = Path.of("asyncapi.yaml");

    /// The families, in the order of the topics.
    private static final Map<Topic, Class<? extends Event>> FAMILIES = new LinkedHashMap<>();

    static {
        FAMILIES.put(Topic.INTERACTIONS, InteractionEvent.class);
        FAMILIES.put(Topic.ITEMS, ItemEvent.class);
        FAMILIES.put(Topic.RECOMMENDATIONS, RecommendationEvent.class);
        FAMILIES.put(Topic.OUTCOMES, OutcomeEvent.class);
        FAMILIES.put(Topic.MODEL_PUBLISHED, ModelEvent.class);
        FAMILIES.put(Topic.MODEL_STATUS, ModelStatusEvent.class);
        FAMILIES.put(Topic.DRIFT_EVENTS, DriftEvent.class);
        FAMILIES.put(Topic.ALERTS, AlertEvent.class);
        FAMILIES.put(Topic.PIPELINE_RUNS, RunEvent.class);
        FAMILIES.put(Topic.RULES, RuleEvent.class);
        FAMILIES.put(Topic.USERS, UserEvent.class);
    }

    record Contract(Topic topic, Class<? extends Event> family, Class<?> type, String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Contract> contracts() {
        var contracts = new ArrayList<Contract>();
        FAMILIES.forEach((topic, family) -> {
            for (var subType : family.getAnnotation(JsonSubTypes.class).value()) {
                contracts.add(new Contract(topic, family, subType.value(), subType.name()));
            }
        });
        return contracts.stream();
    }

    @Test
    void everyTopicHasAFamilyAndEveryRecordOfAFamilyHasAName() {
        assertThat(FAMILIES.keySet()).containsExactly(Topic.values());
        assertThat(FAMILIES.values()).containsExactlyInAnyOrder(families());
        FAMILIES.values().forEach(family -> assertThat(
                        Arrays.stream(family.getAnnotation(JsonSubTypes.class).value())
                                .map(JsonSubTypes.Type::value))
                .containsExactlyInAnyOrder(family.getPermittedSubclasses()));
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends Event>[] families() {
        return (Class<? extends Event>[]) Event.class.getPermittedSubclasses();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theGoldenSampleIsValidByItsSchema(Contract contract) throws IOException {
        assertThat(schema(contract).validate(Files.readString(sample(contract)), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void everySeverityIsValidBySchemaAndReadable(Severity severity) throws Exception {
        var alerts = contracts()
                .filter(contract -> contract.name().equals("alert-raised"))
                .findFirst()
                .orElseThrow();
        var event = (ObjectNode) EventCodec.JSON.readTree(sample(alerts).toFile());
        event.put("severity", severity.code());

        assertThat(schema(alerts).validate(event.toString(), InputFormat.JSON)).isEmpty();
        var read =
                (AlertRaised) EventCodec.read(AlertEvent.class, event.toString().getBytes(UTF_8), NOW);
        assertThat(read.severity()).isEqualTo(severity);
    }

    @Test
    void anErrorIsWorseThanAWarningAndLessThanCritical() {
        assertThat(Severity.values())
                .containsExactly(Severity.INFO, Severity.WARNING, Severity.ERROR, Severity.CRITICAL);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theGoldenSampleIsReadAndWrittenBackUnchanged(Contract contract) throws Exception {
        byte[] golden = Files.readAllBytes(sample(contract));
        Event event = EventCodec.read(contract.family(), golden, NOW);
        assertThat(event).isInstanceOf(contract.type());
        assertThat(EventCodec.JSON.readTree(EventCodec.write(event))).isEqualTo(EventCodec.JSON.readTree(golden));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theGoldenSampleFillsEveryFieldOfTheRecordAndTheSchemaNamesThemInTheSameOrder(Contract contract)
            throws IOException {
        var fields = new ArrayList<String>();
        fields.add("type");
        Arrays.stream(contract.type().getRecordComponents())
                .map(RecordComponent::getName)
                .forEach(fields::add);
        assertThat(names(EventCodec.JSON.readTree(sample(contract).toFile()))).containsExactlyElementsOf(fields);
        assertThat(names(schemaJson(contract).path("properties"))).containsExactlyElementsOf(fields);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void whatTheSchemaRequiresTheRecordRequiresAndNothingElse(Contract contract) throws Exception {
        var required = new TreeSet<String>();
        schemaJson(contract).path("required").forEach(name -> required.add(name.asText()));
        var demanded = new TreeSet<String>();
        var golden = (ObjectNode) EventCodec.JSON.readTree(sample(contract).toFile());
        for (String field : names(golden)) {
            var without = golden.deepCopy();
            without.remove(field);
            if (contract.name().equals("interaction-recorded") && field.equals("rating")) {
                // Required only where the action is a rating, as its description says.
                without.put("action", "click");
            }
            try {
                EventCodec.read(contract.family(), EventCodec.JSON.writeValueAsBytes(without), NOW);
            } catch (InvalidEventException e) {
                demanded.add(field);
            }
        }
        assertThat(demanded).isEqualTo(required);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aFieldThatNobodyKnowsIsIgnored(Contract contract) throws Exception {
        var golden = (ObjectNode) EventCodec.JSON.readTree(sample(contract).toFile());
        var event = EventCodec.read(contract.family(), EventCodec.JSON.writeValueAsBytes(golden), NOW);
        golden.put("invented", "later");
        assertThat(EventCodec.read(contract.family(), EventCodec.JSON.writeValueAsBytes(golden), NOW))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theHeadersRepeatTheEnvelope(Contract contract) throws Exception {
        var event = EventCodec.read(contract.family(), Files.readAllBytes(sample(contract)), NOW);
        var headers = CloudEventHeaders.of(event, "/recloop/test");
        assertThat(new String(headers.get("ce_id"))).isEqualTo(event.eventId());
        assertThat(new String(headers.get("ce_type"))).isEqualTo("io.recloop." + contract.name() + ".v1");
        assertThat(new String(headers.get("ce_time")))
                .isEqualTo(event.occurredAt().toString());
        assertThat(new String(headers.get("ce_source"))).isEqualTo("/recloop/test");
        assertThat(new String(headers.get("ce_specversion"))).isEqualTo("1.0");
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void asyncApiCarriesTheMessageOnItsChannelWithItsSchema(Contract contract) throws IOException {
        var api = asyncApi();
        var channel = api.path("channels").path(contract.topic().topicName());
        assertThat(channel.path("address").asText()).isEqualTo(contract.topic().topicName());
        assertThat(channel.path("messages").path(contract.name()).path("$ref").asText())
                .isEqualTo("#/components/messages/" + contract.name());
        var message = api.path("components").path("messages").path(contract.name());
        assertThat(message.path("name").asText()).isEqualTo("io.recloop." + contract.name() + ".v1");
        var reference = message.path("payload").path("schema").path("$ref").asText();
        assertThat(Path.of(reference)).isEqualTo(schemaFile(contract)).exists();
    }

    @Test
    void asyncApiNamesNothingThatTheRecordsDoNot() throws IOException {
        var api = asyncApi();
        assertThat(names(api.path("channels")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Topic.values()).map(Topic::topicName).toList());
        assertThat(names(api.path("components").path("messages")))
                .containsExactlyInAnyOrderElementsOf(
                        contracts().map(Contract::name).toList());
        try (var files = Files.list(schemaFolder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            contracts().map(c -> c.name() + ".v1.json").toList());
        }
    }

    private static JsonNode asyncApi() throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(ASYNCAPI.toFile());
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Path schemaFolder() {
        return Path.of("src/main/resources/schemas");
    }

    private static Path schemaFile(Contract contract) {
        return schemaFolder().resolve(contract.name() + ".v1.json");
    }

    private static JsonNode schemaJson(Contract contract) throws IOException {
        return EventCodec.JSON.readTree(schemaFile(contract).toFile());
    }

    private static Schema schema(Contract contract) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(schemaFile(contract)), InputFormat.JSON);
    }

    private static Path sample(Contract contract) {
        return Path.of("src/test/resources/golden/events", contract.name() + ".v1.json");
    }
}
