package dev.voltaire.reimbursement.onboarding;

import dev.voltaire.audit.Audit;
import dev.voltaire.charger.ChargerPlaces;
import dev.voltaire.charger.TagFormat;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import dev.voltaire.token.Token;
import dev.voltaire.token.TokenIssuing;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes the card that a charger has just refused somebody's own: hold it to the charger, then say so within minutes.
@ApplicationScoped
public class CardLearning {
    private static final Duration WITHIN = Duration.ofMinutes(10);
    /// Card uids have 4, 7 or 10 bytes. Four that begin with 08 are random: another number at every touch.
    private static final Pattern CARD = Pattern.compile("(?!08.{6}$)([0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})");

    private final Sql sql;
    private final ChargerPlaces places;
    private final TokenIssuing issuing;
    private final ProfileRepository profiles;
    private final Audit audit;
    private final Clock clock;

    @Inject
    CardLearning(
            Sql sql, ChargerPlaces places, TokenIssuing issuing, ProfileRepository profiles, Audit audit, Clock clock) {
        this.sql = sql;
        this.places = places;
        this.issuing = issuing;
        this.profiles = profiles;
        this.audit = audit;
        this.clock = clock;
    }

    private record Touched(
            @Nullable String tag,
            @Nullable Instant at,
            @Nullable String fixedTag,
            UUID organisationUnitId,
            TagFormat format) {}

    /// By a manager, for a driver within reach. The caller has made sure that the charger is within reach.
    ///
    /// @throws ProblemException NO_CARD_TO_LEARN when no card was refused in the last minutes
    /// @throws ProblemException TOKEN_UID_ALREADY_USED, PHYSICAL_TOKEN_EXISTS
    @Transactional
    public Token learn(UUID chargerId, UUID profileId, Caller caller) {
        profiles.get(profileId, caller.reach());
        return learn(chargerId, touched(chargerId), profileId, caller);
    }

    /// By the host of the charger, for the profile it stands with.
    @Transactional
    public Token learnOwn(UUID chargerId, Caller.SignedIn driver) {
        UUID profile = places.hostProfile(chargerId, driver.userId())
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        return learn(chargerId, touched(chargerId), profile, driver);
    }

    private Token learn(UUID chargerId, Touched touched, UUID profileId, Caller caller) {
        String tag = touched.tag() == null ? "" : TokenUid.canonicalise(touched.tag());
        boolean fresh =
                touched.at() != null && touched.at().isAfter(clock.instant().minus(WITHIN));
        boolean ofTheCharger = touched.fixedTag() != null
                && TokenUid.canonicalise(touched.fixedTag()).equals(tag);
        String uid = touched.format().read(tag);
        if (!fresh || ofTheCharger || !CARD.matcher(uid).matches()) {
            throw new ProblemException(Problem.NO_CARD_TO_LEARN);
        }
        Token token = issuing.register(new TokenUid(uid), null, null, profileId, caller);
        sql.update("UPDATE charger SET last_rejected_tag = NULL, last_rejected_at = NULL WHERE id = ?", chargerId);
        audit.record(
                "card-learned",
                "home-charger",
                chargerId,
                touched.organisationUnitId(),
                Map.of("tokenId", token.id(), "profileId", profileId));
        return token;
    }

    private Touched touched(UUID chargerId) {
        return sql
                .query(
                        """
                        SELECT last_rejected_tag, last_rejected_at, fixed_tag, organisation_unit_id, tag_format FROM charger
                        WHERE id = ? FOR UPDATE
                        """,
                        row -> new Touched(
                                row.getString(1),
                                Sql.instant(row, "last_rejected_at"),
                                row.getString(3),
                                row.getObject(4, UUID.class),
                                TagFormat.valueOf(row.getString(5))),
                        chargerId)
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }
}
