package dev.voltaire.session;

import dev.voltaire.charger.TagFormat;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.GroupCommit;
import dev.voltaire.sql.Sql;
import dev.voltaire.token.Authorisation;
import dev.voltaire.token.AuthorisationDecision;
import dev.voltaire.token.AuthorisationRequest;
import dev.voltaire.token.AuthorisationRequest.HomeCharger;
import dev.voltaire.token.TokenType;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks the one authorisation decision on behalf of home chargers, with who may charge there as it is now. Questions
/// that come together share their statements.
@ApplicationScoped
public class HomeAuthorisation {
    private final Authorisation authorisation;
    private final Sql sql;
    private final GroupCommit<Question, Optional<Decided>> decisions =
            new GroupCommit<>(Function.identity(), this::decide);

    @Inject
    HomeAuthorisation(Authorisation authorisation, Sql sql) {
        this.authorisation = authorisation;
        this.sql = sql;
    }

    private record Question(
            UUID chargerId, String tag, @Nullable TokenType type, Instant at) {
        @Override
        public String toString() {
            return "Question[charger=" + chargerId + "]";
        }
    }

    /// A decision with the tag it is about: that of somebody's token where the charger always presents the same one,
    /// which proves nothing.
    public record Decided(AuthorisationDecision decision, String tag, boolean cardProven) {
        @Override
        public String toString() {
            return "Decided[cardProven=" + cardProven + "]";
        }
    }

    private record Place(
            HomeCharger charger,
            TagFormat format,
            @Nullable String fixedTag,
            @Nullable String fixedUid) {
        Optional<String> meantBy(String tag) {
            return fixedTag != null && TokenUid.canonicalise(tag).equals(TokenUid.canonicalise(fixedTag))
                    ? Optional.ofNullable(fixedUid)
                    : Optional.empty();
        }
    }

    /// Reads what is committed, not what a transaction of the caller has changed.
    public AuthorisationDecision decide(UUID chargerId, String tag, @Nullable TokenType type, Instant at) {
        return decideWithProof(chargerId, tag, type, at).decision();
    }

    public Decided decideWithProof(UUID chargerId, String tag, @Nullable TokenType type, Instant at) {
        return decisions
                .submit(new Question(chargerId, tag, type, at))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// Empty where there is no such charger.
    private List<Optional<Decided>> decide(List<Question> questions) {
        Map<UUID, Place> places = places(questions);
        List<Question> answerable = questions.stream()
                .filter(question -> places.containsKey(question.chargerId()))
                .toList();
        List<AuthorisationDecision> decided = authorisation.decide(answerable.stream()
                .map(question -> request(question, Objects.requireNonNull(places.get(question.chargerId()))))
                .toList());
        Map<Question, Decided> answers = new HashMap<>();
        for (int i = 0; i < answerable.size(); i++) {
            Question question = answerable.get(i);
            Place place = Objects.requireNonNull(places.get(question.chargerId()));
            Optional<String> meant = place.meantBy(question.tag());
            String tag = meant.orElseGet(() -> place.format().read(question.tag()));
            answers.put(question, new Decided(decided.get(i), tag, meant.isEmpty()));
        }
        return questions.stream()
                .map(question -> Optional.ofNullable(answers.get(question)))
                .toList();
    }

    private static AuthorisationRequest request(Question question, Place place) {
        Optional<String> meant = place.meantBy(question.tag());
        return new AuthorisationRequest(
                meant.orElseGet(() -> place.format().read(question.tag())),
                meant.isPresent() ? null : question.type(),
                place.charger(),
                question.at());
    }

    private Map<UUID, Place> places(List<Question> questions) {
        Map<UUID, Place> places = new HashMap<>();
        sql.query(
                """
                SELECT c.id, c.organisation_unit_id, c.allowed_profile_ids, c.fixed_tag, t.uid, c.tag_format
                FROM charger c LEFT JOIN token t ON t.id = c.fixed_token_id
                WHERE c.id = ANY (?)
                """,
                row -> places.put(
                        row.getObject(1, UUID.class),
                        new Place(
                                new HomeCharger(
                                        row.getObject(1, UUID.class), row.getObject(2, UUID.class), Set.of((UUID[])
                                                row.getArray(3).getArray())),
                                TagFormat.valueOf(row.getString(6)),
                                row.getString(4),
                                row.getString(5))),
                (Object) questions.stream().map(Question::chargerId).distinct().toArray(UUID[]::new));
        return places;
    }
}
