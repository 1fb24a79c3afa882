package dev.voltaire.session;

import dev.voltaire.charger.ChargerSql;
import dev.voltaire.charger.GroupCommit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.Authorisation;
import dev.voltaire.token.AuthorisationDecision;
import dev.voltaire.token.AuthorisationRequest;
import dev.voltaire.token.AuthorisationRequest.HomeCharger;
import dev.voltaire.token.TokenType;
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
    private final ChargerSql sql;
    private final GroupCommit<Question, Optional<AuthorisationDecision>> decisions =
            new GroupCommit<>(Function.identity(), this::decide);

    @Inject
    HomeAuthorisation(Authorisation authorisation, ChargerSql sql) {
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

    /// Reads what is committed, not what a transaction of the caller has changed.
    public AuthorisationDecision decide(UUID chargerId, String tag, @Nullable TokenType type, Instant at) {
        return decisions
                .submit(new Question(chargerId, tag, type, at))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// Empty where there is no such charger.
    private List<Optional<AuthorisationDecision>> decide(List<Question> questions) {
        Map<UUID, HomeCharger> places = places(questions);
        List<Question> answerable = questions.stream()
                .filter(question -> places.containsKey(question.chargerId()))
                .toList();
        List<AuthorisationDecision> decided = authorisation.decide(answerable.stream()
                .map(question -> new AuthorisationRequest(
                        question.tag(),
                        question.type(),
                        Objects.requireNonNull(places.get(question.chargerId())),
                        question.at()))
                .toList());
        Map<Question, AuthorisationDecision> answers = new HashMap<>();
        for (int i = 0; i < answerable.size(); i++) {
            answers.put(answerable.get(i), decided.get(i));
        }
        return questions.stream()
                .map(question -> Optional.ofNullable(answers.get(question)))
                .toList();
    }

    private Map<UUID, HomeCharger> places(List<Question> questions) {
        Map<UUID, HomeCharger> places = new HashMap<>();
        sql.query(
                "SELECT id, organisation_unit_id, allowed_profile_ids FROM charger WHERE id = ANY (?)",
                row -> places.put(
                        row.getObject(1, UUID.class),
                        new HomeCharger(row.getObject(1, UUID.class), row.getObject(2, UUID.class), Set.of((UUID[])
                                row.getArray(3).getArray()))),
                (Object) questions.stream().map(Question::chargerId).distinct().toArray(UUID[]::new));
        return places;
    }
}
