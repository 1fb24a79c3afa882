package dev.voltaire.session;

import dev.voltaire.charger.ChargerSql;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.Authorisation;
import dev.voltaire.token.AuthorisationDecision;
import dev.voltaire.token.AuthorisationRequest;
import dev.voltaire.token.TokenType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Asks the one authorisation decision on behalf of a home charger, with who may charge there as it is now.
@ApplicationScoped
public class HomeAuthorisation {
    private final Authorisation authorisation;
    private final ChargerSql sql;

    @Inject
    HomeAuthorisation(Authorisation authorisation, ChargerSql sql) {
        this.authorisation = authorisation;
        this.sql = sql;
    }

    public AuthorisationDecision decide(UUID chargerId, String tag, @Nullable TokenType type, Instant at) {
        AuthorisationRequest.HomeCharger place = sql
                .query(
                        "SELECT organisation_unit_id, allowed_profile_ids FROM charger WHERE id = ?",
                        row -> new AuthorisationRequest.HomeCharger(
                                chargerId, row.getObject(1, UUID.class), Set.of((UUID[])
                                        row.getArray(2).getArray())),
                        chargerId)
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        return authorisation.decide(new AuthorisationRequest(tag, type, place, at));
    }
}
