package dev.voltaire.ocpi.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.partner.FindingLog.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what was odd while one object is read. One finding per kind; the object itself is kept as the example.
public final class Notes {
    private final String module;
    private final String objectId;
    private final JsonNode sent;
    private final List<Finding> findings = new ArrayList<>();

    public Notes(String module, String objectId, JsonNode sent) {
        this.module = module;
        this.objectId = objectId;
        this.sent = sent;
    }

    /// @param code stable, kebab-case
    public void add(String code, @Nullable String detail) {
        boolean known = findings.stream().anyMatch(finding -> finding.code().equals(code));
        if (!known) {
            findings.add(new Finding(module, objectId, code, detail));
        }
    }

    public List<Finding> findings() {
        if (findings.isEmpty()) {
            return findings;
        }
        String example = RawJson.text(sent);
        return findings.stream().map(finding -> finding.withExample(example)).toList();
    }

    /// An object that cannot be taken in at all: it is left where it is and reported.
    public static Finding setAside(String module, JsonNode sent, String reason) {
        String id = sent.path("id").asText("");
        String name =
                id.isEmpty() ? "?" : id.substring(0, Math.min(id.length(), 64)).replace("\0", "");
        return new Finding(module, name, "set-aside", reason).withExample(RawJson.text(sent));
    }
}
