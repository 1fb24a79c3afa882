package dev.voltaire.ocpi.locations;

import dev.voltaire.partner.FindingLog.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what was odd while one object is read.
final class Notes {
    private final String objectId;
    private final List<Finding> findings = new ArrayList<>();

    Notes(String objectId) {
        this.objectId = objectId;
    }

    void add(String code, @Nullable String detail) {
        boolean known = findings.stream().anyMatch(finding -> finding.code().equals(code));
        if (!known) {
            findings.add(new Finding("locations", objectId, code, detail));
        }
    }

    List<Finding> findings() {
        return findings;
    }
}
