package io.recloop.alert.messages;

/// The parts of a message, each made by a template of its own.
enum TemplateKind {
    TITLE("title", "txt"),
    TEXT("text", "txt"),
    HTML("body", "html");

    private final String stem;
    private final String extension;

    TemplateKind(String stem, String extension) {
        this.stem = stem;
        this.extension = extension;
    }

    String file() {
        return stem + "." + extension;
    }

    String file(String language) {
        return stem + "." + language + "." + extension;
    }

    String contentType() {
        return this == HTML ? "text/html" : "text/plain";
    }
}
