package dev.voltaire.token;

import dev.voltaire.token.AuthorisationDecision.Allowed;
import dev.voltaire.token.AuthorisationDecision.Reason;
import dev.voltaire.token.AuthorisationDecision.Refused;
import dev.voltaire.token.AuthorisationRequest.HomeCharger;
import dev.voltaire.token.AuthorisationRequest.Roaming;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The one decision whether a token may charge, for OCPP 1.6, OCPP 2.0.1, OCPI real-time authorisation and the app. It
/// only reads; whoever asks records the reference with the session it belongs to.
@ApplicationScoped
public class Authorisation {
    private final KnownTokens tokens;

    @Inject
    Authorisation(KnownTokens tokens) {
        this.tokens = tokens;
    }

    public AuthorisationDecision decide(AuthorisationRequest request) {
        Optional<KnownTokens.Found> found =
                tokens.byUid(request.uid(), request.type(), chargerUnit(request.place()), request.at());
        if (found.isEmpty()) {
            return new Refused(Reason.UNKNOWN, null);
        }
        KnownToken token = found.get().token();
        Optional<Reason> objection = found.get().standing().objection(request.place(), request.at());
        if (objection.isEmpty()) {
            return new Allowed(token, UUID.randomUUID().toString());
        }
        Reason reason = objection.get();
        return new Refused(reason, reason == Reason.UNKNOWN ? null : token);
    }

    private static @Nullable UUID chargerUnit(AuthorisationRequest.Place place) {
        return switch (place) {
            case HomeCharger charger -> charger.organisationUnitId();
            case Roaming roaming -> null;
        };
    }
}
