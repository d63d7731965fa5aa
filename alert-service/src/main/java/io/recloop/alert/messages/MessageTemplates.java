package io.recloop.alert.messages;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import io.recloop.alert.routing.ChannelConfig.Wording;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Templates by channel, language and part. A template reads values and nothing else: no beans, no
/// configuration, no classes. One that fails is replaced by the default one, so that no alert is lost by it.
/// Thread-safe.
@Singleton
public final class MessageTemplates {
    private static final Logger LOG = Logger.getLogger(MessageTemplates.class);
    private static final Set<String> LANGUAGES = Set.of("en", "vi");
    private static final long RENDER_MILLIS = 2_000;

    private final Engine engine = Engine.builder()
            .addDefaults()
            .addResultMapper(new HtmlEscaper(List.of("text/html")))
            .strictRendering(true)
            .build();
    private final Optional<Path> folder;
    private final Map<String, Template> defaults = new ConcurrentHashMap<>();
    private final Set<String> saidToFail = ConcurrentHashMap.newKeySet();

    @Inject
    MessageTemplates(TemplateConfig config) {
        this(config.folder());
    }

    public MessageTemplates(Optional<Path> folder) {
        this.folder = folder;
        folder.ifPresent(given -> {
            if (!Files.isDirectory(given)) {
                throw new IllegalArgumentException("recloop.alert.templates.folder: %s is no folder".formatted(given));
            }
        });
    }

    /// Writes messages for one channel's readers.
    ///
    /// @throws IllegalArgumentException when the language is unknown, or a template of the user's cannot be
    /// read
    public MessageWriter writer(String channel, Wording wording) {
        return writer(channel, wording.language(), wording.zone());
    }

    public MessageWriter writer(String channel, String language, ZoneId zone) {
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException(
                    "recloop.alert.channels.%s.language: %s is neither en nor vi".formatted(channel, language));
        }
        var own = new EnumMap<TemplateKind, Template>(TemplateKind.class);
        for (var kind : TemplateKind.values()) {
            ownTemplate(channel, language, kind).ifPresent(template -> own.put(kind, template));
        }
        return new MessageWriter(this, own, language, zone);
    }

    /// @param own the user's template, where there is one
    String render(Optional<Template> own, TemplateKind kind, String language, Map<String, Object> model) {
        if (own.isPresent()) {
            try {
                return render(own.get(), model);
            } catch (TemplateException e) {
                if (saidToFail.add(own.get().getId())) {
                    LOG.errorf(
                            "template %s fails, the default one is used: %s",
                            own.get().getId(), e.getMessage());
                }
            }
        }
        return render(builtIn(kind, language), model);
    }

    private static String render(Template template, Map<String, Object> model) {
        var instance = template.instance();
        model.forEach(instance::data);
        instance.setAttribute(TemplateInstance.TIMEOUT, RENDER_MILLIS);
        return instance.render();
    }

    private Optional<Template> ownTemplate(String channel, String language, TemplateKind kind) {
        return folder.flatMap(root -> List.of(
                        root.resolve(channel).resolve(kind.file(language)),
                        root.resolve(channel).resolve(kind.file()),
                        root.resolve(kind.file(language)),
                        root.resolve(kind.file()))
                .stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> parse(file, kind)));
    }

    private Template parse(Path file, TemplateKind kind) {
        try {
            return engine.parse(Files.readString(file), Variant.forContentType(kind.contentType()), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalArgumentException("template %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Template builtIn(TemplateKind kind, String language) {
        var name = "/alert-templates/" + kind.file(language);
        return defaults.computeIfAbsent(name, resource -> {
            try (var in = MessageTemplates.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("no template " + resource);
                }
                var content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return engine.parse(content, Variant.forContentType(kind.contentType()), resource);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
