package dev.voltaire.ocpi.http;

import dev.voltaire.ocpi.dialect.Dialects;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The payloads of the versions and version details endpoints (OCPI 2.2.1 "Versions module").
final class VersionLists {
    private VersionLists() {}

    record Version(String version, String url) {}

    /// @param role absent in 2.1.1, which knows none
    record Endpoint(String identifier, @Nullable Side role, String url) {}

    record Details(String version, List<Endpoint> endpoints) {}

    static List<Version> versions(Set<ProtocolVersion> versions, String baseUrl) {
        return versions.stream()
                .map(version -> new Version(version.number(), baseUrl + "/" + version.number()))
                .toList();
    }

    static Details details(ProtocolVersion version, List<OcpiModule> modules, String baseUrl) {
        return new Details(
                version.number(),
                modules.stream()
                        .map(module -> new Endpoint(
                                module.identifier(),
                                Dialects.of(version).endpointsHaveRoles() ? module.side() : null,
                                baseUrl + "/" + version.number() + "/" + module.identifier()))
                        .toList());
    }
}
