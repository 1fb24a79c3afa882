package dev.voltaire.ocpi.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.PartnerDirectory.Caller;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.value.PartyId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One authenticated request to a module.
///
/// @param path the decoded segments behind the module's own URL
/// @param presentedToken the credentials token as the partner knows it
/// @param baseUrl this server's public address, `https://host/ocpi`
public record OcpiRequest(
        Method method,
        ProtocolVersion version,
        String module,
        List<String> path,
        Map<String, String> query,
        byte[] body,
        Caller caller,
        String presentedToken,
        RoutingHeaders routing,
        String baseUrl,
        String requestId,
        String correlationId) {

    public enum Method {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    public ConnectedPartner partner() {
        return caller.partner();
    }

    /// Throws the HTTP 400 of the specification when the body is not JSON.
    public JsonNode json() {
        return OcpiJson.parse(body);
    }

    public OcpiObject object() {
        return OcpiObject.of(json());
    }

    public @Nullable String parameter(String name) {
        return query.get(name);
    }

    /// The public URL of this request without its query.
    public String address() {
        StringBuilder address = new StringBuilder(moduleUrl(module));
        path.forEach(segment -> address.append('/')
                .append(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20")));
        return address.toString();
    }

    /// The party that sent it: by routing header when the partner speaks for that party, else its hub or first CPO.
    public Optional<PartyId> sender() {
        String country = routing.fromCountryCode();
        String party = routing.fromPartyId();
        try {
            if (country != null && party != null && partner().mayPushFor(country, party)) {
                return Optional.of(new PartyId(country, party));
            }
            return partner().addressee().map(role -> new PartyId(role.countryCode(), role.partyId()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// The public URL of a module of this version.
    public String moduleUrl(String module) {
        return baseUrl + "/" + version.number() + "/" + module;
    }
}
