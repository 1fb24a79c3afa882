package dev.voltaire.exchange;

import java.util.Set;
import java.util.regex.Pattern;

/// Keeps secrets out of the log and uids out of sight. Secrets are masked before a message is stored; what identifies a
/// token is stored, because a message can be taken in again, and masked when somebody reads it.
final class Masking {
    private static final Pattern SECRET =
            Pattern.compile("(\"(?:token|response_url)\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*(\")");
    private static final Pattern IDENTITY = Pattern.compile(
            "(\"(?:uid|contract_id|auth_id|visual_number|token_uid)\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*(\")");
    private static final Pattern TOKEN_ADDRESS = Pattern.compile("(/tokens/(?:[^/?]+/[^/?]+/)?)[^/?]+");
    private static final Pattern RESPONSE_URL = Pattern.compile("(response_url=)[^&]*");
    private static final Pattern RESULT_ADDRESS =
            Pattern.compile("(/(?:commands|chargingprofiles)/[^/?]+/)[A-Za-z0-9_-]{40,}");
    private static final Set<String> WITH_TOKENS = Set.of("tokens", "sessions", "cdrs", "commands");

    private Masking() {}

    static String secretsOfPath(String path) {
        return RESPONSE_URL
                .matcher(RESULT_ADDRESS.matcher(path).replaceAll("$1***"))
                .replaceAll("$1***");
    }

    static String secretsOfBody(String body) {
        return SECRET.matcher(body).replaceAll("$1***$2");
    }

    static String path(String module, String path) {
        return module.equals("tokens") ? TOKEN_ADDRESS.matcher(path).replaceAll("$1***") : path;
    }

    static String body(String module, String body) {
        return WITH_TOKENS.contains(module) ? IDENTITY.matcher(body).replaceAll("$1***$2") : body;
    }
}
