package io.recloop.alert.messages;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// Templates of the user's own.
@ConfigMapping(prefix = "recloop.alert.templates")
public interface TemplateConfig {
    /// A folder of Qute templates `title.txt`, `text.txt` and `body.html` that replace the default ones; in a
    /// folder named by a channel they are for this channel alone. `title.vi.txt` is for readers of
    /// Vietnamese.
    Optional<Path> folder();
}
