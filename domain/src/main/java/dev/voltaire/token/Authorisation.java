package dev.voltaire.token;

import dev.voltaire.spending.SpendingEvidence;
import dev.voltaire.spending.SpendingRules;
import dev.voltaire.sql.GroupCommit;
import dev.voltaire.token.AuthorisationDecision.Allowed;
import dev.voltaire.token.AuthorisationDecision.Reason;
import dev.voltaire.token.AuthorisationDecision.Refused;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The one decision whether a token may charge, for OCPP 1.6, OCPP 2.0.1, OCPI real-time authorisation and the app. It
/// only reads; whoever asks records the reference with the session it belongs to.
@ApplicationScoped
public class Authorisation {
    private final KnownTokens tokens;
    private final GroupCommit<AuthorisationRequest, AuthorisationDecision> together =
            new GroupCommit<>(Function.identity(), this::decide);

    @Inject
    Authorisation(KnownTokens tokens) {
        this.tokens = tokens;
    }

    public AuthorisationDecision decide(AuthorisationRequest request) {
        return decide(List.of(request)).getFirst();
    }

    /// Alike, for the many who ask at the same moment: their questions share a statement. Outside any transaction.
    public AuthorisationDecision decideTogether(AuthorisationRequest request) {
        return together.submit(request);
    }

    /// Many questions at once, answered in their order.
    public List<AuthorisationDecision> decide(List<AuthorisationRequest> requests) {
        List<Optional<KnownTokens.Found>> found = tokens.byUids(requests);
        List<AuthorisationDecision> decisions = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            decisions.add(decide(requests.get(i), found.get(i)));
        }
        return decisions;
    }

    private static AuthorisationDecision decide(AuthorisationRequest request, Optional<KnownTokens.Found> found) {
        if (found.isEmpty()) {
            return new Refused(Reason.UNKNOWN, null);
        }
        KnownToken token = found.get().token();
        Optional<Reason> objection = found.get()
                .standing()
                .objection(request.place(), request.at())
                .or(() -> spending(request, found.get()));
        if (objection.isEmpty()) {
            return new Allowed(token, UUID.randomUUID().toString());
        }
        Reason reason = objection.get();
        return new Refused(reason, reason == Reason.UNKNOWN ? null : token);
    }

    private static Optional<Reason> spending(AuthorisationRequest request, KnownTokens.Found found) {
        SpendingEvidence.Found spending = found.spending();
        SpendingRules.Where where = switch (request.place()) {
            case AuthorisationRequest.HomeCharger charger -> SpendingRules.home();
            case AuthorisationRequest.Roaming(PartyId party, var location, var evse) ->
                spending.partner(party.countryCode() + "*" + party.partyId(), location != null);
        };
        return SpendingRules.objection(spending.policies(), where, request.at()).map(objection -> switch (objection) {
            case NOT_ALLOWED -> Reason.NOT_ALLOWED;
            case PLACE_NEEDED -> Reason.PLACE_NEEDED;
            case NO_CREDIT -> Reason.NO_CREDIT;
        });
    }
}
