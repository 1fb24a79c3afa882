package dev.voltaire.session;

import dev.voltaire.session.HomeSessionRepository.Holder;
import dev.voltaire.token.AuthorisationDecision;
import dev.voltaire.token.AuthorisationDecision.Allowed;
import dev.voltaire.token.AuthorisationDecision.Refused;
import dev.voltaire.token.KnownToken;
import dev.voltaire.value.TokenUid;
import org.jspecify.annotations.Nullable;

/// Decision → whom a session belongs to. A refused token that we know still names its holder.
final class Holders {
    private Holders() {}

    static Holder of(AuthorisationDecision decision, String tag) {
        return switch (decision) {
            case Allowed(KnownToken token, String reference) -> of(token, tag, reference, null);
            case Refused(AuthorisationDecision.Reason reason, KnownToken token) ->
                token == null
                        ? new Holder(null, null, null, TokenUid.canonicalise(tag), null, null, reason.name())
                        : of(token, tag, null, reason.name());
        };
    }

    private static Holder of(KnownToken token, String tag, @Nullable String reference, @Nullable String refusal) {
        return new Holder(
                refusal == null ? token.organisationUnitId() : null,
                token.profileId(),
                token.id(),
                TokenUid.canonicalise(tag),
                token.contractId().compact(),
                reference,
                refusal);
    }
}
