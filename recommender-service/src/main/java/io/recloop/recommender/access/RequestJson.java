package io.recloop.recommender.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.util.stream.Collectors;

/// JSON from strangers: read as any other of ours, but no deeper, wider or longer than a request can mean to be. What
/// exceeds that ends before memory is taken for it.
public final class RequestJson {
    /// A question is three deep, an item with attributes likewise.
    private static final int MAX_DEPTH = 20;

    /// A thousand interactions of ten fields are some 20,000.
    private static final long MAX_TOKENS = 200_000;

    /// The longest text that a record may hold has 10,000 characters; the record says so better than the parser.
    private static final int MAX_STRING = 100_000;

    private static final int MAX_NAME = 1_000;
    private static final int MAX_NUMBER = 100;
    private static final int MAX_PATH = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .build();

    private RequestJson() {}

    /// @throws JsonMappingException where the JSON is not that of the type; see [#path]
    /// @throws IOException          where it is not JSON, or exceeds the limits
    public static <T> T read(byte[] body, Class<T> type) throws IOException {
        try (var parser = FACTORY.createParser(body)) {
            T value = EventCodec.JSON.readerFor(type).readValue(parser);
            if (value == null) {
                throw MismatchedInputException.from(parser, type, "null");
            }
            return value;
        }
    }

    /// @throws IOException where it is not JSON, or exceeds the limits
    public static JsonNode tree(byte[] body) throws IOException {
        return read(body, JsonNode.class);
    }

    /// Which field is wrong; empty for the whole.
    public static String path(JsonMappingException e) {
        var path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.length() > MAX_PATH ? path.substring(0, MAX_PATH) : path;
    }
}
