package dev.voltaire.charger;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What we do differently for one charger because its firmware cannot do it right.
@ApplicationScoped
public class ChargerWorkarounds {
    private final Sql sql;

    @Inject
    ChargerWorkarounds(Sql sql) {
        this.sql = sql;
    }

    /// @param fixedTag the tag it presents whoever charges, such as `PlugAndCharge`
    /// @param fixedTokenId whose token is meant by it; sessions with it are not card-proven
    /// @param startDelayMillis how long the answer to a start waits
    /// @param tagFormat how it writes the uids of cards
    public record Workarounds(
            @Nullable String fixedTag,
            @Nullable UUID fixedTokenId,
            @Nullable Integer startDelayMillis,
            TagFormat tagFormat) {
        @Override
        public String toString() {
            return "Workarounds[startDelayMillis=" + startDelayMillis + "]";
        }
    }

    public Workarounds of(UUID chargerId) {
        return sql
                .query(
                        "SELECT fixed_tag, fixed_token_id, start_delay_millis, tag_format FROM charger WHERE id = ?",
                        row -> new Workarounds(
                                row.getString(1),
                                row.getObject(2, UUID.class),
                                row.getObject(3, Integer.class),
                                TagFormat.valueOf(row.getString(4))),
                        chargerId)
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public void change(UUID chargerId, Workarounds workarounds) {
        sql.update(
                "UPDATE charger SET fixed_tag = ?, fixed_token_id = ?, start_delay_millis = ?, tag_format = ? WHERE id = ?",
                workarounds.fixedTag(),
                workarounds.fixedTokenId(),
                workarounds.startDelayMillis(),
                workarounds.tagFormat(),
                chargerId);
    }
}
