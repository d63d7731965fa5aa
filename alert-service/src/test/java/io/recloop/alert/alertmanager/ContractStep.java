package io.recloop.alert.alertmanager;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One request of the contract, as the file has it: `== name`, a line with method and path, header lines, and after
/// an empty line the body. Header lines that begin with `@` are for the comparison and are not sent.
record ContractStep(String name, String method, String path, Map<String, String> headers, String body) {

    static List<ContractStep> all() {
        try (var file = ContractStep.class.getResourceAsStream("/contract/alertmanager.txt")) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.joining("\n"));
            return Arrays.stream(text.split("(?m)^== "))
                    .filter(part -> !part.isBlank())
                    .map(ContractStep::read)
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ContractStep read(String text) {
        var lines = new ArrayList<>(text.lines().toList());
        var name = lines.removeFirst().strip();
        var request = lines.removeFirst().split(" ", 2);
        var headers = new LinkedHashMap<String, String>();
        while (!lines.isEmpty() && !lines.getFirst().isBlank()) {
            var line = lines.removeFirst();
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        var body = String.join("\n", lines).strip();
        boolean json = request[0].equals("POST") && !headers.containsKey("Content-Type");
        if (json) {
            headers.put("Content-Type", "application/json");
        }
        headers.values().removeIf("none"::equals);
        return new ContractStep(name, request[0], request[1].strip(), headers, body);
    }

    boolean has(String directive) {
        return headers.containsKey("@" + directive);
    }
}
