package io.recloop.alert.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageTemplatesTest {
    private static final ZoneId SAIGON = ZoneId.of("Asia/Ho_Chi_Minh");

    @TempDir
    Path folder;

    @Test
    void theDefaultTextSaysWhatAndWhenInTheReadersTime() {
        var words = writer("en").write(fired("CTR fell"));

        assertThat(words.title()).isEqualTo("[CRITICAL] ctr-low: CTR fell");
        assertThat(words.text())
                .contains("Rule: ctr-low", "Opened: 2026-11-21 17:00:00 +07:00", "model = m1", "measured = 0.1");
    }

    @Test
    void readersOfVietnameseHaveTheirWords() {
        var words = writer("vi").write(fired("CTR giảm"));

        assertThat(words.title()).isEqualTo("[NGHIÊM TRỌNG] ctr-low: CTR giảm");
        assertThat(words.text()).contains("Bắt đầu: 17:00:00 21/11/2026 +07:00");
        assertThat(words.html()).contains("<html lang=\"vi\">");
    }

    @Test
    void anEndIsSaid() {
        var words = writer("en")
                .write(NotificationDocument.of(TestNotices.of("incident.resolved", "critical", "CTR fell")));

        assertThat(words.title()).startsWith("[RESOLVED]");
        assertThat(words.text()).contains("Resolved: 2026-11-21 17:01:00 +07:00");
    }

    @Test
    void hostileTextStaysText() {
        var hostile = "</td><script>x</script>\r\nBcc: a@b\u202E{rule}{config:secret}\u0000\u001b[31m";

        var words = writer("en").write(fired(hostile));

        assertThat(words.title())
                .doesNotContain("\r", "\n", "\u202E", "\u0000", "\u001b")
                .contains("{config:secret}");
        assertThat(words.html()).doesNotContain("<script>").contains("&lt;script&gt;");
        assertThat(words.text()).doesNotContain("\u001b", "\u0000", "\u202E");
    }

    @Test
    void aLabelOfAMegabyteIsCutAndTheRestIsThere() {
        var notice = TestNotices.of("incident.fired", "critical", "short", Map.of("a", "x".repeat(1_000_000)));

        var words = writer("en").write(NotificationDocument.of(notice));

        assertThat(words.text()).hasSizeLessThan(21_000).contains("[cut]", "Rule: ctr-low");
    }

    @Test
    void aUsersTemplateIsUsedForItsChannelAndLanguage() throws Exception {
        Files.createDirectories(folder.resolve("chat"));
        Files.writeString(folder.resolve("title.txt"), "all {rule}");
        Files.writeString(folder.resolve("chat").resolve("title.vi.txt"), "chat {rule} {time}");
        var templates = new MessageTemplates(Optional.of(folder));

        assertThat(templates.writer("mail", "en", SAIGON).write(fired("x")).title())
                .isEqualTo("all ctr-low");
        assertThat(templates.writer("chat", "vi", SAIGON).write(fired("x")).title())
                .isEqualTo("chat ctr-low 17:00:00 21/11/2026 +07:00");
    }

    @Test
    void aTemplateThatFailsLosesNoAlert() throws Exception {
        Files.writeString(folder.resolve("title.txt"), "{nothing.of.the.kind}");

        var words = new MessageTemplates(Optional.of(folder))
                .writer("chat", "en", SAIGON)
                .write(fired("x"));

        assertThat(words.title()).isEqualTo("[CRITICAL] ctr-low: x");
    }

    @Test
    void aTemplateThatCannotBeReadStopsTheStart() throws Exception {
        Files.writeString(folder.resolve("text.txt"), "{#if rule}never closed");
        var templates = new MessageTemplates(Optional.of(folder));

        assertThatThrownBy(() -> templates.writer("chat", "en", SAIGON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text.txt");
    }

    @Test
    void aTemplateReachesNoClass() throws Exception {
        Files.writeString(folder.resolve("title.txt"), "{rule.getClass.getClassLoader}");

        var words = new MessageTemplates(Optional.of(folder))
                .writer("chat", "en", SAIGON)
                .write(fired("x"));

        assertThat(words.title()).doesNotContain("ClassLoader");
    }

    private static MessageWriter writer(String language) {
        return new MessageTemplates(Optional.empty()).writer("chat", language, SAIGON);
    }

    private static NotificationDocument fired(String summary) {
        return NotificationDocument.of(TestNotices.of("incident.fired", "critical", summary));
    }
}
