package io.recloop.alert.channels;

import io.recloop.alert.messages.MessageWriter;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Who gets a mail, and in whose words.
record MailRecipient(String address, MessageWriter writer) {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>;,\"@]+@[^\\s<>;,\"@]+");

    /// @param written `address`, `address;language` or `address;language;zone`
    /// @param writers by language and zone
    static MailRecipient of(
            ChannelSettings settings, String written, BiFunction<String, ZoneId, MessageWriter> writers) {
        var parts = written.strip().split(";", 3);
        var address = checked(settings, "mail.to", parts[0].strip());
        var wording = settings.config().wording();
        try {
            var language = parts.length > 1 ? parts[1].strip() : wording.language();
            var zone = parts.length > 2 ? ZoneId.of(parts[2].strip()) : wording.zone();
            return new MailRecipient(address, writers.apply(language, zone));
        } catch (DateTimeException e) {
            throw settings.missing("mail.to", "has an unknown time zone: " + parts[2].strip());
        }
    }

    static String checked(ChannelSettings settings, String key, String address) {
        if (!ADDRESS.matcher(address).matches()) {
            throw settings.missing(key, "has no mail address: " + address);
        }
        return address;
    }
}
