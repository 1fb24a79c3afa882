package dev.voltaire.ocpi.http;

import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.value.Countries;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The addresses that partners' programs put together, as they mean them.
final class Addresses {
    private Addresses() {}

    /// Those behind `/ocpi`. Split before decoding: an identifier may contain an encoded slash. Empty segments are the
    /// double and trailing slashes of naive concatenation.
    static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decode(segment.replace("+", "%2B")));
            }
        }
        return segments.isEmpty() ? segments : List.copyOf(segments.subList(1, segments.size()));
    }

    static Map<String, String> query(@Nullable String rawQuery) {
        Map<String, String> query = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.putIfAbsent(decode(pair.substring(0, equals)), decodeValue(pair.substring(equals + 1)));
                }
            }
        }
        return query;
    }

    /// Some partners put a role before or behind the version of the addresses they build themselves, or leave the
    /// version out.
    static List<String> asWeServe(List<String> path, @Nullable ProtocolVersion version) {
        List<String> bare = new ArrayList<>(path);
        if (!bare.isEmpty() && isRole(bare.getFirst())) {
            bare.removeFirst();
        }
        if (bare.size() > 1 && isRole(bare.get(1))) {
            bare.remove(1);
        }
        boolean versioned = bare.isEmpty()
                || bare.getFirst().equals("versions")
                || Character.isDigit(bare.getFirst().charAt(0));
        if (!versioned && version != null) {
            bare.addFirst(version.number());
        }
        return bare;
    }

    /// A country of three letters in the address of an object means the one of two.
    static List<String> owned(List<String> path) {
        if (path.size() < 3) {
            return path;
        }
        List<String> owned = new ArrayList<>(path);
        owned.set(0, Countries.alpha2(owned.getFirst()));
        return owned;
    }

    private static boolean isRole(String segment) {
        return switch (segment) {
            case "emsp", "msp", "sender", "receiver" -> true;
            default -> false;
        };
    }

    /// A plus in a date is the sign of its offset, which partners forget to encode.
    private static String decodeValue(String raw) {
        return decode(raw.contains("+") && raw.matches("\\d{4}-.*\\+\\d\\d.*") ? raw.replace("+", "%2B") : raw);
    }

    private static String decode(String raw) {
        if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
            return raw;
        }
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return raw;
        }
    }
}
