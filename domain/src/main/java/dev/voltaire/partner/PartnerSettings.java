package dev.voltaire.partner;

import org.jspecify.annotations.Nullable;

/// What one partner does differently from the specification.
///
/// @param tokenEncoding how we write its token in the Authorization header; null = what its version prescribes
/// @param patchSupported whether it applies PATCH; then a token it knows is changed so, otherwise PUT always
/// @param pushTokens false for a partner that prefers to pull the token list
/// @param cardsOnly whether it is told of cards only and not of virtual tokens, which start charges remotely all the
/// same
/// @param requestsPerSecond the most requests we send it in one second
/// @param concurrentRequests the most requests we have open to it at once
/// @param pageLimit the `limit` we ask for when crawling its lists
/// @param acceptForeignParties whether it may push objects of parties outside its credentials roles; always so for hubs
/// @param rewritesWhitelist whether it stores another `whitelist` than we send, so that a read-back may differ
/// @param trailingSlash whether it wants a slash at the end of every address
/// @param currency what its sessions are in when they do not say; null = unknown then
/// @param vatAsFraction whether the VAT of its tariffs is 0.21 where 21 is meant
public record PartnerSettings(
        @Nullable TokenEncoding tokenEncoding,
        boolean patchSupported,
        boolean pushTokens,
        boolean cardsOnly,
        int requestsPerSecond,
        int concurrentRequests,
        int pageLimit,
        boolean acceptForeignParties,
        boolean rewritesWhitelist,
        boolean trailingSlash,
        @Nullable String currency,
        boolean vatAsFraction) {
    public static final PartnerSettings STANDARD =
            new PartnerSettings(null, false, true, false, 200, 16, 200, false, false, false, null, false);

    public PartnerSettings {
        requestsPerSecond = Math.clamp(requestsPerSecond, 1, 10_000);
        concurrentRequests = Math.clamp(concurrentRequests, 1, 256);
        pageLimit = Math.clamp(pageLimit, 1, 10_000);
    }

    /// Whether it is told of the same tokens, in the same way.
    boolean sharesTokensAs(PartnerSettings other) {
        return pushTokens == other.pushTokens && cardsOnly == other.cardsOnly;
    }

    /// OCPI 2.2-d2 and later encode the credentials token with Base64; 2.1.1 and the first 2.2 did not.
    public enum TokenEncoding {
        BASE64,
        PLAIN;

        public static TokenEncoding prescribedBy(ProtocolVersion version) {
            return switch (version) {
                case V2_1_1, V2_2 -> PLAIN;
                case V2_2_1, V2_3_0 -> BASE64;
            };
        }
    }

    public PartnerSettings withTokenEncoding(TokenEncoding encoding) {
        return new PartnerSettings(
                encoding,
                patchSupported,
                pushTokens,
                cardsOnly,
                requestsPerSecond,
                concurrentRequests,
                pageLimit,
                acceptForeignParties,
                rewritesWhitelist,
                trailingSlash,
                currency,
                vatAsFraction);
    }
}
