package dev.voltaire.ocpi.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The four hub routing headers of functional modules (OCPI 2.2.1 "Message Routing Headers"). A reply swaps them.
public record RoutingHeaders(
        @Nullable String toCountryCode,
        @Nullable String toPartyId,
        @Nullable String fromCountryCode,
        @Nullable String fromPartyId) {
    public static final String TO_COUNTRY_CODE = "OCPI-to-country-code";
    public static final String TO_PARTY_ID = "OCPI-to-party-id";
    public static final String FROM_COUNTRY_CODE = "OCPI-from-country-code";
    public static final String FROM_PARTY_ID = "OCPI-from-party-id";

    public static final RoutingHeaders NONE = new RoutingHeaders(null, null, null, null);

    public static RoutingHeaders read(Function<String, @Nullable String> header) {
        return new RoutingHeaders(
                header.apply(TO_COUNTRY_CODE),
                header.apply(TO_PARTY_ID),
                header.apply(FROM_COUNTRY_CODE),
                header.apply(FROM_PARTY_ID));
    }

    /// The headers of the answer. An open routing request names no receiver: then we say who we are.
    public RoutingHeaders reply(String ourCountryCode, String ourPartyId) {
        if (fromCountryCode == null || fromPartyId == null) {
            return NONE;
        }
        return new RoutingHeaders(
                fromCountryCode,
                fromPartyId,
                toCountryCode == null ? ourCountryCode : toCountryCode,
                toPartyId == null ? ourPartyId : toPartyId);
    }

    public Map<String, String> asMap() {
        Map<String, String> headers = new LinkedHashMap<>();
        put(headers, TO_COUNTRY_CODE, toCountryCode);
        put(headers, TO_PARTY_ID, toPartyId);
        put(headers, FROM_COUNTRY_CODE, fromCountryCode);
        put(headers, FROM_PARTY_ID, fromPartyId);
        return headers;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
