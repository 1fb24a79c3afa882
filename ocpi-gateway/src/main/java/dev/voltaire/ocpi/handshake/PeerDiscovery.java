package dev.voltaire.ocpi.handshake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.ocpi.client.PeerClient;
import dev.voltaire.ocpi.client.PeerClient.Call;
import dev.voltaire.ocpi.client.PeerReply;
import dev.voltaire.ocpi.dialect.Dialects;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OcpiStatus;
import dev.voltaire.partner.Credential;
import dev.voltaire.partner.PartnerEndpoint;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.PartnerSettings.TokenEncoding;
import dev.voltaire.partner.ProtocolVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads a partner's versions and endpoints with the token it gave us. Unknown versions, modules and fields are
/// ignored; URLs are kept exactly as given.
@ApplicationScoped
class PeerDiscovery {
    private static final Set<String> FUNCTIONAL = Set.of(
            "cdrs", "chargingprofiles", "commands", "hubclientinfo", "locations", "sessions", "tariffs", "tokens");

    private final PeerClient client;

    @Inject
    PeerDiscovery(PeerClient client) {
        this.client = client;
    }

    /// @param encoding the form of the Authorization header that the partner accepted
    record Versions(Map<ProtocolVersion, String> urls, TokenEncoding encoding) {}

    /// Tries the other form of the Authorization header when the first is refused: which one a partner reads cannot be
    /// known beforehand (OCPI 2.2.1 "Authorization header", note).
    ///
    /// Throws 3001 when the partner's versions cannot be read.
    Versions versions(String versionsUrl, Credential credential, TokenEncoding first) {
        TokenEncoding second = first == TokenEncoding.BASE64 ? TokenEncoding.PLAIN : TokenEncoding.BASE64;
        PeerReply reply = client.send(Call.of("GET", versionsUrl, credential, first));
        TokenEncoding encoding = first;
        if (reply instanceof PeerReply.Refused) {
            PeerReply again = client.send(Call.of("GET", versionsUrl, credential, second));
            if (again instanceof PeerReply.Success) {
                reply = again;
                encoding = second;
            }
        }
        JsonNode data = require(reply, "versions");
        Map<ProtocolVersion, String> urls = new EnumMap<>(ProtocolVersion.class);
        for (JsonNode item : list(data, "versions")) {
            if (item instanceof ObjectNode node) {
                OcpiObject object = new OcpiObject(node);
                String number = object.text("version");
                String url = object.text("url");
                if (number != null && url != null) {
                    ProtocolVersion.of(number).ifPresent(version -> urls.put(version, url));
                }
            }
        }
        return new Versions(urls, encoding);
    }

    /// Throws 3001 when the details cannot be read, 3003 when there is nothing we could work with.
    List<PartnerEndpoint> endpoints(
            ProtocolVersion version, String detailsUrl, Credential credential, TokenEncoding encoding) {
        JsonNode data = require(client.send(Call.of("GET", detailsUrl, credential, encoding)), "version details");
        List<PartnerEndpoint> endpoints = new ArrayList<>();
        for (JsonNode item : list(data, "endpoints")) {
            if (item instanceof ObjectNode node) {
                OcpiObject object = new OcpiObject(node);
                String identifier = object.text("identifier");
                String url = object.text("url");
                if (identifier != null && url != null) {
                    String module = identifier.toLowerCase(Locale.ROOT);
                    add(endpoints, new PartnerEndpoint(module, side(version, module, object.text("role")), url));
                }
            }
        }
        if (endpoints.stream().noneMatch(endpoint -> endpoint.identifier().equals("credentials"))) {
            throw OcpiFailure.refused(OcpiStatus.NO_MATCHING_ENDPOINTS, "The credentials endpoint is missing");
        }
        if (endpoints.stream().noneMatch(endpoint -> FUNCTIONAL.contains(endpoint.identifier()))) {
            throw OcpiFailure.refused(OcpiStatus.NO_MATCHING_ENDPOINTS, "No functional module is offered");
        }
        return endpoints;
    }

    private static void add(List<PartnerEndpoint> endpoints, PartnerEndpoint endpoint) {
        boolean known = endpoints.stream()
                .anyMatch(other -> other.identifier().equals(endpoint.identifier()) && other.side() == endpoint.side());
        if (!known) {
            endpoints.add(endpoint);
        }
    }

    /// Without a role (2.1.1, and forgetful partners) the side follows from who owns the module's data: a CPO sends
    /// all but tokens and commands.
    private static Side side(ProtocolVersion version, String module, @org.jspecify.annotations.Nullable String role) {
        if (module.equals("credentials")) {
            return Side.SENDER;
        }
        if (Dialects.of(version).endpointsHaveRoles() && role != null) {
            return role.equalsIgnoreCase("RECEIVER") ? Side.RECEIVER : Side.SENDER;
        }
        return switch (module) {
            case "tokens", "commands", "chargingprofiles" -> Side.RECEIVER;
            default -> Side.SENDER;
        };
    }

    private static JsonNode require(PeerReply reply, String what) {
        return switch (reply) {
            case PeerReply.Success success -> success.data();
            case PeerReply.Refused refused -> throw unusable(what, refused.summary());
            case PeerReply.Failed failed -> throw unusable(what, failed.reason());
        };
    }

    private static OcpiFailure unusable(String what, String reason) {
        return OcpiFailure.refused(
                OcpiStatus.UNUSABLE_CLIENT_API, "The " + what + " endpoint cannot be used: " + reason);
    }

    /// The list itself, or the list inside the one object that some partners send instead.
    private static JsonNode list(JsonNode data, String field) {
        if (data.isArray() && data.size() == 1 && data.get(0).path(field).isArray()) {
            return data.get(0).path(field);
        }
        return data.isArray() ? data : data.path(field);
    }
}
